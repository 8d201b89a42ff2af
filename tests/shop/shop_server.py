"""A REST back end as the contract describes it, in front of a SqlShop: quick and right, or slow, wrong, broken."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from shop.models import Address, Flag, TicketKind
from shop.operations import OPERATIONS
from shop.plain import plain, typed
from shop.protocol import NotFound, Refused
from shop.staff_protocol import Operator
from shop.staff_protocol import StaffShop as Shop
from tests.shop.json_server import Place

TOKEN = "a token of the shop"
Asked = Mapping[str, Any]  # parts of the path, query and body together; `key` from Idempotency-Key
Route = Callable[[Shop, Asked], Any]

_SHOPPER, _ORDER = "/shoppers/{shopper_id}", "/shoppers/{shopper_id}/orders/{order_id}"


def _who(asked: Asked) -> tuple[str, str]:
    return asked["shopper_id"], asked["order_id"]


def _note(shop: Shop, asked: Asked) -> Any:
    flag = Flag(asked["flag"]) if asked["flag"] else None
    return shop.add_note(*_who(asked), by=asked["by"], text=asked["text"], flag=flag, key=asked["key"])


def _address(shop: Shop, asked: Asked) -> Any:
    told = Address(*(asked[name] for name in ("receiver", "phone", "region", "detail")))
    return shop.change_address(*_who(asked), told, key=asked["key"])


def _item(shop: Shop, asked: Asked) -> Any:
    more = {name: asked[name] for name in ("to_sku_id", "quantity", "key")}
    return shop.change_item(*_who(asked), asked["sku_id"], **more)


def _return(shop: Shop, asked: Asked) -> Any:
    more = {name: asked[name] for name in ("kind", "reason", "evidence", "exchange_sku_id", "key")}
    return shop.open_return(*_who(asked), asked["sku_id"], **more)


def _ticket(shop: Shop, asked: Asked) -> Any:
    more = {name: asked[name] for name in ("level", "text", "wish", "due_hours", "key")}
    return shop.open_ticket(*_who(asked), kind=TicketKind(asked["kind"]), **more)


def _invoice(shop: Shop, asked: Asked) -> Any:
    more = {name: asked[name] for name in ("title", "tax_no", "email", "key")}
    return shop.request_invoice(*_who(asked), **more)


def _products(shop: Shop, asked: Asked) -> Any:
    if "q" in asked:
        return shop.find_products(asked["q"], limit=int(asked["limit"]))
    return shop.products(category=asked.get("category"))


def _operation(name: str) -> Route:
    def route(shop: Shop, asked: Asked) -> Any:
        by, operation = typed(Operator, asked["by"]), typed(OPERATIONS[name], asked["operation"])
        more = {"key": asked["key"], "preview": asked["preview"]}
        return shop.perform(by, asked["shopper_id"], asked["order_id"], operation, **more)

    return route


ROUTES: Mapping[tuple[str, str], Route] = {
    ("GET", "/products"): _products,
    ("GET", "/products/{product_id}"): lambda shop, asked: shop.product(asked["product_id"]),
    ("GET", "/promotions"): lambda shop, asked: shop.promotions(),
    ("GET", "/couriers"): lambda shop, asked: shop.couriers(),
    ("GET", "/coupon-offers"): lambda shop, asked: shop.coupon_offers(),
    ("GET", "/events"): lambda shop, asked: shop.events(after=asked["after"], limit=int(asked["limit"])),
    ("GET", "/tickets/count"): lambda shop, asked: {
        "count": shop.tickets_since(TicketKind(asked["kind"]), datetime.fromisoformat(asked["since"]))
    },
    ("GET", "/tickets"): lambda shop, asked: shop.tickets_opened(
        since=datetime.fromisoformat(asked["since"]), limit=int(asked["limit"])
    ),
    ("POST", "/identify"): lambda shop, asked: shop.shopper_by_order(asked["order_id"], asked["phone_last4"]),
    ("GET", _SHOPPER): lambda shop, asked: shop.shopper(asked["shopper_id"]),
    ("GET", f"{_SHOPPER}/orders"): lambda shop, asked: shop.orders(asked["shopper_id"], limit=int(asked["limit"])),
    ("GET", f"{_SHOPPER}/returns"): lambda shop, asked: shop.returns(asked["shopper_id"]),
    ("GET", f"{_SHOPPER}/coupons"): lambda shop, asked: shop.coupons(asked["shopper_id"]),
    ("GET", f"{_SHOPPER}/installations"): lambda shop, asked: shop.installations(asked["shopper_id"]),
    ("GET", f"{_SHOPPER}/tickets"): lambda shop, asked: shop.tickets(asked["shopper_id"]),
    ("GET", _ORDER): lambda shop, asked: shop.order(*_who(asked)),
    ("GET", f"{_ORDER}/parcels"): lambda shop, asked: shop.parcels(*_who(asked)),
    ("GET", f"{_ORDER}/invoice"): lambda shop, asked: shop.invoice(*_who(asked)),
    ("GET", f"{_ORDER}/installation-days"): lambda shop, asked: shop.installation_days(*_who(asked)),
    ("POST", f"{_ORDER}/notes"): _note,
    ("POST", f"{_ORDER}/follow-ups"): lambda shop, asked: shop.open_follow_up(
        *_who(asked), kind=asked["kind"], due_hours=asked["due_hours"], key=asked["key"]
    ),
    ("POST", f"{_ORDER}/address"): _address,
    ("POST", f"{_ORDER}/item"): _item,
    ("POST", f"{_ORDER}/cancellation"): lambda shop, asked: shop.cancel_order(
        *_who(asked), reason=asked["reason"], key=asked["key"]
    ),
    ("POST", f"{_ORDER}/returns"): _return,
    ("POST", f"{_ORDER}/price-protection"): lambda shop, asked: shop.claim_price_protection(
        *_who(asked), key=asked["key"]
    ),
    ("POST", f"{_ORDER}/installation"): lambda shop, asked: shop.book_installation(
        *_who(asked), day=date.fromisoformat(asked["day"]), window=asked["window"], key=asked["key"]
    ),
    ("POST", f"{_ORDER}/invoice"): _invoice,
    ("POST", f"{_SHOPPER}/merges"): lambda shop, asked: shop.merge_orders(
        asked["shopper_id"], asked["order_ids"], key=asked["key"]
    ),
    ("POST", f"{_SHOPPER}/returns/{{return_id}}/withdrawal"): lambda shop, asked: shop.withdraw_return(
        asked["shopper_id"], asked["return_id"], key=asked["key"]
    ),
    ("POST", f"{_SHOPPER}/returns/{{return_id}}/parcel"): lambda shop, asked: shop.note_return_parcel(
        asked["shopper_id"],
        asked["return_id"],
        courier=asked["courier"],
        tracking_no=asked["tracking_no"],
        key=asked["key"],
    ),
    ("POST", f"{_SHOPPER}/tickets"): _ticket,
    ("POST", f"{_SHOPPER}/tickets/{{ticket_id}}/closing"): lambda shop, asked: shop.close_ticket(
        asked["shopper_id"], asked["ticket_id"], key=asked["key"]
    ),
    ("POST", f"{_SHOPPER}/coupons"): lambda shop, asked: shop.take_coupon(
        asked["shopper_id"], asked["offer_id"], key=asked["key"]
    ),
    ("POST", f"{_SHOPPER}/restock-wishes"): lambda shop, asked: shop.notify_restock(
        asked["shopper_id"], asked["sku_id"], key=asked["key"]
    ),
    ("GET", "/operations"): lambda shop, asked: sorted(shop.operations()),
    **{("POST", f"{_SHOPPER}/operations/{name}"): _operation(name) for name in OPERATIONS},
}

_PATTERNS = {route: re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", route[1])) for route in ROUTES}


@dataclass
class ShopServer(Place):
    shop: Shop
    keys: list[str] = field(default_factory=list)  # the Idempotency-Key of each write

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: Asked) -> tuple[int, Any]:
        if headers.get("Authorization") != f"Bearer {TOKEN}":
            return 401, {"error": "token"}
        asked = urlsplit(target)
        for route, pattern in _PATTERNS.items():
            found = pattern.fullmatch(asked.path)
            if found and route[0] == method:
                query = {name: values[0] for name, values in parse_qs(asked.query, keep_blank_values=True).items()}
                parts = {name: unquote(value) for name, value in found.groupdict().items()}
                return self._done(ROUTES[route], {"key": headers.get("Idempotency-Key"), **query, **body, **parts})
        return 404, {"error": "no such path"}

    def _done(self, route: Route, asked: Asked) -> tuple[int, Any]:
        if asked["key"]:
            self.keys.append(asked["key"])
        try:
            return 200, plain(route(self.shop, asked))
        except NotFound:
            return 404, {"error": "not found"}
        except Refused as refused:
            return 409, {"refusal": refused.refusal.value}
