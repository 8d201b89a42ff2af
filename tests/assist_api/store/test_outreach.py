"""What is planned is told once, by whichever process, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import StatementError

from assist_api.domain.outreach import Happened, Happening, Kind, Rules, Said
from assist_api.services import chat, desk, outreach, people
from assist_api.services.outreach import Errand
from assist_api.services.people import Agent
from assist_api.store import outreach as rows
from assist_api.store.unit_of_work import in_transaction, reading
from tests.assist_api.conftest import OPENING

RULES = Rules.of(tomllib.loads(Path("assist_api/outreach.toml").read_text("utf-8")))
DAY = timedelta(hours=24)
SAID = Said("亲，还没付款～", (), ("77",), "77", "c101")
QING = Agent("a1", "小青", ("agent",))


@pytest.fixture
def run(engine: Engine) -> Callable[..., Any]:
    return lambda service, *args: in_transaction(engine, service, *args)[0]


@pytest.fixture
def conversation_id(run: Callable[..., Any]) -> str:
    run(people.ensure_staff, QING, "-")
    return str(run(chat.open_conversation, chat.Arrival("s1", "小王"), None, OPENING).id)


def happening(kind: Happened = Happened.ORDER_CREATED, event_id: str = "e1") -> Happening:
    return Happening(event_id, kind, "s1", OPENING - timedelta(hours=1), "77")


def hear(run: Callable[..., Any], *happenings: Happening) -> int:
    return int(run(outreach.hear, happenings, RULES, DAY, OPENING))


def take_up(engine: Engine) -> Errand:
    errand = reading(engine, outreach.take_up, "s1", OPENING)
    assert errand
    return errand


def told(engine: Engine, conversation_id: str) -> list[str]:
    return [message.text for message in reading(engine, chat.read, conversation_id, 0)[1]]


def test_of_processes_that_hear_the_same_event_at_once_one_plans_it(
    engine: Engine, run: Callable[..., Any], conversation_id: str
) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(lambda _: hear(run, happening()), range(4))) == [0, 0, 0, 1]
    assert [one.kind for one in take_up(engine).due] == [Kind.PAYMENT_REMINDER]


def test_two_events_of_one_order_plan_one_reminder(
    engine: Engine, run: Callable[..., Any], conversation_id: str
) -> None:
    assert hear(run, happening(), happening(event_id="e2")) == 2
    assert len(take_up(engine).due) == 1


def test_of_processes_that_tell_the_same_at_once_one_does(
    engine: Engine, run: Callable[..., Any], conversation_id: str
) -> None:
    hear(run, happening())
    errand = take_up(engine)
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: run(outreach.tell, errand, errand.due[0], SAID, OPENING), range(4)))
    assert sorted(done) == [False, False, False, True]
    assert told(engine, conversation_id) == [SAID.text]


def test_nothing_is_told_when_the_shopper_has_written_meanwhile(
    engine: Engine, run: Callable[..., Any], conversation_id: str
) -> None:
    hear(run, happening())
    errand = take_up(engine)
    run(chat.post, conversation_id, "x", "在吗", None, OPENING)
    assert not run(outreach.tell, errand, errand.due[0], SAID, OPENING)
    assert told(engine, conversation_id) == ["在吗"]
    assert take_up(engine).situation.answering


def test_nothing_is_told_when_an_agent_has_come_meanwhile(
    engine: Engine, run: Callable[..., Any], conversation_id: str
) -> None:
    hear(run, happening())
    errand = take_up(engine)
    run(desk.take, conversation_id, QING, OPENING)
    assert not run(outreach.tell, errand, errand.due[0], SAID, OPENING)


def test_a_telling_that_breaks_leaves_the_plan_and_no_message(
    engine: Engine, run: Callable[..., Any], conversation_id: str
) -> None:
    hear(run, happening())
    errand = take_up(engine)
    broken = Said("x", parts=({"type": object()},))
    with pytest.raises((StatementError, TypeError)):
        run(outreach.tell, errand, errand.due[0], broken, OPENING)
    assert told(engine, conversation_id) == []
    assert len(take_up(engine).due) == 1


def test_a_note_of_the_bot_stands_beside_the_agents_own(
    engine: Engine, run: Callable[..., Any], conversation_id: str
) -> None:
    hear(run, happening(Happened.SHIPPED))
    run(desk.take, conversation_id, QING, OPENING)
    run(desk.add_note, conversation_id, QING, "顾客很急", OPENING)
    errand = take_up(engine)
    assert run(outreach.note, errand, errand.due[0], Said("已发出"), OPENING + timedelta(minutes=1))
    notes = reading(engine, desk.case, conversation_id).notes
    assert [(note["by"], note["text"]) for note in notes] == [("小青", "顾客很急"), ("小二", "【已发货】已发出")]


def test_the_cursor_moves_only_from_where_it_was_read(run: Callable[..., Any], engine: Engine) -> None:
    for before, after in (("", "e5"), ("", "e3"), ("e5", "e9")):
        run(outreach.hear_polled, [], RULES, DAY, OPENING, (before, after))
    assert reading(engine, outreach.cursor) == "e9"


def test_a_wish_is_kept_for_good_and_can_be_changed(run: Callable[..., Any], engine: Engine) -> None:
    for stopped in (True, True, False):
        run(lambda unit, stopped=stopped: rows.keep_wish(unit.connection, "s1", stopped, OPENING))
        assert reading(engine, lambda unit: rows.wishes_none(unit.connection, "s1")) is stopped


def test_the_report_of_nothing_is_a_table_of_zeros(engine: Engine) -> None:
    report = reading(engine, outreach.report, OPENING)
    assert [row["planned"] for row in report["kinds"]] == [0] * len(Kind)
    assert report["unpaid_reasons"] == []
