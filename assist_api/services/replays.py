"""Stored conversations as matters that can be decided again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from assist_api.domain.handover import Decision, Turn
from assist_api.domain.messages import Message, Sender, answers_before
from assist_api.domain.replay import Matter, Step, without_person
from assist_api.domain.replayable import circumstances_of, turns_of
from assist_api.domain.said import Reason
from assist_api.store import decisions, phases
from assist_api.store.unit_of_work import UnitOfWork

PHASES = 500


@dataclass(frozen=True)
class Past:
    """`unreadable`: decisions from before their inputs were stored."""

    conversations: int
    matters: tuple[Matter, ...]
    unreadable: int
    phases: tuple[tuple[datetime, datetime], ...]


def past(unit: UnitOfWork, since: datetime | None, until: datetime | None) -> Past:
    """The conversations in which something was decided in that time, whole."""
    matters: list[Matter] = []
    unreadable = 0
    names = decisions.conversations_of(unit.connection, since, until)
    for name in names:
        talk, rows = decisions.of_conversation(unit.connection, name)
        readable = {message_id: row for message_id, row in rows.items() if _is_readable(row)}
        unreadable += len(rows) - len(readable)
        matters += _matters(name, talk, readable)
    return Past(len(names), tuple(matters), unreadable, tuple(phases.closed(unit.connection, PHASES)))


@dataclass
class _Open:
    """The matter that is being read."""

    steps: list[Step] = field(default_factory=list)
    placed: bool = False

    def goes_on_in(self, row: RowMapping) -> bool:
        """Whether a decision looked back on this matter; else the bot's memory began anew before it."""
        return bool(self.steps) and any(
            turn["message_id"] == self.steps[-1].message_id for turn in row["inputs"]["turns"]
        )


def _matters(name: str, talk: list[Message], rows: Mapping[str, RowMapping]) -> Iterator[Matter]:
    answers = answers_before(talk)
    matter = _Open()
    for message in talk:
        if message.sender is not Sender.SHOPPER:
            continue
        row = rows.get(message.id)
        if row is None:
            if matter.steps:
                matter.steps.append(without_person(matter.steps[-1], _turn(message, answers), message.at))
            continue
        if matter.steps and not matter.goes_on_in(row):
            yield Matter(name, tuple(matter.steps), matter.placed)
            matter = _Open()
        matter.placed = matter.placed or (not matter.steps and bool(row["inputs"].get("placed")))
        matter.steps.append(_step(message, row, talk))
    if matter.steps:
        yield Matter(name, tuple(matter.steps), matter.placed)


def _step(message: Message, row: RowMapping, talk: list[Message]) -> Step:
    heard = [one for one in talk if row["inputs"]["heard_from"] <= one.seq <= message.seq]
    turns = turns_of(row["inputs"], {one.id: one.text for one in heard}, answers_before(heard))
    return Step(message.id, message.at, tuple(turns), circumstances_of(row["inputs"]), _decision(row))


def _decision(row: RowMapping) -> Decision:
    reasons = tuple(Reason(**reason) for reason in row["reasons"])
    held_back = bool(row["inputs"].get("held_back"))
    return Decision(row["handover"], row["score"], row["urgency"], reasons, held_back)


def _turn(message: Message, answers: Mapping[str, str]) -> Turn:
    return Turn(
        message.text, message.understanding, message.feeling, message.failed, message.id, answers.get(message.id, "")
    )


def _is_readable(row: RowMapping) -> bool:
    inputs: Any = row["inputs"]
    return "heard_from" in inputs
