from __future__ import annotations

import pytest

from bot.components.entities.reader import EntityReader
from tests.bot_components.entities.conftest import WEDNESDAY, Read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("单号7712345678901", [("tracking_no", "7712345678901")]),
        ("身高170穿160码", [("height", "170"), ("size", "160")]),
        ("小白鞋", [("product_word", "小白鞋")]),
        ("广东省深圳市南山区粤海街道", [("region", "广东省"), ("region", "深圳市"), ("region", "南山区")]),
        ("12月1号", [("date", "2026-12-01")]),
        ("第二件", [("ordinal", "2")]),
    ],
)
def test_the_longest_reading_wins_and_each_place_counts_once(read: Read, text: str, found: list[object]) -> None:
    assert read(text) == found


def test_places_are_those_of_the_text_as_typed(reader: EntityReader) -> None:
    text = "要ＸＬ码，黑色的"
    found = reader.read(text, WEDNESDAY)
    assert [text[each.start : each.end] for each in found] == ["ＸＬ", "黑色"]
    assert found[0].value == "XL"


@pytest.mark.parametrize("text", ["", "。", "[CLS]\n\t", "😀" * 50, "1" * 400, "第" * 300, "一" * 300 + "斤"])
def test_odd_messages_are_read_without_an_error(read: Read, text: str) -> None:
    assert all(value for _, value in read(text))
