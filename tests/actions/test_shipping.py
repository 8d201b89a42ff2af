from __future__ import annotations

import pytest

from actions.services import shipping
from shop.sql import SqlShop
from tests.actions.conftest import Ask


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("发新疆邮费多少", ("满 199 元包邮", "15 元")),
        ("寄到杭州要运费吗", ("满 59 元包邮", "8 元")),
        ("寄到台湾多少钱", ("送不到",)),
        ("包邮吗", ("满 59 元包邮", "新疆")),
        ("发顺丰多少钱", ("12 元", "8 元")),
        ("江苏发顺丰加多少", ("8 元",)),
        ("西藏能发顺丰不", ("西藏暂时发不了顺丰",)),
    ],
)
def test_the_fee_is_the_policys_for_the_place(shop: SqlShop, ask: Ask, text: str, says: tuple[str, ...]) -> None:
    reply = shipping.fee(shop, ask(text, None))
    assert [part for part in says if part not in reply.text] == [], reply.text


def test_a_known_shopper_need_not_say_where_they_live(shop: SqlShop, ask: Ask) -> None:
    assert shop.shopper("s1001").region.removesuffix("省") in shipping.fee(shop, ask("包邮吗", "s1001")).text


def test_the_fee_names_the_piece_on_the_page(shop: SqlShop, ask: Ask) -> None:
    assert "单件就包邮" in shipping.fee(shop, ask("寄杭州包邮吗", None, page_product_id="c101")).text


def test_days_hang_on_the_place(shop: SqlShop, ask: Ask) -> None:
    said = [shipping.delivery_time(shop, ask(f"到{place}几天", None)).text for place in ("上海", "北京", "拉萨")]
    assert [days in text for days, text in zip(("1-2 天", "2-4 天", "5-8 天"), said, strict=True)] == [True] * 3


def test_without_a_place_all_zones_are_told_and_the_place_is_asked_for(shop: SqlShop, ask: Ask) -> None:
    text = shipping.delivery_time(shop, ask("几天能到", None)).text
    assert "1-2 天" in text and "哪个省" in text


def test_a_parcel_on_its_way_answers_when_it_arrives(shop: SqlShop, ask: Ask) -> None:
    reply = shipping.delivery_time(shop, ask("什么时候能到", "s1001"))
    assert reply.order_id and "预计" in reply.text


def test_a_waiting_order_answers_when_it_is_sent(shop: SqlShop, ask: Ask) -> None:
    reply = shipping.ship_time(shop, ask("什么时候发货", "s1006"))
    assert reply.order_id == shop.orders("s1006")[0].id and "最晚" in reply.text


def test_on_a_product_page_sending_is_asked_before_buying(shop: SqlShop, ask: Ask) -> None:
    reply = shipping.ship_time(shop, ask("什么时候发货", "s1006", page_product_id="s201"))
    assert reply.order_id is None and "16:00" in reply.text


def test_cheaper_and_free_postage_in_one_is_bargaining(shop: SqlShop, ask: Ask) -> None:
    assert "本来就包邮" in shipping.fee(shop, ask("便宜点包邮吧", None, page_product_id="c103")).text


def test_postage_paid_twice_is_merged(shop: SqlShop, ask: Ask) -> None:
    reply = shipping.fee(shop, ask("两单都收了我运费 怎么收两份", "s1007"))
    assert reply.draft and reply.draft.form == "merge_form"


def test_a_stalled_parcel_is_given_no_day(shop: SqlShop, ask: Ask) -> None:
    text = shipping.delivery_time(shop, ask("大概啥时候能到", "s1003")).text
    assert "没有新动态" in text and "预计" not in text


def test_money_that_is_to_arrive_is_a_refund(shop: SqlShop, ask: Ask) -> None:
    assert "219 元" in shipping.delivery_time(shop, ask("我的钱几天能到", "s1006")).text
