"""When the bot may speak first: the rules, one by one."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assist_api.domain.conversation import State
from assist_api.domain.duty import SHOP_TIME
from assist_api.domain.outreach import (
    ASKING,
    Happened,
    Happening,
    Kind,
    Move,
    Plan,
    Planned,
    Rules,
    Situation,
    Told,
    hint_at,
    in_order,
    is_quiet,
    judge,
    overtaken,
    plans,
    subjects_told,
)

RULES = Rules.of(tomllib.loads(Path("assist_api/outreach.toml").read_text("utf-8")))
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=SHOP_TIME)
DAY = timedelta(hours=24)


def at(clock: str, day: int = 23) -> datetime:
    hour, minute = clock.split(":")
    return datetime(2026, 11, day, int(hour), int(minute), tzinfo=SHOP_TIME)


def planned(
    kind: Kind = Kind.PAYMENT_REMINDER, happened: datetime = NOON - timedelta(hours=1), order: str = "1"
) -> Planned:
    plan = Plan(f"{kind}:{order}:{happened}", kind, "s1", happened, happened, happened + DAY, order)
    return Planned(f"o{kind}{happened}", plan)


def situation(now: datetime = NOON, **known: object) -> Situation:
    return Situation(now, **{"state": State.BOT, "seen_at": now, **known})  # type: ignore[arg-type]


def told(kind: Kind, minutes_ago: int, order: str | None = "9", *subjects: str) -> Told:
    return Told(kind, NOON - timedelta(minutes=minutes_ago), order, subjects)


def verdict(kind: Kind = Kind.PAYMENT_REMINDER, now: datetime = NOON, **known: object) -> tuple[str, str]:
    found = judge(planned(kind, now - timedelta(hours=1)), situation(now, **known), RULES)
    return found.move.value, found.why


@pytest.mark.parametrize("kind", Kind)
def test_what_nothing_speaks_against_is_told(kind: Kind) -> None:
    assert verdict(kind) == ("tell", "")


@pytest.mark.parametrize(
    ("clock", "quiet"), [("22:00", True), ("03:00", True), ("08:29", True), ("08:30", False), ("21:59", False)]
)
def test_the_quiet_hours_go_over_midnight(clock: str, quiet: bool) -> None:
    assert is_quiet(at(clock), RULES) is quiet


@pytest.mark.parametrize("kind", Kind)
def test_in_the_quiet_hours_everything_waits_for_the_morning(kind: Kind) -> None:
    found = judge(planned(kind, at("22:30")), situation(at("23:00")), RULES)
    assert (found.move, found.why, found.until) == (Move.WAIT, "quiet_hours", at("08:30", day=24))


@pytest.mark.parametrize("sign", ["arrived_at", "heard_at"])
def test_who_has_just_come_or_written_is_awake_and_hears_the_news(sign: str) -> None:
    assert verdict(Kind.DELIVERED, at("23:00"), **{sign: at("22:56")}) == ("tell", "")
    assert verdict(Kind.DELIVERED, at("23:00"), **{sign: at("22:40")})[1] == "quiet_hours"


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"unhappy_at": NOON - timedelta(hours=23)}, "unhappy"),
        ({"complained_at": NOON - timedelta(hours=47)}, "complaint"),
        ({"heard_at": NOON - timedelta(minutes=29)}, "talking"),
        ({"state": State.WAITING}, "person"),
        ({"state": State.AGENT}, "person"),
    ],
)
@pytest.mark.parametrize("kind", sorted(ASKING))
def test_nobody_is_asked_for_something_in_trouble_or_in_the_middle_of_a_talk(
    kind: Kind, known: dict[str, Any], why: str
) -> None:
    assert verdict(kind, **known) == ("wait", why)


@pytest.mark.parametrize(
    "known",
    [{"unhappy_at": NOON}, {"complained_at": NOON}, {"heard_at": NOON - timedelta(minutes=3)}, {"stopped": True}],
)
@pytest.mark.parametrize("kind", sorted(set(Kind) - ASKING))
def test_news_of_ones_own_order_are_told_all_the_same(kind: Kind, known: dict[str, Any]) -> None:
    assert verdict(kind, **known) == ("tell", "")


@pytest.mark.parametrize("kind", sorted(ASKING))
def test_who_said_stop_is_asked_no_more(kind: Kind) -> None:
    assert verdict(kind, stopped=True) == ("drop", "stopped")


@pytest.mark.parametrize("state", [State.WAITING, State.AGENT])
def test_while_a_person_has_the_conversation_that_person_is_told_the_news(state: State) -> None:
    assert verdict(Kind.STALLED, state=state) == ("note", "")


def test_old_news_let_a_question_and_its_answer_go_first_and_fresh_ones_come_at_once() -> None:
    assert verdict(Kind.DELIVERED, heard_at=NOON - timedelta(minutes=1)) == ("wait", "just_written")
    fresh = planned(Kind.DELIVERED, NOON)
    assert judge(fresh, situation(heard_at=NOON - timedelta(minutes=1)), RULES).move is Move.TELL


def test_to_an_absent_shopper_nothing_is_said() -> None:
    assert verdict(Kind.STALLED, seen_at=NOON - timedelta(minutes=11)) == ("wait", "absent")
    assert verdict(Kind.STALLED, seen_at=None) == ("wait", "absent")


def test_while_the_bot_still_answers_everything_waits() -> None:
    assert verdict(Kind.DELIVERED, answering=True) == ("wait", "answering")


def test_old_news_are_no_news() -> None:
    old = planned(Kind.DELIVERED, NOON - timedelta(hours=25))
    assert judge(old, situation(), RULES).why == "expired"


def test_a_day_has_a_measure_and_a_smaller_one_for_what_asks() -> None:
    twice = tuple(told(kind, 60 + n, str(n)) for n, kind in enumerate((Kind.PAYMENT_REMINDER, Kind.INQUIRY_FOLLOW_UP)))
    assert verdict(told=twice) == ("wait", "enough_today")
    assert verdict(Kind.DELIVERED, told=twice) == ("tell", "")
    full = tuple(told(Kind.SHIPPED, 60 + n, str(n)) for n in range(RULES.messages_a_day))
    assert verdict(Kind.DELIVERED, told=full) == ("wait", "enough_today")


def test_the_measure_is_of_the_shops_day() -> None:
    yesterday = tuple(replace(told(Kind.SHIPPED, 0, str(n)), at=at("21:00", day=22)) for n in range(9))
    assert verdict(Kind.DELIVERED, told=yesterday) == ("tell", "")


def test_between_two_lies_a_gap_but_fresh_news_follow_at_once() -> None:
    before = (told(Kind.SHIPPED, 10),)
    assert verdict(Kind.PAYMENT_REMINDER, told=before) == ("wait", "gap")
    assert verdict(Kind.DELIVERED, told=before) == ("wait", "gap")
    fresh = planned(Kind.DELIVERED, NOON - timedelta(minutes=5))
    assert judge(fresh, situation(told=before), RULES).move is Move.TELL


def test_of_several_reasons_the_longest_wait_decides() -> None:
    found = judge(planned(), situation(heard_at=NOON, unhappy_at=NOON), RULES)
    assert (found.why, found.until) == ("unhappy", NOON + RULES.unhappy)


# Plans


def happening(kind: Happened, at: datetime = NOON) -> Happening:
    return Happening("e1", kind, "s1", at, "77", "c101-02")


def test_an_order_gets_one_reminder_and_one_last_hint_before_it_closes() -> None:
    made = plans(happening(Happened.ORDER_CREATED), RULES, DAY)
    assert [(one.kind, one.due_at) for one in made] == [
        (Kind.PAYMENT_REMINDER, NOON + timedelta(minutes=20)),
        (Kind.PAYMENT_LAST_HINT, NOON + timedelta(hours=22)),
    ]
    assert {one.expires_at for one in made} == {NOON + DAY}


def test_a_hint_that_would_fall_into_the_night_comes_the_evening_before() -> None:
    assert hint_at(at("09:00"), at("09:00", day=24), RULES) == at("21:30")


def test_an_order_that_closes_soon_gets_no_hint_after_its_reminder() -> None:
    assert len(plans(happening(Happened.ORDER_CREATED), RULES, timedelta(hours=3))) == 1


def test_one_order_is_one_matter_for_reminders_and_each_event_one_for_news() -> None:
    assert [one.key for one in plans(happening(Happened.ORDER_PAID), RULES, DAY)] == ["order_confirmation:77"]
    assert [one.key for one in plans(happening(Happened.DELIVERED), RULES, DAY)] == ["delivered:e1"]
    assert plans(happening(Happened.ORDER_CLOSED), RULES, DAY) == []


@pytest.mark.parametrize("kind", sorted(set(Happened) - {Happened.ORDER_CREATED, Happened.ORDER_CLOSED}))
def test_every_other_event_of_a_shop_is_planned_once(kind: Happened) -> None:
    assert len(plans(happening(kind), RULES, DAY)) == 1


def test_only_the_newest_of_an_orders_parcel_news_is_news() -> None:
    sent, there = planned(Kind.SHIPPED, at("08:00")), planned(Kind.DELIVERED, at("11:00"))
    other, refund = planned(Kind.SHIPPED, at("08:00"), order="2"), planned(Kind.REFUNDED, at("07:00"))
    assert overtaken([there, sent, other, refund]) == [sent]


def test_trouble_comes_first_then_money_then_what_asks() -> None:
    kinds = (Kind.SHIPPED, Kind.PAYMENT_REMINDER, Kind.STALLED, Kind.REFUNDED)
    assert [one.kind for one in in_order(map(planned, kinds))] == [
        Kind.STALLED,
        Kind.REFUNDED,
        Kind.PAYMENT_REMINDER,
        Kind.SHIPPED,
    ]


def test_what_was_told_is_known_by_its_matter() -> None:
    known = [told(Kind.SHIPPED, 5, "1", "SF1"), told(Kind.SHIPPED, 5, "2", "SF2"), told(Kind.DELIVERED, 5, "1", "SF3")]
    assert subjects_told(Kind.SHIPPED, "1", known) == {"SF1"}
