"""The demo shop in a file of its own: made once, copied for each test, so that no test sees what another wrote."""

from __future__ import annotations

import importlib
import pkgutil
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

import actions.skills
from actions.services.question import Question
from shop.china_time import CHINA
from shop.connect import read_policy
from shop.demo.create import create
from shop.sql import SqlShop

NOW = datetime(2026, 11, 11, 15, 0, tzinfo=CHINA)

Ask = Callable[..., Question]


@pytest.fixture(scope="session", autouse=True)
def every_skill() -> None:
    """As in the action server: actions find one another by their intents."""
    for module in pkgutil.iter_modules(actions.skills.__path__):
        importlib.import_module(f"actions.skills.{module.name}")


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shop") / "demo.db"
    create(f"sqlite:///{path}", now=NOW)
    return path


@pytest.fixture
def shop(demo_file: Path, tmp_path: Path) -> SqlShop:
    copy = shutil.copy(demo_file, tmp_path / "shop.db")
    return SqlShop(f"sqlite:///{copy}", read_policy(), clock=lambda: NOW)


@pytest.fixture
def ask() -> Ask:
    """A question with defaults: what a test does not name does not matter to it."""

    def build(text: str = "", shopper_id: str | None = "s1001", **more: object) -> Question:
        fields: dict[str, object] = {"now": NOW, "message_id": "m1", **more}
        return Question(text=text, shopper_id=shopper_id, **fields)  # type: ignore[arg-type]

    return build
