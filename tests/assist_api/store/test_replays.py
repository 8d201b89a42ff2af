"""What is stored of a decision is enough to decide it again, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from assist_api.domain.handover import ATTENDED, Turn, decide
from assist_api.domain.messages import FeltAs, Understanding
from assist_api.domain.replay import as_it_was, decided_alike
from assist_api.domain.replayable import inputs_of
from assist_api.services import answering, chat, replays
from assist_api.services.answering import Outcome, Reading, Reply, Verdict
from assist_api.store.unit_of_work import in_transaction, reading
from tests.assist_api.conftest import OPENING
from tests.assist_api.domain.test_handover import THRESHOLDS

UNHAPPY = FeltAs("dissatisfied", {"dissatisfied": 0.9}, False)
MEANT = Understanding("urge_delivery", 0.9)


@pytest.fixture
def run(engine: Engine) -> Callable[..., Any]:
    return lambda service, *args: in_transaction(engine, service, *args)[0]


def answered(run: Callable[..., Any], conversation_id: str, text: str, minute: int) -> None:
    """A message and the bot's answer, with the decision as the service takes and keeps it."""
    now = OPENING + timedelta(minutes=minute)
    run(chat.post, conversation_id, text, text, None, now)
    work = run(answering.take_up, conversation_id, now, timedelta(seconds=10))
    turns = work.turns(Turn(text, MEANT, UNHAPPY))
    inputs = {**inputs_of(turns, ATTENDED, THRESHOLDS), "heard_from": work.remembered[0].seq}
    verdict = Verdict(decide(turns, THRESHOLDS), inputs)
    run(answering.answer, work, Reading(MEANT, UNHAPPY), verdict, Outcome((Reply("已经帮您催了"),)), now)


def test_stored_decisions_are_read_back_and_come_out_as_they_were(engine: Engine, run: Callable[..., Any]) -> None:
    conversation_id = run(chat.open_conversation, chat.Arrival("s1", "小王"), None, OPENING).id
    for minute, text in enumerate(("三天没动了", "还是没动")):
        answered(run, conversation_id, text, minute)
    past = reading(engine, replays.past, None, None)
    (matter,) = past.matters
    assert decided_alike(past.matters, THRESHOLDS) == (2, 2)
    assert [turn.before for turn in matter.steps[-1].turns] == ["", "已经帮您催了"]
    handed = as_it_was(matter)
    assert handed and handed.place == 1


def test_after_a_long_silence_it_is_another_matter(engine: Engine, run: Callable[..., Any]) -> None:
    conversation_id = run(chat.open_conversation, chat.Arrival("s1", "小王"), None, OPENING).id
    for minute in (0, 90):
        answered(run, conversation_id, f"没动 {minute}", minute)
    assert len(reading(engine, replays.past, None, None).matters) == 2


def test_only_what_was_decided_in_the_time_is_read(engine: Engine, run: Callable[..., Any]) -> None:
    conversation_id = run(chat.open_conversation, chat.Arrival("s1", "小王"), None, OPENING).id
    answered(run, conversation_id, "没动", 0)
    later = OPENING + timedelta(hours=1)
    assert reading(engine, replays.past, OPENING, later).conversations == 1
    assert reading(engine, replays.past, later, None).conversations == 0
