"""What one shift leaves to the next, and who has seen the card of the day."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, insert, or_, select, update

from assist_api.domain.conversation import State
from assist_api.domain.shift import Kind, Left
from assist_api.store.insert_once import insert_once
from assist_api.store.schema import conversations, notes, promises, shift_items, shift_starts, staff, waits

_FROM, _TO, _BY = staff.alias("from_staff"), staff.alias("to_staff"), staff.alias("by_staff")


def cases_of(connection: Connection, agent_id: str) -> list[RowMapping]:
    mine = (conversations.c.agent_id == agent_id) & (conversations.c.state == State.AGENT.value)
    return list(connection.execute(select(conversations).where(mine).order_by(conversations.c.updated_at)).mappings())


def promises_of(connection: Connection, agent_id: str, since: datetime) -> list[RowMapping]:
    """Not kept yet, in cases that this agent has, or took since then and nobody took after."""
    query = select(promises, conversations.c.shopper_name).join(
        conversations, conversations.c.id == promises.c.conversation_id
    )
    mine = conversations.c.agent_id == agent_id
    served = conversations.c.agent_id.is_(None) & conversations.c.id.in_(_served_last(agent_id, since))
    open_ones = query.where(promises.c.kept_at.is_(None), promises.c.dropped_at.is_(None), mine | served)
    return list(connection.execute(open_ones.order_by(promises.c.due_at)).mappings())


def _served_last(agent_id: str, since: datetime) -> Select[Any]:
    later = waits.alias("later")
    newer = select(later.c.started_at).where(
        later.c.conversation_id == waits.c.conversation_id,
        later.c.taken_at > waits.c.taken_at,
        later.c.agent_id != agent_id,
    )
    return select(waits.c.conversation_id).where(
        waits.c.agent_id == agent_id, waits.c.taken_at >= since, ~newer.exists()
    )


def notes_of(connection: Connection, agent_id: str, since: datetime) -> list[RowMapping]:
    query = select(notes, conversations.c.shopper_name).join(
        conversations, conversations.c.id == notes.c.conversation_id
    )
    mine = query.where(notes.c.agent_id == agent_id, notes.c.at >= since)
    return list(connection.execute(mine.order_by(notes.c.at)).mappings())


def give(connection: Connection, left: Left, from_id: str, to_id: str | None, note: str, at: datetime) -> RowMapping:
    item_id = f"s{secrets.token_hex(10)}"
    connection.execute(
        insert(shift_items).values(
            id=item_id,
            kind=left.kind.value,
            subject_id=left.subject_id,
            conversation_id=left.conversation_id,
            words=left.words,
            due_at=left.due_at,
            from_id=from_id,
            to_id=to_id,
            note=note,
            given_at=at,
        )
    )
    return connection.execute(_shown().where(shift_items.c.id == item_id)).mappings().one()


def find(connection: Connection, item_id: str) -> RowMapping | None:
    return connection.execute(_shown().where(shift_items.c.id == item_id)).mappings().first()


def given(connection: Connection, from_id: str, since: datetime) -> list[RowMapping]:
    """What this member has given since then, and whether it was taken over."""
    query = _shown().where(shift_items.c.from_id == from_id, shift_items.c.given_at >= since)
    return list(connection.execute(query.order_by(shift_items.c.given_at)).mappings())


def open_subjects(connection: Connection, from_id: str) -> set[tuple[str, str]]:
    """(kind, subject) of what this member has given and nobody has taken over."""
    query = select(shift_items.c.kind, shift_items.c.subject_id)
    query = query.where(shift_items.c.from_id == from_id, shift_items.c.taken_at.is_(None))
    return {(str(kind), str(subject)) for kind, subject in connection.execute(query)}


def left_to(connection: Connection, staff_id: str, since: datetime) -> list[RowMapping]:
    """For this member or whoever comes next, not taken over yet; and what this member took over since then.

    A case that went another way, to who took it from the queue, is left to nobody any more.
    """
    meant = or_(shift_items.c.to_id == staff_id, shift_items.c.to_id.is_(None)) & (shift_items.c.from_id != staff_id)
    queued = select(conversations.c.id).where(conversations.c.state == State.WAITING.value)
    is_there = (shift_items.c.kind != Kind.CASE.value) | shift_items.c.subject_id.in_(queued)
    waiting = meant & shift_items.c.taken_at.is_(None) & is_there
    taken = (shift_items.c.taken_by == staff_id) & (shift_items.c.taken_at >= since)
    query = _shown().where(waiting | taken).order_by(shift_items.c.due_at, shift_items.c.given_at)
    return list(connection.execute(query).mappings())


def take(connection: Connection, item_id: str, staff_id: str, at: datetime) -> bool:
    """Whether this call ticked it: of two who take it over one does."""
    query = update(shift_items).where(shift_items.c.id == item_id, shift_items.c.taken_at.is_(None))
    return connection.execute(query.values(taken_by=staff_id, taken_at=at)).rowcount == 1


def see_card(connection: Connection, staff_id: str, day: str, at: datetime) -> None:
    insert_once(connection, shift_starts, {"staff_id": staff_id, "day": day, "seen_at": at})


def days_seen(connection: Connection, staff_id: str, days: Sequence[str]) -> set[str]:
    query = select(shift_starts.c.day).where(shift_starts.c.staff_id == staff_id, shift_starts.c.day.in_(days))
    return set(connection.scalars(query))


def _shown() -> Select[Any]:
    names = (_FROM.c.name.label("from_name"), _TO.c.name.label("to_name"), _BY.c.name.label("taken_name"))
    joined = (
        shift_items.join(_FROM, _FROM.c.id == shift_items.c.from_id)
        .outerjoin(_TO, _TO.c.id == shift_items.c.to_id)
        .outerjoin(_BY, _BY.c.id == shift_items.c.taken_by)
    )
    return select(shift_items, *names).select_from(joined)
