from __future__ import annotations

from decimal import Decimal

from actions.services.paying import per_month, ways
from shop.sql import SqlShop
from tests.actions.conftest import Ask


def test_all_ways_come_from_the_policy(shop: SqlShop, ask: Ask) -> None:
    assert "支付宝、微信支付、花呗、银行卡" in ways(shop, ask("有哪些付款方式")).text


def test_a_way_that_is_not_on_the_list_is_not_promised(shop: SqlShop, ask: Ask) -> None:
    assert "花呗支持" in ways(shop, ask("能用花呗吗")).text
    assert "暂时用不了" in ways(shop, ask("京东白条能用吗")).text


def test_there_is_no_cash_on_delivery(shop: SqlShop, ask: Ask) -> None:
    assert "不支持货到付款" in ways(shop, ask("收到货验完再给钱行不")).text


def test_free_months_are_the_products_own_and_reckoned(shop: SqlShop, ask: Ask) -> None:
    text = ways(shop, ask("可以分期吗", page_product_id="a601")).text  # 299 yuan, 3 and 6 months
    assert "3、6 期免息" in text and "3 期每期约 99.67 元" in text and "6 期每期约 49.83 元" in text


def test_months_with_interest_say_who_pays_it(shop: SqlShop, ask: Ask) -> None:
    text = ways(shop, ask("分12期每个月还多少", page_product_id="a601")).text
    assert "手续费由您付" in text and "24.92 元" in text and "免息的是 3、6 期" in text


def test_months_that_do_not_exist_are_not_made_up(shop: SqlShop, ask: Ask) -> None:
    assert "最多分 12 期" in ways(shop, ask("能分24期吗", page_product_id="a601")).text


def test_without_a_product_it_is_asked_for(shop: SqlShop, ask: Ask) -> None:
    assert "哪一款" in ways(shop, ask("支持分期吗")).text


def test_a_monthly_sum_is_rounded_to_the_cent() -> None:
    assert per_month(Decimal("299"), 6) == Decimal("49.83")
