"""The real application over a database file, with stand-ins for Rasa and the models, and small hands to use it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import httpx2
import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from assist_api import auth
from assist_api.adapters.bot import BotClient
from assist_api.adapters.knowledge import KnowledgeReader
from assist_api.adapters.shop import ShopReader
from assist_api.adapters.talk import TalkReader
from assist_api.app import Outside, create_app
from assist_api.auth import Tokens
from assist_api.services import people
from assist_api.services.people import Agent
from assist_api.settings import Settings
from assist_api.store.engine import open_engine
from assist_api.store.migrate import migrate
from assist_api.store.unit_of_work import in_transaction
from nlu_data import dataset
from shop.connect import read_policy
from shop.demo.create import create as create_demo_shop
from shop.sql import SqlShop
from tests.assist_api.builders import jpeg
from tests.assist_api.fakes import FakeFeeling, FakeKnowledge, FakeRasa

FEW_SENTENCES = ("train/small_talk/thank.yml", "train/service/praise.yml")
OPENING = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)  # noon in the shop


@pytest.fixture(scope="session")
def shop_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('shop')}/shop.db"
    create_demo_shop(url)
    return url


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrated once; each test gets a copy."""
    file = tmp_path_factory.mktemp("database") / "empty.db"
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return file


@dataclass
class Shopper:
    """A shopper's hands: one conversation over HTTP."""

    client: TestClient
    id: str
    token: str
    seen: int = 0

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def post(self, text: str, client_id: str | None = None, pictures: Sequence[str] = ()) -> httpx2.Response:
        body = {"client_id": client_id or uuid4().hex, "text": text, "pictures": list(pictures)}
        return self.client.post(f"/api/v1/chat/conversations/{self.id}/messages", json=body, headers=self.headers)

    def put_picture(self, data: bytes) -> httpx2.Response:
        path = f"/api/v1/chat/conversations/{self.id}/pictures"
        return self.client.post(path, content=data, headers=self.headers | {"Content-Type": "image/jpeg"})

    def picture(self, data: bytes | None = None) -> str:
        """The id of one that was put into the conversation."""
        return str(self.put_picture(data or jpeg()).json()["picture"]["id"])

    def messages(self, after: int = 0) -> list[dict[str, Any]]:
        path = f"/api/v1/chat/conversations/{self.id}/messages"
        answer: Any = self.client.get(path, params={"after": after}, headers=self.headers).json()
        found: list[dict[str, Any]] = answer["messages"]
        return found

    def say(self, text: str, pictures: Sequence[str] = ()) -> list[dict[str, Any]]:
        """Post `text` and wait until something answers it."""
        seq = self.post(text, pictures=pictures).json()["seq"]
        told: list[dict[str, Any]] = eventually(lambda: [m for m in self.messages(seq) if m["from"] != "shopper"])
        return told

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(f"/api/v1/chat/conversations/{self.id}", headers=self.headers).json()
        return found


@dataclass
class Desk:
    """An agent's hands."""

    client: TestClient
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def get(self, path: str, **params: str) -> httpx2.Response:
        return self.client.get(f"/api/v1/desk/{path}", params=params, headers=self.headers)

    def post(self, path: str, body: dict[str, Any] | None = None) -> httpx2.Response:
        return self.client.post(f"/api/v1/desk/{path}", json=body or {}, headers=self.headers)


@dataclass
class Service:
    """The running application and the ways into it."""

    client: TestClient
    rasa: FakeRasa
    settings: Settings
    clock: Clock
    tokens: dict[str, str] = field(default_factory=dict)

    def shopper(self, shopper_id: str | None = None, product_id: str | None = None) -> Shopper:
        body: dict[str, Any] = {"shopper": self.shopper_token(shopper_id) if shopper_id else None}
        if product_id:
            body["page"] = {"product_id": product_id}
        made = self.client.post("/api/v1/chat/conversations", json=body).json()
        return Shopper(self.client, made["conversation_id"], made["visitor_token"])

    def shopper_token(self, shopper_id: str) -> str:
        now = datetime.now(UTC)
        return Tokens(self.settings.shop_id, self.settings.shop_secret).shopper(shopper_id, now, timedelta(days=1))

    def desk(self, name: str = "小青") -> Desk:
        made = self.client.post("/api/v1/desk/session", json={"name": name, "password": "pass-word"})
        return Desk(self.client, made.json()["token"])


class Clock:
    def __init__(self) -> None:
        self.now = OPENING

    def __call__(self) -> datetime:
        return self.now

    def pass_time(self, **amount: float) -> None:
        self.now += timedelta(**amount)


@pytest.fixture
def database_url(empty_database: Path, tmp_path: Path) -> str:
    file = tmp_path / "xiaoer.db"
    file.write_bytes(empty_database.read_bytes())
    return f"sqlite:///{file}"


@pytest.fixture
def nlu_data(tmp_path: Path) -> Path:
    """The whole catalogue, and few of its sentences."""
    folder = tmp_path / "few_sentences"
    for name in ("intents.yml", *FEW_SENTENCES):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes((dataset.ROOT / name).read_bytes())
    return folder


@pytest.fixture
def settings(database_url: str, shop_url: str, tmp_path: Path, nlu_data: Path) -> Settings:
    return Settings(
        database_url=database_url,
        shop_url=shop_url,
        var=tmp_path,
        bot_timeout_s=1.5,  # a busy machine stalls for half a second now and then
        messages_per_minute=1000,
        starts_per_minute=1000,
        log_ins_per_minute=1000,
        outreach="off",
        tickets_poll_s=0.0,
        teaching_every_s=0.0,
        index_dir=tmp_path / "index",
        nlu_data=nlu_data,
    )


@pytest.fixture
def open_service(settings: Settings) -> Callable[[], Any]:
    """Start the application over the test's database; starting it again is a restart after a kill."""

    @contextmanager
    def opened(
        rasa: FakeRasa | None = None,
        holdout: float = 0.0,
        knowledge: KnowledgeReader | None = None,
        talk: TalkReader | None = None,
    ) -> Iterator[Service]:
        rasa, clock = rasa or FakeRasa(), Clock()
        bot = BotClient("http://rasa", settings.bot_timeout_s, httpx.MockTransport(rasa))
        shop = ShopReader(SqlShop(settings.shop_url, read_policy(), clock=clock))
        outside = Outside(bot, FakeFeeling(), knowledge or FakeKnowledge(), shop, clock, talk)  # type: ignore[arg-type]
        chosen = replace(settings, suggestions_holdout=holdout)
        with TestClient(create_app(chosen, outside), raise_server_exceptions=False) as client:
            yield Service(client, rasa, settings, clock)

    return opened


@pytest.fixture
def service(open_service: Callable[[], Any], settings: Settings) -> Iterator[Service]:
    put_staff(settings)
    with open_service() as opened:
        yield opened


STAFF = (
    Agent("a1", "小青", ("agent",)),
    Agent("a2", "小禾", ("agent",)),
    Agent("t1", "小林", ("trainer",)),
    Agent("s1", "小满", ("supervisor",)),
)


def put_staff(settings: Settings, staff: Sequence[Agent] = STAFF) -> None:
    engine = open_engine(settings.database_url)
    for agent in staff:
        in_transaction(engine, people.ensure_staff, agent, _PASSWORD_HASH)
    in_transaction(engine, people.ensure_api_key, auth.token_hash("key"), "test", OPENING)
    engine.dispose()


_PASSWORD_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("pass-word")


def eventually(check: Callable[[], Any], within_s: float = 5.0) -> Any:
    """What `check` returns as soon as it is true; fails when it never is."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if found := check():
            return found
        time.sleep(0.02)
    raise AssertionError(f"did not happen within {within_s} s: {check()!r}")


def read_frames(socket: Any, wanted: str) -> dict[str, Any]:
    """The next frame of the kind `wanted`."""
    while True:
        frame: dict[str, Any] = json.loads(socket.receive_text())
        if frame["type"] == wanted:
            return frame
