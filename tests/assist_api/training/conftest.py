"""The service with a stand-in for the bot's interpreter, and data that is quickly read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx2
import pytest

from assist_api.settings import Settings
from nlu_data.dataset import write_sentences
from tests.assist_api.conftest import Service, eventually, put_staff

FAKE_PYTHON = Path(__file__).with_name("fake_python.py")
TRAINING = "/api/v1/trainer/training"
FIRST = "first.tar.gz"
CATALOGUE = 'service:\n  praise: {zh: 表扬, means: "praises", like: thank}\n'
PRAISES = ("客服小姐姐好耐心", "东西收到特别满意", "发货速度杠杠的", "包装得很用心", "下次还来你家")


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} {FAKE_PYTHON} "$@"\n')
    python.chmod(0o755)
    models = tmp_path / "models" / "bot"
    models.mkdir(parents=True)
    (models / FIRST).write_bytes(b"the first model")
    return replace(settings, bot_python=python, nlu_data=tmp_path / "nlu_data", training_niceness=0)


@dataclass
class Trainers:
    """The hands of those who train and publish."""

    service: Service

    def say(self, words: str) -> None:
        """A training sentence beside some that are always there, from now on."""
        data = self.service.settings.nlu_data
        data.mkdir(exist_ok=True)
        (data / "intents.yml").write_text(CATALOGUE, "utf-8")
        write_sentences("praise", [*PRAISES, words], "train", data)

    def get(self, path: str = "", who: str = "小林") -> Any:
        return self.service.client.get(f"{TRAINING}{path}", headers=self.service.desk(who).headers).json()

    def post(self, path: str, who: str = "小林", **body: Any) -> httpx2.Response:
        self.service.clock.pass_time(seconds=1)
        return self.service.client.post(f"{TRAINING}{path}", json=body, headers=self.service.desk(who).headers)

    def ask(self, **body: Any) -> str:
        return str(self.post("/runs", **body).json()["id"])

    def ended(self, run_id: str) -> dict[str, Any]:
        def run() -> Any:
            found = self.get(f"/runs/{run_id}")
            return found if found["state"] not in ("queued", "running") else None

        return dict(eventually(run, 15))

    def trained(self, words: str) -> dict[str, Any]:
        self.say(words)
        return self.ended(self.ask())


@pytest.fixture
def trainers(open_service: Callable[[], Any], settings: Settings) -> Iterator[Trainers]:
    put_staff(settings)
    with open_service() as opened:
        made = Trainers(opened)
        made.say("真不错")
        yield made
