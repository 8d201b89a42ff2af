"""Whose turn it is in the inbox, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from assist_api.domain.inbox import Filters, Line
from assist_api.domain.labels import Decision, Part, Wish
from assist_api.domain.learning_order import Stand
from assist_api.services import inbox, inbox_filling, labels, learning_order, people
from assist_api.services.inbox_filling import Placed
from assist_api.services.labels import Act
from assist_api.services.people import Agent
from tests.assist_api.conftest import OPENING
from tests.assist_api.domain.test_teaching import RULES

LIN, HE = Agent("t1", "小林", ("trainer",)), Agent("t2", "小禾", ("trainer",))
KNOWN = {"track_shipment", "ask_stock"}
TRACK, STOCK = Wish(Decision.CHOOSE, "track_shipment"), Wish(Decision.CHOOSE, "ask_stock")
TEXTS = ["件到哪了", "东西走到哪里了", "还有货不", "快递到哪了 黑色还有吗"]
Run = Callable[..., Any]


@pytest.fixture
def ids(run: Run, read: Run) -> list[str]:
    """Four messages in the order of TEXTS; each has a vector of its own."""
    for one in (LIN, HE):
        run(people.ensure_staff, one, "-")
    lines = [Line(f"f:{n}", text, OPENING + timedelta(seconds=n)) for n, text in enumerate([*TEXTS, "件到哪了！"])]
    run(inbox_filling.import_lines, lines, RULES.weights)
    by_text = {row["text"]: row["id"] for row in read(inbox.page, Filters(), "newest", None)["rows"]}
    found = [by_text[text] for text in TEXTS]
    placed = [Placed(item, vector(number), None, None, None) for number, item in enumerate(found)]
    run(inbox_filling.place, placed, RULES.weights)
    return found


def vector(number: int) -> bytes:
    return bytes(np.eye(4, dtype=np.float16)[number].tobytes())


def listed(read: Run) -> list[str]:
    return [row["id"] for row in read(inbox.page, Filters(), "teaching", None)["rows"]]


def say(run: Run, item: str, wish: Wish, by: Agent = LIN) -> None:
    run(labels.decide, {item: wish}, KNOWN, Act(f"{by.id}-{item}", by, OPENING))


def test_those_whose_turn_it_is_come_first_until_others_have_it(run: Run, read: Run, ids: list[str]) -> None:
    run(learning_order.put_turns, [ids[2], ids[1]], RULES.weights)
    assert listed(read)[:2] == [ids[2], ids[1]]
    run(learning_order.put_turns, [ids[3], ids[2]], RULES.weights)
    assert listed(read)[:2] == [ids[3], ids[2]]
    assert listed(read)[2] == ids[0]  # it stands for two


def test_a_turn_is_kept_when_more_becomes_known_of_the_message(run: Run, read: Run, ids: list[str]) -> None:
    run(learning_order.put_turns, [ids[2]], RULES.weights)
    run(inbox_filling.put_clusters, {ids[2]: 1, ids[0]: 1}, RULES.weights)
    assert listed(read)[0] == ids[2]


def test_what_waits_is_read_with_its_copies_and_the_newest_first(read: Run, ids: list[str], run: Run) -> None:
    run(inbox_filling.import_lines, [Line("f:9", "没有向量", OPENING)], RULES.weights)
    waiting = read(learning_order.material, 3).waiting
    assert waiting.ids == (ids[3], ids[2], ids[1])
    assert read(learning_order.material, 9).waiting.copies == (1, 1, 1, 2)
    assert waiting.vectors[0] == vector(3)


def test_what_is_labelled_teaches_before_it_is_written_and_waits_no_more(run: Run, read: Run, ids: list[str]) -> None:
    say(run, ids[1], TRACK)
    material = read(learning_order.material, 9)
    assert material.labelled == [(vector(1), "track_shipment")]
    assert ids[1] not in material.waiting.ids
    assert read(learning_order.stand) == Stand(waiting=3, decided=1)


def test_what_annotators_differ_on_and_what_asks_two_things_teaches_nothing(
    run: Run, read: Run, ids: list[str]
) -> None:
    say(run, ids[2], STOCK)
    say(run, ids[2], TRACK, HE)
    parts = (Part("快递到哪了", "track_shipment"), Part("黑色还有吗", "ask_stock"))
    say(run, ids[3], Wish(Decision.SPLIT, parts=parts))
    assert read(learning_order.material, 9).labelled == []
