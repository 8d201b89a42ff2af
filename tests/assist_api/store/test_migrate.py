"""A database that is in use comes to the newest schema with all that it holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text

from assist_api.store.engine import open_engine
from assist_api.store.migrate import migrate
from tests.assist_api.store.conftest import empty

BEFORE_TICKETS = "0005"
NOW = "2026-11-26 08:00:00+00:00"
ROWS = (
    "INSERT INTO staff (id, name, password_hash, roles, active) VALUES ('a1', '小青', '-', '[\"agent\"]', :yes)",
    "INSERT INTO conversations (id, shopper_id, shopper_name, state, epoch, session, last_seq, last_text, last_from,"
    " agent_id, feeling, urgency, topic, opened_at, updated_at)"
    " VALUES ('c1', 's1', '小王', 'agent', 1, 0, 1, '到哪了', 'shopper', 'a1', 'neutral', 0, '', :now, :now)",
    "INSERT INTO messages (id, conversation_id, seq, client_id, sender, name, text, parts, at, failed)"
    " VALUES ('m1', 'c1', 1, 'k1', 'shopper', '小王', '到哪了', '[]', :now, :no)",
    "INSERT INTO promises (id, conversation_id, message_id, order_id, kind, due_at)"
    " VALUES ('p1', 'c1', 'm1', 'o1', 'urge_delivery', :now)",
    "INSERT INTO notes (id, conversation_id, agent_id, text, at) VALUES ('n1', 'c1', 'a1', '加急', :now)",
)


@pytest.fixture(params=["sqlite", "postgres"])
def used(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database of an earlier release, with a case in it."""
    url = f"sqlite:///{tmp_path}/used.db" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    engine = open_engine(url)
    empty(engine)
    migrate(engine, BEFORE_TICKETS)
    with engine.begin() as connection:
        for row in ROWS:
            connection.execute(text(row), {"now": NOW, "yes": True, "no": False})
    yield engine
    engine.dispose()


def count(connection: Connection, table: str) -> int:
    return int(connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0)


def test_a_database_with_cases_in_it_is_migrated_and_keeps_them(used: Engine) -> None:
    migrate(used)
    with used.connect() as connection:
        kept = {
            table: count(connection, table) for table in ("staff", "conversations", "messages", "promises", "notes")
        }
    assert set(kept.values()) == {1}, kept


def test_afterwards_a_row_still_has_to_refer_to_one_that_is_there(used: Engine) -> None:
    migrate(used)
    with used.connect() as connection, pytest.raises(Exception, match=r"(?i)foreign key"):
        connection.execute(
            text("INSERT INTO notes (id, conversation_id, text, at) VALUES ('n2', 'none', '', :now)"), {"now": NOW}
        )
