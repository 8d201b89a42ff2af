"""What the bot plans to say first, and what became of it. A matter has one row, whoever plans it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, func, select, update

from assist_api.domain.conversation import State
from assist_api.domain.messages import Sender
from assist_api.domain.outreach import Kind, Plan, Planned, Told
from assist_api.store.insert_once import insert_once
from assist_api.store.schema import (
    conversations,
    event_cursors,
    heard_events,
    messages,
    outreach,
    outreach_wishes,
    visits,
)

PLANNED, SENT, NOTED, DROPPED = "planned", "sent", "noted", "dropped"
_PLAN = ("key", "kind", "shopper_id", "order_id", "product_id", "sku_id", "happened_at", "due_at", "expires_at")


# Planned


def plan(connection: Connection, plan: Plan) -> bool:
    """Whether this call planned it; False when the matter is known."""
    values = {name: getattr(plan, name) for name in _PLAN}
    more = {"id": f"o{secrets.token_hex(10)}", "look_at": plan.due_at, "state": PLANNED, "why": "", "subjects": []}
    return insert_once(connection, outreach, {**values, **more})


def shoppers_to_tell(connection: Connection, now: datetime, seen_since: datetime) -> list[str]:
    """Those for whom something is due, and who are there or in the hands of a person."""
    there = select(visits.c.shopper_id).where(visits.c.seen_at >= seen_since)
    with_a_person = select(conversations.c.shopper_id).where(
        conversations.c.state.in_((State.WAITING.value, State.AGENT.value)), conversations.c.shopper_id.is_not(None)
    )
    reachable = outreach.c.shopper_id.in_(there) | outreach.c.shopper_id.in_(with_a_person)
    query = select(outreach.c.shopper_id).where(outreach.c.state == PLANNED, outreach.c.look_at <= now, reachable)
    return list(connection.scalars(query.distinct()))


def due(connection: Connection, shopper_id: str, now: datetime) -> list[Planned]:
    query = select(outreach).where(
        outreach.c.shopper_id == shopper_id, outreach.c.state == PLANNED, outreach.c.look_at <= now
    )
    return [_planned(row) for row in connection.execute(query).mappings()]


def hold_back(connection: Connection, outreach_id: str, why: str, until: datetime) -> None:
    _of_planned(connection, outreach_id, why=why, look_at=until)


def look_again(connection: Connection, shopper_id: str) -> None:
    """What was held back is looked at anew: the shopper has come."""
    query = update(outreach).where(outreach.c.shopper_id == shopper_id, outreach.c.state == PLANNED)
    connection.execute(query.values(look_at=outreach.c.due_at))


def settle(connection: Connection, outreach_id: str, state: str, at: datetime, **values: Any) -> bool:
    """Whether this call settled it; False when it was settled before, and then nothing may be told."""
    return _of_planned(connection, outreach_id, state=state, settled_at=at, **{"why": "", **values})


def drop_of_order(connection: Connection, order_id: str, kinds: Iterable[Kind], why: str, at: datetime) -> None:
    query = update(outreach).where(outreach.c.order_id == order_id, outreach.c.state == PLANNED, _one_of(kinds))
    connection.execute(query.values(state=DROPPED, why=why, settled_at=at))


def drop_of_shopper(connection: Connection, shopper_id: str, kinds: Iterable[Kind], why: str, at: datetime) -> None:
    query = update(outreach).where(outreach.c.shopper_id == shopper_id, outreach.c.state == PLANNED, _one_of(kinds))
    connection.execute(query.values(state=DROPPED, why=why, settled_at=at))


def drop_expired(connection: Connection, now: datetime) -> None:
    query = update(outreach).where(outreach.c.state == PLANNED, outreach.c.expires_at <= now)
    connection.execute(query.values(state=DROPPED, why="expired", settled_at=now))


# Told


def told_since(connection: Connection, shopper_id: str, since: datetime, states: Sequence[str] = (SENT,)) -> list[Told]:
    query = select(outreach).where(
        outreach.c.shopper_id == shopper_id, outreach.c.state.in_(states), outreach.c.settled_at >= since
    )
    rows = connection.execute(query).mappings()
    return [Told(Kind(row["kind"]), row["settled_at"], row["order_id"], tuple(row["subjects"])) for row in rows]


def find_by_message(connection: Connection, message_id: str) -> RowMapping | None:
    return connection.execute(select(outreach).where(outreach.c.message_id == message_id)).mappings().first()


def note_message(connection: Connection, outreach_id: str, message_id: str) -> None:
    connection.execute(update(outreach).where(outreach.c.id == outreach_id).values(message_id=message_id))


def note_answer(connection: Connection, outreach_id: str, at: datetime) -> None:
    query = update(outreach).where(outreach.c.id == outreach_id, outreach.c.answered_at.is_(None))
    connection.execute(query.values(answered_at=at))


def note_reason(connection: Connection, outreach_id: str, reason: str, words: str) -> None:
    """The first reason stays."""
    query = update(outreach).where(outreach.c.id == outreach_id, outreach.c.reason.is_(None))
    connection.execute(query.values(reason=reason, words=words))


def note_paid(connection: Connection, order_id: str, kinds: Iterable[Kind], at: datetime) -> None:
    query = update(outreach).where(outreach.c.order_id == order_id, outreach.c.state == SENT, _one_of(kinds))
    connection.execute(query.where(outreach.c.paid_at.is_(None), outreach.c.settled_at <= at).values(paid_at=at))


def counts(connection: Connection, since: datetime) -> list[RowMapping]:
    """For each kind, state and why of what was planned since then: how many, how many answered and paid."""
    columns = (outreach.c.kind, outreach.c.state, outreach.c.why)
    numbers = (
        func.count().label("number"),
        func.count(outreach.c.answered_at).label("answered"),
        func.count(outreach.c.paid_at).label("paid"),
    )
    query = select(*columns, *numbers).where(outreach.c.due_at >= since).group_by(*columns)
    return list(connection.execute(query).mappings())


def reasons(connection: Connection, since: datetime, limit: int) -> list[RowMapping]:
    """The answers to payment reminders, newest first."""
    query = select(outreach.c.reason, outreach.c.words).where(
        outreach.c.reason.is_not(None), outreach.c.due_at >= since
    )
    return list(connection.execute(query.order_by(outreach.c.answered_at.desc()).limit(limit)).mappings())


# Wishes and visits


def wishes_none(connection: Connection, shopper_id: str) -> bool:
    query = select(outreach_wishes.c.stopped).where(outreach_wishes.c.shopper_id == shopper_id)
    return bool(connection.scalar(query))


def keep_wish(connection: Connection, shopper_id: str, stopped: bool, at: datetime) -> None:
    values = {"shopper_id": shopper_id, "stopped": stopped, "changed_at": at}
    if not insert_once(connection, outreach_wishes, values):
        query = update(outreach_wishes).where(outreach_wishes.c.shopper_id == shopper_id)
        connection.execute(query.values(stopped=stopped, changed_at=at))


def note_visit(connection: Connection, shopper_id: str, at: datetime, *, opened: bool = False) -> None:
    """A sign that the shopper has the chat open; `opened`: has just come."""
    if not insert_once(connection, visits, {"shopper_id": shopper_id, "opened_at": at, "seen_at": at}):
        query = update(visits).where(visits.c.shopper_id == shopper_id)
        connection.execute(query.values(seen_at=at, **({"opened_at": at} if opened else {})))


def visit(connection: Connection, shopper_id: str) -> tuple[datetime, datetime] | None:
    """When the chat was opened last, and the last sign of it."""
    query = select(visits.c.opened_at, visits.c.seen_at).where(visits.c.shopper_id == shopper_id)
    found = connection.execute(query).first()
    return (found[0], found[1]) if found else None


# The shop's events


def hear(connection: Connection, event_id: str, kind: str, at: datetime) -> bool:
    """False when it was heard before."""
    return insert_once(connection, heard_events, {"id": event_id, "kind": kind, "heard_at": at})


def forget_heard(connection: Connection, before: datetime) -> None:
    connection.execute(delete(heard_events).where(heard_events.c.heard_at < before))


def cursor(connection: Connection, name: str) -> str:
    return connection.scalar(select(event_cursors.c.after_id).where(event_cursors.c.name == name)) or ""


def move_cursor(connection: Connection, name: str, before: str, after_id: str) -> None:
    """Only from where it was read: of two processes that read the same events one moves it."""
    if not insert_once(connection, event_cursors, {"name": name, "after_id": after_id}):
        query = update(event_cursors).where(event_cursors.c.name == name, event_cursors.c.after_id == before)
        connection.execute(query.values(after_id=after_id))


# Inquiries


def inquiries(connection: Connection, intents: Iterable[str], since: datetime, until: datetime) -> list[str]:
    """Conversations of known shoppers with the bot that asked one of these since then and are silent after `until`."""
    asked = select(messages.c.conversation_id).where(
        messages.c.intent.in_(list(intents)), messages.c.at >= since, messages.c.at <= until
    )
    later = select(messages.c.conversation_id).where(messages.c.sender == Sender.SHOPPER.value, messages.c.at > until)
    query = select(conversations.c.id).where(
        conversations.c.id.in_(asked),
        conversations.c.id.not_in(later),
        conversations.c.shopper_id.is_not(None),
        conversations.c.state == State.BOT.value,
    )
    return list(connection.scalars(query))


def _planned(row: RowMapping) -> Planned:
    plan = Plan(**{name: row[name] for name in _PLAN if name != "kind"}, kind=Kind(row["kind"]))
    return Planned(row["id"], plan)


def _one_of(kinds: Iterable[Kind]) -> Any:
    return outreach.c.kind.in_([kind.value for kind in kinds])


def _of_planned(connection: Connection, outreach_id: str, **values: Any) -> bool:
    query = update(outreach).where(outreach.c.id == outreach_id, outreach.c.state == PLANNED)
    return connection.execute(query.values(**values)).rowcount == 1
