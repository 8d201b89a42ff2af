"""What happened in the shop, for those who ask; and goods that come back in stock."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from sqlalchemy import Connection, func, select, update

from shop import schema
from shop.models import RestockWish, ShopEvent, ShopEventKind
from shop.protocol import Refusal, Refused
from shop.sql import stock
from shop.sql.base import Call, SqlBase, Write, tell
from shop.sql.rows import model, put


class Happenings(SqlBase):
    def events(self, *, after: str = "", limit: int = 100) -> Sequence[ShopEvent]:
        """An id that is not known (a shop made anew) starts from the beginning."""
        table = schema.events.c
        known = select(func.coalesce(func.max(table.row), 0)).where(table.id == after).scalar_subquery()
        newer = select(schema.events).where(table.row > known).order_by(table.row).limit(limit)
        with self._reading() as connection:
            return [model(ShopEvent, row) for row in connection.execute(newer)]

    def notify_restock(self, shopper_id: str, sku_id: str, *, key: str) -> RestockWish:
        def work(write: Write) -> RestockWish:
            if stock.locked(write.connection, [sku_id])[sku_id].stock > 0:
                raise Refused(Refusal.NOTHING_DUE)
            return _known_wish(write, sku_id) or _fresh_wish(write, sku_id)

        return self._write(Call("notify_restock", shopper_id, key, sku_id), RestockWish, work)

    def restock(self, sku_id: str, pieces: int) -> int:
        """The shop's own people: so many pieces lie on the shelf now. Returns how many shoppers hear of it."""
        with self._writing() as connection:
            stock.locked(connection, [sku_id])
            values = {"stock": pieces, "restock_at": None}
            connection.execute(update(schema.skus).where(schema.skus.c.id == sku_id).values(**values))
            return self._tell_of(connection, sku_id) if pieces > 0 else 0

    def _tell_of(self, connection: Connection, sku_id: str) -> int:
        table, at = schema.restock_wishes, self._clock()
        open_ = (table.c.sku_id == sku_id, table.c.told_at.is_(None))
        waiting = connection.execute(select(table.c.shopper_id).where(*open_).order_by(table.c.row)).scalars().all()
        connection.execute(update(table).where(*open_).values(told_at=at))
        kind = ShopEventKind.RESTOCKED
        tell(connection, [ShopEvent(f"{kind}:{uuid4().hex}", kind, each, at, sku_id=sku_id) for each in waiting])
        return len(waiting)


def _known_wish(write: Write, sku_id: str) -> RestockWish | None:
    table = schema.restock_wishes.c
    query = select(schema.restock_wishes).where(
        table.sku_id == sku_id, table.shopper_id == write.call.shopper_id, table.told_at.is_(None)
    )
    row = write.connection.execute(query).first()
    return model(RestockWish, row) if row else None


def _fresh_wish(write: Write, sku_id: str) -> RestockWish:
    fresh = RestockWish(sku_id, write.call.shopper_id, write.at)
    put(write.connection, schema.restock_wishes, fresh)
    return fresh
