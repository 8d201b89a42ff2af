"""What the clock does to tickets: warnings before it breaks, the question whether it helped, the end without answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from assist_api.domain.conversation import State as Owner
from assist_api.domain.events import TicketWarned
from assist_api.domain.messages import BOT_NAME, Sender
from assist_api.domain.ticket_clocks import Clock, Running, TicketRules, Warning, warnings
from assist_api.domain.ticket_life import Move, State, Ticket
from assist_api.domain.tickets import Level
from assist_api.services import posting
from assist_api.services.ticket_work import QUESTION, did_it_help
from assist_api.services.tickets import as_row, changed
from assist_api.store import conversations, tickets
from assist_api.store.unit_of_work import UnitOfWork


def pressing(unit: UnitOfWork, rules: TicketRules, now: datetime) -> list[str]:
    """Tickets with a warning that was not given yet."""
    return [one.id for one in tickets.open_ones(unit.connection) if warnings(one, rules, now)]


def warn(unit: UnitOfWork, ticket_id: str, rules: TicketRules, now: datetime) -> None:
    """Each warning once, whichever process is first."""
    ticket = tickets.get_locked(unit.connection, ticket_id)
    for warning in warnings(ticket, rules, now) if ticket.is_open else ():
        ticket = replace(ticket, warned=(*ticket.warned, warning.mark), revision=ticket.revision + 1)
        tickets.save(unit.connection, ticket)
        broken = warning.running is Running.BROKEN
        tickets.note(
            unit.connection, ticket.id, BOT_NAME, "broken" if broken else "warned", warning.words, now,
            {"clock": warning.clock.value},
        )  # fmt: skip
        unit.emit(changed(ticket), _warning(ticket, warning))


def _warning(ticket: Ticket, warning: Warning) -> TicketWarned:
    """A supervisor looks at what is broken, at what is serious, and at the red line of three days."""
    broken = warning.running is Running.BROKEN
    supervisor = broken or ticket.level is Level.SERIOUS or warning.clock in (Clock.SUPERVISOR, Clock.ALARM)
    conversation_id = ticket.conversation_id or ""
    return TicketWarned(conversation_id, as_row(ticket), warning.clock.value, warning.words, broken, supervisor)


def to_ask(unit: UnitOfWork, rules: TicketRules, now: datetime) -> list[str]:
    """Told some time ago, and not asked yet; not while a person talks with the shopper."""
    told = [
        one
        for one in tickets.open_ones(unit.connection)
        if one.state is State.TOLD and one.told_at and now >= one.told_at + rules.ask_after
    ]
    return [one.id for one in told if one.conversation_id and _is_free(unit, one.conversation_id)]


def _is_free(unit: UnitOfWork, conversation_id: str) -> bool:
    return conversations.get(unit.connection, conversation_id).state in (Owner.BOT, Owner.CLOSED)


def ask(unit: UnitOfWork, ticket_id: str, now: datetime) -> None:
    """The conversation is held before the ticket, as an agent's line and a shopper's tap do: else two could wait for
    each other."""
    conversation_id = tickets.get(unit.connection, ticket_id).conversation_id
    if conversation_id is None:
        return
    conversation = conversations.get_locked(unit.connection, conversation_id)
    ticket = tickets.get_locked(unit.connection, ticket_id)
    if ticket.state is not State.TOLD or conversation.state not in (Owner.BOT, Owner.CLOSED):
        return
    conversation, _ = posting.append(unit, conversation, Sender.BOT, QUESTION, now, parts=[did_it_help(ticket.id)])
    posting.announce(unit, conversation)
    _moved(unit, ticket, Move.ASK, QUESTION, now)


def unanswered(unit: UnitOfWork, rules: TicketRules, now: datetime) -> list[str]:
    asked = (one for one in tickets.open_ones(unit.connection) if one.state is State.ASKED and one.asked_at)
    return [one.id for one in asked if one.asked_at and now >= one.asked_at + rules.answer]


def end(unit: UnitOfWork, ticket_id: str, rules: TicketRules, now: datetime) -> None:
    """Nobody answered: closed, and whether it helped stays unknown."""
    ticket = tickets.get_locked(unit.connection, ticket_id)
    if ticket.state is State.ASKED and ticket.asked_at and now >= ticket.asked_at + rules.answer:
        _moved(unit, ticket, Move.CLOSE, "顾客没有回复，自动关闭", now)


def _moved(unit: UnitOfWork, ticket: Ticket, move: Move, words: str, now: datetime) -> None:
    moved = replace(ticket.moved(move, now), revision=ticket.revision + 1)
    tickets.save(unit.connection, moved)
    tickets.note(unit.connection, ticket.id, BOT_NAME, move.value, words, now, {})
    unit.emit(changed(moved))
