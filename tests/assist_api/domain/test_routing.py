import tomllib
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assist_api.domain.presence import Skill, Status
from assist_api.domain.routing import (
    Entry,
    Facts,
    Rules,
    Sign,
    Waiting,
    best_agent,
    in_order,
    offered_to,
    place,
    placing,
    standing,
)
from tests.assist_api.conftest import OPENING
from tests.assist_api.domain.test_presence import colleague

RULES = Rules.of(tomllib.loads(Path("assist_api/routing.toml").read_text("utf-8")))
NOW = OPENING


def case(name: str, *intents: str, waited: float = 1, entry: Entry = Entry.NEW, **facts: Any) -> Waiting:
    since = NOW - timedelta(minutes=waited)
    placed = placing(Facts(intents, **facts), RULES)
    return Waiting(name, since, 0, placed, standing(placed, since, entry, RULES, NOW), entry)


def ordered(*cases: Waiting) -> list[str]:
    return [one.conversation_id for one in in_order(cases)]


def minutes(number: float) -> datetime:
    return NOW + timedelta(minutes=number)


def test_the_classes_stand_in_the_order_of_urgency() -> None:
    cases = [
        case("question", "ask_stock", waited=9),
        case("after_sales", "request_return", waited=8),
        case("complaint", "complain", waited=7),
        case("address", "change_address", waited=6, locks_at=minutes(30)),
        case("parcel", "track_shipment", waited=5, signs=frozenset({Sign.PARCEL_STALLED})),
        case("safety", "ask_stock", waited=4, signs=frozenset({Sign.RISK})),
    ]
    assert ordered(*cases) == ["safety", "parcel", "address", "complaint", "after_sales", "question"]


def test_of_address_changes_the_one_that_is_locked_first_comes_first() -> None:
    soon = case("soon", "change_address", waited=1, locks_at=minutes(12))
    later = case("later", "change_address", waited=15, locks_at=minutes(90))
    without = case("without", "change_address", waited=18)
    assert ordered(without, later, soon) == ["soon", "later", "without"]


def test_of_complaints_the_clock_that_breaks_first_comes_first() -> None:
    signs = frozenset({Sign.TICKET})
    broken = case("broken", "complain", ticket_due=minutes(-5), signs=signs)
    soon = case("soon", "complain", ticket_due=minutes(20), signs=signs, waited=15)
    assert ordered(soon, broken) == ["broken", "soon"]


def test_within_a_class_the_longer_wait_comes_first() -> None:
    assert ordered(case("short", "ask_stock", waited=2), case("long", "ask_price", waited=5)) == ["long", "short"]


def test_a_member_and_a_returned_case_count_as_having_waited_longer() -> None:
    plain = case("plain", "ask_stock", waited=6)
    gold = case("gold", "ask_stock", waited=1, level="金卡")
    returned = case("returned", "ask_stock", waited=1, entry=Entry.RETURNED)
    assert ordered(plain, gold, returned) == ["returned", "gold", "plain"]


def test_a_level_does_not_carry_a_question_over_a_parcel() -> None:
    lost = case("lost", "report_not_received", waited=0)
    assert ordered(case("black", "ask_stock", waited=15, level="黑卡"), lost) == ["lost", "black"]


def test_who_waits_very_long_rises_but_never_before_safety() -> None:
    old = case("old", "ask_stock", waited=200)
    assert ordered(case("lost", "report_not_received"), old) == ["old", "lost"]
    assert ordered(old, case("safety", signs=frozenset({Sign.RISK}), waited=0)) == ["safety", "old"]


def test_a_case_that_nobody_looked_at_goes_by_its_urgency() -> None:
    risk, plain = Waiting("risk", NOW, 3), Waiting("plain", NOW, 0)
    assert ordered(plain, case("lost", "report_not_received"), risk) == ["risk", "lost", "plain"]


def test_the_row_tells_why_it_stands_where_it_stands() -> None:
    signs = frozenset({Sign.PARCEL_STALLED, Sign.ANGRY})
    reasons = placing(Facts(("track_shipment",), signs, "金卡"), RULES).reasons
    assert [one.words for one in reasons] == ["包裹停滞或丢失", "物流停滞", "情绪愤怒", "金卡会员"]


def test_a_plain_question_asks_for_the_skill_of_its_intent() -> None:
    assert placing(Facts(("ask_size_advice",)), RULES).skill is Skill.PRE_SALES
    assert placing(Facts(("ask_ship_time",)), RULES).skill is Skill.LOGISTICS
    assert placing(Facts(("greet",)), RULES).skill is None


def test_a_place_counts_from_one_and_who_does_not_wait_stands_behind_all() -> None:
    queue = in_order([case("a", "ask_stock"), case("b", "complain")])
    assert (place("b", queue), place("a", queue), place("x", queue)) == (1, 2, 3)


QING, HE = colleague("小青"), colleague("小禾", skills=frozenset({Skill.PRE_SALES}))


def test_the_next_case_is_the_first_that_the_agents_skills_fit() -> None:
    queue = in_order([case("parcel", "report_not_received"), case("question", "ask_stock")])
    assert [one.conversation_id for one in offered_to(HE, queue, [QING, HE], NOW, RULES)] == ["question"]


def test_where_nobody_with_the_skill_is_free_anybody_may_have_it() -> None:
    busy = replace(QING, status=Status.BUSY)
    queue = in_order([case("parcel", "report_not_received"), case("question", "ask_stock")])
    offered = offered_to(HE, queue, [busy, HE], NOW, RULES)
    assert [one.conversation_id for one in offered] == ["parcel", "question"]


def test_what_is_reserved_for_the_agent_comes_first_and_for_others_not_at_all() -> None:
    until = minutes(1)
    mine = replace(case("mine", "ask_stock"), assigned_to="小青", assigned_until=until)
    theirs = replace(case("theirs", "report_not_received"), assigned_to="小禾", assigned_until=until)
    over = replace(case("over", "urge_delivery"), assigned_to="小禾", assigned_until=NOW)
    offered = offered_to(QING, in_order([theirs, mine, over]), [QING, HE], NOW, RULES)
    assert [one.conversation_id for one in offered] == ["mine", "over"]


def test_a_case_is_kept_a_moment_for_the_agent_who_knows_the_shopper() -> None:
    fresh = replace(case("fresh", "report_not_received", waited=0.1), known_to="小禾")
    assert offered_to(QING, [fresh], [QING, HE], NOW, RULES) == []
    assert offered_to(HE, [fresh], [QING, HE], NOW, RULES) == [fresh]
    old = replace(case("old", "report_not_received", waited=2), known_to="小禾")
    assert offered_to(QING, [old], [QING, HE], NOW, RULES) == [old]
    assert offered_to(QING, [fresh], [QING, replace(HE, present=False)], NOW, RULES) == [fresh]


@pytest.mark.parametrize(
    ("known", "passed", "best"),
    [(None, (), "小青"), ("小禾", (), "小禾"), (None, ("小青",), "小禾"), ("小青", ("小青", "小禾"), None)],
)
def test_the_best_agent_knows_the_shopper_or_has_the_skill_and_is_not_asked_twice(
    known: str | None, passed: tuple[str, ...], best: str | None
) -> None:
    found = best_agent(replace(case("x", "report_not_received"), known_to=known, passed_by=passed), [QING, HE])
    assert (found and found.name) == best


def test_a_skill_asked_for_by_a_colleague_goes_before_the_agent_who_knows_the_shopper() -> None:
    handed_on = replace(case("x", "ask_stock"), known_to="小青", skill=Skill.PRE_SALES)
    assert best_agent(handed_on, [QING, HE]) == HE
