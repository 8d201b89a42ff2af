"""What was promised to shoppers: found in what was said, shown to whoever comes next, corrected, warned of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from assist_api.domain.events import PromiseDue, PromisesChanged
from assist_api.domain.messages import BOT_NAME, Message, Sender
from assist_api.domain.promise_times import PromiseRules
from assist_api.domain.promises import find, words_of
from assist_api.errors import InvalidInput
from assist_api.services.people import Agent
from assist_api.store import casework, messages, promises
from assist_api.store.unit_of_work import UnitOfWork

SAID_WITH = 3  # lines back to a shopper's message with which the bot's own action has stored a promise already


def note_said(unit: UnitOfWork, conversation_id: str, seq: int, rules: PromiseRules) -> int:
    """The promises of one message of ours; the number of new ones."""
    found = messages.latest(unit.connection, conversation_id, 1, up_to=seq)
    if not found or found[0].seq != seq or found[0].sender not in (Sender.BOT, Sender.AGENT):
        return 0
    message = found[0]
    if message.sender is Sender.BOT and promises.made_near(unit.connection, conversation_id, seq, SAID_WITH):
        return 0
    made = find(message.text, message.at, rules)
    new = [promises.add(unit.connection, conversation_id, message.id, one, message.name, message.at) for one in made]
    if any(new):
        unit.emit(PromisesChanged(conversation_id, views(unit, conversation_id)))
    return sum(new)


def take_back(unit: UnitOfWork, message: Message, now: datetime) -> None:
    """What was promised in a message that is recalled was not promised, and its words go with it."""
    if promises.drop_said_in(unit.connection, message.id, now):
        unit.emit(PromisesChanged(message.conversation_id, views(unit, message.conversation_id)))


def views(unit: UnitOfWork, conversation_id: str) -> list[dict[str, Any]]:
    return [view(one) for one in casework.promises_of(unit.connection, conversation_id)]


def view(found: Any) -> dict[str, Any]:
    return {
        "id": found["id"],
        "order_id": found["order_id"],
        "kind": found["kind"],
        "kind_zh": words_of(found["kind"]),
        "text": found["text"],
        "by": found["by"] or BOT_NAME,
        "due_at": found["due_at"].isoformat(),
        "kept_at": found["kept_at"].isoformat() if found["kept_at"] else None,
    }


def keep(unit: UnitOfWork, promise_id: str, agent: Agent, now: datetime) -> list[dict[str, Any]]:
    """It was done. Once more takes that back: a slip of the hand."""
    before = promises.get(unit.connection, promise_id)
    return _changed(unit, before, agent, "kept", {"kept_at": None if before["kept_at"] else now}, now)


def drop(unit: UnitOfWork, promise_id: str, agent: Agent, now: datetime) -> list[dict[str, Any]]:
    """It was none."""
    before = promises.get(unit.connection, promise_id)
    return _changed(unit, before, agent, "dropped", {"dropped_at": now}, now)


def put_off(unit: UnitOfWork, promise_id: str, agent: Agent, due_at: datetime, now: datetime) -> list[dict[str, Any]]:
    """Another time was meant, or was agreed on; it is warned of anew."""
    if due_at.tzinfo is None or due_at <= now:
        raise InvalidInput("请选一个还没过去的时间。")
    before = promises.get(unit.connection, promise_id)
    values = {"due_at": due_at, "warned_at": None, "late_at": None}
    return _changed(unit, before, agent, "put_off", values, now)


def _changed(
    unit: UnitOfWork, before: Any, agent: Agent, what: str, values: Mapping[str, Any], now: datetime
) -> list[dict[str, Any]]:
    promises.save(unit.connection, before["id"], values)
    told = {"promise": before["id"], "kind": before["kind"], "due_at": before["due_at"].isoformat()}
    casework.keep_audit(unit.connection, agent.name, f"promise.{what}", now, before["conversation_id"], **told)
    shown = views(unit, before["conversation_id"])
    unit.emit(PromisesChanged(before["conversation_id"], shown))
    return shown


def any_due(unit: UnitOfWork, rules: PromiseRules, now: datetime) -> bool:
    return bool(
        promises.due_before(unit.connection, now + rules.warn, "warned_at")
        or promises.due_before(unit.connection, now, "late_at")
    )


def warn(unit: UnitOfWork, rules: PromiseRules, now: datetime) -> None:
    """Once before it falls due, and once when it is late."""
    for found in promises.due_before(unit.connection, now, "late_at"):
        promises.mark(unit.connection, found["id"], "warned_at", now)
        _alarm(unit, found, "late_at", True, now)
    for found in promises.due_before(unit.connection, now + rules.warn, "warned_at"):
        _alarm(unit, found, "warned_at", False, now)


def _alarm(unit: UnitOfWork, found: Any, name: str, late: bool, now: datetime) -> None:
    if promises.mark(unit.connection, found["id"], name, now):
        unit.emit(PromiseDue(found["conversation_id"], view(found), late))
