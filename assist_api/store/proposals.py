"""Proposals to trainers, and the edits and exchanges that they are made from."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, delete, func, select, update

from assist_api.domain.outcomes import Outcome
from assist_api.domain.proposals import Kind, Known, Proposal, State
from assist_api.store.insert_once import insert_once
from assist_api.store.schema import exchanges, messages, proposals, suggestions


def edits(connection: Connection, since: datetime, limit: int) -> list[RowMapping]:
    """Suggestions from entries that were sent edited, newest first."""
    query = select(suggestions).where(
        suggestions.c.outcome == Outcome.EDITED.value, suggestions.c.kind == "entry", suggestions.c.outcome_at >= since
    )
    return list(connection.execute(query.order_by(suggestions.c.outcome_at.desc()).limit(limit)).mappings())


def answered(connection: Connection, since: datetime, limit: int) -> list[RowMapping]:
    """Questions with what agents sent next, newest first."""
    question, answer = messages.alias("question"), messages.alias("answer")
    query = select(
        exchanges,
        question.c.text.label("question"),
        question.c.seq.label("seq"),
        question.c.intent.label("intent"),
        answer.c.text.label("answer"),
    )
    joined = exchanges.join(question, question.c.id == exchanges.c.question_id)
    query = query.select_from(joined.join(answer, answer.c.id == exchanges.c.answer_id))
    query = query.where(exchanges.c.at >= since).order_by(exchanges.c.at.desc()).limit(limit)
    return list(connection.execute(query).mappings())


def shown_beside(connection: Connection, since: datetime) -> list[RowMapping]:
    """What was shown, or held out, for the questions that were answered since then."""
    question = messages.alias("question")
    asked = and_(suggestions.c.conversation_id == question.c.conversation_id, suggestions.c.for_seq == question.c.seq)
    joined = exchanges.join(question, question.c.id == exchanges.c.question_id).join(suggestions, asked)
    query = select(exchanges.c.question_id, suggestions.c.body, suggestions.c.held_out).select_from(joined)
    return list(connection.execute(query.where(exchanges.c.at >= since)).mappings())


def known(connection: Connection) -> list[Known]:
    found = connection.execute(select(proposals)).mappings()
    return [Known(Kind(row["kind"]), row["key"], State(row["state"]), row["body"], row["decided_at"]) for row in found]


def keep(connection: Connection, found: Iterable[Proposal], now: datetime) -> None:
    """Open ones are brought up to date; decided ones, and what another process has just found, stay as they are."""
    for one in found:
        values = {"kind": one.kind.value, "body": one.body, "number": one.number, "last_at": one.last_at}
        query = update(proposals).where(proposals.c.key == one.key).values(**values)
        if connection.execute(query.where(proposals.c.state == State.OPEN.value)).rowcount:
            continue
        made = {"id": f"l{secrets.token_hex(8)}", "key": one.key, "state": State.OPEN.value, "found_at": now}
        insert_once(connection, proposals, {**made, **values})


def drop_open_but(connection: Connection, keys: Sequence[str]) -> None:
    """Open ones for which nothing speaks any more."""
    query = delete(proposals).where(proposals.c.state == State.OPEN.value, proposals.c.key.not_in(keys))
    connection.execute(query)


def open_rows(connection: Connection, kind: Kind, limit: int) -> list[RowMapping]:
    """What has the most evidence first, then the newest."""
    query = select(proposals).where(proposals.c.state == State.OPEN.value, proposals.c.kind == kind.value)
    query = query.order_by(proposals.c.number.desc(), proposals.c.last_at.desc(), proposals.c.id).limit(limit)
    return list(connection.execute(query).mappings())


def count_open(connection: Connection) -> dict[str, int]:
    query = select(proposals.c.kind, func.count()).where(proposals.c.state == State.OPEN.value)
    return {str(row[0]): int(row[1]) for row in connection.execute(query.group_by(proposals.c.kind))}


def find(connection: Connection, proposal_id: str) -> RowMapping | None:
    return connection.execute(select(proposals).where(proposals.c.id == proposal_id)).mappings().first()


def decide(
    connection: Connection,
    proposal_id: str,
    state: State,
    staff_id: str,
    at: datetime,
    kind: Kind,
    result: dict[str, Any] | None = None,
) -> bool:
    """Whether this call decided it; False where it was decided before."""
    query = update(proposals).where(proposals.c.id == proposal_id, proposals.c.state == State.OPEN.value)
    values = {"state": state.value, "decided_by": staff_id, "decided_at": at, "kind": kind.value, "result": result}
    return connection.execute(query.values(**values)).rowcount == 1


def accepted(connection: Connection, since: datetime | None) -> list[RowMapping]:
    """What was accepted since then (ever, for None), oldest first."""
    query = select(proposals).where(proposals.c.state == State.ACCEPTED.value)
    if since:
        query = query.where(proposals.c.decided_at >= since)
    return list(connection.execute(query.order_by(proposals.c.decided_at, proposals.c.id)).mappings())
