"""Agents say how a message is felt, trainers say which of it the model shall learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from assist_api.domain.events import FeelingMarked
from assist_api.domain.feeling_marks import Decided, Label, corrected, read_of
from assist_api.domain.messages import Message, Sender
from assist_api.services import posting
from assist_api.services.people import Agent
from assist_api.store import casework, conversations, feeling_marks, messages
from assist_api.store.unit_of_work import UnitOfWork

SHOWN = 200


def mark(unit: UnitOfWork, conversation_id: str, seq: int, label: Label, agent: Agent, now: datetime) -> dict[str, Any]:
    """The message as it is felt now, and the conversation's row. It corrects at once whatever reads the message."""
    conversation = conversations.get_locked(unit.connection, conversation_id)
    message = messages.get(unit.connection, conversation_id, seq)
    felt = read_of(message)
    model = feeling_marks.model_of(unit.connection, message.id) or felt
    now_felt = corrected(model, label, agent.name)
    feeling_marks.put(unit.connection, message, model, label, agent.id, now)
    feeling_marks.correct(unit.connection, message, now_felt)
    detail = {"seq": seq, "model": model.label, "before": felt.label, "label": label.value}
    casework.keep_audit(unit.connection, agent.name, "feeling_mark", now, conversation_id, **detail)
    unit.emit(FeelingMarked(conversation_id, seq, now_felt.label, list(now_felt.evidence), now_felt.by))
    if _is_newest(unit, message):
        conversations.save(unit.connection, conversation := replace(conversation, feeling=label.value))
        posting.announce(unit, conversation)
    return {
        "feeling": now_felt.label,
        "felt_by": now_felt.by,
        "evidence": list(now_felt.evidence),
        "row": posting.row_of(unit, conversation_id),
    }


def listed(unit: UnitOfWork) -> list[dict[str, Any]]:
    """The newest marks; `agreed`: no two agents say different things of the message."""
    found = feeling_marks.newest(unit.connection, SHOWN)
    said: dict[str, set[str]] = {}
    for each in found:
        said.setdefault(each["message_id"], set()).add(each["label"])
    return [_shown(each, agreed=len(said[each["message_id"]]) == 1) for each in found]


def decide(unit: UnitOfWork, mark_id: str, accept: bool, trainer: Agent, now: datetime) -> list[dict[str, Any]]:
    """All marks on the message after it: of those that say different things one at most is accepted."""
    together = feeling_marks.on_message_of(unit.connection, mark_id)
    chosen = next(each for each in together if each["id"] == mark_id)
    decided = Decided.ACCEPTED if accept else Decided.REJECTED
    feeling_marks.decide(unit.connection, mark_id, decided, trainer.name, now)
    for other in together if accept else ():
        if other["label"] != chosen["label"]:
            feeling_marks.decide(unit.connection, other["id"], Decided.REJECTED, trainer.name, now)
    detail = {"mark": mark_id, "label": chosen["label"], "model": chosen["model"]["label"]}
    casework.keep_audit(
        unit.connection, trainer.name, f"feeling_mark_{decided}", now, chosen["conversation_id"], **detail
    )
    after = feeling_marks.on_message_of(unit.connection, mark_id)
    return [_shown(each, agreed=len({one["label"] for one in after}) == 1) for each in after]


def for_training(unit: UnitOfWork) -> list[dict[str, Any]]:
    """A row a text, masked; of two that were accepted the later counts."""
    rows = {
        each["text"]: {"text": each["text"], "feeling": each["label"], "urgent": each["model"]["urgent"]}
        for each in feeling_marks.accepted(unit.connection)
    }
    return list(rows.values())


def _is_newest(unit: UnitOfWork, message: Message) -> bool:
    newest = messages.newest_of(unit.connection, message.conversation_id, Sender.SHOPPER)
    return newest is not None and newest.id == message.id


def _shown(mark: RowMapping, *, agreed: bool) -> dict[str, Any]:
    names: Sequence[str] = ("id", "message_id", "conversation_id", "text", "label", "by", "decided", "decided_by")
    return {
        **{name: mark[name] for name in names},
        "model": mark["model"]["label"],
        "at": mark["at"].isoformat(),
        "agreed": agreed,
    }
