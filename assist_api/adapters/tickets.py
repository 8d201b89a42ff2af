"""A ticket of the shop's system, as ours are opened from it."""

from __future__ import annotations

from assist_api.domain.ticket_sources import OfShop
from shop.models import Ticket


def of_shop(ticket: Ticket) -> OfShop:
    return OfShop(
        ticket.id,
        ticket.shopper_id,
        ticket.order_id,
        ticket.kind.value,
        ticket.kind.zh,
        ticket.level,
        ticket.text,
        ticket.wish,
        ticket.opened_at,
        ticket.closed_at is not None,
    )
