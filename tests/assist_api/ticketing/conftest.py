"""The loop over a database and a demo shop that each test may change; nothing runs unless a test asks for it."""

from __future__ import annotations

import asyncio
import shutil
import tomllib
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, update

from assist_api.adapters.backoffice import BackOffice
from assist_api.adapters.outreach import happening
from assist_api.adapters.shop import ShopReader
from assist_api.app import ROOT
from assist_api.domain.events import Event
from assist_api.domain.outreach import Rules
from assist_api.domain.promise_times import PromiseRules
from assist_api.hub.memory import MemoryHub
from assist_api.runner import Runner
from assist_api.services import chat, people, tickets
from assist_api.services import outreach as news
from assist_api.services.people import Agent
from assist_api.store.engine import open_engine
from assist_api.store.unit_of_work import in_transaction, reading
from assist_api.ticketing.giving import Giving
from assist_api.ticketing.loop import Ticketing
from shop import schema
from shop.china_time import CHINA
from shop.connect import read_policy
from shop.demo.create import create
from shop.engine import engine_for
from shop.models import CarrierEvent, OrderState, ParcelState, ShopEvent, ShopEventKind
from shop.sql import SqlShop
from shop.sql.rows import put
from tests.assist_api.conftest import OPENING, Clock
from tests.assist_api.domain.ticket_builder import RULES, TABLE

NEWS = Rules.of(tomllib.loads((ROOT / "assist_api" / "outreach.toml").read_text("utf8")))
PROMISED = PromiseRules.of(TABLE["promises"], read_policy()["service"]["hours"])
QING = Agent("a1", "小青", ("agent",))


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shop") / "demo.db"
    create(f"sqlite:///{path}", now=OPENING.astimezone(CHINA))
    return path


@dataclass
class Stage:
    clock: Clock
    shop: SqlShop
    shop_engine: Engine
    engine: Engine
    loop: Ticketing
    heard: list[Event]
    conversation_id: str

    def look(self, job: Callable[[], Coroutine[Any, Any, None]]) -> None:
        asyncio.run(job())

    def run(self, service: Callable[..., Any], *given: Any) -> Any:
        return in_transaction(self.engine, service, *given)[0]

    def rows(self, state: str = "open") -> list[dict[str, Any]]:
        return reading(self.engine, tickets.listed, tickets.Filter(state), RULES, self.clock.now)

    def history(self, ticket_id: str) -> list[tuple[str, str]]:
        told = reading(self.engine, tickets.one, ticket_id, RULES, self.clock.now)["history"]
        return [(each["what"], each["text"]) for each in told]

    def stalls(self) -> tuple[str, str]:
        """A parcel of s1001 has stood still for three days, and the shop says so. `(order, parcel)`."""
        order = next(one for one in self.shop.orders("s1001") if one.state is OrderState.SHIPPED)
        (parcel, *_) = self.shop.parcels("s1001", order.id)
        with self.shop_engine.begin() as connection:
            connection.execute(schema.carrier_events.delete().where(schema.carrier_events.c.parcel_id == parcel.id))
        self.scan(parcel.id, self.clock.now - timedelta(days=3), "杭州转运中心", "到达【杭州转运中心】")
        event = ShopEvent(f"stalled:{order.id}", ShopEventKind.STALLED, "s1001", self.clock.now, order.id)
        self.run(news.hear, [happening(event)], NEWS, timedelta(hours=24), self.clock.now)
        return order.id, parcel.id

    def scan(self, parcel_id: str, at: datetime, place: str, text: str) -> None:
        with self.shop_engine.begin() as connection:
            put(connection, schema.carrier_events, CarrierEvent(at, place, text), parcel_id=parcel_id)
            moving = {"state": ParcelState.IN_TRANSIT}
            connection.execute(update(schema.parcels).where(schema.parcels.c.id == parcel_id).values(**moving))


@pytest.fixture
def stage(database_url: str, demo_file: Path, tmp_path: Path) -> Iterator[Stage]:
    shop_engine = engine_for(f"sqlite:///{shutil.copy(demo_file, tmp_path / 'shop.db')}")
    engine, clock, heard = open_engine(database_url), Clock(), list[Event]()
    shop = SqlShop(shop_engine, read_policy(), clock=lambda: clock.now)
    runner = Runner(engine, MemoryHub())
    runner.follow = heard.extend
    reader = ShopReader(shop)
    giving = Giving(runner, BackOffice(reader), clock)
    loop = Ticketing(runner, reader, giving, RULES, PROMISED, NEWS, clock, 0.0)
    in_transaction(engine, people.ensure_staff, QING, "-")
    made, _ = in_transaction(engine, chat.open_conversation, chat.Arrival("s1001", "小王"), None, OPENING)
    yield Stage(clock, shop, shop_engine, engine, loop, heard, made.id)
    engine.dispose()
    shop_engine.dispose()
