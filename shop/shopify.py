"""A Shopify shop by its Admin REST interface: reads orders, goods and customers; notes, addresses, cancellations.

An order's number is its id, a shopper's the customer's. Shopify keeps our notes as `note_attributes`, named by their
key, so that the same message never writes twice; a flag becomes a tag.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from shop.china_time import CHINA
from shop.masking import masked_address, masked_name, masked_phone
from shop.models import (
    Address,
    CarrierEvent,
    Flag,
    Note,
    Order,
    OrderLine,
    OrderState,
    Parcel,
    ParcelState,
    Product,
    Shopper,
    Sku,
)
from shop.platforms import PlatformShop, flagged, moment, number, objects, owned, proven, understood, yuan
from shop.protocol import Refusal, Refused, ShopUnavailable
from shop.rest import RestClient
from shop.shipping import delivers_to

Given = Mapping[str, Any]

_API = "/admin/api/2024-10"
_PAGE = 250
_MARK = "xiaoer:"
_PARCEL_STATES = {
    "confirmed": ParcelState.CREATED,
    "label_printed": ParcelState.CREATED,
    "label_purchased": ParcelState.CREATED,
    "ready_for_pickup": ParcelState.OUT_FOR_DELIVERY,
    "in_transit": ParcelState.IN_TRANSIT,
    "out_for_delivery": ParcelState.OUT_FOR_DELIVERY,
    "attempted_delivery": ParcelState.EXCEPTION,
    "failure": ParcelState.EXCEPTION,
    "delivered": ParcelState.DELIVERED,
}
_CHANGEABLE = frozenset({OrderState.UNPAID, OrderState.PAID})


class ShopifyShop(PlatformShop):
    """`token` is the access token of an app with the scopes read_products, read_customers and write_orders."""

    def __init__(self, url: str, token: str, policy: Mapping[str, Any]) -> None:
        super().__init__(policy)
        self._client = RestClient(f"{url.rstrip('/')}{_API}", headers={"X-Shopify-Access-Token": token})

    def close(self) -> None:
        self._client.close()

    # Goods

    def product(self, product_id: str) -> Product:
        given = self._inside("product", self._client.get(f"/products/{number(product_id)}.json"))
        return understood(lambda: _product(given))

    def _all_products(self) -> Sequence[Product]:
        found = self._client.get("/products.json", status="active", limit=_PAGE)
        return understood(lambda: [_product(each) for each in objects(found["products"])])

    # Orders

    def shopper(self, shopper_id: str) -> Shopper:
        given = self._inside("customer", self._client.get(f"/customers/{number(shopper_id)}.json"))
        return understood(lambda: _shopper(given))

    def orders(self, shopper_id: str, *, limit: int = 10) -> Sequence[Order]:
        found = self._client.get("/orders.json", customer_id=number(shopper_id), status="any", limit=limit)
        read = understood(lambda: [_order(each) for each in objects(found["orders"])])
        return sorted((each for each in read if each.shopper_id == shopper_id), key=_age)

    def order(self, shopper_id: str, order_id: str) -> Order:
        given = self._own(shopper_id, order_id)
        return understood(lambda: _order(given))

    def shopper_by_order(self, order_id: str, phone_last4: str) -> Shopper:
        given = self._inside("order", self._client.get(f"/orders/{number(order_id)}.json"))
        proven(understood(lambda: _address(given)).phone, phone_last4)
        return self.shopper(_customer(given))

    def parcels(self, shopper_id: str, order_id: str) -> Sequence[Parcel]:
        given = self._own(shopper_id, order_id)
        return understood(lambda: [_parcel(each, order_id) for each in objects(given.get("fulfillments") or [])])

    def _own(self, shopper_id: str, order_id: str) -> Given:
        given = self._inside("order", self._client.get(f"/orders/{number(order_id)}.json"))
        return owned(given, _customer(given), shopper_id)

    @staticmethod
    def _inside(name: str, found: Any) -> Given:
        if not isinstance(found, dict) or not isinstance(found.get(name), dict):
            raise ShopUnavailable(f"no {name}")
        return dict(found[name])

    # What Shopify can change

    def add_note(self, shopper_id: str, order_id: str, *, by: str, text: str, flag: Flag | None, key: str) -> Order:
        given = self._own(shopper_id, order_id)
        kept = objects(given.get("note_attributes") or [])
        if any(each.get("name") == f"{_MARK}{key}" for each in kept):
            return understood(lambda: _order(given))
        note = {"name": f"{_MARK}{key}", "value": f"{by}：{flagged(text, flag)}"}
        tags = [each for each in str(given.get("tags") or "").split(", ") if each] + ([flag.value] if flag else [])
        return self._put(order_id, {"note_attributes": [*kept, note], "tags": ", ".join(dict.fromkeys(tags))})

    def change_address(self, shopper_id: str, order_id: str, address: Address, *, key: str) -> Order:
        if not delivers_to(address.region, self.policy()):
            raise Refused(Refusal.NOT_DELIVERED)
        self._changeable(shopper_id, order_id)
        shipping = {
            "name": address.receiver,
            "phone": address.phone,
            "province": address.region,
            "address1": address.detail,
        }
        return self._put(order_id, {"shipping_address": shipping})

    def cancel_order(self, shopper_id: str, order_id: str, *, reason: str, key: str) -> Order:
        """Shopify refunds what was paid by itself; an order that is cancelled already stays so."""
        order = self.order(shopper_id, order_id)
        if order.state in {OrderState.CANCELLED, OrderState.REFUNDING, OrderState.REFUNDED}:
            return order
        self._changeable(shopper_id, order_id)
        asked = {"reason": "customer", "note": reason, "restock": True, "refund": _whole(order)}
        self._client.content("POST", f"/orders/{number(order_id)}/cancel.json", json=asked)
        return self.order(shopper_id, order_id)

    def _changeable(self, shopper_id: str, order_id: str) -> None:
        state = self.order(shopper_id, order_id).state
        if state not in _CHANGEABLE:
            sent = state in {OrderState.SHIPPED, OrderState.PARTLY_SHIPPED, OrderState.SIGNED}
            raise Refused(Refusal.SHIPPED if sent else Refusal.WRONG_STATE)

    def _put(self, order_id: str, change: Given) -> Order:
        body = {"order": {"id": int(order_id), **change}}
        found = self._client.content("PUT", f"/orders/{number(order_id)}.json", json=body)
        given = self._inside("order", found)
        return understood(lambda: _order(given))


def _whole(order: Order) -> dict[str, Any] | None:
    return {"shipping": {"full_refund": True}} if order.paid else None


def _age(order: Order) -> float:
    return -order.created_at.timestamp()


def _customer(given: Given) -> str:
    return str((given.get("customer") or {}).get("id") or "")


def _product(given: Given) -> Product:
    names = [each["name"] for each in given.get("options", [])]
    skus = tuple(_sku(given, names, each) for each in given["variants"])
    pictures = [each["src"] for each in given.get("images", [])]
    kind = given.get("product_type") or ""
    return Product(
        id=str(given["id"]),
        title=given["title"],
        category=kind,
        kind=kind,
        price=min(sku.price for sku in skus),
        attributes={},
        skus=skus,
        aliases=tuple(each for each in str(given.get("tags") or "").split(", ") if each),
        picture=pictures[0] if pictures else "",
        weight_g=int(given["variants"][0].get("grams") or 500),
    )


def _sku(given: Given, names: Sequence[str], variant: Given) -> Sku:
    values = [variant.get(f"option{at}") for at in range(1, len(names) + 1)]
    options = {
        name: str(value) for name, value in zip(names, values, strict=True) if value and value != "Default Title"
    }
    stock = max(int(variant.get("inventory_quantity") or 0), 0)
    return Sku(str(variant["id"]), str(given["id"]), options, yuan(variant["price"]), stock)


def _shopper(given: Given) -> Shopper:
    home = given.get("default_address") or {}
    digits = "".join(filter(str.isdigit, given.get("phone") or home.get("phone") or ""))
    since = moment(given.get("created_at")) or datetime.now(CHINA)
    name = given.get("first_name") or "顾客"
    return Shopper(
        str(given["id"]), name, digits[-4:], "会员", home.get("province") or "", since, yuan(given.get("total_spent"))
    )


def _state(given: Given) -> OrderState:
    """Shopify keeps payment, sending and cancelling apart; the first row that holds says how the order stands."""
    money, sent = given.get("financial_status"), given.get("fulfillment_status")
    arrived = {each.get("shipment_status") for each in given.get("fulfillments") or []} == {"delivered"}
    rows = (
        (money == "refunded", OrderState.REFUNDED),
        (bool(given.get("cancelled_at")) and money == "paid", OrderState.REFUNDING),
        (bool(given.get("cancelled_at")), OrderState.CANCELLED),
        (sent == "fulfilled" and arrived, OrderState.SIGNED),
        (sent == "fulfilled", OrderState.SHIPPED),
        (sent == "partial", OrderState.PARTLY_SHIPPED),
        (money in {"paid", "partially_refunded"}, OrderState.PAID),
        (money == "voided", OrderState.CLOSED_UNPAID),
    )
    return next((state for holds, state in rows if holds), OrderState.UNPAID)


def _order(given: Given) -> Order:
    address, state = _address(given), _state(given)
    created = moment(given["created_at"]) or datetime.now(CHINA)
    paid = given.get("financial_status") in {"paid", "partially_refunded", "refunded"}
    sent = [at for each in given.get("fulfillments") or [] if (at := moment(each.get("created_at")))]
    postage = sum((yuan(each["price"]) for each in given.get("shipping_lines") or []), Decimal("0.00"))
    return Order(
        id=str(given["id"]),
        shopper_id=_customer(given),
        state=state,
        lines=tuple(_line(each) for each in given["line_items"]),
        goods_total=yuan(given["total_line_items_price"]),
        discount=yuan(given.get("total_discounts")),
        postage=postage,
        paid=yuan(given["total_price"]) if paid else Decimal("0.00"),
        created_at=created,
        paid_at=moment(given.get("processed_at")) if paid else None,
        ship_by=None,  # Shopify keeps no promise of sending
        shipped_at=min(sent, default=None),
        signed_at=_signed_at(given) if state is OrderState.SIGNED else None,
        receiver=masked_name(address.receiver),
        phone_masked=masked_phone(address.phone),
        address_masked=masked_address(address),
        region=address.region,
        parcel_ids=tuple(str(each["id"]) for each in given.get("fulfillments") or []),
        notes=tuple(_note(each, created) for each in given.get("note_attributes") or [] if _is_ours(each)),
        flag=next((flag for flag in Flag if flag.value in str(given.get("tags") or "").split(", ")), None),
    )


def _is_ours(attribute: Given) -> bool:
    return str(attribute.get("name")).startswith(_MARK)


def _note(attribute: Given, at: datetime) -> Note:
    """Shopify does not say when it was written."""
    by, _, text = str(attribute["value"]).partition("：")
    return Note(at, by, text)


def _signed_at(given: Given) -> datetime | None:
    return max((at for each in given["fulfillments"] if (at := moment(each.get("updated_at")))), default=None)


def _address(given: Given) -> Address:
    told = given.get("shipping_address") or given.get("billing_address") or {}
    detail = f"{told.get('city') or ''}{told.get('address1') or ''}"
    phone = told.get("phone") or given.get("phone") or ""
    return Address(told.get("name") or "", phone, told.get("province") or "", detail)


def _line(given: Given) -> OrderLine:
    label = given.get("variant_title") or ""
    sku_id = str(given.get("variant_id") or given["product_id"])
    title, price = given["title"], yuan(given["price"])
    return OrderLine(str(given["product_id"]), title, sku_id, label.replace(" / ", " "), int(given["quantity"]), price)


def _parcel(given: Given, order_id: str) -> Parcel:
    state = _PARCEL_STATES.get(str(given.get("shipment_status")), ParcelState.IN_TRANSIT)
    at = moment(given.get("updated_at"))
    scanned = (CarrierEvent(at, "", state.zh),) if at else ()
    courier = given.get("tracking_company") or ""
    sku_ids = tuple(str(each["variant_id"]) for each in given.get("line_items") or [])
    return Parcel(
        str(given["id"]),
        order_id,
        courier,
        courier,
        str(given.get("tracking_number") or ""),
        state,
        scanned,
        None,
        sku_ids,
    )
