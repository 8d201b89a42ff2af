"""What became of the suggestions that were shown. Held-out ones were seen by nobody and take no part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, and_, func, insert, select, update

from assist_api.domain.outcomes import OPEN, Outcome, Settled
from assist_api.domain.preference import Count
from assist_api.store.schema import exchanges, messages, suggestions

_OPEN = suggestions.c.outcome.is_(None) | suggestions.c.outcome.in_([one.value for one in OPEN if one])
_MAY_RISE = _OPEN | suggestions.c.outcome.in_([Outcome.IGNORED.value, Outcome.UNREAD.value])
_SEEN = suggestions.c.held_out.is_(False)


def note(connection: Connection, suggestion_id: str, outcome: Outcome, agent_id: str, at: datetime) -> None:
    """What the agent did on the screen; once a reply is sent it says more, whichever of the two arrives last."""
    may_change = _MAY_RISE if outcome is Outcome.ACCEPTED else _OPEN
    query = update(suggestions).where(suggestions.c.id == suggestion_id, may_change, _SEEN)
    connection.execute(query.values(outcome=outcome.value, agent_id=agent_id, outcome_at=at))


def open_in(connection: Connection, conversation_id: str, taken_id: str | None) -> list[RowMapping]:
    """Suggestions of a conversation that a reply settles, oldest panel first; the taken one in any case."""
    query = select(suggestions).where(
        suggestions.c.conversation_id == conversation_id, _SEEN, _OPEN | (suggestions.c.id == (taken_id or ""))
    )
    return list(connection.execute(query.order_by(suggestions.c.shown_at, suggestions.c.rank)).mappings())


def settle(connection: Connection, settled: Iterable[Settled], agent_id: str, at: datetime, sent: str) -> None:
    for one in settled:
        query = update(suggestions).where(suggestions.c.id == one.id)
        values = {"outcome": one.outcome.value, "agent_id": agent_id, "outcome_at": at, "sent_text": sent}
        changes = [asdict(change) for change in one.operations]
        connection.execute(query.values(**values, operations=changes or None))


def keep_exchange(
    connection: Connection,
    answer_id: str,
    question_id: str,
    conversation_id: str,
    agent_id: str,
    suggested: bool,
    at: datetime,
) -> None:
    values = {"answer_id": answer_id, "question_id": question_id, "conversation_id": conversation_id}
    connection.execute(insert(exchanges).values(**values, agent_id=agent_id, suggested=suggested, at=at))


def counts(connection: Connection, since: datetime) -> list[Count]:
    """How often each source met each outcome, a day and a rank, for the intent of the message asked."""
    day = func.date(suggestions.c.outcome_at)
    asked = and_(messages.c.conversation_id == suggestions.c.conversation_id, messages.c.seq == suggestions.c.for_seq)
    columns = (
        suggestions.c.kind,
        suggestions.c.source_id,
        messages.c.intent,
        suggestions.c.outcome,
        suggestions.c.rank,
    )
    query = select(*columns, day.label("day"), func.count().label("number")).join_from(suggestions, messages, asked)
    final = [one.value for one in Outcome if one is not Outcome.ACCEPTED]
    query = query.where(suggestions.c.outcome_at >= since, suggestions.c.outcome.in_(final), _SEEN)
    return [_count(row) for row in connection.execute(query.group_by(*columns, day)).mappings()]


def shown(connection: Connection, since: datetime) -> list[RowMapping]:
    """How many suggestions of each kind were shown since then, by outcome; held-out ones apart."""
    columns = (suggestions.c.kind, suggestions.c.outcome, suggestions.c.held_out)
    query = select(*columns, func.count().label("number")).where(suggestions.c.shown_at >= since)
    return list(connection.execute(query.group_by(*columns)).mappings())


def waits(connection: Connection, since: datetime, limit: int = 10_000) -> list[tuple[bool, datetime, datetime]]:
    """For each question with suggestions that was answered since then, the newest first: held out, asked, answered."""
    asked = and_(messages.c.conversation_id == suggestions.c.conversation_id, messages.c.seq == suggestions.c.for_seq)
    joined = exchanges.join(messages, messages.c.id == exchanges.c.question_id).join(suggestions, asked)
    columns = (exchanges.c.question_id, suggestions.c.held_out, messages.c.at)
    query = select(*columns, func.min(exchanges.c.at).label("answered")).select_from(joined)
    query = query.where(exchanges.c.at >= since).group_by(*columns).order_by(messages.c.at.desc()).limit(limit)
    return [(row["held_out"], row["at"], row["answered"]) for row in connection.execute(query).mappings()]


def _count(row: RowMapping) -> Count:
    day = date.fromisoformat(str(row["day"]))  # text on SQLite
    return Count(
        row["kind"], row["source_id"], row["intent"] or "", Outcome(row["outcome"]), row["rank"], day, row["number"]
    )
