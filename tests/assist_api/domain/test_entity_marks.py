from __future__ import annotations

import re

import pytest
from ruamel.yaml import YAML

from assist_api.domain.entity_marks import KINDS, EntityMark, checked, proposed, written
from assist_api.errors import InvalidInput
from nlu_data.dataset import Sentence
from tests.project.python_files import ROOT

TEXT = "发顺丰到杭州要几天"
COURIER, REGION = EntityMark(1, 3, "courier"), EntityMark(4, 6, "region")


def test_the_kinds_are_those_of_the_bot_but_the_one_of_buttons() -> None:
    of_bot = YAML(typ="safe").load((ROOT / "bot/domain/session.yml").read_text("utf-8"))["entities"]
    assert set(KINDS) == set(of_bot) - {"product_id"}


def test_a_marked_sentence_is_written_as_training_reads_it() -> None:
    line = written(TEXT, [REGION, COURIER])
    assert line == "发[顺丰](courier)到[杭州](region)要几天"
    assert Sentence("ask_delivery_time", line).plain == TEXT


def test_brackets_that_a_shopper_typed_are_no_marking() -> None:
    line = written("[图片](size)这个还有吗", [])
    assert Sentence("ask_stock", line).plain == line and not re.search(r"[\[\]]", line)


def test_marks_come_in_the_order_of_the_text() -> None:
    assert checked(TEXT, [REGION, COURIER]) == (COURIER, REGION)


@pytest.mark.parametrize(
    "wrong",
    [
        [EntityMark(1, 3, "weather")],
        [EntityMark(2, 2, "courier")],
        [EntityMark(4, 99, "region")],
        [COURIER, EntityMark(2, 5, "region")],
    ],
    ids=["an unknown kind", "nothing marked", "beyond the end", "overlapping"],
)
def test_a_wrong_marking_is_refused_in_a_sentence(wrong: list[EntityMark]) -> None:
    with pytest.raises(InvalidInput, match="实体"):
        checked(TEXT, wrong)


def test_of_two_overlapping_proposals_the_longer_one_is_shown_and_unknown_kinds_are_not() -> None:
    found = [
        {"entity": "region", "start": 4, "end": 6, "value": "杭州"},
        {"entity": "date", "start": 5, "end": 9, "value": "x"},
        {"entity": "product_id", "start": 0, "end": 1, "value": "p1"},
    ]
    assert proposed(TEXT, found) == (EntityMark(5, 9, "date"),)
