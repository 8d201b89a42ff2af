"""What is suggested to a person is said in a person's voice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from assist_api.domain.person_voice import BOT_ALONE, in_person

ENTRIES = [
    entry
    for file in sorted((Path(__file__).parents[3] / "knowledge_base/entries").glob("*.yml"))
    for entry in yaml.safe_load(file.read_text("utf8"))
]
OF_A_BOT = re.compile("转接?人工|[由让请找]人工|智能助手|机器人")


@pytest.mark.parametrize(
    ("said", "in_persons_mouth"),
    [
        ("请把订单号发给我，马上转人工联系快递核实。", "请把订单号发给我，我马上联系快递核实。"),
        ("把订单号发给我转人工复核。", "把订单号发给我，我马上复核。"),
        ("拍照发给我，由人工看能不能补寄。", "拍照发给我，我来看能不能补寄。"),
        ("请告诉我经过，马上转人工由专人跟进。", "请告诉我经过，我马上安排专人跟进。"),
        ("检测、人工和配件不收费。", "检测、人工和配件不收费。"),
    ],
)
def test_who_has_the_case_does_it_and_fetches_nobody(said: str, in_persons_mouth: str) -> None:
    assert in_person(said) == in_persons_mouth


@pytest.mark.parametrize("entry", [one for one in ENTRIES if one["public"]], ids=lambda one: one["id"])
def test_no_entry_makes_a_person_speak_of_fetching_one(entry: dict[str, str]) -> None:
    told = in_person(entry["answer"])
    assert entry["id"] in BOT_ALONE or not OF_A_BOT.search(told)
    assert not re.search("发给(?!我|您|你|他|她|客|对)|[，,]{2}", told)


def test_what_only_a_bot_can_say_names_entries_that_are_there() -> None:
    assert {entry["id"] for entry in ENTRIES} >= BOT_ALONE
