from __future__ import annotations

import pytest

from actions.services.coupons import coupon
from shop.protocol import Refused
from shop.sql import SqlShop
from tests.actions.conftest import Ask


def test_the_wallet_and_what_can_be_taken_are_told_apart(shop: SqlShop, ask: Ask) -> None:
    reply = coupon(shop, ask("我有什么券", "s1005"))
    assert "能用的券有：「新人见面礼」" in reply.text and "可以领的有：「关注店铺券」" in reply.text
    assert "银卡会员专享券" not in reply.text and "限量直降券" not in reply.text


def test_for_goods_the_coupon_that_saves_most_is_offered(shop: SqlShop, ask: Ask) -> None:
    reply = coupon(shop, ask("有优惠券吗", "s1005", page_product_id="c103"))
    assert reply.offer and reply.offer.entities == {"coupon_offer": "cp02"}


def test_a_yes_takes_it_and_the_wallet_has_it(shop: SqlShop, ask: Ask) -> None:
    reply = coupon(shop, ask("", "s1005", entities={"coupon_offer": ["cp02"]}))
    assert "已经领到" in reply.text
    assert "秋冬衣橱券" in [each.title for each in shop.coupons("s1005")]


def test_the_coupon_offered_is_taken_in_other_words_than_yes(shop: SqlShop, ask: Ask) -> None:
    standing = {"coupon_offer": "cp02"}
    assert "已经领到" in coupon(shop, ask("好的，帮我领吧", "s1005", offered=standing)).text
    assert "已经领到" not in coupon(shop, ask("怎么领券", "s1006", offered=standing)).text


def test_taken_twice_is_said_kindly(shop: SqlShop, ask: Ask) -> None:
    coupon(shop, ask("", "s1005", message_id="a", entities={"coupon_offer": ["cp02"]}))
    again = coupon(shop, ask("", "s1005", message_id="b", entities={"coupon_offer": ["cp02"]}))
    assert "已经领过" in again.text


@pytest.mark.parametrize("offer", ["cp05", "cp06"])
def test_what_the_shop_refuses_stays_refused(shop: SqlShop, ask: Ask, offer: str) -> None:
    with pytest.raises(Refused):
        coupon(shop, ask("", "s1005", entities={"coupon_offer": [offer]}))


def test_a_guest_is_asked_to_log_in(shop: SqlShop, ask: Ask) -> None:
    assert "登录" in coupon(shop, ask("", None, entities={"coupon_offer": ["cp02"]})).text
    assert coupon(shop, ask("我的券用不了", None)).needs == "identity"


def test_why_one_cannot_be_used_is_told_from_the_record(shop: SqlShop, ask: Ask) -> None:
    short_of = coupon(shop, ask("我的券为什么用不了", "s1005", page_product_id="f406")).text
    over = coupon(shop, ask("券用不了", "s1006", page_product_id="b501")).text
    assert "还差 74 元才到门槛" in short_of
    assert "已经过期" in over and "没法恢复" in over


def test_a_coupon_for_other_goods_says_so(shop: SqlShop, ask: Ask) -> None:
    shop.take_coupon("s1005", "cp03", key="k")
    text = coupon(shop, ask("护肤体验券满109减12的怎么用不了", "s1005", page_product_id="c103")).text
    assert "只限护肤" in text and "不在范围里" in text


def test_a_coupon_beside_a_dearer_one_says_which_saves_more(shop: SqlShop, ask: Ask) -> None:
    shop.take_coupon("s1005", "cp02", key="k")
    text = coupon(shop, ask("新人券为什么不能用", "s1005", page_product_id="c103")).text
    assert "一单只能用一张，「秋冬衣橱券」更省" in text


def test_an_offer_that_excludes_coupons_is_named(shop: SqlShop, ask: Ask) -> None:
    question = ask("我的券用不了", "s1005", page_product_id="b501", entities={"quantity": ["2"]})
    assert "不能和「护肤第 2 件半价」同用" in coupon(shop, question).text


def test_without_any_coupon_nothing_is_guessed(shop: SqlShop, ask: Ask) -> None:
    owner = next(each for each in ("s1010", "s1011", "s1012", "s1003", "s1004") if not shop.coupons(each))
    assert "没有查到领过的券" in coupon(shop, ask("券用不了", owner)).text


def test_whether_coupons_go_together_is_said_and_none_listed(shop: SqlShop, ask: Ask) -> None:
    text = coupon(shop, ask("券能一起用吗", None)).text
    assert "一单用一张" in text and "「秋冬换新季」" in text and "关注店铺券" not in text


def test_one_to_be_taken_is_chosen_without_the_list_once_more(shop: SqlShop, ask: Ask) -> None:
    reply = coupon(shop, ask("领一张", None))
    assert "想领哪一张" in reply.text and len(reply.text) < 15 and reply.buttons
