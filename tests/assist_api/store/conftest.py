"""One migrated, empty database for each backend."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from assist_api.services import people, presence
from assist_api.store.engine import open_engine
from assist_api.store.migrate import migrate
from assist_api.store.schema import metadata
from assist_api.store.unit_of_work import in_transaction, reading
from tests.assist_api.conftest import OPENING
from tests.assist_api.store.queue import HE, LEAD, QING, RULES


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path}/store.db" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    made = open_engine(url)
    empty(made)
    migrate(made)
    yield made
    made.dispose()


@pytest.fixture
def run(engine: Engine) -> Callable[..., Any]:
    return lambda service, *args: in_transaction(engine, service, *args)[0]


@pytest.fixture
def read(engine: Engine) -> Callable[..., Any]:
    return lambda service, *args: reading(engine, service, *args)


@pytest.fixture
def staff(run: Callable[..., Any]) -> None:
    """小青 and 小禾 with open desks, and a supervisor who has none."""
    run(people.ensure_staff, LEAD, "-")
    for agent in (QING, HE):
        run(people.ensure_staff, agent, "-")
        run(people.log_in, agent.name, "-", lambda *_: True, f"token {agent.id}", OPENING, timedelta(hours=12))
        run(presence.arrive, f"token {agent.id}", agent, RULES.limit, OPENING)


def empty(engine: Engine) -> None:
    with engine.begin() as connection:
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
