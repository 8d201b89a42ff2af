"""Words that only name something put the question before them once more."""

from __future__ import annotations

from typing import Any

import pytest

from actions.services.follow_ups import Said, followed_up


def said(text: str, intent: str, **named: str) -> Said:
    marks: list[dict[str, Any]] = [
        {"entity": kind, "value": word, "start": text.index(word), "end": text.index(word) + len(word)}
        for kind, word in named.items()
    ]
    return Said(text, intent, marks)


def meant(now: Said, *before: Said) -> tuple[str, str] | None:
    found = followed_up(now, before)
    return (found.intent, found.text) if found else None


def test_another_place_has_the_same_question() -> None:
    before = said("新疆包邮不", "ask_shipping_fee", region="新疆")
    assert meant(said("西藏呢", "chitchat", region="西藏"), before) == ("ask_shipping_fee", "西藏呢 包邮不")


def test_other_goods_take_the_place_of_the_first_ones() -> None:
    before = said("这款羽绒服多少钱", "ask_price", product_word="羽绒服")
    assert meant(said("那卫衣呢", "affirm", product_word="卫衣"), before) == ("ask_price", "那卫衣呢 多少钱")


def test_what_only_names_something_is_passed_over() -> None:
    price, large = said("多少钱", "ask_price"), said("L码呢", "ask_size_advice", size="L")
    assert meant(said("XL呢", "affirm", size="XL"), large, price) == ("ask_price", "XL呢 多少钱")


def test_a_colour_alone_asks_whether_it_is_there() -> None:
    assert meant(said("黑色呢", "affirm", colour="黑色")) == ("ask_stock", "黑色呢")
    price = said("多少钱", "ask_price")
    assert meant(said("有黑色吗", "ask_product_detail", colour="黑色"), price) == ("ask_stock", "有黑色吗")


def test_goods_alone_ask_to_be_shown() -> None:
    assert meant(said("牛仔裤", "chitchat", product_word="牛仔裤")) == ("ask_recommendation", "牛仔裤")


def test_what_the_courier_costs_is_no_price_of_goods() -> None:
    found = followed_up(said("多少钱", "ask_price"), [said("能发顺丰吗", "ask_courier", courier="顺丰")])
    assert found and found.intent == "ask_courier" and found.marks[0]["value"] == "顺丰"


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [("我要退这件卫衣", "product_word", "卫衣"), ("换黑色", "colour", "黑色"), ("卫衣起球了", "product_word", "卫衣")],
)
def test_words_that_ask_something_themselves_are_left_alone(text: str, kind: str, word: str) -> None:
    before = said("多少钱", "ask_price")
    assert meant(said(text, "request_return", **{kind: word}), before) is None


def test_an_order_is_not_touched_by_a_colour() -> None:
    assert meant(said("要黑色的", "change_order_item", colour="黑色")) is None


def test_a_bare_number_is_a_size_where_sizes_are_talked_of() -> None:
    found = followed_up(said("38呢", "nlu_fallback"), [said("靴子37有货吗", "ask_stock")])
    assert found and found.text == "38呢 靴子有货吗"
    assert found and found.intent == "ask_stock" and found.marks[0]["value"] == "38"
    assert meant(said("38呢", "nlu_fallback"), said("运费多少", "ask_shipping_fee")) is None


def test_pieces_are_counted_without_a_verb() -> None:
    found = followed_up(said("那两件呢", "affirm"), [said("多少钱", "ask_price")])
    assert found and found.intent == "ask_price" and found.marks[0]["value"] == "2"


def test_two_names_are_compared_and_one_is_chosen() -> None:
    before = said("这两个哪个好", "compare_products")
    both = Said("精华和面霜", "deny", [_goods("精华", 0), _goods("面霜", 3)])
    assert meant(both, before) == ("compare_products", "精华和面霜 这两个哪个好")
    assert meant(said("那就面霜", "affirm", product_word="面霜"), before) is None


def test_another_one_is_of_goods_only_where_goods_were_shown() -> None:
    now = said("换一个", "request_exchange")
    assert meant(now) == ("ask_recommendation", "换一个") and not now.needs_nothing_shown


def _goods(word: str, start: int) -> dict[str, Any]:
    return {"entity": "product_word", "value": word, "start": start, "end": start + len(word)}


def test_a_question_that_does_not_fit_is_passed_over() -> None:
    courier, price = said("能发顺丰吗", "ask_courier", courier="顺丰"), said("多少钱", "ask_price")
    assert meant(said("发深圳", "ask_ship_from", region="深圳"), price, courier) == ("ask_courier", "发深圳 能发顺丰吗")
