"""Knowledge entries on their way: written by trainers, read by a reviewer, published; each step is kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from assist_api.domain import entry_drafts as moves
from assist_api.domain.entry_drafts import Draft, State, Step, Words
from assist_api.errors import DraftChanged, DraftNotFound, EntryNotFound
from assist_api.services.people import Agent
from assist_api.store import casework, people
from assist_api.store import entry_drafts as store
from assist_api.store.unit_of_work import UnitOfWork

LOOKED_BACK = timedelta(days=7)  # how far the questions go back that a draft is held against
MOST_ASKED = 20_000  # messages, the newest
SHOWN_STEPS = 50


def every(unit: UnitOfWork) -> list[Draft]:
    return store.every(unit.connection)


def of_entry(unit: UnitOfWork, entry_id: str) -> Draft | None:
    return store.find(unit.connection, entry_id)


def find(unit: UnitOfWork, entry_id: str) -> Draft:
    draft = of_entry(unit, entry_id)
    if draft is None:
        raise DraftNotFound
    return draft


def write(
    unit: UnitOfWork,
    entry_id: str,
    words: Words | None,
    present: Words | None,
    revision: int | None,
    author: Agent,
    now: datetime,
) -> Draft:
    """Begin a draft, or write over the one whose `revision` the author has seen; either way it is to be reviewed.

    `words` None: the entry is to end. `present`: the entry as it counts now.
    """
    made = Draft(entry_id, words, present, State.DRAFT, (revision or 0) + 1, "", author.name, now)
    if not (store.add(unit.connection, made) if revision is None else store.replace(unit.connection, made, revision)):
        raise DraftChanged
    _kept(unit, made, Step.WRITTEN, author, now)
    return made


def review(
    unit: UnitOfWork, entry_id: str, revision: int, reviewer: Agent, reviewing: Collection[str], now: datetime
) -> Draft:
    """By somebody else than its author, as long as somebody else has one of the roles that are `reviewing`."""
    draft = find(unit, entry_id)
    passed = moves.reviewed(draft, reviewer.name, now, alone=alone(unit, reviewer, reviewing))
    note = moves.ALONE if draft.author == reviewer.name else ""
    return _moved(unit, passed, revision, reviewer, now, note=note)


def alone(unit: UnitOfWork, reviewer: Agent, reviewing: Collection[str]) -> bool:
    return people.holding(unit.connection, reviewing) <= {reviewer.name}


def give_back(unit: UnitOfWork, entry_id: str, revision: int, note: str, reviewer: Agent, now: datetime) -> Draft:
    draft = moves.returned(find(unit, entry_id), note)
    return _moved(unit, draft, revision, reviewer, now, Step.RETURNED)


def drop(unit: UnitOfWork, entry_id: str, revision: int, trainer: Agent, now: datetime) -> None:
    _ended(unit, find(unit, entry_id), revision, Step.DROPPED, trainer, now)


def to_publish(unit: UnitOfWork, entry_id: str, revision: int) -> Draft:
    """The draft that may be published. Raises where it may not, or is not the one that the reviewer has seen."""
    draft = find(unit, entry_id)
    moves.ending(draft)
    if draft.revision != revision:
        raise DraftChanged
    return draft


def publish(unit: UnitOfWork, draft: Draft, reviewer: Agent, now: datetime) -> None:
    """Keep that it counts now; the entries' files have it already."""
    _ended(unit, draft, draft.revision, moves.ending(draft), reviewer, now)


def note(
    unit: UnitOfWork, entry_id: str, before: Words | None, words: Words, why: str, by: Agent, now: datetime
) -> None:
    """Keep in the entry's history what was written without a draft."""
    written = Draft(entry_id, words, before, State.REVIEWED, 1, why, by.name, now)
    store.keep_step(unit.connection, written, Step.PUBLISHED, by.name, now, why)


def history(unit: UnitOfWork, entry_id: str) -> list[dict[str, Any]]:
    """Newest first."""
    return [
        {**row, "at": row["at"].isoformat(), "fields": _fields(row["before"], row["words"], row["step"])}
        for row in store.steps(unit.connection, entry_id, SHOWN_STEPS)
    ]


def words_of_step(unit: UnitOfWork, entry_id: str, step_id: str, before: bool) -> Words:
    """What was published then, or what counted `before` that."""
    row = store.step(unit.connection, entry_id, step_id)
    body = row and row["before" if before else "words"]
    if not body:
        raise EntryNotFound("这一版没有可以恢复的内容。")
    return Words.of(body)


def published(unit: UnitOfWork, since: datetime | None) -> set[str]:
    return set(store.published(unit.connection, since))


def asked(unit: UnitOfWork, now: datetime) -> list[dict[str, Any]]:
    """What shoppers wrote in the last days, newest first."""
    return [dict(row) for row in store.asked(unit.connection, now - LOOKED_BACK, MOST_ASKED)]


def _moved(
    unit: UnitOfWork,
    draft: Draft,
    seen: int,
    by: Agent,
    now: datetime,
    step: Step = Step.REVIEWED,
    note: str = "",
) -> Draft:
    if not store.replace(unit.connection, draft, seen):
        raise DraftChanged
    _kept(unit, replace(draft, note=note or draft.note), step, by, now)
    return draft


def _ended(unit: UnitOfWork, draft: Draft, seen: int, step: Step, by: Agent, now: datetime) -> None:
    if not store.remove(unit.connection, draft.entry_id, seen):
        raise DraftChanged
    _kept(unit, replace(draft, note="", revision=seen + 1), step, by, now)


def _kept(unit: UnitOfWork, draft: Draft, step: Step, by: Agent, now: datetime) -> None:
    store.keep_step(unit.connection, draft, step, by.name, now, draft.note)
    casework.keep_audit(unit.connection, by.name, f"entry_{step}", now, entry=draft.entry_id)


def _fields(before: dict[str, Any] | None, words: dict[str, Any] | None, step: str) -> list[str]:
    """Which fields what was published changed."""
    if step not in (Step.PUBLISHED, Step.REMOVED):
        return []
    old, new = (Words.of(body) if body else None for body in (before, words))
    return list(moves.changed_fields(old, new))
