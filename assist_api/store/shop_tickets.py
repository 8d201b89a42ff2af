"""Which tickets of the shop's own system stand behind ours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from assist_api.store.insert_once import insert_once
from assist_api.store.schema import shop_tickets, tickets


def link(connection: Connection, shop_ticket_id: str, ticket_id: str, shopper_id: str, opened_at: datetime) -> None:
    values = {"id": shop_ticket_id, "ticket_id": ticket_id, "shopper_id": shopper_id, "opened_at": opened_at}
    insert_once(connection, shop_tickets, values)


def newest(connection: Connection) -> datetime | None:
    """When the newest that was taken over was opened in the shop."""
    found: datetime | None = connection.scalar(select(func.max(shop_tickets.c.opened_at)))
    return found


def known(connection: Connection, shop_ticket_ids: Sequence[str]) -> set[str]:
    return set(connection.scalars(select(shop_tickets.c.id).where(shop_tickets.c.id.in_(shop_ticket_ids))))


def behind(connection: Connection, ticket_ids: Sequence[str]) -> dict[str, list[str]]:
    """The shop's numbers, by our ticket: what the bot has told the shopper."""
    query = select(shop_tickets.c.ticket_id, shop_tickets.c.id).where(shop_tickets.c.ticket_id.in_(ticket_ids))
    found: dict[str, list[str]] = {}
    for ticket_id, shop_ticket_id in connection.execute(query.order_by(shop_tickets.c.opened_at)):
        found.setdefault(ticket_id, []).append(shop_ticket_id)
    return found


def to_close(connection: Connection) -> list[tuple[str, str]]:
    """`(shopper, the shop's ticket)` where ours is closed and theirs is not."""
    joined = shop_tickets.join(tickets, tickets.c.id == shop_tickets.c.ticket_id)
    query = select(shop_tickets.c.shopper_id, shop_tickets.c.id).select_from(joined)
    query = query.where(tickets.c.closed_at.is_not(None), shop_tickets.c.closed_at.is_(None))
    return [(row[0], row[1]) for row in connection.execute(query)]


def note_closed(connection: Connection, shop_ticket_id: str, at: datetime) -> None:
    connection.execute(update(shop_tickets).where(shop_tickets.c.id == shop_ticket_id).values(closed_at=at))
