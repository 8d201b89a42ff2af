"""What the shop's people can do on a foreign platform: what its shop can do for a shopper, and nothing of money.

Refunds go through the platform's own page and the payment's provider: UNSUPPORTED here, so that a person is sent there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from shop.models import Order
from shop.operations import AddNote, Operation, name_of
from shop.protocol import NotFound, Refusal, Refused, Shop
from shop.staff_protocol import Done, Operator

_Do = Callable[[Shop, str, str, Any, Operator, str], Order]


def _note(shop: Shop, shopper_id: str, order_id: str, asked: AddNote, by: Operator, key: str) -> Order:
    return shop.add_note(shopper_id, order_id, by=by.name, text=asked.text, flag=asked.flag, key=key)


_DO: Mapping[str, _Do] = {
    "add_note": _note,
    "change_address": lambda shop, who, order, asked, by, key: shop.change_address(who, order, asked.address, key=key),
    "cancel_order": lambda shop, who, order, asked, by, key: shop.cancel_order(
        who, order, reason=asked.reason, key=key
    ),
}


class PlatformStaff:
    """A platform tells nothing beforehand: a preview shows the order as it stands."""

    def operations(self) -> frozenset[str]:
        return frozenset(_DO)

    def perform(
        self: Any,
        by: Operator,
        shopper_id: str,
        order_id: str | None,
        operation: Operation,
        *,
        key: str,
        preview: bool = False,
    ) -> Done:
        name = name_of(operation)
        if name not in _DO:
            raise Refused(Refusal.UNSUPPORTED)
        if order_id is None:
            raise NotFound
        before = self.order(shopper_id, order_id)
        after = before if preview else _DO[name](self, shopper_id, order_id, operation, by, key)
        return Done(name, after, before)
