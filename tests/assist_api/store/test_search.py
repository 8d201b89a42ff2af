"""Words are found in messages the same way on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from assist_api.domain.search import Filters
from assist_api.errors import InvalidInput
from assist_api.services import chat, desk, people, recall, search
from assist_api.services.people import Agent
from assist_api.store.unit_of_work import in_transaction, reading
from tests.assist_api.conftest import OPENING

QING = Agent("a1", "小青", ("agent",))
Find = Callable[..., list[str]]


@pytest.fixture
def run(engine: Engine) -> Callable[..., Any]:
    return lambda service, *args: in_transaction(engine, service, *args)[0]


@pytest.fixture
def said(run: Callable[..., Any]) -> dict[str, str]:
    """What three shoppers said, a minute apart; 小青 answered the second."""
    run(people.ensure_staff, QING, "-")
    lines = {"小王": "我的快递，到哪里了？", "桃子": "想退货，怎么退Ａ１货", "老李": "订单 2520833377472530116 到哪了"}
    opened = {}
    for minute, (name, text) in enumerate(lines.items()):
        opened[name] = str(run(chat.open_conversation, chat.Arrival(f"s{minute}", name), None, OPENING).id)
        run(chat.post, opened[name], "x", text, None, OPENING + timedelta(minutes=minute))
    run(desk.take, opened["桃子"], QING, OPENING + timedelta(minutes=5))
    run(desk.post, opened["桃子"], QING, "d", "收到后七天内都可以退货哦", None, OPENING + timedelta(minutes=6))
    return opened


@pytest.fixture
def find(engine: Engine, said: dict[str, str]) -> Find:
    def found(query: str = "", **filters: Any) -> list[str]:
        results = reading(engine, search.find, query, Filters(**filters))["results"]
        return ["".join(piece["text"] for piece in one["pieces"]) for one in results]

    return found


@pytest.mark.parametrize("word", ["快递", "的快", "快递到哪里", "快", "我的快递 哪里"])
def test_a_word_is_found_inside_chinese_across_punctuation(find: Find, word: str) -> None:
    assert find(word) == ["我的快递，到哪里了？"]


def test_letters_stand_in_the_order_asked_for_and_every_word_is_there(find: Find) -> None:
    assert find("递快") == find("哪里快递到") == find("快递 退货") == []


def test_width_and_case_do_not_matter(find: Find) -> None:
    assert find("a1") == ["想退货，怎么退Ａ１货"]


def test_the_newest_comes_first(find: Find) -> None:
    assert find("退货") == ["收到后七天内都可以退货哦", "想退货，怎么退Ａ１货"]


def test_signs_of_the_query_language_are_only_signs(find: Find) -> None:
    assert find('快递" OR "退货') == find("我%里") == find("我_递") == []
    assert find("快*") == find("快递")


@pytest.mark.parametrize(
    ("filters", "first"),
    [
        ({"shopper": "桃"}, "收到后"),
        ({"shopper": "s0"}, "我的快"),
        ({"order": "2520833377472530116"}, "订单 ["),
        ({"agent": "小青"}, "收到后"),
        ({"state": "agent"}, "收到后"),
    ],
)
def test_filters_alone_give_the_last_word_of_each_conversation(find: Find, filters: dict[str, str], first: str) -> None:
    assert [text.startswith(first) for text in find(**filters)] == [True]


def test_filters_narrow_what_is_found(find: Find) -> None:
    def at(minute: float) -> datetime:
        return OPENING + timedelta(minutes=minute)

    assert find("到哪", since=at(1)) == ["订单 [单号] 到哪了"]
    assert find("到哪", until=at(1)) == ["我的快递，到哪里了？"]
    assert find("到哪", state="agent") == []


def test_numbers_of_persons_are_masked_in_what_is_shown(find: Find) -> None:
    assert find("2520833377472530116") == ["订单 [单号] 到哪了"]


def test_what_was_taken_back_is_not_found(find: Find, run: Callable[..., Any], said: dict[str, str]) -> None:
    run(recall.take_back, said["桃子"], 3, QING, OPENING + timedelta(minutes=7))
    assert find("七天内") == []


def test_more_is_told_and_read_on(engine: Engine, run: Callable[..., Any], said: dict[str, str]) -> None:
    for number in range(search.AT_ONCE):
        run(chat.post, said["小王"], f"y{number}", "催一下快递", None, OPENING + timedelta(hours=1))
    first = reading(engine, search.find, "快递", Filters())
    rest = reading(engine, search.find, "快递", Filters(), search.AT_ONCE)
    assert [len(first["results"]), first["more"]] == [search.AT_ONCE, True]
    assert [len(rest["results"]), rest["more"]] == [1, False]


@pytest.mark.parametrize("query", ["", " ", "？！"])
def test_nothing_to_look_for_is_told(engine: Engine, query: str) -> None:
    with pytest.raises(InvalidInput):
        reading(engine, search.find, query, Filters())
