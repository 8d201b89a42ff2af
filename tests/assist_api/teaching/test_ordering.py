"""The inbox keeps itself in the order of learning."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from assist_api.domain.inbox import Filters, Line
from assist_api.domain.labels import Decision, Wish
from assist_api.hub.memory import MemoryHub
from assist_api.runner import Runner
from assist_api.services import inbox, inbox_filling, labels, people
from assist_api.services.inbox_filling import Placed
from assist_api.services.labels import Act
from assist_api.services.people import Agent
from assist_api.store.engine import open_engine
from assist_api.store.migrate import migrate
from assist_api.store.unit_of_work import in_transaction, reading
from assist_api.teaching.known_sentences import KnownSentences
from assist_api.teaching.ordering import Orderer
from tests.assist_api.conftest import OPENING
from tests.assist_api.domain.test_teaching import RULES
from tests.assist_api.fakes import FakeKnowledge

LIN = Agent("t1", "小林", ("trainer",))
PARCEL = [f"包裹走到哪里了{end}" for end in "啊呀呢吧哈"]
STOCK = [f"黑色还有没有货{end}" for end in "啊呀呢吧哈"]
ALONE = "发票怎么开"
RULES_HERE = replace(RULES, learning=replace(RULES.learning, anew_after=2, ahead=4))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = open_engine(f"sqlite:///{tmp_path}/xiaoer.db")
    migrate(made)
    in_transaction(made, people.ensure_staff, LIN, "-")
    yield made
    made.dispose()


@pytest.fixture
def orderer(engine: Engine, tmp_path: Path) -> Orderer:
    """Over an inbox with two frequent kinds of messages and one that is alone; nothing is known at first."""
    (tmp_path / "nlu/train").mkdir(parents=True)
    encode = FakeKnowledge().encode
    known = KnownSentences(tmp_path / "nlu", tmp_path, encode, "letters", 8)
    texts = [*PARCEL, *STOCK, ALONE]
    lines = [Line(f"f:{n}", text, OPENING + timedelta(seconds=n)) for n, text in enumerate(texts)]
    in_transaction(engine, inbox_filling.import_lines, lines, RULES.weights)
    vectors = dict(zip(texts, asyncio.run(encode(texts)).astype("float16"), strict=True))
    placed = [Placed(row["id"], vectors[row["text"]].tobytes(), None, None, None) for row in rows(engine)]
    in_transaction(engine, inbox_filling.place, placed, RULES.weights)
    return Orderer(Runner(engine, MemoryHub()), known, RULES_HERE, 0)


def rows(engine: Engine) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = reading(engine, inbox.page, Filters(), "teaching", None)["rows"]
    return found


def first(engine: Engine, number: int) -> list[str]:
    return [row["text"] for row in rows(engine)][:number]


def label(engine: Engine, texts: list[str], intent: str) -> None:
    items = [row["id"] for row in rows(engine) if row["text"] in texts]
    wishes = {item: Wish(Decision.CHOOSE, intent) for item in items}
    in_transaction(engine, labels.decide, wishes, {intent}, Act(intent, LIN, OPENING))


def test_of_two_frequent_kinds_each_comes_once_before_one_comes_again(engine: Engine, orderer: Orderer) -> None:
    assert asyncio.run(orderer.look())
    one, other = first(engine, 2)
    assert {one in PARCEL, other in PARCEL} == {True, False} and ALONE not in (one, other)


def test_what_labels_have_made_sure_goes_behind_what_nothing_is_known_of(engine: Engine, orderer: Orderer) -> None:
    asyncio.run(orderer.look())
    label(engine, PARCEL[:4], "track_shipment")
    label(engine, STOCK[:4], "ask_stock")
    assert asyncio.run(orderer.look())
    assert first(engine, 1) == [ALONE]


def test_the_order_stays_until_there_are_labels_enough(engine: Engine, orderer: Orderer) -> None:
    asyncio.run(orderer.look())
    label(engine, PARCEL[:1], "track_shipment")
    assert not asyncio.run(orderer.look())
    label(engine, STOCK[:1], "ask_stock")
    assert asyncio.run(orderer.look())


def test_an_inbox_in_which_nothing_waits_is_left_alone(engine: Engine, orderer: Orderer) -> None:
    label(engine, PARCEL, "track_shipment")
    label(engine, [*STOCK, ALONE], "ask_stock")
    assert not asyncio.run(orderer.look())
