"""Tickets and their history. A key opens one ticket, whoever comes with it."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, insert, or_, select, update

from assist_api.domain.ticket_life import State, Ticket
from assist_api.domain.tickets import Kind, Level
from assist_api.errors import TicketNotFound
from assist_api.store.insert_once import insert_once
from assist_api.store.schema import outreach, staff, ticket_events, tickets

_JOINED = tickets.outerjoin(staff, staff.c.id == tickets.c.owner_id)
_KEPT = tuple(field.name for field in fields(Ticket) if field.name != "owner")


def add(connection: Connection, ticket: Ticket) -> bool:
    """Whether it is new; False where its key is known."""
    return insert_once(connection, tickets, _values(ticket))


def get(connection: Connection, ticket_id: str) -> Ticket:
    return _one(connection, _select().where(tickets.c.id == ticket_id))


def get_locked(connection: Connection, ticket_id: str) -> Ticket:
    return _one(connection, _select().where(tickets.c.id == ticket_id).with_for_update(of=tickets))


def find_by_key(connection: Connection, key: str) -> Ticket | None:
    return _first(connection, _select().where(tickets.c.key == key))


def save(connection: Connection, ticket: Ticket) -> None:
    connection.execute(update(tickets).where(tickets.c.id == ticket.id).values(**_values(ticket)))


def open_ones(connection: Connection) -> list[Ticket]:
    return _all(connection, _select().where(tickets.c.state != State.CLOSED.value))


def listed(connection: Connection, *, closed: bool, limit: int) -> list[Ticket]:
    """Open ones; or the `limit` closed last."""
    if not closed:
        return open_ones(connection)
    query = _select().where(tickets.c.state == State.CLOSED.value)
    return _all(connection, query.order_by(tickets.c.closed_at.desc()).limit(limit))


def of_case(connection: Connection, conversation_id: str, shopper_id: str | None, limit: int = 20) -> list[Ticket]:
    """Of this conversation, and of its shopper wherever they were opened; newest first."""
    here = tickets.c.conversation_id == conversation_id
    which = or_(here, tickets.c.shopper_id == shopper_id) if shopper_id else here
    return _all(connection, _select().where(which).order_by(tickets.c.opened_at.desc()).limit(limit))


def about(
    connection: Connection, *, conversation_id: str | None, shopper_id: str | None, order_id: str | None
) -> list[Ticket]:
    """Tickets of the same shopper (a visitor: of the same conversation) about the same order or about none.

    Newest first.
    """
    whose = tickets.c.shopper_id == shopper_id if shopper_id else tickets.c.conversation_id == conversation_id
    which = tickets.c.order_id == order_id if order_id else tickets.c.order_id.is_(None)
    query = _select().where(whose, which)
    return _all(connection, query.order_by(tickets.c.opened_at.desc(), tickets.c.id.desc()))


def heard_of(connection: Connection, kind: str, since: datetime) -> list[tuple[str, str, str]]:
    """`(matter, shopper, order)` of such news of orders that the shop has told since then."""
    query = select(outreach.c.key, outreach.c.shopper_id, outreach.c.order_id).where(
        outreach.c.kind == kind, outreach.c.happened_at >= since, outreach.c.order_id.is_not(None)
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(query.order_by(outreach.c.happened_at))]


def state_of_news(connection: Connection, key: str) -> str:
    return connection.scalar(select(outreach.c.state).where(outreach.c.key == key)) or ""


def note(
    connection: Connection, ticket_id: str, who: str, what: str, text: str, at: datetime, detail: dict[str, Any]
) -> None:
    connection.execute(
        insert(ticket_events).values(ticket_id=ticket_id, at=at, who=who, what=what, text=text, detail=detail)
    )


def history(connection: Connection, ticket_id: str) -> list[RowMapping]:
    query = select(ticket_events).where(ticket_events.c.ticket_id == ticket_id)
    return list(connection.execute(query.order_by(ticket_events.c.row)).mappings())


def _select() -> Select[Any]:
    return select(*tickets.c, staff.c.name.label("owner")).select_from(_JOINED)


def _values(ticket: Ticket) -> dict[str, Any]:
    values = {name: getattr(ticket, name) for name in _KEPT}
    plain = {"kind": ticket.kind.value, "level": int(ticket.level), "state": ticket.state.value}
    return values | plain | {"reasons": list(ticket.reasons), "warned": list(ticket.warned)}


def _one(connection: Connection, query: Select[Any]) -> Ticket:
    found = _first(connection, query)
    if found is None:
        raise TicketNotFound
    return found


def _first(connection: Connection, query: Select[Any]) -> Ticket | None:
    found = connection.execute(query).mappings().first()
    return _ticket(found) if found else None


def _all(connection: Connection, query: Select[Any]) -> list[Ticket]:
    return [_ticket(found) for found in connection.execute(query).mappings()]


def _ticket(found: RowMapping) -> Ticket:
    typed = {
        "kind": Kind(found["kind"]),
        "level": Level(found["level"]),
        "state": State(found["state"]),
        "reasons": tuple(found["reasons"]),
        "warned": tuple(found["warned"]),
    }
    return Ticket(**{**{name: found[name] for name in (*_KEPT, "owner")}, **typed})
