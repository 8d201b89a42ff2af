from __future__ import annotations

import pytest

from actions.services.areas import delivery_area, ship_from
from shop.sql import SqlShop
from tests.actions.conftest import Ask


def test_goods_are_sent_from_the_house_of_their_category(shop: SqlShop, ask: Ask) -> None:
    reply = ship_from(shop, ask("从哪里发货", page_product_id="a601"))
    assert "广东佛山" in reply.text and reply.offer and reply.offer.intent == "ask_delivery_time"


def test_the_order_in_focus_tells_the_house(shop: SqlShop, ask: Ask) -> None:
    order = shop.orders("s1002")[0]
    assert "浙江杭州" in ship_from(shop, ask("哪里发的", "s1002", focus_order_id=order.id)).text


def test_without_goods_all_houses_are_named(shop: SqlShop, ask: Ask) -> None:
    reply = ship_from(shop, ask("你们哪里发货", None))
    assert all(city in reply.text for city in ("浙江杭州", "安徽合肥", "广东佛山"))


@pytest.mark.parametrize(
    ("text", "said"),
    [("新疆能发吗", "15 元"), ("香港能寄吗", "送不到"), ("美国发不发", "海外"), ("乐山送不送", "可以送")],
)
def test_a_place_is_delivered_to_or_not(shop: SqlShop, ask: Ask, text: str, said: str) -> None:
    assert said in delivery_area(shop, ask(text, None)).text


def test_large_goods_come_upstairs_and_small_ones_as_the_courier_does_it(shop: SqlShop, ask: Ask) -> None:
    assert "送上楼" in delivery_area(shop, ask("送上楼吗", page_product_id="a601")).text
    assert delivery_area(shop, ask("能不能送上门 别放驿站", page_product_id="c101")).buttons


def test_a_category_has_its_house(shop: SqlShop, ask: Ask) -> None:
    text = ship_from(shop, ask("零食也是那发吗", None)).text
    assert "合肥" in text and "杭州" not in text
