"""Drafts of knowledge entries, and the history of what was done with them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from assist_api.domain.entry_drafts import Draft, State, Step, Words
from assist_api.store.insert_once import insert_once
from assist_api.store.schema import entry_drafts as drafts
from assist_api.store.schema import entry_history as history
from assist_api.store.schema import messages


def every(connection: Connection) -> list[Draft]:
    return [_draft(row) for row in connection.execute(select(drafts).order_by(drafts.c.at.desc())).mappings()]


def find(connection: Connection, entry_id: str) -> Draft | None:
    row = connection.execute(select(drafts).where(drafts.c.entry_id == entry_id)).mappings().first()
    return _draft(row) if row else None


def add(connection: Connection, draft: Draft) -> bool:
    """Whether the entry had none."""
    return insert_once(connection, drafts, _values(draft))


def replace(connection: Connection, draft: Draft, revision: int) -> bool:
    """Whether it was still at that revision."""
    query = update(drafts).where(drafts.c.entry_id == draft.entry_id, drafts.c.revision == revision)
    return connection.execute(query.values(**_values(draft))).rowcount == 1


def remove(connection: Connection, entry_id: str, revision: int) -> bool:
    query = delete(drafts).where(drafts.c.entry_id == entry_id, drafts.c.revision == revision)
    return connection.execute(query).rowcount == 1


def keep_step(connection: Connection, draft: Draft, step: Step, by: str, at: datetime, note: str = "") -> None:
    about = {"entry_id": draft.entry_id, "revision": draft.revision}
    values = {**about, "step": step.value, "note": note, "by": by, "at": at}
    words = {"words": _body(draft.words), "before": _body(draft.present) if step in COUNTS else None}
    connection.execute(insert(history).values(id=f"h{secrets.token_hex(10)}", **values, **words))


def steps(connection: Connection, entry_id: str, limit: int) -> Sequence[RowMapping]:
    """Newest first."""
    query = select(history).where(history.c.entry_id == entry_id)
    return (
        connection.execute(query.order_by(history.c.at.desc(), history.c.revision.desc()).limit(limit)).mappings().all()
    )


def step(connection: Connection, entry_id: str, step_id: str) -> RowMapping | None:
    query = select(history).where(history.c.id == step_id, history.c.entry_id == entry_id)
    return connection.execute(query).mappings().first()


COUNTS = (Step.PUBLISHED, Step.REMOVED)


def published(connection: Connection, since: datetime | None) -> dict[str, datetime]:
    """When each entry was last published or taken out, since then (ever, for None)."""
    query = select(history.c.entry_id, history.c.at).where(history.c.step.in_([one.value for one in COUNTS]))
    if since:
        query = query.where(history.c.at >= since)
    return {row[0]: row[1] for row in connection.execute(query.order_by(history.c.at))}


def asked(connection: Connection, since: datetime, limit: int) -> list[RowMapping]:
    """What shoppers wrote since then, newest first."""
    query = select(messages.c.text, messages.c.at, messages.c.intent, messages.c.failed).where(
        messages.c.sender == "shopper", messages.c.at >= since, messages.c.text != "", messages.c.recalled_at.is_(None)
    )
    return list(connection.execute(query.order_by(messages.c.at.desc()).limit(limit)).mappings())


def _draft(row: RowMapping) -> Draft:
    read = {"words": _words(row["words"]), "present": _words(row["present"]), "state": State(row["state"])}
    return Draft(**{**row, **read})


def _values(draft: Draft) -> dict[str, Any]:
    plain = {key: value for key, value in asdict(draft).items() if key not in ("words", "present", "state")}
    return {**plain, "words": _body(draft.words), "present": _body(draft.present), "state": draft.state.value}


def _body(words: Words | None) -> dict[str, Any] | None:
    return words.body() if words else None


def _words(body: dict[str, Any] | None) -> Words | None:
    return Words.of(body) if body else None
