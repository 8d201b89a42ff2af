"""Each time a conversation waits for a person: where it stands and why, who took it, and when it was answered.

The wait that goes on is the one that began at the conversation's `waiting_since`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, Select, and_, insert, select, update

from assist_api.domain.conversation import State
from assist_api.domain.presence import Skill
from assist_api.domain.routing import Entry, Placing, Reason, Standing, Waiting
from assist_api.store.schema import conversations, staff, waits

_KNOWN, _ASSIGNED = staff.alias("known"), staff.alias("assigned")
_GOES_ON = and_(waits.c.conversation_id == conversations.c.id, waits.c.started_at == conversations.c.waiting_since)


def start(
    connection: Connection,
    conversation_id: str,
    started_at: datetime,
    heard_at: datetime,
    *,
    greeted_at: datetime | None = None,
    entry: Entry = Entry.NEW,
    skill: Skill | None = None,
    passed_by: Sequence[str] = (),
) -> None:
    """Hold the conversation: a wait that was begun before is left as it is."""
    if find(connection, conversation_id, started_at) is None:
        values = {
            "conversation_id": conversation_id,
            "started_at": started_at,
            "heard_at": heard_at,
            "greeted_at": greeted_at,
        }
        asked = skill.value if skill else None
        query = insert(waits).values(**values, entry=entry.value, asked_skill=asked, passed_by=list(passed_by))
        connection.execute(query)


def find(connection: Connection, conversation_id: str, started_at: datetime) -> RowMapping | None:
    return connection.execute(select(waits).where(_is(conversation_id, started_at))).mappings().first()


def going_on(connection: Connection) -> list[RowMapping]:
    """Conversations in the queue, each with its wait, if that was begun."""
    return list(connection.execute(_queued()).mappings())


def waiting(connection: Connection) -> list[Waiting]:
    return [as_waiting(row) for row in going_on(connection)]


def of(connection: Connection, conversation_id: str) -> RowMapping | None:
    return connection.execute(_queued().where(conversations.c.id == conversation_id)).mappings().first()


def put(
    connection: Connection,
    conversation_id: str,
    started_at: datetime,
    placing: Placing,
    known_to: str | None,
    up_to: int,
    at: datetime,
) -> None:
    """What was found of the case, with its messages read up to number `up_to`."""
    values = {"placing": _kept(placing), "known_to": known_to, "placed_for": up_to, "placed_at": at}
    _write(connection, conversation_id, started_at, values)


def stand(connection: Connection, conversation_id: str, started_at: datetime, standing: Standing) -> None:
    values = {"rank": standing.rank, "deadline_at": standing.deadline, "counts_from": standing.counts_from}
    _write(connection, conversation_id, started_at, values)


def assign(connection: Connection, conversation_id: str, started_at: datetime, agent_id: str, until: datetime) -> None:
    _write(connection, conversation_id, started_at, {"assigned_to": agent_id, "assigned_until": until})


def unassign(connection: Connection, conversation_id: str, started_at: datetime, passed_by: Sequence[str]) -> None:
    values = {"assigned_to": None, "assigned_until": None, "passed_by": list(passed_by)}
    _write(connection, conversation_id, started_at, values)


def greet(connection: Connection, conversation_id: str, started_at: datetime, at: datetime) -> None:
    query = update(waits).where(_is(conversation_id, started_at), waits.c.greeted_at.is_(None))
    connection.execute(query.values(greeted_at=at))


def take(connection: Connection, conversation_id: str, started_at: datetime, agent_id: str, at: datetime) -> None:
    _write(connection, conversation_id, started_at, {"agent_id": agent_id, "taken_at": at})


def answer(connection: Connection, conversation_id: str, agent_id: str, at: datetime) -> None:
    """The agent's first message since taking the case; later ones change nothing."""
    mine = and_(waits.c.conversation_id == conversation_id, waits.c.agent_id == agent_id)
    query = update(waits).where(mine, waits.c.taken_at.is_not(None), waits.c.answered_at.is_(None))
    connection.execute(query.values(answered_at=at))


def last_agent(connection: Connection, shopper_id: str | None, conversation_id: str, since: datetime) -> str | None:
    """Who took a case of this shopper last, since then."""
    same = conversations.c.id == conversation_id
    whose = same | (conversations.c.shopper_id == shopper_id) if shopper_id else same
    joined = select(waits.c.agent_id).join(conversations, conversations.c.id == waits.c.conversation_id)
    query = joined.where(whose, waits.c.agent_id.is_not(None), waits.c.taken_at >= since)
    return connection.scalar(query.order_by(waits.c.taken_at.desc()).limit(1))


def since(connection: Connection, moment: datetime) -> list[Row[Any]]:
    """(started, heard, greeted, taken, answered) of the waits that began after `moment`."""
    columns = (waits.c.started_at, waits.c.heard_at, waits.c.greeted_at, waits.c.taken_at, waits.c.answered_at)
    return list(connection.execute(select(*columns).where(waits.c.started_at >= moment)))


def as_waiting(row: RowMapping) -> Waiting:
    """Of a row of `going_on`; a conversation whose wait was not begun yet has the empty one."""
    return Waiting(
        conversation_id=row["id"],
        since=row["waiting_since"],
        urgency=row["urgency"],
        placing=_placing(row["placing"]),
        standing=_standing(row),
        entry=Entry(row["entry"] or Entry.NEW),
        skill=Skill(row["asked_skill"]) if row["asked_skill"] else None,
        known_to=row["known_to"],
        assigned_to=row["assigned_to"],
        assigned_until=row["assigned_until"],
        passed_by=tuple(row["passed_by"] or ()),
    )


def _queued() -> Select[Any]:
    shown = ("id", "waiting_since", "urgency", "last_seq", "last_from", "shopper_id", "epoch")
    columns = [conversations.c[name] for name in shown]
    own = [column for column in waits.c if column.name != "conversation_id"]
    names = (_KNOWN.c.name.label("known_name"), _ASSIGNED.c.name.label("assigned_name"))
    joined = (
        conversations.outerjoin(waits, _GOES_ON)
        .outerjoin(_KNOWN, _KNOWN.c.id == waits.c.known_to)
        .outerjoin(_ASSIGNED, _ASSIGNED.c.id == waits.c.assigned_to)
    )
    query = select(*columns, *own, *names).select_from(joined)
    return query.where(conversations.c.state == State.WAITING.value, conversations.c.last_seq > 0)


def _is(conversation_id: str, started_at: datetime) -> Any:
    return and_(waits.c.conversation_id == conversation_id, waits.c.started_at == started_at)


def _write(connection: Connection, conversation_id: str, started_at: datetime, values: dict[str, Any]) -> None:
    connection.execute(update(waits).where(_is(conversation_id, started_at)).values(**values))


def _kept(placing: Placing) -> dict[str, Any]:
    deadline = placing.deadline.isoformat() if placing.deadline else None
    return {**asdict(placing), "deadline": deadline}


def _placing(kept: dict[str, Any] | None) -> Placing | None:
    if not kept:
        return None
    deadline = datetime.fromisoformat(kept["deadline"]) if kept["deadline"] else None
    reasons = tuple(Reason(**reason) for reason in kept["reasons"])
    skill = Skill(kept["skill"]) if kept["skill"] else None
    return Placing(**{**kept, "deadline": deadline, "reasons": reasons, "skill": skill})


def _standing(row: RowMapping) -> Standing | None:
    if row["rank"] is None:
        return None
    return Standing(row["rank"], row["deadline_at"], row["counts_from"])
