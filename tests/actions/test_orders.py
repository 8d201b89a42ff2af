from __future__ import annotations

from actions.services.orders import query
from shop.models import OrderState
from shop.sql import SqlShop
from tests.actions.conftest import Ask


def test_one_order_is_told_with_its_card_and_state(shop: SqlShop, ask: Ask) -> None:
    order = shop.orders("s1002")[0]
    reply = query(shop, ask("我的订单怎么样了", "s1002"))
    assert reply.parts[0]["id"] == order.id and reply.parts[0]["amount"] == f"{order.paid:.2f}"
    assert "超过承诺时间" in reply.text and reply.offer


def test_the_list_shows_at_most_four_newest_first(shop: SqlShop, ask: Ask) -> None:
    reply = query(shop, ask("我有哪些订单", "s1006"))
    assert reply.choices == [order.id for order in shop.orders("s1006")[:4]]


def test_an_unpaid_order_says_what_is_to_pay(shop: SqlShop, ask: Ask) -> None:
    unpaid = next(order for order in shop.orders("s1001") if order.state is OrderState.UNPAID)
    assert "还没有付款" in query(shop, ask("", "s1001").about_order(unpaid.id)).text


def test_a_visitor_proves_an_order_first(shop: SqlShop, ask: Ask) -> None:
    assert query(shop, ask("查订单", None)).needs == "identity"
