"""A shop with a REST back end of its own, by the contract of docs/reference/shop-http.openapi.yml.

Each call has two seconds at most, connection included, and is tried once. A slow or broken back end, and one that
talks nonsense, is ShopUnavailable; 404 is NotFound, and 409 with `{"refusal": …}` is Refused. What writes carries its
key as Idempotency-Key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar
from urllib.parse import quote

from shop.models import (
    Address,
    Coupon,
    CouponOffer,
    Courier,
    Flag,
    FollowUp,
    Installation,
    Invoice,
    Merged,
    Order,
    Parcel,
    PriceRefund,
    Product,
    Promotion,
    RestockWish,
    Return,
    ShopEvent,
    Shopper,
    Ticket,
    TicketKind,
)
from shop.operations import Operation, name_of
from shop.plain import plain, typed
from shop.protocol import NotFound, Refusal, Refused, ShopUnavailable
from shop.rest import RestClient, part
from shop.staff_protocol import Done, Operator

T = TypeVar("T")


class HttpShop:
    """`policy` stays with us: the rules are ours to keep, whatever system the orders live in."""

    def __init__(self, url: str, token: str, policy: Mapping[str, Any]) -> None:
        self._policy = policy
        self._client = RestClient(url, headers={"Authorization": f"Bearer {token}"})

    def close(self) -> None:
        self._client.close()

    def policy(self) -> Mapping[str, Any]:
        return self._policy

    # Goods and offers

    def product(self, product_id: str) -> Product:
        return self._one(Product, f"/products/{part(product_id)}")

    def find_products(self, text: str, *, limit: int = 5) -> Sequence[Product]:
        return self._many(Product, "/products", q=text, limit=limit)

    def products(self, *, category: str | None = None) -> Sequence[Product]:
        return self._many(Product, "/products", category=category)

    def promotions(self) -> Sequence[Promotion]:
        return self._many(Promotion, "/promotions")

    def couriers(self) -> Sequence[Courier]:
        return self._many(Courier, "/couriers")

    def coupon_offers(self) -> Sequence[CouponOffer]:
        return self._many(CouponOffer, "/coupon-offers")

    # What belongs to a shopper

    def shopper(self, shopper_id: str) -> Shopper:
        return self._one(Shopper, _of(shopper_id))

    def shopper_by_order(self, order_id: str, phone_last4: str) -> Shopper:
        return self._write(Shopper, "/identify", {"order_id": order_id, "phone_last4": phone_last4})

    def orders(self, shopper_id: str, *, limit: int = 10) -> Sequence[Order]:
        return self._many(Order, f"{_of(shopper_id)}/orders", limit=limit)

    def order(self, shopper_id: str, order_id: str) -> Order:
        return self._one(Order, _of(shopper_id, order_id))

    def parcels(self, shopper_id: str, order_id: str) -> Sequence[Parcel]:
        return self._many(Parcel, f"{_of(shopper_id, order_id)}/parcels")

    def returns(self, shopper_id: str) -> Sequence[Return]:
        return self._many(Return, f"{_of(shopper_id)}/returns")

    def coupons(self, shopper_id: str) -> Sequence[Coupon]:
        return self._many(Coupon, f"{_of(shopper_id)}/coupons")

    def installations(self, shopper_id: str) -> Sequence[Installation]:
        return self._many(Installation, f"{_of(shopper_id)}/installations")

    def tickets(self, shopper_id: str) -> Sequence[Ticket]:
        return self._many(Ticket, f"{_of(shopper_id)}/tickets")

    def invoice(self, shopper_id: str, order_id: str) -> Invoice | None:
        found = self._client.get(f"{_of(shopper_id, order_id)}/invoice")
        return _understood(Invoice, found) if found else None

    def installation_days(self, shopper_id: str, order_id: str) -> Sequence[date]:
        return self._many(date, f"{_of(shopper_id, order_id)}/installation-days")

    # What changes an order

    def add_note(self, shopper_id: str, order_id: str, *, by: str, text: str, flag: Flag | None, key: str) -> Order:
        return self._write(Order, f"{_of(shopper_id, order_id)}/notes", {"by": by, "text": text, "flag": flag}, key)

    def open_follow_up(self, shopper_id: str, order_id: str, *, kind: str, due_hours: int, key: str) -> FollowUp:
        asked = {"kind": kind, "due_hours": due_hours}
        return self._write(FollowUp, f"{_of(shopper_id, order_id)}/follow-ups", asked, key)

    def change_address(self, shopper_id: str, order_id: str, address: Address, *, key: str) -> Order:
        return self._write(Order, f"{_of(shopper_id, order_id)}/address", plain(address), key)

    def change_item(
        self, shopper_id: str, order_id: str, sku_id: str, *, to_sku_id: str, quantity: int, key: str
    ) -> Order:
        asked = {"sku_id": sku_id, "to_sku_id": to_sku_id, "quantity": quantity}
        return self._write(Order, f"{_of(shopper_id, order_id)}/item", asked, key)

    def cancel_order(self, shopper_id: str, order_id: str, *, reason: str, key: str) -> Order:
        return self._write(Order, f"{_of(shopper_id, order_id)}/cancellation", {"reason": reason}, key)

    def merge_orders(self, shopper_id: str, order_ids: Sequence[str], *, key: str) -> Merged:
        return self._write(Merged, f"{_of(shopper_id)}/merges", {"order_ids": list(order_ids)}, key)

    # After the sale

    def open_return(
        self,
        shopper_id: str,
        order_id: str,
        sku_id: str,
        *,
        kind: str,
        reason: str,
        evidence: Sequence[str] = (),
        exchange_sku_id: str | None = None,
        key: str,
    ) -> Return:
        asked = {
            "sku_id": sku_id,
            "kind": kind,
            "reason": reason,
            "evidence": list(evidence),
            "exchange_sku_id": exchange_sku_id,
        }
        return self._write(Return, f"{_of(shopper_id, order_id)}/returns", asked, key)

    def withdraw_return(self, shopper_id: str, return_id: str, *, key: str) -> Return:
        return self._write(Return, f"{_of(shopper_id)}/returns/{part(return_id)}/withdrawal", {}, key)

    def note_return_parcel(
        self, shopper_id: str, return_id: str, *, courier: str, tracking_no: str, key: str
    ) -> Return:
        asked = {"courier": courier, "tracking_no": tracking_no}
        return self._write(Return, f"{_of(shopper_id)}/returns/{part(return_id)}/parcel", asked, key)

    def claim_price_protection(self, shopper_id: str, order_id: str, *, key: str) -> PriceRefund:
        return self._write(PriceRefund, f"{_of(shopper_id, order_id)}/price-protection", {}, key)

    def book_installation(self, shopper_id: str, order_id: str, *, day: date, window: str, key: str) -> Installation:
        asked = {"day": day.isoformat(), "window": window}
        return self._write(Installation, f"{_of(shopper_id, order_id)}/installation", asked, key)

    def open_ticket(
        self,
        shopper_id: str,
        order_id: str | None,
        *,
        kind: TicketKind,
        level: int,
        text: str,
        wish: str = "",
        due_hours: int,
        key: str,
    ) -> Ticket:
        asked = {
            "order_id": order_id,
            "kind": kind.value,
            "level": level,
            "text": text,
            "wish": wish,
            "due_hours": due_hours,
        }
        return self._write(Ticket, f"{_of(shopper_id)}/tickets", asked, key)

    def tickets_since(self, kind: TicketKind, since: datetime) -> int:
        found = self._client.get("/tickets/count", kind=kind.value, since=since.isoformat())
        if not isinstance(found, dict) or not isinstance(found.get("count"), int):
            raise ShopUnavailable("no count")
        return int(found["count"])

    def tickets_opened(self, *, since: datetime, limit: int = 100) -> Sequence[Ticket]:
        return self._many(Ticket, "/tickets", since=since.isoformat(), limit=limit)

    def close_ticket(self, shopper_id: str, ticket_id: str, *, key: str) -> Ticket:
        return self._write(Ticket, f"{_of(shopper_id)}/tickets/{part(ticket_id)}/closing", {}, key)

    # Money and stock

    def request_invoice(
        self, shopper_id: str, order_id: str, *, title: str, tax_no: str, email: str, key: str
    ) -> Invoice:
        asked = {"title": title, "tax_no": tax_no, "email": email}
        return self._write(Invoice, f"{_of(shopper_id, order_id)}/invoice", asked, key)

    def take_coupon(self, shopper_id: str, offer_id: str, *, key: str) -> Coupon:
        return self._write(Coupon, f"{_of(shopper_id)}/coupons", {"offer_id": offer_id}, key)

    def notify_restock(self, shopper_id: str, sku_id: str, *, key: str) -> RestockWish:
        return self._write(RestockWish, f"{_of(shopper_id)}/restock-wishes", {"sku_id": sku_id}, key)

    def events(self, *, after: str = "", limit: int = 100) -> Sequence[ShopEvent]:
        return self._many(ShopEvent, "/events", after=after, limit=limit)

    # What the shop's people do

    def operations(self) -> frozenset[str]:
        """None of a back end that does not know the question."""
        try:
            return frozenset(self._many(str, "/operations"))
        except NotFound:
            return frozenset()

    def perform(
        self,
        by: Operator,
        shopper_id: str,
        order_id: str | None,
        operation: Operation,
        *,
        key: str,
        preview: bool = False,
    ) -> Done:
        asked = {"by": plain(by), "order_id": order_id, "preview": preview, "operation": plain(operation)}
        return self._write(Done, f"{_of(shopper_id)}/operations/{name_of(operation)}", asked, key)

    # How it is asked

    def _one(self, kind: type[T], path: str) -> T:
        return _understood(kind, self._client.get(path))

    def _many(self, kind: type[T], path: str, **query: Any) -> Sequence[T]:
        found = self._client.get(path, **query)
        if not isinstance(found, list):
            raise ShopUnavailable("no list")
        return [_understood(kind, each) for each in found]

    def _write(self, kind: type[T], path: str, body: Mapping[str, Any], key: str = "") -> T:
        headers = {"Idempotency-Key": quote(key, safe=":.-_")} if key else {}
        status, content = self._client.answer("POST", path, json=body, headers=headers)
        if status == _CONFLICT:
            raise Refused(_refusal(content))
        if status == _NOT_FOUND:
            raise NotFound
        if status >= _BAD:
            raise ShopUnavailable(f"status {status}")
        return _understood(kind, content)


_NOT_FOUND, _CONFLICT, _BAD = 404, 409, 400


def _refusal(content: Any) -> Refusal:
    try:
        return Refusal(content["refusal"])
    except (KeyError, TypeError, ValueError) as error:
        raise ShopUnavailable("a refusal without a known reason") from error


def _understood(kind: type[T], value: Any) -> T:
    """An answer of another shape than agreed is as good as none."""
    try:
        found = typed(kind, value)
    except (ArithmeticError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise ShopUnavailable(f"no {kind.__name__}") from error
    if not isinstance(found, kind):
        raise ShopUnavailable(f"no {kind.__name__}")
    return found


def _of(shopper_id: str, order_id: str | None = None) -> str:
    path = f"/shoppers/{part(shopper_id)}"
    return f"{path}/orders/{part(order_id)}" if order_id is not None else path
