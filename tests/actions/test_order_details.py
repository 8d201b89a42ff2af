from __future__ import annotations

import pytest

from actions.services.order_details import details
from shop.models import OrderState
from shop.sql import SqlShop
from tests.actions.conftest import Ask
from tests.actions.test_address_change import of


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("我买的是什么颜色来着", "老爹鞋（奶白 38）"),
        ("总共付了多少钱", "商品 358 元 − 优惠 40 元，包邮，实付 318 元"),
        ("收货地址是哪里", "唐** 139****7757，四川省成都市锦江区****"),
        ("付款成功了吗", "已经付款（318 元）"),
        ("我的备注写的什么", "没有备注"),
        ("发票开了吗", "还没申请发票"),
        ("订单号多少", "订单号是 2"),
        ("看看有没有拍重", "没有拍重"),
        ("付款时间是几点", "付款"),
    ],
)
def test_what_is_asked_is_told(shop: SqlShop, ask: Ask, text: str, said: str) -> None:
    told = details(shop, of(shop, "s1001", OrderState.SHIPPED), ask(text))
    assert told and said in told


def test_the_whole_detail_has_goods_sum_address_and_state(shop: SqlShop, ask: Ask) -> None:
    told = details(shop, of(shop, "s1008", OrderState.PAID), ask("订单详情发我看看", "s1008")) or ""
    assert "休闲裤" in told and "帆布鞋" in told and "208 元" in told and "****" in told and "待发货" in told


def test_why_it_was_closed(shop: SqlShop, ask: Ask) -> None:
    closed = of(shop, "s1012", OrderState.CLOSED_UNPAID)
    assert "自动关闭" in (details(shop, closed, ask("怎么被关闭了", "s1012")) or "")


def test_the_state_alone_is_no_detail(shop: SqlShop, ask: Ask) -> None:
    assert details(shop, of(shop, "s1001", OrderState.SHIPPED), ask("我的订单怎么样了")) is None
