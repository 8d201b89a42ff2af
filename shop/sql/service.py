"""What people of the shop look after: follow-ups, tickets, installations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, func, select, text, update

from shop import installation, schema, shipping
from shop.models import FollowUp, Installation, Order, OrderState, Product, Ticket, TicketKind
from shop.protocol import NotFound, Refusal, Refused
from shop.sql import queries
from shop.sql.base import Call, SqlBase, Write
from shop.sql.rows import model, put

_FITTERS_LOCK = 7_301_003  # PostgreSQL: two shoppers never book the last fitter of an afternoon
_CAN_BE_FITTED = (
    OrderState.PAID,
    OrderState.LOCKED,
    OrderState.PARTLY_SHIPPED,
    OrderState.SHIPPED,
    OrderState.SIGNED,
    OrderState.COMPLETED,
)
_DONE = "已完成"


class Service(SqlBase):
    def open_follow_up(self, shopper_id: str, order_id: str, *, kind: str, due_hours: int, key: str) -> FollowUp:
        def work(write: Write) -> FollowUp:
            write.lock(order_id)
            table, due = schema.follow_ups.c, write.at + timedelta(hours=due_hours)
            known = select(schema.follow_ups).where(
                table.order_id == order_id, table.kind == kind, table.closed_at.is_(None)
            )
            row = write.connection.execute(known).first()
            return model(FollowUp, row) if row else _fresh_follow_up(write, order_id, kind, due)

        return self._write(Call("open_follow_up", shopper_id, key, f"{order_id}/{kind}"), FollowUp, work)

    # Tickets

    def open_ticket(
        self,
        shopper_id: str,
        order_id: str | None,
        *,
        kind: TicketKind,
        level: int,
        text: str,
        wish: str = "",
        due_hours: int,
        key: str,
    ) -> Ticket:
        def work(write: Write) -> Ticket:
            if order_id:
                write.lock(order_id)
            due = write.at + timedelta(hours=due_hours)
            fresh = Ticket(
                f"t{uuid4().hex[:16]}", shopper_id, order_id, TicketKind(kind), level, text, wish, write.at, due
            )
            return _known_ticket(write, fresh) or _put_ticket(write, fresh)

        return self._write(Call("open_ticket", shopper_id, key, f"{order_id or ''}/{kind}"), Ticket, work)

    def tickets(self, shopper_id: str) -> Sequence[Ticket]:
        table = schema.tickets.c
        query = select(schema.tickets).where(table.shopper_id == shopper_id)
        with self._reading() as connection:
            rows = connection.execute(query.order_by(table.opened_at.desc(), table.id))
            return [model(Ticket, row) for row in rows]

    def tickets_since(self, kind: TicketKind, since: datetime) -> int:
        table = schema.tickets.c
        query = select(func.count(table.shopper_id.distinct())).where(table.kind == kind, table.opened_at >= since)
        with self._reading() as connection:
            return int(connection.execute(query).scalar_one())

    def tickets_opened(self, *, since: datetime, limit: int = 100) -> Sequence[Ticket]:
        table = schema.tickets.c
        query = select(schema.tickets).where(table.opened_at >= since).order_by(table.opened_at, table.id)
        with self._reading() as connection:
            return [model(Ticket, row) for row in connection.execute(query.limit(limit))]

    def close_ticket(self, shopper_id: str, ticket_id: str, *, key: str) -> Ticket:
        return self._write(Call("close_ticket", shopper_id, key, ticket_id), Ticket, _closed)

    # Installations

    def installation_days(self, shopper_id: str, order_id: str) -> Sequence[date]:
        with self._reading() as connection:
            order = queries.order(connection, shopper_id, order_id)
            if not _waits_for_fitter(connection, order):
                return []
            return _days(connection, order, self._policy, self._clock())

    def book_installation(self, shopper_id: str, order_id: str, *, day: date, window: str, key: str) -> Installation:
        if window not in self._policy["installation"]["windows"]:
            raise ValueError(f"no such part of the day: {window}")

        def work(write: Write) -> Installation:
            return _book(write, write.lock(order_id), day, window)

        return self._write(Call("book_installation", shopper_id, key, order_id), Installation, work)


def _fresh_follow_up(write: Write, order_id: str, kind: str, due: datetime) -> FollowUp:
    fresh = FollowUp(f"f{uuid4().hex[:16]}", order_id, kind, write.at, due)
    put(write.connection, schema.follow_ups, fresh)
    return fresh


def _known_ticket(write: Write, fresh: Ticket) -> Ticket | None:
    """An open one of the same kind, on the same order or on none."""
    table = schema.tickets.c
    query = select(schema.tickets).where(
        table.shopper_id == fresh.shopper_id, table.kind == fresh.kind, table.closed_at.is_(None)
    )
    on_order = table.order_id.is_(None) if fresh.order_id is None else table.order_id == fresh.order_id
    row = write.connection.execute(query.where(on_order)).first()
    return model(Ticket, row) if row else None


def _put_ticket(write: Write, fresh: Ticket) -> Ticket:
    put(write.connection, schema.tickets, fresh)
    return fresh


def _closed(write: Write) -> Ticket:
    table = schema.tickets
    own = (table.c.id == write.call.subject, table.c.shopper_id == write.call.shopper_id)
    row = write.connection.execute(select(table).where(*own).with_for_update()).first()
    if row is None:
        raise NotFound
    ticket: Ticket = model(Ticket, row)
    if ticket.closed_at:
        return ticket
    write.connection.execute(update(table).where(*own).values(closed_at=write.at))
    return replace(ticket, closed_at=write.at)


def _to_fit(connection: Connection, order: Order) -> Product | None:
    goods = queries.products_of(connection, order)
    return next((product for product in goods.values() if installation.needs_fitter(product)), None)


def _waits_for_fitter(connection: Connection, order: Order) -> bool:
    table = schema.installations.c
    done = select(table.id).where(table.order_id == order.id, table.state == _DONE)
    if order.state not in _CAN_BE_FITTED or connection.execute(done).first():
        return False
    return _to_fit(connection, order) is not None


def _days(connection: Connection, order: Order, policy: Any, now: datetime) -> Sequence[date]:
    return installation.days(policy, now.date(), _arrives(connection, order, policy, now), _booked(connection, now))


def _arrives(connection: Connection, order: Order, policy: Any, now: datetime) -> date:
    """Signed for, else as the courier expects, else as the shop's promise and the usual way add up."""
    if order.signed_at:
        return order.signed_at.date()
    expected = [each.expected_at for each in queries.parcels(connection, order.id) if each.expected_at]
    promised = (order.ship_by or now) + timedelta(days=shipping.longest_days(order.region, policy))
    return max(expected, default=promised).date()


def _booked(connection: Connection, now: datetime) -> dict[tuple[date, str], int]:
    table = schema.installations.c
    query = select(table.booked_for, table.window).where(table.booked_for > now, table.state != _DONE)
    counted: dict[tuple[date, str], int] = {}
    for at, window in connection.execute(query):
        counted[at.date(), window] = counted.get((at.date(), window), 0) + 1
    return counted


def _book(write: Write, order: Order, day: date, window: str) -> Installation:
    """A fitter's part of a day is anybody's: counted under a lock of its own."""
    if write.connection.dialect.name == "postgresql":
        write.connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _FITTERS_LOCK})
    product = _to_fit(write.connection, order)
    if product is None:
        raise Refused(Refusal.UNSUPPORTED)
    if order.state not in _CAN_BE_FITTED:
        raise Refused(Refusal.WRONG_STATE)
    table = schema.installations.c
    known = write.connection.execute(select(schema.installations).where(table.order_id == order.id)).first()
    if known and known.state == _DONE:
        raise Refused(Refusal.WRONG_STATE)
    _require_free(write, order, day, window)
    at = installation.begins(write.policy, day, window, write.at)
    return _moved(write, model(Installation, known), at, window) if known else _first(write, order, product, at, window)


def _require_free(write: Write, order: Order, day: date, window: str) -> None:
    if day <= write.at.date():
        raise Refused(Refusal.TOO_LATE)
    free = installation.free_windows(write.policy, day, _booked(write.connection, write.at))
    if window not in free or day not in _days(write.connection, order, write.policy, write.at):
        raise Refused(Refusal.SOLD_OUT)


def _moved(write: Write, known: Installation, at: datetime, window: str) -> Installation:
    changed = replace(known, state="已改期" if known.booked_for else "已预约", booked_for=at, window=window)
    table = schema.installations
    values = {"state": changed.state, "booked_for": at, "window": window}
    write.connection.execute(update(table).where(table.c.id == known.id).values(**values))
    return changed


def _first(write: Write, order: Order, product: Product, at: datetime, window: str) -> Installation:
    """The fitter's name follows when the service station has given the job to somebody."""
    fresh = Installation(f"i{uuid4().hex[:16]}", order.id, product.title, "已预约", at, window, "")
    put(write.connection, schema.installations, fresh)
    return fresh
