"""Cases that wait, and those who take them: what the tests of the queue begin with."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

from assist_api.domain.handover import Decision
from assist_api.domain.routing import Facts, Rules, placing
from assist_api.domain.waiting_time import WaitingRules
from assist_api.services import answering, chat, routing
from assist_api.services.answering import Reading, Verdict
from assist_api.services.people import Agent
from tests.assist_api.conftest import OPENING

RULES = Rules.of(tomllib.loads(Path("assist_api/routing.toml").read_text("utf-8")))
QING, HE = Agent("a1", "小青", ("agent",)), Agent("a2", "小禾", ("agent",))
LEAD = Agent("a9", "周主管", ("supervisor", "agent"))
WAITING = WaitingRules.of(
    tomllib.loads(Path("assist_api/waiting.toml").read_text("utf-8")), ("09:00", "23:00"), RULES.limit
)
HANDS_OVER = Verdict(Decision(True, 1.0, 0, ()), {})


def waits(run: Callable[..., Any], shopper_id: str, *intents: str, at: datetime = OPENING) -> str:
    """A conversation that was handed over and has been looked at."""
    conversation_id = str(run(chat.open_conversation, chat.Arrival(shopper_id, shopper_id), None, at).id)
    run(chat.post, conversation_id, at.isoformat(), "转人工", None, at)
    work = run(answering.take_up, conversation_id, at, timedelta(seconds=10))
    assert run(answering.hand_over, work, Reading(None, None), HANDS_OVER, [], WAITING, at)
    look(run, conversation_id, *intents, at=at)
    return conversation_id


def look(run: Callable[..., Any], conversation_id: str, *intents: str, at: datetime = OPENING) -> None:
    seen = run(routing.look_at, conversation_id)
    assert run(routing.put, seen, placing(Facts(intents), RULES), RULES, at)


def at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """Each in a thread of its own, all let go at the same moment."""
    gate = Barrier(len(jobs))

    def go(job: Callable[[], Any]) -> Any:
        gate.wait()
        return job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(go, jobs))
