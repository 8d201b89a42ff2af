"""A WooCommerce shop by its REST interface (wc/v3): reads orders, goods and customers; notes, addresses, cancellations.

Parcels come from the meta data of the Shipment Tracking extension, where a shop has it; WooCommerce itself knows none.
An order's number is its id, a shopper's the customer's. WooCommerce has no key of idempotency: a note carries ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from shop.china_time import CHINA
from shop.masking import masked_address, masked_name, masked_phone
from shop.models import (
    Address,
    Flag,
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
from shop.protocol import NotFound, Refusal, Refused, ShopUnavailable
from shop.rest import RestClient
from shop.shipping import delivers_to

Given = Mapping[str, Any]

_API = "/wp-json/wc/v3"
_PAGE = 100
_MANY_IN_STOCK = 99  # in stock, with no number kept
_STATES = {
    "pending": OrderState.UNPAID,
    "on-hold": OrderState.UNPAID,
    "processing": OrderState.PAID,
    "completed": OrderState.SHIPPED,  # WooCommerce's word for "sent": it does not know of the arrival
    "cancelled": OrderState.CANCELLED,
    "failed": OrderState.CLOSED_UNPAID,
    "refunded": OrderState.REFUNDED,
}
_CHANGEABLE = frozenset({OrderState.UNPAID, OrderState.PAID})


class WooCommerceShop(PlatformShop):
    """`token` is "consumer key:consumer secret"."""

    def __init__(self, url: str, token: str, policy: Mapping[str, Any]) -> None:
        super().__init__(policy)
        key, _, secret = token.partition(":")
        self._client = RestClient(f"{url.rstrip('/')}{_API}", headers={}, auth=(key, secret))

    def close(self) -> None:
        self._client.close()

    # Goods

    def product(self, product_id: str) -> Product:
        return self._read_product(self._client.get(f"/products/{number(product_id)}"))

    def _all_products(self) -> Sequence[Product]:
        found = objects(self._client.get("/products", status="publish", per_page=_PAGE))
        return [self._read_product(each) for each in found]

    def _read_product(self, given: Given) -> Product:
        variable = given.get("type") == "variable"
        found = self._client.get(f"/products/{given['id']}/variations", per_page=_PAGE) if variable else [given]
        return understood(lambda: _product(given, objects(found)))

    # Orders

    def shopper(self, shopper_id: str) -> Shopper:
        given = self._client.get(f"/customers/{number(shopper_id)}")
        return understood(lambda: _shopper(given))

    def orders(self, shopper_id: str, *, limit: int = 10) -> Sequence[Order]:
        customer = number(shopper_id)
        asked = {"customer": customer, "per_page": limit, "orderby": "date", "order": "desc"}
        found = objects(self._client.get("/orders", **asked))
        own = [each for each in found if str(each.get("customer_id")) == customer]
        return understood(lambda: [_order(each) for each in own])

    def order(self, shopper_id: str, order_id: str) -> Order:
        given = self._own(shopper_id, order_id)
        return understood(lambda: _order(given))

    def shopper_by_order(self, order_id: str, phone_last4: str) -> Shopper:
        given = self._given(order_id)
        proven(str((given.get("billing") or {}).get("phone", "")), phone_last4)
        if not given["customer_id"]:  # a guest's: the order alone is theirs, and there is no account to show
            raise NotFound
        return self.shopper(str(given["customer_id"]))

    def parcels(self, shopper_id: str, order_id: str) -> Sequence[Parcel]:
        given = self._own(shopper_id, order_id)
        return understood(lambda: _parcels(given))

    def _own(self, shopper_id: str, order_id: str) -> Given:
        given = self._given(order_id)
        return owned(given, given["customer_id"], shopper_id)

    def _given(self, order_id: str) -> Given:
        given = self._client.get(f"/orders/{number(order_id)}")
        if not isinstance(given, dict) or "customer_id" not in given:
            raise ShopUnavailable("no order")
        return given

    # What WooCommerce can change

    def add_note(self, shopper_id: str, order_id: str, *, by: str, text: str, flag: Flag | None, key: str) -> Order:
        self._own(shopper_id, order_id)
        path, mark = f"/orders/{number(order_id)}/notes", f"[{key}]"
        known = objects(self._client.get(path))
        if not any(mark in str(note.get("note")) for note in known):
            self._client.content("POST", path, json={"note": f"{by}：{flagged(text, flag)} {mark}"})
        return self.order(shopper_id, order_id)

    def change_address(self, shopper_id: str, order_id: str, address: Address, *, key: str) -> Order:
        if not delivers_to(address.region, self.policy()):
            raise Refused(Refusal.NOT_DELIVERED)
        self._changeable(shopper_id, order_id)
        shipping = {
            "first_name": address.receiver,
            "phone": address.phone,
            "state": address.region,
            "address_1": address.detail,
        }
        return self._put(order_id, {"shipping": shipping})

    def cancel_order(self, shopper_id: str, order_id: str, *, reason: str, key: str) -> Order:
        """Unpaid only: a paid one needs a refund through the payment's own provider, which a person starts."""
        order = self._changeable(shopper_id, order_id)
        if order.state is not OrderState.UNPAID:
            raise Refused(Refusal.UNSUPPORTED)
        return self._put(order_id, {"status": "cancelled", "customer_note": reason})

    def _changeable(self, shopper_id: str, order_id: str) -> Order:
        order = self.order(shopper_id, order_id)
        if order.state not in _CHANGEABLE:
            raise Refused(Refusal.SHIPPED if order.state is OrderState.SHIPPED else Refusal.WRONG_STATE)
        return order

    def _put(self, order_id: str, change: Given) -> Order:
        given = self._client.content("PUT", f"/orders/{number(order_id)}", json=change)
        return understood(lambda: _order(given))


def _product(given: Given, variations: Sequence[Given]) -> Product:
    skus = tuple(_sku(str(given["id"]), each) for each in variations)
    categories = [each["name"] for each in given.get("categories", [])] or [""]
    pictures = [each["src"] for each in given.get("images", [])]
    return Product(
        id=str(given["id"]),
        title=given["name"],
        category=categories[0],
        kind=categories[-1],
        price=min((sku.price for sku in skus), default=yuan(given["price"])),
        attributes={each["name"]: "、".join(each["options"]) for each in given.get("attributes", [])},
        skus=skus,
        aliases=tuple(each["name"] for each in given.get("tags", [])),
        picture=pictures[0] if pictures else "",
    )


def _sku(product_id: str, given: Given) -> Sku:
    counted = given.get("stock_quantity")
    there = given.get("stock_status") == "instock"
    options = {each["name"]: each["option"] for each in given.get("attributes", []) if "option" in each}
    stock = int(counted) if counted is not None else _MANY_IN_STOCK if there else 0
    return Sku(str(given["id"]), product_id, options, yuan(given["price"]), max(stock, 0))


def _shopper(given: Given) -> Shopper:
    billing = given.get("billing") or {}
    name = given.get("username") or given.get("first_name") or "顾客"
    since = moment(given.get("date_created_gmt")) or datetime.now(CHINA)
    digits = "".join(filter(str.isdigit, billing.get("phone") or ""))
    return Shopper(str(given["id"]), name, digits[-4:], "会员", billing.get("state") or "", since, Decimal(0))


def _order(given: Given) -> Order:
    state = _STATES.get(given["status"], OrderState.UNPAID)
    paid_at, total = moment(given.get("date_paid_gmt")), yuan(given["total"])
    lines = tuple(_line(each) for each in given["line_items"])
    goods = sum((line.price * line.quantity for line in lines), Decimal(0))
    address = _address(given)
    return Order(
        id=str(given["id"]),
        shopper_id=str(given["customer_id"]),
        state=state,
        lines=lines,
        goods_total=goods,
        discount=yuan(given.get("discount_total") or "0"),
        postage=yuan(given.get("shipping_total") or "0"),
        paid=total if paid_at else Decimal("0.00"),
        created_at=moment(given["date_created_gmt"]) or datetime.now(UTC),
        paid_at=paid_at,
        ship_by=None,  # WooCommerce keeps no promise of sending
        shipped_at=moment(given.get("date_completed_gmt")),
        signed_at=None,
        receiver=masked_name(address.receiver),
        phone_masked=masked_phone(address.phone),
        address_masked=masked_address(address),
        region=address.region,
        parcel_ids=tuple(f"{given['id']}-{at}" for at, _ in enumerate(_tracked(given))),
    )


def _address(given: Given) -> Address:
    """The shipping address; what it leaves open stands in the billing one."""
    shipping, billing = given.get("shipping") or {}, given.get("billing") or {}
    either = {name: shipping.get(name) or billing.get(name) or "" for name in _ADDRESS}
    receiver = f"{either['last_name']}{either['first_name']}"
    return Address(receiver, either["phone"], either["state"], f"{either['city']}{either['address_1']}")


_ADDRESS = ("first_name", "last_name", "phone", "state", "city", "address_1")


def _line(given: Given) -> OrderLine:
    sku_id = str(given.get("variation_id") or given["product_id"])
    label = " ".join(str(each.get("display_value") or each["value"]) for each in given.get("meta_data", []))
    quantity = int(given["quantity"])
    price = (yuan(given["subtotal"]) / max(quantity, 1)).quantize(Decimal("0.01"))
    return OrderLine(str(given["product_id"]), given["name"], sku_id, label, quantity, price)


def _tracked(given: Given) -> Sequence[Given]:
    meta = {each["key"]: each["value"] for each in given.get("meta_data", [])}
    return objects(meta.get("_wc_shipment_tracking_items") or [])


def _parcels(given: Given) -> list[Parcel]:
    return [_parcel(given, at, each) for at, each in enumerate(_tracked(given))]


def _parcel(given: Given, at: int, tracked: Given) -> Parcel:
    courier = tracked.get("custom_tracking_provider") or tracked.get("tracking_provider") or ""
    return Parcel(
        id=f"{given['id']}-{at}",
        order_id=str(given["id"]),
        courier_code=courier,
        courier=courier,
        tracking_no=str(tracked["tracking_number"]),
        state=ParcelState.IN_TRANSIT,
        events=(),
        expected_at=None,
    )
