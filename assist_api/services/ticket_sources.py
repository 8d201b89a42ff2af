"""Tickets that nobody at the desk opened: those of the shop's system, and parcels that stand still."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from assist_api.domain.messages import BOT_NAME
from assist_api.domain.outreach import Kind as News
from assist_api.domain.outreach import Plan
from assist_api.domain.ticket_life import Move, State, Ticket
from assist_api.domain.ticket_sources import WATCHED, OfShop, Stalled
from assist_api.domain.tickets import Kind, Level, propose_level
from assist_api.services.tickets import changed, open_ticket
from assist_api.store import conversations, outreach, shop_tickets, tickets
from assist_api.store.unit_of_work import UnitOfWork

OVERLAP = timedelta(minutes=1)  # read twice, so that one written late by another process is not missed
FIRST_LOOK = timedelta(days=3)  # into the shop's past, before anything was taken over
_KINDS = {
    "damaged": Kind.LOGISTICS,
    "lost": Kind.LOGISTICS,
    "missing_item": Kind.LOGISTICS,
    "wrong_item": Kind.LOGISTICS,
    "quality": Kind.QUALITY,
    "repair": Kind.QUALITY,
}


def read_since(unit: UnitOfWork, now: datetime) -> datetime:
    last = shop_tickets.newest(unit.connection)
    return last - OVERLAP if last else now - FIRST_LOOK


def are_new(unit: UnitOfWork, found: Sequence[OfShop]) -> bool:
    known = shop_tickets.known(unit.connection, [one.id for one in found])
    return any(one.id not in known and not one.closed for one in found)


def take_over(unit: UnitOfWork, found: Sequence[OfShop]) -> int:
    """Those that are new here; their clocks run from when they were opened there."""
    known = shop_tickets.known(unit.connection, [one.id for one in found])
    new = [one for one in found if one.id not in known and not one.closed]
    for one in new:
        shop_tickets.link(unit.connection, one.id, _take(unit, one).id, one.shopper_id, one.opened_at)
    return len(new)


def _take(unit: UnitOfWork, one: OfShop) -> Ticket:
    conversation = conversations.find_of_shopper(unit.connection, one.shopper_id)
    proposed = propose_level([one.text])
    kind = proposed.kind if proposed.reasons and proposed.kind is not Kind.OTHER else _KINDS.get(one.kind, Kind.OTHER)
    return open_ticket(
        unit,
        conversation_id=conversation.id if conversation else None,
        shopper_id=one.shopper_id,
        order_id=one.order_id,
        kind=kind,
        level=Level(min(max(one.level, Level.SERIOUS), Level.SMALL)),
        text=one.text,
        wish=one.wish,
        now=one.opened_at,
        by=BOT_NAME,
        key=f"shop:{one.id}",
        source="shop",
        reasons=(f"{BOT_NAME}登记：{one.kind_zh}", *proposed.reasons),
    )


def to_close_in_shop(unit: UnitOfWork) -> list[tuple[str, str]]:
    """`(shopper, the shop's ticket)` of those that are closed here and open there."""
    return shop_tickets.to_close(unit.connection)


def closed_in_shop(unit: UnitOfWork, shop_ticket_id: str, now: datetime) -> None:
    shop_tickets.note_closed(unit.connection, shop_ticket_id, now)


# Parcels that stand still


def stalled(unit: UnitOfWork, now: datetime) -> list[Stalled]:
    """Of which the shop has told, and for which no ticket stands yet."""
    heard = tickets.heard_of(unit.connection, News.STALLED.value, now - FIRST_LOOK)
    return [Stalled(*one) for one in heard if tickets.find_by_key(unit.connection, f"{WATCHED}{one[0]}") is None]


def watch(unit: UnitOfWork, one: Stalled, words: str, now: datetime) -> None:
    """A ticket, or the open one about the order's way, that is looked at each day until the parcel moves."""
    conversation = conversations.find_of_shopper(unit.connection, one.shopper_id)
    ticket = open_ticket(
        unit,
        conversation_id=conversation.id if conversation else None,
        shopper_id=one.shopper_id,
        order_id=one.order_id,
        kind=Kind.LOGISTICS,
        level=Level.DELAY,
        text=f"物流停滞：{words}",
        wish="",
        now=now,
        by=BOT_NAME,
        key=f"{WATCHED}{one.key}",
        source="system",
        reasons=("快递长时间没有更新",),
    )
    _save(unit, replace(ticket, followed_at=now))


def followed(unit: UnitOfWork) -> list[Ticket]:
    """Open ones about a parcel that stood still."""
    return [one for one in tickets.open_ones(unit.connection) if one.followed_at and one.solved_at is None]


def note_look(unit: UnitOfWork, ticket_id: str, words: str, now: datetime) -> None:
    """The line of the day."""
    ticket = tickets.get_locked(unit.connection, ticket_id)
    if ticket.is_open:
        _note(unit, ticket, "check", words, now)
        _save(unit, replace(ticket, followed_at=now))


def moved(unit: UnitOfWork, ticket_id: str, words: str, at: datetime, fresh: timedelta, now: datetime) -> None:
    """It goes on: solved, and the bot tells its shopper, unless something newer of that parcel is told before."""
    ticket = tickets.get_locked(unit.connection, ticket_id)
    if ticket.solved_at or not ticket.is_open:
        return
    _note(unit, ticket, "solve", words, now)
    if ticket.shopper_id:
        plan = Plan(_told_by(ticket), News.MOVED, ticket.shopper_id, at, now, now + fresh, order_id=ticket.order_id)
        outreach.plan(unit.connection, plan)
    _save(unit, ticket.moved(Move.SOLVE, now))


def any_to_settle(unit: UnitOfWork) -> bool:
    return any(one.followed_at and one.state is State.DONE for one in tickets.open_ones(unit.connection))


def settle_followed(unit: UnitOfWork, now: datetime) -> None:
    """Its shopper was told, or knows by newer news; what no shopper complained of is closed by that."""
    for found in tickets.open_ones(unit.connection):
        told = _told(unit, found) if found.followed_at and found.state is State.DONE else ""
        if told:
            ticket = tickets.get_locked(unit.connection, found.id).moved(Move.TELL, now)
            _note(unit, ticket, "tell", told, now)
            complained = ticket.source != "system" or ticket.repeated
            _save(unit, ticket if complained else ticket.moved(Move.CLOSE, now))


def _told(unit: UnitOfWork, ticket: Ticket) -> str:
    words = {
        outreach.SENT: "已在会话里告知顾客物流恢复",
        outreach.NOTED: "会话由人工接待，已把物流恢复提示给接待的同事",
        outreach.DROPPED: "顾客已看到更新的物流消息，不再重复告知",
    }
    return words.get(tickets.state_of_news(unit.connection, _told_by(ticket)), "")


def _told_by(ticket: Ticket) -> str:
    return f"moved:{ticket.id}:{ticket.reopened}"


def _note(unit: UnitOfWork, ticket: Ticket, what: str, words: str, now: datetime) -> None:
    tickets.note(unit.connection, ticket.id, BOT_NAME, what, words, now, {})


def _save(unit: UnitOfWork, ticket: Ticket) -> None:
    ticket = replace(ticket, revision=ticket.revision + 1)
    tickets.save(unit.connection, ticket)
    unit.emit(changed(ticket))
