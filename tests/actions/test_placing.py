from __future__ import annotations

from actions.services.placing import help_with_order
from shop.sql import SqlShop
from tests.actions.conftest import Ask


def test_the_product_at_hand_is_shown_with_the_way(shop: SqlShop, ask: Ask) -> None:
    told = help_with_order(shop, ask("这个怎么买", page_product_id="c101"))
    assert "立即购买" in told.text and told.parts[0]["id"] == "c101"


def test_so_many_pieces_are_checked_against_stock(shop: SqlShop, ask: Ask) -> None:
    assert "数量选 2" in help_with_order(shop, ask("我要两双袜子 怎么拍", page_product_id="s211")).text


def test_more_than_one_order_takes_is_split(shop: SqlShop, ask: Ask) -> None:
    assert "最多拍 10 件" in help_with_order(shop, ask("我要15双", page_product_id="s211")).text


def test_bulk_goes_to_a_person(shop: SqlShop, ask: Ask) -> None:
    told = help_with_order(shop, ask("公司采购要50双", page_product_id="s211"))
    assert told.custom["handover"]["reason"] == "bulk_order" and "50" in told.custom["handover"]["note"]


def test_an_unpaid_order_is_shown_to_go_on_with(shop: SqlShop, ask: Ask) -> None:
    told = help_with_order(shop, ask("刚才没付 现在从哪儿付啊", "s1001"))
    assert "待付 109 元" in told.text and told.parts[0]["kind"] == "order"


def test_a_grey_button_is_explained_by_the_stock(shop: SqlShop, ask: Ask) -> None:
    assert "曜石黑 M" in help_with_order(shop, ask("立即购买是灰的", page_product_id="c101")).text


def test_limits_links_and_addresses(shop: SqlShop, ask: Ask) -> None:
    assert "最多拍 10 件" in help_with_order(shop, ask("限购几件", None)).text
    assert "哪一款" in help_with_order(shop, ask("给个链接", None)).text
    assert "没发货前" in help_with_order(shop, ask("怎么给别人下单 地址填谁的", None)).text


def test_deposits_and_the_rest_come_from_the_knowledge_base(shop: SqlShop, ask: Ask) -> None:
    assert help_with_order(shop, ask("预售怎么拍 先付定金吗", None)).custom["knowledge"]
    assert help_with_order(shop, ask("怎么下单", None)).custom["knowledge"]
