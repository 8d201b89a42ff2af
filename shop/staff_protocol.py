"""What the shop's own people may do in it, beside what a shopper may: one call, whatever the operation."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from shop.amounts import NOTHING
from shop.models import Coupon, Order, Return
from shop.operations import Operation
from shop.price_protection import Fall
from shop.protocol import Shop


@dataclass(frozen=True)
class Operator:
    """The person who does it. `role` is one of the policy's `backoffice.roles`, which say how much each may give."""

    name: str
    role: str


@dataclass(frozen=True)
class Done:
    """An operation that was done, or in a preview what it would do."""

    operation: str
    order: Order | None = None  # as it is now; None where no order is concerned
    before: Order | None = None
    amount: Decimal = NOTHING  # money that the shopper gets, or the worth of the coupon
    points: int = 0
    left: Decimal | None = None  # how much the role may still give of this kind; None where nothing was given
    returned: Return | None = None
    replacement: Order | None = None  # by which exchanged or lost goods leave
    coupon: Coupon | None = None
    basis: tuple[Fall, ...] = ()  # from which prices a difference was calculated


class StaffShop(Shop, Protocol):
    def operations(self) -> frozenset[str]:
        """The names of those that this shop's system does by itself; the others are refused as UNSUPPORTED."""
        ...

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
        """Bound to the shopper, idempotent by `key`, checked anew in its own transaction, recorded with who did it.

        A `preview` tells what would come of it, or raises what would forbid it, and writes nothing.
        """
        ...
