"""The service over a small knowledge base of its own, whose files a trainer's decision may change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from assist_api.adapters.knowledge import KnowledgeReader
from assist_api.settings import Settings
from knowledge_base import entries
from knowledge_base.search import Knowledge
from shop.connect import read_policy
from tests.assist_api.conftest import Desk, Service, Shopper, eventually, put_staff
from tests.knowledge_base.builders import CALIBRATION, CharacterEncoder, words

FILE = """\
- id: returns.how
  question: 怎么申请退货呢？
  variants:
    - 退货在哪里申请
    - 想退货怎么申请
  answer: 支持的，签收后 {policy.returns.no_reason_days} 天内可以退货，点订单里的申请售后就行。
  tags: [退换政策]
  public: true
  valid: {from: 2026-01-01, until: null}

- id: invoice.can
  question: 可以开发票吗？
  variants:
    - 能开发票不
    - 发票可以开吗
  answer: 可以的，下单时选上发票就行。
  tags: [发票]
  public: true
  valid: {from: 2026-01-01, until: null}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "entries"
    made.mkdir()
    (made / "returns.yml").write_text(FILE, "utf-8")
    return made


@pytest.fixture
def settings(settings: Settings, folder: Path) -> Settings:
    return replace(settings, entries_dir=folder)


@dataclass
class Shop:
    """Shoppers who ask, agents who answer, and the trainer who looks at it afterwards."""

    service: Service
    trainer: Desk
    numbers: Iterator[int]

    def asked(self, question: str, agent: str = "小青") -> tuple[Shopper, Desk, list[dict[str, Any]]]:
        """A conversation that the agent has taken, and what is suggested for its question."""
        shopper, desk = self.service.shopper(), self.service.desk(agent)
        shopper.say("你好")
        desk.post(f"conversations/{shopper.id}/take")
        seq = shopper.post(question).json()["seq"]
        path = f"conversations/{shopper.id}/suggestions"
        answer = eventually(lambda: found if (found := desk.get(path).json())["for_seq"] >= seq else None)
        return shopper, desk, answer["suggestions"]

    def answered(
        self, question: str, reply: str | Callable[[str], str], agent: str = "小青", taken: bool = False
    ) -> None:
        """The question, and what the agent sent: made from the first suggestion where it is `taken`."""
        shopper, desk, shown = self.asked(question, agent)
        text = reply if isinstance(reply, str) else reply(shown[0]["text"])
        body = {"client_id": f"d{next(self.numbers)}", "text": text}
        source = {"suggestion_id": shown[0]["id"]} if taken else {}
        sent = desk.post(f"conversations/{shopper.id}/messages", body | source)
        assert sent.status_code == 201, sent.text

    def proposals(self, kind: str) -> list[dict[str, Any]]:
        self.service.client.post("/api/v1/trainer/proposals/look", headers=self.trainer.headers)
        path = f"/api/v1/trainer/proposals?kind={kind}"
        found: list[dict[str, Any]] = self.service.client.get(path, headers=self.trainer.headers).json()["rows"]
        return found

    def decide(self, proposal: dict[str, Any], what: str, **wording: Any) -> Any:
        path = f"/api/v1/trainer/proposals/{proposal['id']}/{what}"
        return self.service.client.post(path, json=wording, headers=self.trainer.headers)


@pytest.fixture
def open_shop(open_service: Callable[..., Any], settings: Settings, folder: Path) -> Callable[[], Any]:
    """Open the shop; a second time is a restart, with the index of the first day."""
    put_staff(settings)
    first_day = entries.load(folder)

    def opened() -> Any:

        knowledge = Knowledge.of(first_day, CharacterEncoder(), words(), CALIBRATION)
        return open_service(knowledge=KnowledgeReader(knowledge, read_policy()))

    return opened


@pytest.fixture
def shop(open_shop: Callable[[], Any]) -> Iterator[Shop]:
    with open_shop() as service:
        yield Shop(service, service.desk("小林"), count())
