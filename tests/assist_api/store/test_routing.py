"""Who gets whom, on SQLite and on PostgreSQL alike: a case has one owner, however many ask at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from assist_api.domain.presence import Skill, Status
from assist_api.errors import ConversationTaken, NothingToTake, NotTaking
from assist_api.services import desk, first_response, presence, routing, waiting
from assist_api.services.people import Agent
from tests.assist_api.conftest import OPENING
from tests.assist_api.store.queue import HE, QING, RULES, at_once, look, waits

ROUNDS = 50
pytestmark = pytest.mark.usefixtures("staff")


def taken_by(run: Callable[..., Any], service: Any, *args: Any) -> str:
    """The case that was got, or why there was none."""
    try:
        return str(run(service, *args)["id"])
    except (NothingToTake, ConversationTaken, NotTaking) as refused:
        return refused.code


def asks_for_the_next(run: Callable[..., Any], agent: Agent) -> Callable[[], str]:
    return partial(taken_by, run, routing.take_next, agent, RULES, OPENING)


def test_of_two_who_take_the_same_case_at_once_one_gets_it_fifty_times(run: Callable[..., Any]) -> None:
    for number in range(ROUNDS):
        case = waits(run, f"s{number}")
        got = at_once(*(partial(taken_by, run, desk.take, case, agent, OPENING) for agent in (QING, HE)))
        assert sorted(got) == sorted([case, "conversation_taken"])


def test_two_who_ask_for_the_next_at_once_never_get_the_same_fifty_times(run: Callable[..., Any]) -> None:
    for number in range(ROUNDS):
        cases = {waits(run, f"{number} {name}") for name in ("x", "y")}
        got = at_once(
            *(lambda agent=agent: taken_by(run, routing.take_next, agent, RULES, OPENING) for agent in (QING, HE))
        )
        assert set(got) == cases
        for agent, case in zip((QING, HE), got, strict=True):
            run(desk.close, case, agent, OPENING)


def test_for_one_case_that_two_ask_for_one_is_told_that_there_is_none(run: Callable[..., Any]) -> None:
    case = waits(run, "s1")
    got = at_once(
        *(lambda agent=agent: taken_by(run, routing.take_next, agent, RULES, OPENING) for agent in (QING, HE))
    )
    assert sorted(got) == sorted([case, "nothing_to_take"])


def test_a_case_is_assigned_to_one_agent_by_two_processes(run: Callable[..., Any]) -> None:
    case = waits(run, "s1", "ask_stock")
    assert sum(at_once(*(partial(run, routing.assign, RULES, OPENING) for _ in range(4)))) == 1
    (one,) = run(waiting.queue)
    assert (one.conversation_id, one.assigned_to) == (case, "a2")


def test_whoever_is_busy_away_or_full_gets_none(run: Callable[..., Any]) -> None:
    waits(run, "s1")
    run(presence.set_status, QING, Status.BUSY, RULES.limit, OPENING)
    with pytest.raises(NotTaking, match="忙碌"):
        run(routing.take_next, QING, RULES, OPENING)
    run(presence.set_skills, "a2", (), 1, "周主管", RULES.limit, OPENING)
    run(routing.take_next, HE, RULES, OPENING)
    with pytest.raises(NotTaking, match="上限"):
        run(routing.take_next, HE, RULES, OPENING)


def test_the_next_case_is_the_one_that_fits_the_agent(run: Callable[..., Any]) -> None:
    run(presence.set_skills, "a1", (Skill.LOGISTICS,), None, "周主管", RULES.limit, OPENING)
    run(presence.set_skills, "a2", (Skill.PRE_SALES,), None, "周主管", RULES.limit, OPENING)
    parcel, question = waits(run, "s1", "urge_delivery"), waits(run, "s2", "ask_stock")
    assert run(routing.take_next, HE, RULES, OPENING)["id"] == question
    assert run(routing.take_next, QING, RULES, OPENING)["id"] == parcel


def test_the_agent_who_served_the_shopper_last_gets_the_case(run: Callable[..., Any]) -> None:
    first = waits(run, "s1")
    run(desk.take, first, HE, OPENING)
    run(desk.close, first, HE, OPENING)
    later = OPENING + timedelta(days=2)
    for agent in (QING, HE):
        run(presence.arrive, f"token {agent.id}", agent, RULES.limit, later)
    again = waits(run, "s1", "ask_stock", at=later)
    assert taken_by(run, routing.take_next, QING, RULES, later) == "nothing_to_take"
    assert run(routing.take_next, HE, RULES, later)["id"] == again


def test_an_assigned_case_that_is_not_opened_goes_back_and_to_somebody_else(run: Callable[..., Any]) -> None:
    waits(run, "s1", "ask_stock")
    assert run(routing.assign, RULES, OPENING) == 1
    late = OPENING + RULES.open_within
    run(routing.release_unopened, late)
    assert run(routing.assign, RULES, late) == 1
    (one,) = run(waiting.queue)
    assert (one.assigned_to, one.passed_by) == ("a1", ("a2",))
    run(routing.release_unopened, late + RULES.open_within)
    assert run(routing.assign, RULES, late + RULES.open_within) == 0


def test_what_is_given_back_is_not_given_to_the_same_agent_and_says_so(run: Callable[..., Any]) -> None:
    case = waits(run, "s1", "ask_stock")
    run(desk.take, case, QING, OPENING)
    run(desk.give_back, case, QING, OPENING + timedelta(seconds=5))
    look(run, case, "ask_stock", at=OPENING + timedelta(seconds=5))
    run(routing.assign, RULES, OPENING + timedelta(seconds=6))
    (one,) = run(waiting.queue)
    assert one.assigned_to == "a2"
    assert "退回排队" in run(desk.rows, "waiting", QING)[0]["routing"]["why"]


def test_a_handover_is_greeted_in_its_own_transaction(run: Callable[..., Any], read: Callable[..., Any]) -> None:
    case = waits(run, "s1")
    later = OPENING + timedelta(seconds=9)
    assert read(routing.ungreeted, RULES, later) == []
    assert not run(routing.greet, case, later)
    assert read(first_response.report, OPENING, RULES.greet_within)["first_line"]["median_s"] == 0.0


def test_first_response_is_measured_from_the_shoppers_word(run: Callable[..., Any], read: Callable[..., Any]) -> None:
    case = waits(run, "s1")
    run(desk.take, case, QING, OPENING + timedelta(seconds=30))
    for number, at in enumerate((42, 90)):
        told = (f"d{number}", "您好，我在", None, OPENING + timedelta(seconds=at))
        run(desk.post, case, QING, *told)
    report = read(first_response.report, OPENING, RULES.greet_within)
    assert (report["waits"], report["first_line"]["late"]) == (1, 0)
    assert (report["taken"]["median_s"], report["answered"]["median_s"]) == (30.0, 42.0)
