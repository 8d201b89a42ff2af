from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import uuid4

import pytest
from sqlalchemy import URL, Engine, make_url, text

from shop.china_time import CHINA
from shop.demo.create import fill, make_world
from shop.demo.world import World
from shop.engine import engine_for

NOW = datetime(2026, 11, 23, 15, 30, tzinfo=CHINA)


@pytest.fixture(scope="session")
def world() -> World:
    return make_world(NOW)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, world: World) -> Iterator[Engine]:
    """A database filled with the demo, of its own for each test."""
    if request.param == "sqlite":
        yield from _sqlite_copy(request.getfixturevalue("sqlite_demo"))
    else:
        yield from _copy_of(request.getfixturevalue("postgres_demo"))


@pytest.fixture
def sqlite_copy(sqlite_demo: Engine) -> Iterator[Engine]:
    yield from _sqlite_copy(sqlite_demo)


@pytest.fixture(scope="session")
def sqlite_demo(world: World) -> Iterator[Engine]:
    engine = _filled(engine_for("sqlite://"), world)
    yield engine
    engine.dispose()


def _sqlite_copy(demo: Engine) -> Iterator[Engine]:
    engine = engine_for("sqlite://")
    source, copy = demo.raw_connection(), engine.raw_connection()
    source.driver_connection.backup(copy.driver_connection)  # type: ignore[union-attr]
    source.close()
    copy.close()
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_demo(world: World, postgres_url: str) -> Iterator[URL]:
    """A database to copy: filling one takes seconds, copying it does not."""
    with _database(make_url(postgres_url)) as url:
        _filled(engine_for(url), world).dispose()
        yield url


def _copy_of(demo: URL) -> Iterator[Engine]:
    with _database(demo.set(database="postgres"), template=demo.database) as url:
        engine = engine_for(url)
        yield engine
        engine.dispose()


@contextmanager
def _database(server: URL, template: str | None = None) -> Iterator[URL]:
    name = f"shop_{uuid4().hex[:12]}"
    keeper = engine_for(server).execution_options(isolation_level="AUTOCOMMIT")
    with keeper.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else "")))
        yield server.set(database=name)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    keeper.dispose()


def _filled(engine: Engine, world: World) -> Engine:
    with engine.begin() as connection:
        fill(connection, world)
    return engine
