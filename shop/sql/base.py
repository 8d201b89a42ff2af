"""The two ways into the database, and how every writing call is done: once for each key, locked, recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine, insert, select, text, update
from sqlalchemy.exc import DBAPIError, TimeoutError

from shop import schema
from shop.china_time import now
from shop.engine import engine_for
from shop.models import Flag, Note, Order, ShopEvent, ShopEventKind, Shopper
from shop.plain import plain, typed
from shop.protocol import NotFound, ShopUnavailable
from shop.sql import queries
from shop.sql.rows import put
from shop.staff_protocol import Operator

T = TypeVar("T")
BOT = "小二"
_EVENTS_LOCK = 7_301_002  # PostgreSQL: any number of ours; see _tell


@dataclass(frozen=True)
class Call:
    """Who asks for what: `subject` is what the key counts for, so that one message may touch two orders."""

    action: str
    shopper_id: str
    key: str
    subject: str = ""
    by: Operator | None = None  # a person of the shop; None: the shopper


@dataclass
class Write:
    """A writing call inside its transaction."""

    connection: Connection
    call: Call
    at: datetime
    policy: Mapping[str, Any]
    befores: dict[str, Order] = field(default_factory=dict)
    events: list[ShopEvent] = field(default_factory=list)

    @property
    def shopper(self) -> Shopper:
        return queries.shoppers(self.connection, schema.shoppers.c.id == self.call.shopper_id)[0]

    def lock(self, order_id: str) -> Order:
        """The shopper's order as it stands now; nobody else changes it until this call has ended."""
        queries.owned(self.connection, self.call.shopper_id, order_id, lock=True)
        self.befores[order_id] = found = self.order(order_id)
        return found

    def order(self, order_id: str) -> Order:
        return queries.order(self.connection, self.call.shopper_id, order_id)

    def change(self, order_id: str, **values: Any) -> None:
        self.connection.execute(update(schema.orders).where(schema.orders.c.id == order_id).values(**values))

    @property
    def writer(self) -> str:
        """Whose name stands under a note."""
        return self.call.by.name if self.call.by else BOT

    def note(self, order_id: str, text: str, flag: Flag | None, by: str = "") -> None:
        put(self.connection, schema.notes, Note(self.at, by or self.writer, text, flag), order_id=order_id)
        if flag:
            self.change(order_id, flag=flag)

    def emit(self, kind: ShopEventKind, order_id: str) -> None:
        """Such a thing happens to an order once, so that the two name the event."""
        self.events.append(ShopEvent(f"{kind}:{order_id}", kind, self.call.shopper_id, self.at, order_id))


class SqlBase:
    def __init__(
        self, url_or_engine: str | Engine, policy: Mapping[str, Any], *, clock: Callable[[], datetime] = now
    ) -> None:
        self._engine = engine_for(url_or_engine) if isinstance(url_or_engine, str) else url_or_engine
        self._policy = policy
        self._clock = clock
        self._takes_back = False

    def rehearsal(self) -> Self:
        """As `shop.rehearsal.Rehearses` has it."""
        found = copy(self)
        found._takes_back = True
        return found

    def policy(self) -> Mapping[str, Any]:
        return self._policy

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with _told_plainly(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with _told_plainly(), self._engine.execution_options(writes=True).begin() as connection:
            yield connection

    def _write(self, call: Call, kind: type[T], work: Callable[[Write], T], *, preview: bool = False) -> T:
        """Do `work` once for each key: in one transaction, with the shopper's row locked, and recorded.

        A `preview` does it and takes it back.
        """
        with self._writing() as connection:
            _lock_shopper(connection, call.shopper_id)
            known = connection.execute(_result_of(call)).scalar_one_or_none()
            if known is not None:
                result: T = typed(kind, known)
                return result
            write = Write(connection, call, self._clock(), self._policy)
            done = work(write)
            if preview or self._takes_back:
                connection.rollback()
                return done
            _record(write, done)
            tell(connection, write.events)
            return done


def _lock_shopper(connection: Connection, shopper_id: str) -> None:
    """One shopper's calls come one after the other: whoever holds the key already has finished when we look."""
    table = schema.shoppers.c
    query = select(table.id).where(table.id == shopper_id).with_for_update(key_share=True)
    if connection.execute(query).first() is None:
        raise NotFound


def _result_of(call: Call) -> Any:
    table = schema.done.c
    return select(table.result).where(
        table.shopper_id == call.shopper_id,
        table.action == call.action,
        table.subject == call.subject,
        table.key == call.key,
    )


def _record(write: Write, done: object) -> None:
    call, result = write.call, plain(done)
    put(write.connection, schema.done, call, result=result)
    by, role = (call.by.name, call.by.role) if call.by else ("", "")
    shared = {"at": write.at, "shopper_id": call.shopper_id, "action": call.action, "key": call.key}
    shared |= {"by": by, "role": role}
    shared["result"] = None if isinstance(done, Order) else result
    rows: list[dict[str, Any]] = [
        {"order_id": order_id, "before": plain(before), "after": plain(write.order(order_id))}
        for order_id, before in write.befores.items()
    ]
    nothing = {"order_id": None, "before": None, "after": None}
    write.connection.execute(insert(schema.audit), [{**row, **shared} for row in rows or [nothing]])


def tell(connection: Connection, events: list[ShopEvent]) -> None:
    """Last in its transaction, one writer at a time: else a reader could see a later event and miss an earlier one."""
    if not events:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _EVENTS_LOCK})
    for event in events:
        put(connection, schema.events, event)


@contextmanager
def _told_plainly() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, TimeoutError) as error:
        raise ShopUnavailable(type(error).__name__) from error
