from __future__ import annotations

from actions.services import stock
from shop.sql import SqlShop
from tests.actions.conftest import NOW, Ask


def _sku(shop: SqlShop, product: str, label: str) -> str:
    return next(sku.id for sku in shop.product(product).skus if sku.label == label)


def test_stock_of_a_colour_and_size_is_the_live_one(shop: SqlShop, ask: Ask) -> None:
    sku = next(sku for sku in shop.product("c101").skus if sku.options == {"颜色": "雾霾蓝", "尺码": "M"})
    reply = stock.stock(shop, ask("雾霾蓝M码还有吗", None, page_product_id="c101"))
    assert f"只剩 {sku.stock} 件" in reply.text
    assert reply.offer and reply.offer.intent == "ask_price"


def test_scarcity_is_only_said_of_what_is_scarce(shop: SqlShop, ask: Ask) -> None:
    assert "只剩" not in stock.stock(shop, ask("雾霾蓝L码还有吗", None, page_product_id="c101")).text


def test_what_is_gone_says_when_it_is_back_and_names_the_same_size_in_another_colour(shop: SqlShop, ask: Ask) -> None:
    reply = stock.stock(shop, ask("燕麦白L码有吗", None, page_product_id="c101"))
    assert "没货" in reply.text and "补货" in reply.text and "现货还有雾霾蓝 L" in reply.text
    assert reply.offer and reply.offer.entities == {"restock_sku": _sku(shop, "c101", "燕麦白 L")}


def test_a_yes_has_the_shopper_told_when_it_is_back(shop: SqlShop, ask: Ask) -> None:
    sku = _sku(shop, "c101", "燕麦白 L")
    reply = stock.stock(shop, ask("", "s1005", entities={"restock_sku": [sku]}))
    assert "第一时间" in reply.text
    assert shop.notify_restock("s1005", sku, key="again").asked_at == NOW


def test_who_asks_to_be_told_has_said_yes_already(shop: SqlShop, ask: Ask) -> None:
    reply = stock.stock(shop, ask("燕麦白L到货叫我", "s1005", page_product_id="c101"))
    assert "记下了" in reply.text and reply.offer is None


def test_of_several_that_are_gone_it_is_asked_which_to_wait_for(shop: SqlShop, ask: Ask) -> None:
    reply = stock.stock(shop, ask("到货了通知我", "s1005", page_product_id="c101"))
    assert [button.title for button in reply.buttons] == ["等 燕麦白 L", "等 曜石黑 M", "等 抹茶绿 2XL"]


def test_a_guest_cannot_be_told_later(shop: SqlShop, ask: Ask) -> None:
    reply = stock.stock(shop, ask("燕麦白L到货叫我", None, page_product_id="c101"))
    assert "登录" in reply.text


def test_what_is_there_again_need_not_be_waited_for(shop: SqlShop, ask: Ask) -> None:
    sku = _sku(shop, "c101", "雾霾蓝 L")
    assert "又有货" in stock.stock(shop, ask("", "s1005", entities={"restock_sku": [sku]})).text


def test_a_number_is_weighed_against_the_stock(shop: SqlShop, ask: Ask) -> None:
    few = ask("雾霾蓝M要5件", None, page_product_id="c101", entities={"quantity": ["5"]})
    assert "只有 3 件" in stock.stock(shop, few).text


def test_nothing_is_put_aside_unpaid(shop: SqlShop, ask: Ask) -> None:
    assert "没法先留着" in stock.stock(shop, ask("帮我留一件", None, page_product_id="c101")).text


def test_a_size_that_does_not_exist_is_not_called_sold_out(shop: SqlShop, ask: Ask) -> None:
    reply = stock.stock(shop, ask("有4XL吗", None, page_product_id="c101", entities={"size": ["4XL"]}))
    assert "没有 4XL 码" in reply.text and "没货" not in reply.text


def test_a_colour_that_does_not_exist_names_those_that_do(shop: SqlShop, ask: Ask) -> None:
    reply = stock.stock(shop, ask("粉色还有吗", None, page_product_id="c101", entities={"colour": ["粉色"]}))
    assert "没有粉色" in reply.text and "雾霾蓝" in reply.text


def test_how_many_there_are_is_told_when_asked(shop: SqlShop, ask: Ask) -> None:
    reply = stock.stock(shop, ask("雾霾蓝M还剩几件", None, page_product_id="c101"))
    assert "雾霾蓝 M 还有 3 件" in reply.text


def test_a_product_named_in_the_text_beats_the_page(shop: SqlShop, ask: Ask) -> None:
    assert stock.stock(shop, ask("老爹鞋有货吗", None, page_product_id="c101")).product_id == "s201"


def test_this_one_is_the_one_on_the_page(shop: SqlShop, ask: Ask) -> None:
    assert stock.stock(shop, ask("这款有货吗", None, page_product_id="c101")).product_id == "c101"


def test_without_a_product_it_is_asked_for(shop: SqlShop, ask: Ask) -> None:
    assert "哪一款" in stock.stock(shop, ask("有货吗", None)).text


def test_this_one_on_a_page_of_other_goods_is_the_one_named(shop: SqlShop, ask: Ask) -> None:
    question = ask("这款老爹鞋有货吗", None, page_product_id="c101", entities={"product_word": ["老爹鞋"]})
    assert stock.stock(shop, question).product_id == "s201"


def test_a_colour_alone_names_no_goods(shop: SqlShop, ask: Ask) -> None:
    assert "哪一款" in stock.stock(shop, ask("有灰色不", None, entities={"colour": ["灰色"]})).text


def test_a_larger_one_is_not_there_when_there_is_one_size(shop: SqlShop, ask: Ask) -> None:
    text = stock.stock(shop, ask("有没有大一点的", None, page_product_id="a601")).text
    assert "只有这一种大小" in text and "现货" not in text
