"""The application with the bot that speaks first, over a demo shop that each test may change."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from sqlalchemy import Engine, select, update

from assist_api.auth import Tokens
from assist_api.outreach import loop
from assist_api.services.outreach import note_visit as visited
from assist_api.settings import Settings
from assist_api.store.engine import open_engine
from assist_api.store.schema import outreach
from assist_api.store.unit_of_work import in_transaction
from shop import schema
from shop.china_time import CHINA
from shop.connect import read_policy
from shop.demo.create import create
from shop.engine import engine_for
from shop.models import Order, OrderState, ReturnState
from shop.sql import SqlShop
from tests.assist_api.conftest import OPENING, Service, Shopper, eventually, put_staff

NOON = OPENING.astimezone(CHINA)  # a Monday


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shop") / "demo.db"
    create(f"sqlite:///{path}", now=NOON)
    return path


@pytest.fixture
def settings(settings: Settings, demo_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(loop, "TICK_S", 0.05)
    monkeypatch.setattr(loop, "LOOK_AFTER_EVERY_S", 0.05)
    url = f"sqlite:///{shutil.copy(demo_file, tmp_path / 'shop.db')}"
    return replace(settings, outreach="on", outreach_poll_s=0.0, shop_url=url)


@dataclass
class Stage:
    """The running service, the shop's back office beside it, and what was planned."""

    service: Service
    shop_engine: Engine
    engine: Engine

    def happens(self, kind: str, shopper_id: str = "s1001", **more: Any) -> httpx2.Response:
        """The shop pushes an event of this moment."""
        event = {"id": uuid4().hex, "kind": kind, "shopper_id": shopper_id, "at": self.now.isoformat(), **more}
        return self.push(event)

    def push(self, body: Any, **headers: str) -> httpx2.Response:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        timestamp = str(int(self.now.timestamp()))
        secret = Tokens(self.service.settings.shop_id, self.service.settings.shop_secret)
        signed = {"X-Xiaoer-Timestamp": timestamp, "X-Xiaoer-Signature": secret.event_signature(timestamp, raw)}
        return self.service.client.post("/api/v1/shop/events", content=raw, headers={**signed, **headers})

    @property
    def now(self) -> datetime:
        return self.service.clock.now

    @property
    def shop(self) -> SqlShop:
        return SqlShop(self.shop_engine, read_policy(), clock=lambda: self.now)

    def order(self, state: OrderState, shopper_id: str = "s1001") -> Order:
        return next(order for order in self.shop.orders(shopper_id) if order.state is state)

    def change_order(self, order_id: str, **values: Any) -> None:
        self._change(update(schema.orders).where(schema.orders.c.id == order_id).values(**values))

    def change_parcels(self, order_id: str, **values: Any) -> None:
        self._change(update(schema.parcels).where(schema.parcels.c.order_id == order_id).values(**values))

    def _change(self, query: Any) -> None:
        with self.shop_engine.begin() as connection:
            connection.execute(query)

    def change_stock(self, sku_id: str, stock: int) -> None:
        self._change(update(schema.skus).where(schema.skus.c.id == sku_id).values(stock=stock))

    def refund(self, order_id: str) -> str:
        """The return of this order is paid out; the sum."""
        returns = schema.returns
        paid_out = {"state": ReturnState.REFUNDED, "refunded_at": self.now}
        self._change(update(returns).where(returns.c.order_id == order_id).values(**paid_out))
        with self.shop_engine.connect() as connection:
            return f"{connection.scalar(select(returns.c.amount).where(returns.c.order_id == order_id)):.2f}"

    def present(self, shopper_id: str) -> None:
        """The chat has been open all the time."""
        in_transaction(self.engine, visited, shopper_id, self.now)

    def settled_as(self, why: str) -> int:
        """How many were held back or dropped for this reason."""
        with self.engine.connect() as connection:
            return len(connection.execute(select(outreach.c.id).where(outreach.c.why == why)).all())

    def planned(self, kind: str, order_id: str | None = None) -> dict[str, Any]:
        query = select(outreach).where(outreach.c.kind == kind)
        with self.engine.connect() as connection:
            found = connection.execute(query.where(outreach.c.order_id == order_id) if order_id else query)
            row = found.mappings().first()
        return dict(row) if row else {}

    def is_held_back(self, kind: str, why: str) -> None:
        eventually(lambda: self._stands(kind) == ("planned", why))

    def is_dropped(self, kind: str, why: str, order_id: str | None = None) -> None:
        eventually(lambda: self._stands(kind, order_id) == ("dropped", why))

    def _stands(self, kind: str, order_id: str | None = None) -> tuple[str | None, str | None]:
        row = self.planned(kind, order_id)
        return row.get("state"), row.get("why")


def bot_lines(shopper: Shopper, number: int = 1) -> list[dict[str, Any]]:
    """What the bot has said, as soon as it has said so much."""
    told = eventually(lambda: (lines := _from_bot(shopper)) and len(lines) >= number and lines)
    assert isinstance(told, list)
    return told


def _from_bot(shopper: Shopper) -> list[dict[str, Any]]:
    return [message for message in shopper.messages() if message["from"] == "bot"]


def titles(message: dict[str, Any]) -> list[str]:
    return [button["title"] for part in message["parts"] for button in part.get("buttons", ())]


@pytest.fixture
def stage(open_service: Callable[..., Any], settings: Settings) -> Iterator[Stage]:
    put_staff(settings)
    with open_service() as service:
        made = Stage(service, engine_for(settings.shop_url), open_engine(settings.database_url))
        yield made
        made.shop_engine.dispose()
        made.engine.dispose()


@pytest.fixture
def unpaid(stage: Stage) -> Order:
    """The demo's unpaid order of s1001, two hours old; the shop has told of it."""
    order = stage.order(OrderState.UNPAID)
    at = (stage.now - timedelta(hours=2)).isoformat()
    stage.happens("order_created", order_id=order.id, at=at)
    return order


@pytest.fixture
def on_the_way(stage: Stage) -> Order:
    return stage.order(OrderState.SHIPPED)
