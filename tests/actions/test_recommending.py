from __future__ import annotations

from collections.abc import Sequence

import pytest

from actions.services import recommending
from actions.services.forms import Outcome, Step, hear
from actions.services.needs import ALL, NEEDS, sheet
from actions.services.reply import Reply
from shop.sql import SqlShop
from tests.actions.conftest import Ask

Said = str | tuple[str, dict[str, Sequence[str]]]


def talked(shop: SqlShop, ask: Ask, *said: Said, page: str | None = None) -> Reply:
    """The last reply of a talk about a need; a message is its text, or its text with what was found in it."""
    reply = Reply()
    for each in said:
        text, entities = each if isinstance(each, tuple) else (each, {})
        question = ask(text, None, intent="nlu_fallback", entities=entities, page_product_id=page)
        if reply.draft is None:
            reply = recommending.recommend(shop, question)
            filled = reply.draft is not None and reply.draft.asking is None
        else:
            heard = hear(Step(recommending.FORM, shop, reply.draft, question))
            reply = Reply(heard.reply.text, buttons=heard.reply.buttons, draft=heard.draft)
            filled = heard.outcome is Outcome.FILLED
        if filled and reply.draft:
            return recommending.FORM.submit(Step(recommending.FORM, shop, reply.draft, question))
    return reply


def test_each_category_of_the_shop_has_its_own_questions(shop: SqlShop) -> None:
    assert set(NEEDS) == set(shop.policy()["shop"]["categories"])
    assert all(ask.question and (ask.choices or ask.measure) for ask in ALL)


def test_every_word_that_is_looked_for_stands_on_some_sheet(shop: SqlShop) -> None:
    for category, asks in NEEDS.items():
        sheets = " ".join(sheet(product) for product in shop.products(category=category))
        missing = [c.title for ask in asks for c in ask.choices if c.seek and not any(w in sheets for w in c.seek)]
        assert missing in ([], ["5 人以上"]), category


def test_the_need_is_asked_for_step_by_step_and_two_tiers_are_shown(shop: SqlShop, ask: Ask) -> None:
    reply = talked(shop, ask, "有什么推荐的", "护肤", "补水", "敏感肌", "不限")
    assert "实惠的看" in reply.text and "预算宽一点看" in reply.text and "泛红" in reply.text
    assert [part["type"] for part in reply.parts] == ["card", "card", "table"]
    assert len(reply.shown_product_ids) == 2


def test_what_the_first_message_tells_is_not_asked_again(shop: SqlShop, ask: Ask) -> None:
    reply = talked(shop, ask, ("想买双跑步的鞋", {"product_word": ["鞋"]}))
    assert "女士穿还是男士" in reply.text


def test_one_that_fits_is_shown_alone_with_the_honest_word(shop: SqlShop, ask: Ask) -> None:
    reply = talked(shop, ask, ("家里养猫 想买吸尘器", {"product_word": ["吸尘器"]}), "没有地毯")
    assert reply.shown_product_ids == ["a604"] and "长毛会缠刷" in reply.text


def test_the_budget_is_kept(shop: SqlShop, ask: Ask) -> None:
    reply = talked(shop, ask, "有什么推荐", "护肤", "补水", "敏感肌", ("100以内", {"money": ["0-100"]}))
    assert all(shop.product(each).price <= 100 for each in reply.shown_product_ids)


def test_over_the_budget_is_said_with_the_nearest(shop: SqlShop, ask: Ask) -> None:
    reply = talked(shop, ask, ("预算200的吹风机", {"product_word": ["吹风机"], "money": ["200"]}))
    assert "200 元以内没有合适的" in reply.text and "超出 59 元" in reply.text


def test_a_room_too_large_is_said(shop: SqlShop, ask: Ask) -> None:
    reply = talked(shop, ask, ("推荐个加湿器", {"product_word": ["加湿器"]}), "40平")
    assert "不硬推荐" in reply.text and "15 到 25 平方米" in reply.text and not reply.parts


def test_an_allergy_rules_out(shop: SqlShop, ask: Ask) -> None:
    reply = talked(shop, ask, ("小孩吃的零食", {"product_word": ["零食"]}), "清淡", "坚果过敏")
    sheets = [shop.product(each).attributes for each in reply.shown_product_ids]
    assert sheets and all("坚果" not in " ".join(sheet.values()) for sheet in sheets)


def test_a_man_is_not_shown_what_is_cut_for_women(shop: SqlShop, ask: Ask) -> None:
    reply = talked(shop, ask, "推荐上班穿的衣服", "男士", "不限")
    assert "c110" not in reply.shown_product_ids and "c108" in reply.shown_product_ids


def test_a_childs_age_stands_for_its_height(shop: SqlShop, ask: Ask) -> None:
    reply = talked(shop, ask, "女儿五岁 要过冬穿的", "不限")
    assert all(product.startswith("k") for product in reply.shown_product_ids)


def test_who_does_not_know_is_not_pressed(shop: SqlShop, ask: Ask) -> None:
    reply = talked(shop, ask, "想买护肤品", "都行", "不确定", "不限")
    assert len(reply.shown_product_ids) == 2
    assert talked(shop, ask, "给孩子买衣服", "不清楚", "冬天", "不限").shown_product_ids


def test_another_wish_in_the_middle_corrects(shop: SqlShop, ask: Ask) -> None:
    reply = talked(shop, ask, "推荐护肤品", "补水", "干皮", "不对 我是敏感肌", "不限")
    assert "敏感肌" in reply.text


def test_what_is_not_sold_is_said(shop: SqlShop, ask: Ask) -> None:
    reply = talked(shop, ask, ("打游戏的手机 2000左右", {"product_word": ["手机"], "money": ["2000"]}))
    assert "没有手机" in reply.text and len(reply.buttons) == 6 and reply.draft is None


def test_a_list_of_best_sellers_is_not_invented(shop: SqlShop, ask: Ask) -> None:
    assert "没有数据" in talked(shop, ask, "卖得最好的是哪个").text


@pytest.mark.parametrize(
    ("said", "page", "shown"),
    [("有没有便宜点的类似款", "s205", ["s206"]), ("这件配什么裤子", "c101", ["c106"])],
)
def test_goods_alike_and_goods_that_match_need_no_questions(
    shop: SqlShop, ask: Ask, said: str, page: str, shown: list[str]
) -> None:
    assert talked(shop, ask, said, page=page).shown_product_ids == shown


def test_nothing_cheaper_is_said(shop: SqlShop, ask: Ask) -> None:
    assert "没有更便宜的同类款" in talked(shop, ask, "有便宜点的类似款吗", page="a609").text


def test_everyday_shoes_are_no_everyday_clothes(shop: SqlShop, ask: Ask) -> None:
    reply = recommending.recommend(shop, ask("想给我妈买双平时散步穿的鞋", None))
    assert reply.draft and reply.draft.values["use"] == "walk" and reply.draft.values["who"] == "woman"
