"""What is given to make a complaint good: what is suggested, and what needs a supervisor's word. Pure.

How much a role may give at all stands in the shop's policy (`backoffice.limits`) and is checked by the shop once more,
with what was given before; here is decided what to suggest (`compensation`) and whom to ask.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from assist_api.domain import tickets
from assist_api.domain.tickets import Level
from assist_api.errors import InvalidInput


class Kind(StrEnum):
    COUPON = "coupon"
    POINTS = "points"
    POSTAGE = "postage"
    PRICE_DIFFERENCE = "price_difference"
    PAYMENT = "payment"
    RESEND = "resend"

    @property
    def zh(self) -> str:
        return _KIND_ZH[self]

    @property
    def unit(self) -> str:
        return {Kind.POINTS: "积分", Kind.RESEND: "件"}.get(self, "元")


_KIND_ZH = {
    Kind.COUPON: "优惠券",
    Kind.POINTS: "积分",
    Kind.POSTAGE: "退运费",
    Kind.PRICE_DIFFERENCE: "退差价",
    Kind.PAYMENT: "小额打款",
    Kind.RESEND: "加急补发",
}
WITHOUT_ORDER = frozenset({Kind.COUPON, Kind.POINTS})
REFUNDED_BY_RULE = frozenset({Kind.PRICE_DIFFERENCE})  # the shop calculates it: no sum of one's own choice


class State(StrEnum):
    WAITING = "waiting"  # for a supervisor
    APPROVED = "approved"  # to be carried out
    DECLINED = "declined"
    GIVEN = "given"
    REFUSED = "refused"  # by the shop's rules

    @property
    def zh(self) -> str:
        return _STATE_ZH[self]


_STATE_ZH = {
    State.WAITING: "等主管审批",
    State.APPROVED: "正在办理",
    State.DECLINED: "主管没有同意",
    State.GIVEN: "已给顾客",
    State.REFUSED: "店铺规则办不了",
}
_LIMITS = {Kind.COUPON: "coupon", Kind.POINTS: "points", Kind.POSTAGE: "postage", Kind.PAYMENT: "payout"}


@dataclass(frozen=True)
class Wanted:
    """`amount`: yuan or points; of a re-sending the pieces."""

    kind: Kind
    amount: Decimal
    reason: str
    sku_id: str = ""

    def __post_init__(self) -> None:
        if self.kind not in REFUNDED_BY_RULE and self.amount <= 0:
            raise InvalidInput("补偿的数额要大于 0。")
        if self.kind in (Kind.POINTS, Kind.RESEND) and self.amount != int(self.amount):
            raise InvalidInput("积分和件数要是整数。")
        if self.kind is Kind.RESEND and not self.sku_id:
            raise InvalidInput("请选要补发的商品。")

    @property
    def words(self) -> str:
        amount = "" if self.kind in REFUNDED_BY_RULE else f" {self.amount:f} {self.kind.unit}"
        return f"{self.kind.zh}{amount}"


def within(wanted: Wanted, limits: Mapping[str, Decimal]) -> bool:
    """Whether the role may give it without asking; the shop counts what was given before."""
    name = _LIMITS.get(wanted.kind)
    return name is None or wanted.amount <= limits.get(name, Decimal(0))


def operation(wanted: Wanted, rules: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The shop's operation that carries it out, with its fields as JSON has them."""
    amount, reason = f"{wanted.amount:.2f}", {"reason": wanted.reason}
    least = f"{wanted.amount * Decimal(str(rules['coupon_from_times'])):.2f}"
    ways: dict[Kind, tuple[str, dict[str, Any]]] = {
        Kind.COUPON: ("grant_coupon", {"amount": amount, "from_amount": least, **reason}),
        Kind.POINTS: ("grant_points", {"points": int(wanted.amount), **reason}),
        Kind.POSTAGE: ("return_postage", {"way": "out", "amount": amount}),
        Kind.PRICE_DIFFERENCE: ("refund_difference", {}),
        Kind.PAYMENT: ("pay_out", {"amount": amount, **reason}),
        Kind.RESEND: ("resend", {"pieces": [{"sku_id": wanted.sku_id, "quantity": int(wanted.amount)}], **reason}),
    }
    return ways[wanted.kind]


@dataclass(frozen=True)
class Suggested:
    kind: Kind
    amount: Decimal  # 0 where the shop calculates it, or the pieces are to be chosen
    why: str


def suggest(
    level: Level, about: tickets.Kind, repeated: int, paid: Decimal | None, rules: Mapping[str, Any]
) -> Sequence[Suggested]:
    """By level, and more for a repeated complaint. `paid`: of the order; None where the complaint has none."""
    times = min(Decimal(1) + Decimal(str(rules["more_each_time"])) * repeated, Decimal(str(rules["most_times"])))
    why = level.zh + (f"，第 {repeated + 1} 次投诉" if repeated else "")
    found = [*_fitting(about, why)] if paid is not None else []
    for name, usual in rules["levels"][str(int(level))].items():
        kind = Kind(name)
        amount = Decimal(str(usual)) * times
        if kind is Kind.PAYMENT:
            if paid is None:
                continue
            amount = min(amount, paid * Decimal(str(rules["share_of_paid"])))
        amount = amount.quantize(Decimal(1))
        if amount > 0:
            found.append(Suggested(kind, amount, why))
    return found


def _fitting(about: tickets.Kind, why: str) -> Sequence[Suggested]:
    """What mends the thing itself comes first."""
    mends = {tickets.Kind.PRICE: Kind.PRICE_DIFFERENCE, tickets.Kind.LOGISTICS: Kind.RESEND}
    kind = mends.get(about)
    return [Suggested(kind, Decimal(0), why)] if kind else []
