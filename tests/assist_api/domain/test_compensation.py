"""What is suggested to make a complaint good, and what a role may not give by itself."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
import yaml

from assist_api.domain.compensation import Kind, Wanted, operation, suggest, within
from assist_api.domain.tickets import Kind as About
from assist_api.domain.tickets import Level
from assist_api.errors import InvalidInput
from tests.project.python_files import ROOT

POLICY: dict[str, Any] = yaml.safe_load((ROOT / "shop/demo/policy.yml").read_text("utf8"))
RULES = POLICY["compensation"]
LIMITS = {
    role: {name: Decimal(str(most)) for name, most in given.items()}
    for role, given in POLICY["backoffice"]["limits"].items()
}


def wanted(kind: Kind, amount: str = "10", **more: Any) -> Wanted:
    return Wanted(kind, Decimal(amount), "物流太慢", **more)


def suggested(
    level: Level, about: About = About.QUALITY, repeated: int = 0, paid: str | None = "1000"
) -> dict[str, int]:
    found = suggest(level, about, repeated, Decimal(paid) if paid else None, RULES)
    return {each.kind.value: int(each.amount) for each in found}


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (Level.SERIOUS, {"payment": 50, "coupon": 50, "points": 1000}),
        (Level.DELAY, {"payment": 10, "coupon": 15, "points": 300}),
        (Level.SMALL, {"coupon": 5, "points": 100}),
    ],
)
def test_the_level_decides_what_is_suggested(level: Level, expected: dict[str, int]) -> None:
    assert suggested(level) == expected


def test_a_repeated_complaint_is_offered_more_up_to_a_measure() -> None:
    assert [suggested(Level.DELAY, repeated=times)["payment"] for times in (1, 2, 9)] == [15, 20, 30]


def test_no_payment_is_suggested_above_its_share_of_the_order() -> None:
    assert suggested(Level.SERIOUS, paid="40")["payment"] == 12


def test_without_an_order_there_is_no_money() -> None:
    assert suggested(Level.DELAY, About.LOGISTICS, paid=None) == {"coupon": 15, "points": 300}


def test_what_mends_the_thing_itself_comes_first() -> None:
    assert next(iter(suggested(Level.DELAY, About.LOGISTICS))) == "resend"
    assert next(iter(suggested(Level.SMALL, About.PRICE))) == "price_difference"


@pytest.mark.parametrize(
    ("kind", "amount", "agent", "supervisor"),
    [
        (Kind.PAYMENT, "20", True, True),
        (Kind.PAYMENT, "20.01", False, True),
        (Kind.PAYMENT, "200.01", False, False),
        (Kind.COUPON, "50", False, True),
        (Kind.POINTS, "501", False, True),
        (Kind.PRICE_DIFFERENCE, "0", True, True),
    ],
)
def test_each_role_has_its_limit(kind: Kind, amount: str, agent: bool, supervisor: bool) -> None:
    assert within(wanted(kind, amount), LIMITS["agent"]) is agent
    assert within(wanted(kind, amount), LIMITS["supervisor"]) is supervisor


def test_a_role_without_limits_gives_nothing() -> None:
    assert not within(wanted(Kind.COUPON, "1"), {})


@pytest.mark.parametrize(
    ("kind", "amount"), [(Kind.PAYMENT, "0"), (Kind.POINTS, "10.5"), (Kind.RESEND, "1"), (Kind.COUPON, "-1")]
)
def test_what_makes_no_sense_is_refused(kind: Kind, amount: str) -> None:
    with pytest.raises(InvalidInput):
        wanted(kind, amount)


def test_each_kind_is_an_operation_of_the_shop() -> None:
    assert operation(wanted(Kind.COUPON, "15"), RULES) == (
        "grant_coupon",
        {"amount": "15.00", "from_amount": "75.00", "reason": "物流太慢"},
    )
    assert operation(wanted(Kind.RESEND, "2", sku_id="k1"), RULES)[1]["pieces"] == [{"sku_id": "k1", "quantity": 2}]
    assert operation(wanted(Kind.PRICE_DIFFERENCE, "0"), RULES) == ("refund_difference", {})
