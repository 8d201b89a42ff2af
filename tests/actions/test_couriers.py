from __future__ import annotations

import pytest

from actions.services.couriers import courier, named_courier
from shop.models import Product
from shop.shipping import Load, advise
from shop.sql import SqlShop
from tests.actions.conftest import Ask


def test_the_courier_is_that_of_the_category_with_its_days(shop: SqlShop, ask: Ask) -> None:
    text = courier(shop, ask("发什么快递 寄成都", None, page_product_id="c101")).text
    assert "默认发中通快递" in text and "2-4 天" in text


def test_the_wished_one_stands_beside_it_with_what_it_costs_for_this_weight(shop: SqlShop, ask: Ask) -> None:
    heavy = max(shop.products(category="小家电"), key=lambda product: product.weight_g)
    light = shop.product("c101")
    assert "补 12 元" in courier(shop, ask("到成都发什么快递", None, page_product_id=light.id)).text
    assert "补 12 元" not in courier(shop, ask("到成都发什么快递", None, page_product_id=heavy.id)).text


def test_goods_that_break_are_recommended_the_better_one_with_the_reason(shop: SqlShop, ask: Ask) -> None:
    fragile = next((product for product in shop.products() if "易碎" in product.handling), None)
    assert fragile is not None
    text = courier(shop, ask("寄北京用什么快递", None, page_product_id=fragile.id)).text
    assert _better(shop, fragile) is ("建议选顺丰" in text)


def _better(shop: SqlShop, product: Product) -> bool:
    load = Load("北京", product.weight_g, product.price, product.category, product.handling)
    chosen = advise(load, shop.policy()).recommended
    return chosen is not None and not chosen.usual


def test_without_goods_each_category_is_told_its_courier(shop: SqlShop, ask: Ask) -> None:
    text = courier(shop, ask("你们发什么快递", None)).text
    assert "中通快递" in text and "德邦物流" in text and "12 元" in text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("能发百世吗", "发不了"),
        ("发圆通行吗", "默认就发圆通速递"),
        ("西藏能发顺丰不", "西藏暂时发不了顺丰"),
        ("江苏发顺丰加多少", "补 8 元"),
        ("发顺丰到香港", "送不到"),
    ],
)
def test_a_named_courier_is_answered(shop: SqlShop, ask: Ask, text: str, says: str) -> None:
    assert says in courier(shop, ask(text, None)).text


def test_a_wished_courier_is_one_note_away(shop: SqlShop, ask: Ask) -> None:
    assert "备注" in courier(shop, ask("可以发顺丰吗", None)).buttons[0].says


def test_the_longest_name_wins(shop: SqlShop) -> None:
    found = named_courier(shop, "中通快运能到吗")
    assert found and found.name == "中通快运"


def test_what_is_under_way_is_told_its_courier_and_number(shop: SqlShop, ask: Ask) -> None:
    order = next(order for order in shop.orders("s1001") if order.parcel_ids)
    (parcel,) = shop.parcels("s1001", order.id)
    reply = courier(shop, ask("用的啥快递", "s1001", focus_order_id=order.id))
    assert parcel.tracking_no in reply.text and reply.offer
    assert "换不了" in courier(shop, ask("换成顺丰吧", "s1001", focus_order_id=order.id)).text
    assert (
        "换不了" not in courier(shop, ask("能发顺丰吗", "s1001", focus_order_id=order.id, page_product_id="c101")).text
    )
