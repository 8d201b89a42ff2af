"""What a test expects of an answer is what stays of it tomorrow."""

from __future__ import annotations

from typing import Any

import pytest

from assist_api.domain.conversation_tests import dialogue, expected, mistakes, stable
from assist_api.domain.trials import Reply, Turn
from tests.assist_api.conftest import OPENING


def turn(*replies: Reply, **more: Any) -> Turn:
    about: dict[str, Any] = {"number": 1, "client_id": "x", "text": "想退货", "pressed": False, "handover": None}
    return Turn(**{**about, "replies": replies, "failed": False, "understanding": None, "at": OPENING, **more})


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("您的包裹已经到杭州了，预计 11月25日 送达。", ["您的包裹已经到杭州了"]),
        ("订单2729294280853498275已经发货，请留意查收。", ["请留意查收"]),
        ("运费¥8.00，满¥99包邮", []),
        ("好的", []),
    ],
)
def test_numbers_and_what_hangs_on_them_are_not_expected(text: str, pieces: list[str]) -> None:
    assert stable(text) == pieces


def test_cards_buttons_and_a_handover_are_expected_but_not_what_the_knowledge_base_says() -> None:
    card, buttons = (
        {"type": "card", "kind": "order"},
        {"type": "buttons", "buttons": [{"title": "退货", "payload": "/x"}]},
    )
    replies = (Reply("签收 7 天内可退。", (card, buttons), "退货规则", ""),)
    assert expected(turn(*replies, handover="requested")) == {
        "parts": ["order"],
        "buttons": ["退货"],
        "custom": {"handover.reason": "requested", "knowledge.query": "退货规则"},
    }


def test_a_pressed_button_is_pressed_again() -> None:
    made = dialogue("退货", None, [turn(), turn(text="退货", pressed=True)])
    assert made == {"name": "退货", "turns": [{"says": "想退货"}, {"presses": "退货"}]}


@pytest.mark.parametrize(
    ("found", "word"),
    [
        ("你好", "列表"),
        ([], "列表"),
        ([{"turns": [{"says": "你好"}]}], "名字"),
        ([{"name": "x", "turns": []}], "没有一句话"),
        ([{"name": "x", "turns": [{"says": "你好", "presses": "退货"}]}], "只写一个"),
        ([{"name": "x", "turns": [{"says": "你好", "expect": {"contain": "x"}}]}], "expect"),
        ([{"name": "x", "who": "y", "turns": [{"says": "你好"}]}], "who"),
    ],
)
def test_what_is_no_dialogue_is_told_in_a_sentence(found: object, word: str) -> None:
    assert word in next(mistakes(found))


def test_a_dialogue_that_was_made_is_one() -> None:
    assert list(mistakes([dialogue("退货", "c101", [turn(Reply("请问要退哪一件呢", said="请问要退哪一件呢"))])])) == []
