"""What one shift leaves is taken over once, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from assist_api.domain.shift import Kind
from assist_api.domain.tickets import Kind as TicketKind
from assist_api.domain.tickets import Level
from assist_api.errors import InvalidInput, ShiftItemNotFound
from assist_api.services import desk, routing, shift, waiting
from assist_api.services.tickets import open_ticket
from assist_api.store import casework, tickets
from assist_api.store.unit_of_work import UnitOfWork
from tests.assist_api.conftest import OPENING
from tests.assist_api.store.queue import HE, LEAD, QING, RULES, at_once, waits

pytestmark = pytest.mark.usefixtures("staff")
LATER = OPENING + timedelta(minutes=10)


@pytest.fixture
def case(run: Callable[..., Any]) -> str:
    """One that 小青 has, with a note, a promise and a ticket."""
    conversation_id = waits(run, "小王", "request_return")
    run(desk.take, conversation_id, QING, OPENING)
    run(desk.add_note, conversation_id, QING, "仓库说今天补发", OPENING)
    run(_promise_and_ticket, conversation_id)
    return conversation_id


def _promise_and_ticket(unit: UnitOfWork, conversation_id: str) -> None:
    message = desk.case(unit, conversation_id).messages[0]
    casework.keep_promise(unit.connection, conversation_id, message.id, "77", "urge_shipping", LATER)
    about = {"conversation_id": conversation_id, "shopper_id": "小王", "order_id": "77", "wish": ""}
    made = open_ticket(
        unit, **about, kind=TicketKind.LOGISTICS, level=Level.DELAY, text="一直没发货", now=OPENING, by="小青", key="k1"
    )
    tickets.save(unit.connection, replace(made, owner_id=QING.id, owner=QING.name))


def everything(run: Callable[..., Any]) -> list[tuple[Kind, str]]:
    return [(one.kind, one.subject_id) for one in run(shift.mine, QING, LATER)]


def test_the_leaving_agent_sees_cases_tickets_promises_and_notes(run: Callable[..., Any], case: str) -> None:
    left = run(shift.mine, QING, LATER)
    assert [one.kind for one in left] == [Kind.CASE, Kind.TICKET, Kind.PROMISE, Kind.NOTE]
    assert left[2].words == "小王 · 催发货（订单 77）"
    assert run(shift.mine, HE, LATER) == []


def test_all_at_once_goes_to_the_next_and_the_case_into_the_queue(run: Callable[..., Any], case: str) -> None:
    run(shift.give, QING, everything(run), HE.id, "盯一下补发", LATER)
    assert run(shift.mine, QING, LATER) == []
    assert [one["kind"] for one in run(shift.left_to, HE, LATER)].count("case") == 1
    (one,) = run(waiting.queue)
    assert (one.conversation_id, one.kept_for(LATER), one.kept_for(LATER + timedelta(minutes=6))) == (case, HE.id, None)
    assert run(desk.case, case).messages[-1].text == shift.HANDED_ON


def test_who_ticks_a_case_has_it_and_a_ticket_gets_its_new_owner(run: Callable[..., Any], case: str) -> None:
    run(shift.give, QING, everything(run), HE.id, "", LATER)
    for item in run(shift.left_to, HE, LATER):
        run(shift.take, item["id"], HE, LATER)
    assert run(desk.case, case).row["agent_id"] == HE.id
    assert [one.owner_id for one in run(lambda unit: tickets.open_ones(unit.connection))] == [HE.id]
    assert {item["taken_by"] for item in run(shift.given, QING, LATER)} == {"小禾"}


def test_a_ticket_that_is_taken_over_tells_so_and_is_newer_than_before(run: Callable[..., Any], case: str) -> None:
    (before,) = run(lambda unit: tickets.open_ones(unit.connection))
    run(shift.give, QING, [(Kind.TICKET, before.id)], HE.id, "", LATER)
    run(shift.take, run(shift.left_to, HE, LATER)[0]["id"], HE, LATER)
    after = run(lambda unit: tickets.get(unit.connection, before.id))
    assert (after.owner, after.state, after.revision) == ("小禾", before.state, before.revision + 1)
    history = run(lambda unit: tickets.history(unit.connection, before.id))
    assert (history[-1]["who"], history[-1]["text"]) == ("小禾", "交接班，从小青接手")


def test_a_case_that_came_back_can_be_given_once_more(run: Callable[..., Any], case: str) -> None:
    run(shift.give, QING, [(Kind.CASE, case)], HE.id, "", LATER)
    run(desk.take, case, QING, LATER)
    assert run(shift.left_to, HE, LATER) == []
    assert (Kind.CASE, case) in everything(run)


def test_what_is_left_to_whoever_comes_next_is_taken_over_by_one(run: Callable[..., Any], case: str) -> None:
    def tried(agent: Any, item_id: str) -> str:
        try:
            run(shift.take, item_id, agent, LATER)
        except ShiftItemNotFound:
            return "over"
        return "done"

    items = run(shift.give, QING, everything(run), None, "", LATER)
    for item in items:
        assert sorted(at_once(*(partial(tried, agent, item["id"]) for agent in (HE, LEAD)))) == ["done", "over"]


def test_what_was_given_already_or_is_not_ones_own_is_refused_whole(run: Callable[..., Any], case: str) -> None:
    first, *others = everything(run)
    run(shift.give, QING, others, None, "", LATER)
    with pytest.raises(InvalidInput, match="刷新"):
        run(shift.give, QING, [first, others[0]], None, "", LATER)
    assert run(desk.case, case).row["agent_id"] == QING.id
    with pytest.raises(InvalidInput, match="自己"):
        run(shift.give, QING, [first], QING.id, "", LATER)


def test_nobody_takes_over_what_is_left_to_another(run: Callable[..., Any], case: str) -> None:
    items = run(shift.give, QING, everything(run), HE.id, "", LATER)
    with pytest.raises(ShiftItemNotFound):
        run(shift.take, items[0]["id"], LEAD, LATER)
    with pytest.raises(ShiftItemNotFound):
        run(shift.take, items[0]["id"], QING, LATER)


def test_a_case_left_to_a_colleague_is_that_colleagues_next(run: Callable[..., Any], case: str) -> None:
    run(shift.give, QING, [(Kind.CASE, case)], HE.id, "", LATER)
    assert run(routing.take_next, HE, RULES, LATER)["id"] == case


def test_the_card_of_the_day_is_seen_once_a_day(run: Callable[..., Any]) -> None:
    assert not run(shift.card_seen, QING, OPENING)
    run(shift.see_card, QING, OPENING)
    run(shift.see_card, QING, OPENING + timedelta(hours=1))
    assert run(shift.card_seen, QING, OPENING + timedelta(hours=2))
    assert not run(shift.card_seen, QING, OPENING + timedelta(days=1))
    assert not run(shift.card_seen, HE, OPENING)
