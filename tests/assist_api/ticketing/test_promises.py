"""Promises are warned of before they fall due, once, and once when they are late."""

from __future__ import annotations

from assist_api.domain.events import PromiseDue
from assist_api.services import desk, promise_keeping
from tests.assist_api.ticketing.conftest import PROMISED, QING, Stage


def promised(stage: Stage, text: str) -> str:
    stage.run(desk.take, stage.conversation_id, QING, stage.clock.now)
    seq = stage.run(desk.post, stage.conversation_id, QING, "x1", text, None, stage.clock.now)
    assert stage.run(promise_keeping.note_said, stage.conversation_id, seq, PROMISED) == 1
    return str(stage.run(promise_keeping.views, stage.conversation_id)[0]["id"])


def alarms(stage: Stage) -> list[bool]:
    stage.heard.clear()
    stage.look(stage.loop.watch_promises)
    return [event.late for event in stage.heard if isinstance(event, PromiseDue)]


def test_a_promise_is_warned_of_before_it_falls_due_and_when_it_is_late(stage: Stage) -> None:
    promised(stage, "2小时内给您答复")
    assert alarms(stage) == []
    stage.clock.pass_time(minutes=95)
    assert alarms(stage) == [False]
    assert alarms(stage) == []
    stage.clock.pass_time(minutes=30)
    assert alarms(stage) == [True]
    assert alarms(stage) == []


def test_what_was_kept_is_not_warned_of(stage: Stage) -> None:
    kept = promised(stage, "2小时内给您答复")
    stage.run(promise_keeping.keep, kept, QING, stage.clock.now)
    stage.clock.pass_time(hours=3)
    assert alarms(stage) == []


def test_what_is_put_off_is_warned_of_anew(stage: Stage) -> None:
    put_off = promised(stage, "2小时内给您答复")
    stage.clock.pass_time(hours=3)
    assert alarms(stage) == [True]
    later = stage.clock.now.replace(hour=stage.clock.now.hour + 2)
    stage.run(promise_keeping.put_off, put_off, QING, later, stage.clock.now)
    assert alarms(stage) == []
    stage.clock.pass_time(hours=2, minutes=1)
    assert alarms(stage) == [True]
