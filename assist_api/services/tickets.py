"""Opening tickets (工单) and showing them. What is done to one afterwards: ticket_work.

The desk's record of a ticket is ours: level, owner, clocks and history live here, whatever system it was first written
in. One that the bot opens in the shop's system is taken over from there, and closing ours closes the shop's.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from assist_api.domain.events import TicketChanged
from assist_api.domain.messages import Message, Sender
from assist_api.domain.ticket_clocks import Reading, TicketRules, clocks, in_order, next_clock
from assist_api.domain.ticket_life import State, Ticket
from assist_api.domain.tickets import Kind, Level, Proposed, propose_level
from assist_api.errors import InvalidInput
from assist_api.store import casework, conversations, messages, shop_tickets, tickets
from assist_api.store.unit_of_work import UnitOfWork

LOOKED_BACK = 40
CLOSED_SHOWN = 100
LONGEST_TEXT = 1000


@dataclass(frozen=True)
class Filter:
    state: str = "open"  # open, closed
    owner: str = ""  # an id; "": anybody's
    level: int = 0  # 0: all
    kind: str = ""


def open_ticket(
    unit: UnitOfWork,
    *,
    conversation_id: str | None,
    shopper_id: str | None,
    order_id: str | None,
    kind: Kind,
    level: Level,
    text: str,
    wish: str,
    now: datetime,
    by: str,
    key: str,
    source: str = "bot",
    reasons: Sequence[str] = (),
) -> Ticket:
    """The same `key` again is the same ticket.

    While one of the same kind is open about the same order, the complaint is added to it; any other about the same
    order is linked as its repetition.
    """
    known = tickets.find_by_key(unit.connection, key)
    if known:
        return known
    about = tickets.about(unit.connection, conversation_id=conversation_id, shopper_id=shopper_id, order_id=order_id)
    same = next((one for one in about if one.is_open and one.kind is kind), None)
    if same:
        return _again(unit, same.id, level, text, wish, by, key, now, counts=source != "system")
    repeats = about if order_id else []
    fresh = Ticket(
        f"t{secrets.token_hex(5)}", key, conversation_id, shopper_id, order_id, kind, level, State.OPEN,
        text[:LONGEST_TEXT], wish[:LONGEST_TEXT], source, by, now, now,
        previous_id=repeats[0].id if repeats else None,
        repeated=len(repeats),
        reasons=tuple(reasons),
    )  # fmt: skip
    if not tickets.add(unit.connection, fresh):
        return tickets.find_by_key(unit.connection, key) or fresh
    _note(unit, fresh, by, "opened", fresh.text, now, level=int(level), kind=kind.value)
    casework.keep_audit(unit.connection, by, "ticket.open", now, conversation_id, ticket=fresh.id, level=int(level))
    unit.emit(changed(fresh))
    return fresh


def _again(
    unit: UnitOfWork,
    ticket_id: str,
    level: Level,
    text: str,
    wish: str,
    by: str,
    key: str,
    now: datetime,
    *,
    counts: bool,
) -> Ticket:
    """The same complaint once more: the ticket says so, takes the more serious level, and goes on."""
    ticket = tickets.get_locked(unit.connection, ticket_id)
    if any(one["detail"].get("key") == key for one in tickets.history(unit.connection, ticket.id)):
        return ticket
    worse = min(level, ticket.level)
    ticket = replace(
        ticket.going_on(now),
        level=worse,
        repeated=ticket.repeated + counts,
        wish=ticket.wish or wish[:LONGEST_TEXT],
        revision=ticket.revision + 1,
    )
    tickets.save(unit.connection, ticket)
    _note(unit, ticket, by, "again", text[:LONGEST_TEXT], now, key=key)
    unit.emit(changed(ticket))
    return ticket


def _note(unit: UnitOfWork, ticket: Ticket, who: str, what: str, text: str, at: datetime, **detail: Any) -> None:
    tickets.note(unit.connection, ticket.id, who, what, text, at, detail)


def changed(ticket: Ticket) -> TicketChanged:
    return TicketChanged(ticket.conversation_id or "", as_row(ticket))


def as_row(ticket: Ticket) -> dict[str, Any]:
    """A ticket without its clocks: those are read against the time of the reader."""
    moments = {name: value.isoformat() for name, value in asdict(ticket).items() if isinstance(value, datetime)}
    return {
        **asdict(ticket),
        **moments,
        "kind": ticket.kind.value,
        "kind_zh": ticket.kind.zh,
        "level": int(ticket.level),
        "level_zh": ticket.level.zh,
        "state": ticket.state.value,
        "state_zh": ticket.state.zh,
        "reasons": list(ticket.reasons),
        "warned": list(ticket.warned),
    }


def with_clocks(ticket: Ticket, rules: TicketRules, now: datetime) -> dict[str, Any]:
    readings = clocks(ticket, rules, now)
    pressing = next_clock(readings)
    return {
        **as_row(ticket),
        "clocks": [_clock(reading) for reading in readings],
        "next": _clock(pressing) if pressing and ticket.is_open else None,
    }


def _clock(reading: Reading) -> dict[str, Any]:
    return {
        "clock": reading.clock.value,
        "clock_zh": reading.clock.zh,
        "due_at": reading.due_at.isoformat(),
        "running": reading.running.value,
    }


def listed(unit: UnitOfWork, wanted: Filter, rules: TicketRules, now: datetime) -> list[dict[str, Any]]:
    """By the clock that presses most."""
    if wanted.state not in ("open", "closed"):
        raise InvalidInput(f"没有“{wanted.state}”这个列表。")
    found = tickets.listed(unit.connection, closed=wanted.state == "closed", limit=CLOSED_SHOWN)
    kept = [one for one in found if _fits(one, wanted)]
    return _rows(unit, in_order(kept, rules, now), rules, now)


def _fits(ticket: Ticket, wanted: Filter) -> bool:
    return (
        wanted.owner in ("", ticket.owner_id)
        and wanted.level in (0, ticket.level)
        and wanted.kind in ("", ticket.kind.value)
    )


def of_case(unit: UnitOfWork, conversation_id: str, rules: TicketRules, now: datetime) -> list[dict[str, Any]]:
    conversation = conversations.get(unit.connection, conversation_id)
    found = tickets.of_case(unit.connection, conversation_id, conversation.shopper_id)
    return _rows(unit, in_order(found, rules, now), rules, now)


def _rows(unit: UnitOfWork, found: Sequence[Ticket], rules: TicketRules, now: datetime) -> list[dict[str, Any]]:
    behind = shop_tickets.behind(unit.connection, [one.id for one in found])
    return [{**with_clocks(one, rules, now), "shop_ids": behind.get(one.id, [])} for one in found]


def one(unit: UnitOfWork, ticket_id: str, rules: TicketRules, now: datetime) -> dict[str, Any]:
    """A ticket with its history."""
    ticket = tickets.get(unit.connection, ticket_id)
    told = [
        {"at": each["at"].isoformat(), "who": each["who"], "what": each["what"], "text": each["text"]}
        for each in tickets.history(unit.connection, ticket_id)
    ]
    return {**_rows(unit, [ticket], rules, now)[0], "history": told}


def proposal(unit: UnitOfWork, conversation_id: str, order_id: str | None) -> Proposed:
    """What an agent who opens a ticket from this conversation is shown first."""
    conversation = conversations.get(unit.connection, conversation_id)
    talk = _said_by_shopper(unit, conversation_id)
    repeats = tickets.about(
        unit.connection, conversation_id=conversation_id, shopper_id=conversation.shopper_id, order_id=order_id
    )
    return propose_level(
        [one.text for one in talk],
        intents=[one.understanding.intent for one in talk if one.understanding],
        feelings=[one.feeling.label for one in talk if one.feeling],
        repeated=len(repeats) if order_id else 0,
    )


def quote(unit: UnitOfWork, conversation_id: str) -> str:
    """The shopper's newest words that sound like a complaint: a beginning for the ticket's text."""
    said = [one.text for one in _said_by_shopper(unit, conversation_id) if one.text]
    return next((text for text in reversed(said) if propose_level([text]).reasons), said[-1] if said else "")


def _said_by_shopper(unit: UnitOfWork, conversation_id: str) -> list[Message]:
    found = messages.latest(unit.connection, conversation_id, LOOKED_BACK)
    return [one for one in found if one.sender is Sender.SHOPPER]
