"""Rasa's SQL tracker store, which reads a conversation once and then only what is new: bot/endpoints.yml names it.

The database stays the truth, for any number of processes: each read asks for the number of the conversation's last row,
and what is kept counts only while that is still the one it ends with. Kept are the events as they were read back from
what was written, not the tracker of the last turn: a turn that fails leaves nothing behind, as stock.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa  # type: ignore[import-untyped]
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SessionStarted, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker

CONVERSATIONS_KEPT = 200

_table = SQLTrackerStore.SQLEvent.__table__
_LAST_ROW = sa.select([sa.func.max(_table.c.id)]).where(_table.c.sender_id == sa.bindparam("sender"))
_SESSION_BEGAN = sa.select([sa.func.max(_table.c.timestamp)]).where(
    _table.c.sender_id == sa.bindparam("sender"), _table.c.type_name == SessionStarted.type_name
)
_DATA = sa.select([_table.c.data]).where(_table.c.sender_id == sa.bindparam("sender")).order_by(_table.c.id)
_DATA_SINCE = _DATA.where(_table.c.timestamp >= sa.bindparam("began"))


@dataclass(frozen=True)
class Kept:
    """The events of a conversation's present session, up to this row."""

    last_row: int
    events: Sequence[Event]


class KeepingTrackerStore(SQLTrackerStore):
    engine: Any

    def __init__(self, domain: Domain | None = None, **settings: Any) -> None:
        super().__init__(domain, **settings)
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        if self.engine.dialect.name == "sqlite":
            self.engine.dispose()
            self.engine = _lasting(self.engine.url)
            self.sessionmaker = sa.orm.session.sessionmaker(bind=self.engine)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        with self.engine.connect() as connection:
            last_row = connection.execute(_LAST_ROW, sender=sender_id).scalar()
            kept = self._kept.get(sender_id)
            if last_row is None:
                return None
            if kept is None or kept.last_row != last_row:
                kept = Kept(last_row, deserialise_events(self._read(connection, sender_id)))
        self._keep(sender_id, kept)
        return DialogueStateTracker.from_events(sender_id, list(kept.events), self.domain.slots)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Writes what the tracker has beyond the stored events of its session, as stock does."""
        await self.stream_events(tracker)
        sender = tracker.sender_id
        with self.engine.begin() as connection:
            stored = self._stored(connection, sender)
            new = list(tracker.events)[len(stored) :]
            if not new:
                return
            written = [json.dumps(each.as_dict()) for each in new]
            connection.execute(_table.insert(), [_row(sender, *pair) for pair in zip(new, written, strict=True)])
            last_row = connection.execute(_LAST_ROW, sender=sender).scalar()
        self._kept.pop(sender, None)
        if not any(
            isinstance(each, SessionStarted) for each in new
        ):  # else the next read says what is the session's own
            self._keep(sender, Kept(last_row, [*stored, *deserialise_events([json.loads(data) for data in written])]))

    def _stored(self, connection: Any, sender_id: str) -> Sequence[Event]:
        kept, last_row = self._kept.get(sender_id), connection.execute(_LAST_ROW, sender=sender_id).scalar()
        if kept and kept.last_row == last_row:
            return kept.events
        return deserialise_events(self._read(connection, sender_id)) if last_row is not None else []

    @staticmethod
    def _read(connection: Any, sender_id: str) -> list[dict[str, Any]]:
        """Since the last start of a session, or all, if there was none."""
        began = connection.execute(_SESSION_BEGAN, sender=sender_id).scalar()
        wanted = _DATA if began is None else _DATA_SINCE
        given = {"sender": sender_id} if began is None else {"sender": sender_id, "began": began}
        return [json.loads(data) for (data,) in connection.execute(wanted, **given)]

    def _keep(self, sender_id: str, kept: Kept) -> None:
        self._kept[sender_id] = kept
        self._kept.move_to_end(sender_id)
        while len(self._kept) > CONVERSATIONS_KEPT:
            self._kept.popitem(last=False)


def _row(sender_id: str, event: Event, data: str) -> dict[str, Any]:
    told = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": told.get("timestamp"),
        "intent_name": told.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": told.get("name"),
        "data": data,
    }


def _lasting(url: Any) -> Any:
    """SQLite's connections stay open: stock opens and closes the file, with all that it has to write, twice a turn."""
    engine = sa.create_engine(url, poolclass=sa.pool.QueuePool, connect_args={"check_same_thread": False})
    sa.event.listen(engine, "connect", _write_ahead)
    return engine


def _write_ahead(connection: Any, _: Any) -> None:
    """A killed process loses nothing that was committed; a machine without power may lose its last moments, no more."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
