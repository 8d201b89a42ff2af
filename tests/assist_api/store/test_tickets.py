"""Tickets are opened once, found again and linked, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from assist_api.domain.events import TicketChanged
from assist_api.domain.ticket_life import State, Ticket
from assist_api.domain.tickets import Kind, Level
from assist_api.errors import TicketNotFound
from assist_api.services import chat, people
from assist_api.services import tickets as service
from assist_api.services.people import Agent
from assist_api.services.tickets import Filter
from assist_api.store import tickets
from assist_api.store.unit_of_work import in_transaction, reading
from tests.assist_api.conftest import OPENING
from tests.assist_api.domain.ticket_builder import RULES

QING = Agent("a1", "小青", ("agent",))


@pytest.fixture
def conversation_id(engine: Engine) -> str:
    in_transaction(engine, people.ensure_staff, QING, "-")
    made, _ = in_transaction(engine, chat.open_conversation, chat.Arrival("s1", "小王"), None, OPENING)
    return str(made.id)


@pytest.fixture
def open_one(engine: Engine, conversation_id: str) -> Callable[..., Ticket]:
    def opened(key: str = "k1", **given: Any) -> Ticket:
        usual: dict[str, Any] = {
            "conversation_id": conversation_id, "shopper_id": "s1", "order_id": "o1", "kind": Kind.LOGISTICS,
            "level": Level.DELAY, "text": "快递五天没动", "wish": "", "now": OPENING, "by": "小二",
        }  # fmt: skip
        return in_transaction(engine, lambda unit: service.open_ticket(unit, key=key, **(usual | given)))[0]

    return opened


def test_a_ticket_comes_back_as_it_was_written(engine: Engine, open_one: Callable[..., Ticket]) -> None:
    made = open_one(reasons=("催物流",))
    assert reading(engine, lambda unit: tickets.get(unit.connection, made.id)) == made


def test_the_same_key_at_once_opens_one(engine: Engine, open_one: Callable[..., Ticket]) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = {one.id for one in pool.map(lambda _: open_one(), range(8))}
    assert len(made) == 1


def test_opening_one_tells_the_desks(engine: Engine, conversation_id: str) -> None:
    _, events = in_transaction(
        engine,
        lambda unit: service.open_ticket(
            unit, conversation_id=conversation_id, shopper_id="s1", order_id=None, kind=Kind.OTHER, level=Level.SMALL,
            text="想要回电", wish="", now=OPENING, by="小二", key="k",
        ),
    )  # fmt: skip
    (event,) = events
    assert isinstance(event, TicketChanged)
    assert event.ticket["state_zh"] == "待受理"


def test_the_same_complaint_while_it_is_open_is_added_to_it(engine: Engine, open_one: Callable[..., Ticket]) -> None:
    first = open_one("k1", level=Level.SMALL)
    again = [open_one("k2", text="还是没动", level=Level.DELAY) for _ in range(2)]
    assert {one.id for one in again} == {first.id}
    assert (again[-1].repeated, again[-1].level) == (1, Level.DELAY)
    told = reading(engine, service.one, first.id, RULES, OPENING)["history"]
    assert [(each["what"], each["text"]) for each in told] == [("opened", "快递五天没动"), ("again", "还是没动")]


def test_another_complaint_about_the_same_order_is_linked(open_one: Callable[..., Ticket]) -> None:
    first = open_one("k1")
    other = open_one("k2", kind=Kind.QUALITY)
    assert (other.previous_id, other.repeated) == (first.id, 1)


def test_a_visitors_tickets_are_those_of_the_conversation(open_one: Callable[..., Ticket]) -> None:
    first = open_one("k1", shopper_id=None, order_id=None)
    assert open_one("k2", shopper_id=None, order_id=None).id == first.id


def test_the_list_is_filtered(engine: Engine, open_one: Callable[..., Ticket]) -> None:
    open_one("k1")
    open_one("k2", order_id="o2", kind=Kind.SAFETY, level=Level.SERIOUS)

    def levels(**wanted: Any) -> list[int]:
        return [row["level"] for row in reading(engine, service.listed, Filter(**wanted), RULES, OPENING)]

    assert levels() == [1, 2]
    assert levels(level=2) == [2]
    assert levels(kind="safety") == [1]
    assert levels(owner="a1") == []
    assert levels(state="closed") == []


def test_a_shoppers_tickets_show_in_the_case_with_their_clocks(
    engine: Engine, conversation_id: str, open_one: Callable[..., Ticket]
) -> None:
    open_one()
    (row,) = reading(engine, service.of_case, conversation_id, RULES, OPENING + timedelta(hours=3, minutes=30))
    assert (row["next"]["clock_zh"], row["next"]["running"]) == ("给出方案", "warns")


def test_an_unknown_ticket_is_not_found(engine: Engine) -> None:
    with pytest.raises(TicketNotFound):
        reading(engine, lambda unit: tickets.get(unit.connection, "t0"))


def test_an_open_ticket_is_open(open_one: Callable[..., Ticket]) -> None:
    assert open_one().state is State.OPEN
