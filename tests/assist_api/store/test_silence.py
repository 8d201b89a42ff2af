"""An agent who does not answer loses the case to the queue, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from assist_api.domain.events import AgentSilent, MessagePosted
from assist_api.domain.handover import Decision
from assist_api.domain.waiting_time import WaitingRules
from assist_api.services import answering, chat, desk, people, silence, waiting
from assist_api.services.answering import Reading, Verdict
from assist_api.services.people import Agent
from assist_api.store.unit_of_work import in_transaction
from tests.assist_api.conftest import OPENING

RULES = WaitingRules.of(
    tomllib.loads(Path("assist_api/waiting.toml").read_text("utf-8")), ("09:00", "23:00"), side_by_side=5
)
QING = Agent("a1", "小青", ("agent",))
HANDS_OVER = Verdict(Decision(True, 1.0, 0, ()), {})


@pytest.fixture
def run(engine: Engine) -> Callable[..., Any]:
    in_transaction(engine, people.ensure_staff, QING, "-")
    return lambda service, *args: in_transaction(engine, service, *args)[0]


def after(minutes: float) -> datetime:
    return OPENING + timedelta(minutes=minutes)


def waits(run: Callable[..., Any], shopper_id: str) -> str:
    conversation_id = str(run(chat.open_conversation, chat.Arrival(shopper_id, shopper_id), None, OPENING).id)
    run(chat.post, conversation_id, "k", "转人工", None, OPENING)
    work = run(answering.take_up, conversation_id, OPENING, timedelta(seconds=10))
    assert run(answering.hand_over, work, Reading(None, None), HANDS_OVER, [], RULES, OPENING)
    return conversation_id


def held(run: Callable[..., Any], shopper_id: str = "s1", at: float = 0.5) -> str:
    conversation_id = waits(run, shopper_id)
    run(desk.take, conversation_id, QING, after(at))
    return conversation_id


def silent(run: Callable[..., Any], minutes: float) -> list[str]:
    found: list[str] = run(silence.silent, RULES, after(minutes))
    return found


def test_who_never_answers_is_silent_from_the_limit_on(run: Callable[..., Any]) -> None:
    case = held(run)
    assert silent(run, 3.4) == []
    assert silent(run, 3.5) == [case]


def test_an_answer_ends_the_silence_and_the_next_question_begins_it(run: Callable[..., Any]) -> None:
    case = held(run)
    run(desk.post, case, QING, "a", "在的，我来查", None, after(2))
    assert silent(run, 60) == []
    run(chat.post, case, "k2", "好的", None, after(61))
    run(chat.post, case, "k3", "还在吗", None, after(63.5))
    assert silent(run, 63.9) == []
    assert silent(run, 64) == [case]


def test_a_case_taken_after_a_long_wait_is_not_lost_at_once(run: Callable[..., Any]) -> None:
    held(run, at=30)
    assert silent(run, 32) == []


def test_the_case_goes_to_the_front_of_the_queue_and_everybody_is_told(engine: Engine, run: Callable[..., Any]) -> None:
    case, other = held(run), waits(run, "s2")
    given, events = in_transaction(engine, silence.give_back, case, RULES, after(4))
    assert given
    told = next(one for one in events if isinstance(one, AgentSilent))
    assert (told.agent, told.minutes) == ("小青", 3)
    notice = next(one for one in events if isinstance(one, MessagePosted))
    assert "没能及时回复" in notice.message["text"]
    assert {one.conversation_id for one in run(waiting.queue)} == {case, other}


def test_who_answers_at_the_last_moment_keeps_the_case(run: Callable[..., Any]) -> None:
    case = held(run)
    assert silent(run, 4) == [case]
    run(desk.post, case, QING, "a", "在的", None, after(4))
    assert run(silence.give_back, case, RULES, after(4)) is False
