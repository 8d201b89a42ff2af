"""What the shop's people do to an order from their desk: done by the shop, told in words that a person understands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from time import monotonic
from typing import Any

from assist_api.adapters.refusal_words import refused_in_words
from assist_api.adapters.shop import ShopReader
from assist_api.errors import InvalidInput, OperationRefused, OrderNotFound
from shop.limits import Gift, limit, may_set_prices
from shop.operations import OPERATIONS, Operation
from shop.plain import typed
from shop.protocol import NotFound, Refused
from shop.staff_protocol import Done, Operator

_ROLES = ("supervisor", "agent")  # who has several acts in the first of them
_KEPT_S = 300.0


def operator(name: str, roles: Sequence[str]) -> Operator:
    """A member of the staff, in the role that may give most; one without any of them may give nothing."""
    return Operator(name, next((role for role in _ROLES if role in roles), ""))


class BackOffice:
    def __init__(self, reader: ShopReader) -> None:
        self._reader = reader
        self._known: tuple[float, frozenset[str]] | None = None

    async def operations(self) -> frozenset[str]:
        """What this shop's system does by itself. Kept for five minutes."""
        if self._known is None or monotonic() - self._known[0] > _KEPT_S:
            self._known = monotonic(), await self._reader.asked(self._reader.shop.operations)
        return self._known[1]

    def limits(self, role: str) -> dict[str, Decimal]:
        return {gift.value: limit(self._reader.policy, role, gift) for gift in Gift}

    @property
    def sets_prices(self) -> bool:
        return may_set_prices(self._reader.policy)

    async def perform(
        self,
        by: Operator,
        shopper_id: str,
        order_id: str | None,
        name: str,
        fields: Mapping[str, Any],
        *,
        key: str,
        preview: bool = False,
    ) -> Done:
        """One of shop.operations by its name, with its fields as JSON has them.

        The same key never does it twice: where the shop did not answer in time, the same call again is safe.
        """
        asked, shop = _operation(name, fields), self._reader.shop
        try:
            return await self._reader.asked(
                lambda: shop.perform(by, shopper_id, order_id, asked, key=key, preview=preview)
            )
        except NotFound as error:
            raise OrderNotFound from error
        except Refused as error:
            raise OperationRefused(refused_in_words(name, error.refusal), error.refusal.value) from error


def _operation(name: str, fields: Mapping[str, Any]) -> Operation:
    try:
        found: Operation = typed(OPERATIONS[name], fields)
    except (ArithmeticError, KeyError, TypeError, ValueError) as error:
        raise InvalidInput from error
    return found
