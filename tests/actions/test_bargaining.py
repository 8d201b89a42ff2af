from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.services.bargaining import Rung, bargain
from actions.services.reply import Reply
from shop.sql import SqlShop
from tests.actions.conftest import NOW, Ask


def climbed(shop: SqlShop, ask: Ask, said: Sequence[str], **more: object) -> list[Reply]:
    """Each message on the rung where the one before has left the ladder."""
    replies: list[Reply] = []
    for text in said:
        rungs = tuple(reply.rung for reply in replies if reply.rung)
        replies.append(bargain(shop, ask(text, rungs=rungs, **more)))
    return replies


def test_the_ladder_is_climbed_in_its_order_and_ends_with_a_person(shop: SqlShop, ask: Ask) -> None:
    replies = climbed(shop, ask, ["便宜点"] * 6, shopper_id="s1006", page_product_id="c103")
    assert [reply.rung for reply in replies] == [*(rung.value for rung in Rung), ""]
    assert replies[4].custom["handover"]["reason"] == "bargain"


def test_no_rung_is_said_twice(shop: SqlShop, ask: Ask) -> None:
    replies = climbed(shop, ask, ["便宜点"] * 6, shopper_id="s1006", page_product_id="c103")
    assert len({reply.text for reply in replies}) == len(replies)


def test_each_answer_has_at_most_one_next_step(shop: SqlShop, ask: Ask) -> None:
    for reply in climbed(shop, ask, ["便宜点"] * 6, shopper_id="s1006", page_product_id="c103"):
        assert (reply.text + reply.next_step).count("？") <= 1 and not (reply.offer and reply.buttons)


def test_on_tmall_the_price_is_not_touched(shop: SqlShop, ask: Ask) -> None:
    (reply,) = climbed(shop, ask, ["帮我改价到99"], shopper_id="s1001")
    assert "客服改不了" in reply.text and "秋冬换新季" in reply.text


def test_on_taobao_that_is_not_said(shop: SqlShop, ask: Ask) -> None:
    taobao = {**shop.policy(), "shop": {**shop.policy()["shop"], "platform": "taobao"}}
    other = SqlShop(shop._engine, taobao, clock=lambda: NOW)
    assert "改不了" not in bargain(other, ask("便宜点", None, page_product_id="c103")).text


def test_the_sum_at_its_best_is_the_second_rung(shop: SqlShop, ask: Ask) -> None:
    replies = climbed(shop, ask, ["便宜点", "再少点"], shopper_id="s1006", page_product_id="c103")
    assert "= 389 元" in replies[1].text


def test_the_assurance_names_the_days_of_the_policy(shop: SqlShop, ask: Ask) -> None:
    shirt = climbed(shop, ask, ["便宜点"] * 3, shopper_id=None, page_product_id="c103")[-1].text
    snack = climbed(shop, ask, ["便宜点"] * 3, shopper_id=None, page_product_id="f411")[-1].text
    assert "签收后 15 天" in shirt and "签收后 7 天" in snack and "已拆封的零食除外" in snack


def test_a_gift_needs_an_order_that_has_not_left(shop: SqlShop, ask: Ask) -> None:
    replies = climbed(shop, ask, ["便宜点"] * 4, shopper_id="s1005", page_product_id="c103")
    assert replies[-1].rung == Rung.PERSON.value


def test_another_shops_price_and_odd_cents_are_met_in_half_a_sentence(shop: SqlShop, ask: Ask) -> None:
    replies = climbed(shop, ask, ["隔壁才卖89", "抹个零吧"], shopper_id=None, page_product_id="c101")
    assert "没法核实" in replies[0].text and "抹不掉" in replies[1].text


def test_postage_free_is_told_as_it_is(shop: SqlShop, ask: Ask) -> None:
    (short_of,) = climbed(shop, ask, ["包邮吧"], shopper_id=None, page_product_id="f406")
    (free,) = climbed(shop, ask, ["能包邮吗"], shopper_id=None, page_product_id="c103")
    assert "再买 34 元就包邮" in short_of.text and not short_of.rung
    assert "本来就包邮" in free.text


def test_several_pieces_are_counted_in(shop: SqlShop, ask: Ask) -> None:
    three = {"entities": {"quantity": ["3"]}}
    replies = climbed(shop, ask, ["三件便宜点"] * 2, shopper_id=None, page_product_id="c101", **three)
    assert "417 元" in replies[1].text and "40 元（秋冬换新季）" in replies[1].text


def test_a_hundred_pieces_are_a_persons_matter(shop: SqlShop, ask: Ask) -> None:
    question = replace(ask("要一百份 便宜多少", None, page_product_id="f411"), entities={"quantity": ["100"]})
    assert [button.intent for button in bargain(shop, question).buttons] == ["request_human"]


def test_a_cheaper_one_is_other_goods(shop: SqlShop, ask: Ask) -> None:
    text = bargain(shop, ask("便宜的有没有", None, page_product_id="s204")).text
    assert "同类" in text and "客服改不了" not in text


def test_another_device_is_no_cheaper_one(shop: SqlShop, ask: Ask) -> None:
    assert "加湿器" not in bargain(shop, ask("便宜的有没有", None, page_product_id="a608")).text
