"""The contract of shop/http.py as an OpenAPI document: `python -m shop.openapi` prints what docs/reference holds.

Made from the models, so that it cannot say something else than what the adapter reads.
"""

from __future__ import annotations

import re
import sys
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import yaml

from shop import models, operations, price_protection, staff_protocol
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
from shop.operations import OPERATIONS
from shop.protocol import Refusal
from shop.staff_protocol import Done, Operator

_SHOPPER, _ORDER = "/shoppers/{shopper_id}", "/shoppers/{shopper_id}/orders/{order_id}"
_TEXT = {"type": "string"}


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    does: str
    gives: Any  # a model, a list of it, or None with it
    takes: dict[str, Any] | type | None = None  # the body's fields with their types; the query's for GET


CALLS = (
    Call(
        "GET",
        "/products",
        "Products by category, or best first by what a shopper says (q)",
        list[Product],
        {"category": str | None, "q": str | None, "limit": int | None},
    ),
    Call("GET", "/products/{product_id}", "One product with its SKUs, live stock and price history", Product),
    Call("GET", "/promotions", "Offers that run now", list[Promotion]),
    Call("GET", "/couriers", "Couriers with the words people say for them", list[Courier]),
    Call("GET", "/coupon-offers", "Coupons that can be taken now", list[CouponOffer]),
    Call("GET", "/events", "What happened after an event, oldest first", list[ShopEvent], {"after": str, "limit": int}),
    Call(
        "GET",
        "/tickets/count",
        "How many shoppers have opened such a ticket",
        dict[str, int],
        {"kind": TicketKind, "since": datetime},
    ),
    Call(
        "GET",
        "/tickets",
        "Tickets of all shoppers opened since then, oldest first",
        list[Ticket],
        {"since": datetime, "limit": int},
    ),
    Call(
        "POST",
        "/identify",
        "Who proves an order; wrong and unknown are 404 alike",
        Shopper,
        {"order_id": str, "phone_last4": str},
    ),
    Call("GET", _SHOPPER, "A shopper", Shopper),
    Call("GET", f"{_SHOPPER}/orders", "Orders, newest first", list[Order], {"limit": int}),
    Call("GET", f"{_SHOPPER}/returns", "Returns, newest first", list[Return]),
    Call("GET", f"{_SHOPPER}/coupons", "Coupons in the wallet", list[Coupon]),
    Call("GET", f"{_SHOPPER}/installations", "Installations", list[Installation]),
    Call("GET", f"{_SHOPPER}/tickets", "Tickets, newest first", list[Ticket]),
    Call("GET", _ORDER, "An order; another shopper's is 404", Order),
    Call("GET", f"{_ORDER}/parcels", "Parcels with their scans, oldest first", list[Parcel]),
    Call("GET", f"{_ORDER}/invoice", "The invoice asked for, or null", Invoice | None),
    Call("GET", f"{_ORDER}/installation-days", "Days on which an installer can come", list[date]),
    Call(
        "POST", f"{_ORDER}/notes", "A note to the warehouse, with or without a flag", Order,
        {"by": str, "text": str, "flag": Flag | None},
    ),
    Call("POST", f"{_ORDER}/follow-ups", "Look after it until then", FollowUp, {"kind": str, "due_hours": int}),
    Call("POST", f"{_ORDER}/address", "Another address", Order, Address),
    Call(
        "POST", f"{_ORDER}/item", "Another SKU or quantity of a line", Order,
        {"sku_id": str, "to_sku_id": str, "quantity": int},
    ),
    Call("POST", f"{_ORDER}/cancellation", "Cancel, or refund what is paid", Order, {"reason": str}),
    Call(
        "POST", f"{_ORDER}/returns", "Ask for a return, an exchange or a refund only", Return,
        {"sku_id": str, "kind": str, "reason": str, "evidence": tuple[str, ...], "exchange_sku_id": str | None},
    ),
    Call("POST", f"{_ORDER}/price-protection", "Pay back the difference", PriceRefund, {}),
    Call("POST", f"{_ORDER}/installation", "Book or move an installer", Installation, {"day": date, "window": str}),
    Call(
        "POST", f"{_ORDER}/invoice", "Ask for an invoice", Invoice, {"title": str, "tax_no": str, "email": str}
    ),
    Call("POST", f"{_SHOPPER}/merges", "Send orders together", Merged, {"order_ids": tuple[str, ...]}),
    Call("POST", f"{_SHOPPER}/returns/{{return_id}}/withdrawal", "Withdraw a return", Return, {}),
    Call(
        "POST", f"{_SHOPPER}/returns/{{return_id}}/parcel", "The return is on its way", Return,
        {"courier": str, "tracking_no": str},
    ),
    Call(
        "POST", f"{_SHOPPER}/tickets", "Open a ticket", Ticket,
        {"order_id": str | None, "kind": TicketKind, "level": int, "text": str, "wish": str, "due_hours": int},
    ),
    Call("POST", f"{_SHOPPER}/tickets/{{ticket_id}}/closing", "A ticket is solved", Ticket, {}),
    Call("POST", f"{_SHOPPER}/coupons", "Take a coupon", Coupon, {"offer_id": str}),
    Call("POST", f"{_SHOPPER}/restock-wishes", "Tell when it is back", RestockWish, {"sku_id": str}),
    Call("GET", "/operations", "Which of the operations below this shop's system does by itself", list[str]),
    *(
        Call(
            "POST", f"{_SHOPPER}/operations/{name}", f"A person of the shop: {name.replace('_', ' ')}", Done,
            {"by": Operator, "order_id": str | None, "preview": bool, "operation": kind},
        )
        for name, kind in OPERATIONS.items()
    ),
)  # fmt: skip


def document() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for call in CALLS:
        paths.setdefault(call.path, {})[call.method.lower()] = _operation(call)
    return {
        "openapi": "3.0.3",
        "info": {"title": "What Xiaoer asks of a shop", "version": "1", "description": _ABOUT},
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {name: _schema_of(kind) for name, kind in sorted(_models().items())}
            | {"Refused": {"type": "object", "required": ["refusal"], "properties": {"refusal": _type(Refusal)}}},
        },
    }


_ABOUT = (
    "Money is a string in yuan with two decimals, moments are ISO 8601 with offset. Answer within two seconds. "
    "404: no such thing, or not this shopper's, told apart nowhere. 409: the shop's rules forbid it, with the reason. "
    "A POST with the same Idempotency-Key again gives the first answer and writes nothing. Phones, names and addresses "
    "leave the shop masked. "
    "With `preview` an operation tells what would come of it and writes nothing."
)


def _models() -> dict[str, type]:
    return {
        name: kind
        for module in (models, operations, price_protection, staff_protocol)
        for name, kind in vars(module).items()
        if isinstance(kind, type) and kind.__module__ == module.__name__ and is_dataclass(kind)
    }


def _operation(call: Call) -> dict[str, Any]:
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": _TEXT} for name in re.findall(r"{(\w+)}", call.path)
    ]
    told: dict[str, Any] = {"summary": call.does, "responses": _responses(call)}
    if call.method == "GET":
        parameters += [_in_query(name, kind) for name, kind in dict(call.takes or {}).items()]  # type: ignore[arg-type]
    else:
        told["requestBody"] = {"required": True, "content": _json(_body(call.takes))}
        if call.path != "/identify":
            parameters.append({"name": "Idempotency-Key", "in": "header", "required": True, "schema": _TEXT})
    return told | ({"parameters": parameters} if parameters else {})


def _in_query(name: str, kind: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": not _is_optional(kind), "schema": _type(kind)}


def _body(takes: Any) -> dict[str, Any]:
    if isinstance(takes, type):
        return _type(takes)
    needed = [name for name, kind in takes.items() if not _is_optional(kind)]
    body = {"type": "object", "properties": {name: _type(kind) for name, kind in takes.items()}}
    return body | ({"required": needed} if needed else {})


def _responses(call: Call) -> dict[str, Any]:
    answers = {"200": {"description": "done", "content": _json(_type(call.gives))}}
    if "{" in call.path or call.path == "/identify":
        answers["404"] = {"description": "no such thing, or not this shopper's"}
    if call.method == "POST" and call.path != "/identify":
        refused = {"$ref": "#/components/schemas/Refused"}
        answers["409"] = {"description": "the shop's rules forbid it; nothing was written", "content": _json(refused)}
    return answers


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _schema_of(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    own = fields(kind)
    needed = [each.name for each in own if each.default is MISSING and each.default_factory is MISSING]
    properties = {each.name: _type(hints[each.name]) for each in own}
    return {"type": "object", "required": needed, "properties": properties}


def _type(kind: Any) -> dict[str, Any]:
    if get_origin(kind) in (Union, UnionType):
        inner = _type(next(part for part in get_args(kind) if part is not type(None)))
        return {"allOf": [inner], "nullable": True} if "$ref" in inner else inner | {"nullable": True}
    if get_origin(kind) in (list, tuple):
        return _array(get_args(kind))
    if get_origin(kind) is dict:
        return {"type": "object", "additionalProperties": _type(get_args(kind)[1])}
    if is_dataclass(kind):
        return {"$ref": f"#/components/schemas/{kind.__name__}"}  # type: ignore[union-attr]
    if issubclass(kind, StrEnum):
        return {"type": "string", "enum": [each.value for each in kind]}
    return dict(_PLAIN[kind])


_PLAIN: dict[type, dict[str, str]] = {
    str: _TEXT,
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": "string", "format": "decimal"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
}


def _array(parts: tuple[Any, ...]) -> dict[str, Any]:
    several = len(parts) == 1 or parts[1] is Ellipsis
    array = {"type": "array", "items": _type(parts[0])}
    return array if several else array | {"minItems": len(parts), "maxItems": len(parts)}


def _is_optional(kind: Any) -> bool:
    return type(None) in get_args(kind)


class _Plainly(yaml.SafeDumper):
    """Without anchors: a reader of the file shall not have to look elsewhere."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def written() -> str:
    return yaml.dump(document(), Dumper=_Plainly, sort_keys=False, allow_unicode=True, width=120)


if __name__ == "__main__":
    sys.stdout.write(written())
