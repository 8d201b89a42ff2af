"""内部交接: what a leaving agent has open goes to a colleague or whoever comes next, who ticks what is taken over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping

from assist_api.domain.conversation import Conversation, Move, State
from assist_api.domain.duty import shop_day
from assist_api.domain.promises import PROMISES
from assist_api.domain.routing import Entry
from assist_api.domain.shift import LONGEST_NOTE, Kind, Left
from assist_api.domain.ticket_sources import WATCHED
from assist_api.errors import InvalidInput, ShiftItemNotFound
from assist_api.services import desk, presence, ticket_work, waiting
from assist_api.store import casework, conversations, shift, tickets
from assist_api.store.people import Agent
from assist_api.store.unit_of_work import UnitOfWork

SHIFT = timedelta(hours=14)  # so long ago a shift may have begun
HANDED_ON = "客服交接班，您的情况已经完整转达，接班的同事马上继续为您服务，请稍候。"


def mine(unit: UnitOfWork, agent: Agent, now: datetime) -> list[Left]:
    """Open cases, tickets and promises of this agent and the notes of the shift, that were not given away yet.

    A case that was given away and is this agent's again can be given once more.
    """
    given = shift.open_subjects(unit.connection, agent.id)
    found = [*_cases(unit, agent), *_tickets(unit, agent), *_promises(unit, agent, now), *_notes(unit, agent, now)]
    return [one for one in found if one.kind is Kind.CASE or (one.kind.value, one.subject_id) not in given]


def _cases(unit: UnitOfWork, agent: Agent) -> list[Left]:
    rows = shift.cases_of(unit.connection, agent.id)
    return [Left(Kind.CASE, row["id"], row["id"], _titled(row, row["topic"] or row["last_text"])) for row in rows]


def _tickets(unit: UnitOfWork, agent: Agent) -> list[Left]:
    owned = [one for one in tickets.open_ones(unit.connection) if one.owner_id == agent.id]
    return [Left(Kind.TICKET, one.id, one.conversation_id, f"{one.kind.zh} · {one.text[:80]}") for one in owned]


def _promises(unit: UnitOfWork, agent: Agent, now: datetime) -> list[Left]:
    rows = shift.promises_of(unit.connection, agent.id, now - SHIFT)
    return [
        Left(Kind.PROMISE, row["id"], row["conversation_id"], _titled(row, _promised(row)), row["due_at"])
        for row in rows
    ]


def _promised(row: RowMapping) -> str:
    """The sentence in which it was made, or what the bot's action was."""
    order = f"（订单 {row['order_id']}）" if row["order_id"] else ""
    said: str = row["text"][:120] or PROMISES.get(row["kind"], row["kind"])
    return said + order


def _notes(unit: UnitOfWork, agent: Agent, now: datetime) -> list[Left]:
    rows = shift.notes_of(unit.connection, agent.id, now - SHIFT)
    return [Left(Kind.NOTE, row["id"], row["conversation_id"], _titled(row, row["text"][:120])) for row in rows]


def _titled(row: RowMapping, words: str) -> str:
    return f"{row['shopper_name']} · {words}" if words else str(row["shopper_name"])


def give(
    unit: UnitOfWork, agent: Agent, subjects: Sequence[tuple[Kind, str]], to_id: str | None, note: str, now: datetime
) -> list[dict[str, Any]]:
    """All of it in one transaction. Cases go into the queue, ahead, so that their shoppers are not left alone.

    `to_id` None: to whoever comes next. What is not this agent's, or was given already, is refused.
    """
    if len(note := note.strip()) > LONGEST_NOTE:
        raise InvalidInput(f"交接说明请控制在 {LONGEST_NOTE} 字以内。")
    if to_id is not None:
        _refuse_oneself(presence.colleague(unit, to_id, 1, now).id, agent)
    found = {(one.kind, one.subject_id): one for one in mine(unit, agent, now)}
    wanted = [found.get(subject) for subject in dict.fromkeys(subjects)]
    if not wanted or None in wanted:
        raise InvalidInput("有的事项已经交接或处理完了，请刷新后再交接。")
    made = [_give(unit, left, agent, to_id, note, now) for left in wanted if left]
    kinds = [left.kind.value for left in wanted if left]
    casework.keep_audit(unit.connection, agent.name, "shift.give", now, items=len(made), kinds=kinds, to=to_id)
    return [item_view(row) for row in made]


def _refuse_oneself(to_id: str, agent: Agent) -> None:
    if to_id == agent.id:
        raise InvalidInput("不能交接给自己。")


def _give(unit: UnitOfWork, left: Left, agent: Agent, to_id: str | None, note: str, now: datetime) -> RowMapping:
    if left.kind is Kind.CASE:
        before = desk.held_by(unit, left.subject_id, agent)
        waiting.give_back(unit, before, now, Entry.TRANSFERRED, keep_for=to_id)
        desk.moved(unit, before.moved(Move.GIVE_BACK, now), agent.name, now, "shift", HANDED_ON)
    return shift.give(unit.connection, left, agent.id, to_id, note, now)


def left_to(unit: UnitOfWork, agent: Agent, now: datetime) -> list[dict[str, Any]]:
    """What waits to be taken over by this agent, and what was taken over in this shift."""
    return [item_view(row) for row in shift.left_to(unit.connection, agent.id, now - SHIFT)]


def given(unit: UnitOfWork, agent: Agent, now: datetime) -> list[dict[str, Any]]:
    return [item_view(row) for row in shift.given(unit.connection, agent.id, now - SHIFT)]


def take(unit: UnitOfWork, item_id: str, agent: Agent, now: datetime) -> dict[str, Any]:
    """Tick it. A case that still waits is taken with it, a ticket gets its new owner."""
    found = shift.find(unit.connection, item_id)
    if found is None or found["to_id"] not in (None, agent.id) or found["from_id"] == agent.id:
        raise ShiftItemNotFound
    if not shift.take(unit.connection, item_id, agent.id, now):
        raise ShiftItemNotFound
    _TAKEN.get(Kind(found["kind"]), _nothing_more)(unit, found, agent, now)
    return item_view(shift.find(unit.connection, item_id) or found)


def _take_case(unit: UnitOfWork, item: RowMapping, agent: Agent, now: datetime) -> None:
    conversation: Conversation = conversations.get_locked(unit.connection, item["subject_id"])
    if conversation.state is State.WAITING:
        desk.take(unit, conversation.id, agent, now)


def _take_ticket(unit: UnitOfWork, item: RowMapping, agent: Agent, now: datetime) -> None:
    ticket_work.take_over(unit, item["subject_id"], agent, item["from_id"], now)


def _nothing_more(unit: UnitOfWork, item: RowMapping, agent: Agent, now: datetime) -> None:
    """A promise or note is known by its tick."""


_TAKEN = {Kind.CASE: _take_case, Kind.TICKET: _take_ticket}


def stalled(unit: UnitOfWork) -> list[dict[str, Any]]:
    """Parcels that stand still and are looked after, by their tickets."""
    watched = [one for one in tickets.open_ones(unit.connection) if one.key.startswith(WATCHED)]
    return [{"ticket_id": one.id, "order_id": one.order_id, "words": one.text} for one in watched]


def card_seen(unit: UnitOfWork, agent: Agent, now: datetime) -> bool:
    day = shop_day(now).isoformat()
    return day in shift.days_seen(unit.connection, agent.id, [day])


def see_card(unit: UnitOfWork, agent: Agent, now: datetime) -> None:
    """看过了, once a day."""
    shift.see_card(unit.connection, agent.id, shop_day(now).isoformat(), now)


def left_view(left: Left) -> dict[str, Any]:
    return {
        "kind": left.kind.value,
        "kind_zh": left.kind.zh,
        "subject_id": left.subject_id,
        "conversation_id": left.conversation_id,
        "words": left.words,
        "due_at": left.due_at.isoformat() if left.due_at else None,
    }


def item_view(row: RowMapping) -> dict[str, Any]:
    left = Left(Kind(row["kind"]), row["subject_id"], row["conversation_id"], row["words"], row["due_at"])
    return {
        **left_view(left),
        "id": row["id"],
        "from": row["from_name"],
        "to": row["to_name"] or "接班同事",
        "note": row["note"],
        "given_at": row["given_at"].isoformat(),
        "taken_by": row["taken_name"],
        "taken_at": row["taken_at"].isoformat() if row["taken_at"] else None,
    }
