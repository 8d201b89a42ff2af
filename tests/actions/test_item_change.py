from __future__ import annotations

import pytest

from actions.services.item_change import FORM, change
from actions.services.reply import Reply
from shop.models import Order, OrderState
from shop.sql import SqlShop
from tests.actions.conftest import Ask
from tests.actions.form_talk import talk as form_talk
from tests.actions.test_address_change import of
from tests.actions.walk import walk


def talk(shop: SqlShop, ask: Ask, order: Order, text: str, *answers: str) -> Reply:
    question = ask(text, order.shopper_id, intent="change_order_item").about_order(order.id)
    return walk(FORM, change(shop, question), shop, question, *answers)


def paid(shop: SqlShop) -> Order:
    """Trousers in 炭灰 M and canvas shoes in 复古红 38."""
    return of(shop, "s1008", OrderState.PAID)


def test_which_line_is_asked_and_which_variant_then(shop: SqlShop, ask: Ask) -> None:
    asked = talk(shop, ask, paid(shop), "我想改一下规格")
    assert "哪一件" in asked.text and len(asked.buttons) == 2
    assert "炭灰 M" in talk(shop, ask, paid(shop), "我想改一下规格", "第一个").text


def test_the_line_and_the_size_come_with_the_first_words(shop: SqlShop, ask: Ask) -> None:
    asked = talk(shop, ask, paid(shop), "休闲裤帮我换大一码")
    assert "由炭灰 M ×1改成炭灰 L ×1" in asked.text and "价格不变" in asked.text


def test_a_confirmed_change_is_in_the_order(shop: SqlShop, ask: Ask) -> None:
    order = paid(shop)
    done = talk(shop, ask, order, "休闲裤帮我换大一码", "确认修改")
    assert "已经改成炭灰 L" in done.text
    assert shop.order("s1008", order.id).lines[0].sku_label == "炭灰 L"


def test_a_second_thought_before_the_yes_counts(shop: SqlShop, ask: Ask) -> None:
    assert "改成炭灰 XL" in talk(shop, ask, paid(shop), "休闲裤换L码", "还是XL吧").text


def test_a_variant_that_is_gone_is_told_with_what_is_there(shop: SqlShop, ask: Ask) -> None:
    order = of(shop, "s1002", OrderState.PAID)  # a hoodie in 燕麦白 M
    asked = talk(shop, ask, order, "改成黑色的")
    assert "曜石黑 M暂时没货" in asked.text and asked.draft and asked.buttons


def test_paid_goods_of_another_price_are_bought_anew(shop: SqlShop, ask: Ask) -> None:
    told = talk_only(shop, ask, of(shop, "s1002", OrderState.PAID), "换成2XL")
    assert "149 元" in told.text and told.buttons[0].intent == "cancel_order" and not told.draft


def test_the_number_of_paid_goods_stays(shop: SqlShop, ask: Ask) -> None:
    assert "数量改不了" in talk_only(shop, ask, of(shop, "s1002", OrderState.PAID), "改成2件").text


def test_an_unpaid_order_is_reckoned_anew(shop: SqlShop, ask: Ask) -> None:
    order = of(shop, "s1001", OrderState.UNPAID)
    done = talk(shop, ask, order, "数量改成2件", "对")
    assert shop.order("s1001", order.id).lines[0].quantity == 2 and "待付" in done.text


def test_another_item_is_bought_apart_and_merged(shop: SqlShop, ask: Ask) -> None:
    assert "合并发货" in talk_only(shop, ask, paid(shop), "能再加一件到这个订单里吗").text


@pytest.mark.parametrize(("state", "word"), [(OrderState.LOCKED, "配货"), (OrderState.SHIPPED, "发出")])
def test_too_late_proposes_a_person(shop: SqlShop, ask: Ask, state: OrderState, word: str) -> None:
    shopper = "s1008" if state is OrderState.LOCKED else "s1001"
    told = talk_only(shop, ask, of(shop, shopper, state), "换个尺码")
    assert word in told.text and told.offer


def test_what_has_arrived_is_exchanged(shop: SqlShop, ask: Ask) -> None:
    told = talk_only(shop, ask, of(shop, "s1004", OrderState.SIGNED), "换个尺码")
    assert told.buttons[0].intent == "request_exchange"


def talk_only(shop: SqlShop, ask: Ask, order: Order, text: str) -> Reply:
    return change(shop, ask(text, order.shopper_id, intent="change_order_item").about_order(order.id))


def test_another_piece_of_the_order_does_not_keep_the_first_ones_wish(shop: SqlShop, ask: Ask) -> None:
    first = change(shop, ask("裤子换L", "s1008"))
    form = form_talk(FORM, shop, ask, "s1008", first)
    reply = form.says("鞋子要大一码的")
    assert "复古红 39" in reply.text and "先改低帮硫化帆布鞋" in reply.text
