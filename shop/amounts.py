"""Amounts of money: yuan with two places."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_DOWN, Decimal

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")


def money(amount: Decimal | float | int | str) -> Decimal:
    """An amount as a rule file writes it."""
    return Decimal(str(amount)).quantize(CENT)


def down(amount: Decimal) -> Decimal:
    """Rounded down to the cent: what the shop gives is never more than the rule says."""
    return amount.quantize(CENT, ROUND_DOWN)


def total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NOTHING)
