from __future__ import annotations

import pytest

from actions.services.focus import Found, asks_something_else, choose_first, chosen, find_order
from shop.models import Order
from shop.sql import SqlShop
from tests.actions.conftest import Ask

GOLD = "s1006"  # six orders


def anything(order: Order) -> bool:
    return True


def found(shop: SqlShop, question: object) -> Found:
    return find_order(shop, question, likely=anything)  # type: ignore[arg-type]


def test_words_for_the_goods_pick_the_order(shop: SqlShop, ask: Ask) -> None:
    orders = shop.orders(GOLD)
    shoes = [order for order in orders if any("鞋" in line.title for line in order.lines)]
    choices = [orders[0].id, shoes[0].id]
    assert chosen(shop, ask("那双鞋", GOLD), choices) == shoes[0].id


def test_a_place_in_the_list_picks_the_order(shop: SqlShop, ask: Ask) -> None:
    choices = [order.id for order in shop.orders(GOLD)[:3]]
    said = ("第二个", "2", "最后一个", "第一单")
    assert [chosen(shop, ask(text, GOLD), choices) for text in said] == [choices[1], choices[1], choices[2], choices[0]]


def test_a_place_beyond_the_list_picks_nothing(shop: SqlShop, ask: Ask) -> None:
    choices = [order.id for order in shop.orders(GOLD)[:2]]
    assert chosen(shop, ask("第四个", GOLD), choices) is None


def test_another_question_picks_nothing(shop: SqlShop, ask: Ask) -> None:
    choices = [order.id for order in shop.orders(GOLD)[:3]]
    assert chosen(shop, ask("你们几点下班", GOLD), choices) is None


def test_the_order_in_focus_is_kept(shop: SqlShop, ask: Ask) -> None:
    third = shop.orders(GOLD)[2]
    assert found(shop, ask("现在什么状态", GOLD, focus_order_id=third.id)).order == third


def test_words_for_other_goods_leave_the_focus(shop: SqlShop, ask: Ask) -> None:
    orders = shop.orders(GOLD)
    hoodie = next(order for order in orders if any("卫衣" in line.title for line in order.lines))
    shoes = next(order for order in orders if all("鞋" in line.title for line in order.lines))
    result = found(shop, ask("卫衣那单呢", GOLD, focus_order_id=shoes.id))
    ids = [result.order.id] if result.order else list(result.reply.choices if result.reply else ())
    assert hoodie.id in ids and shoes.id not in ids


def test_several_orders_that_fit_are_shown_as_buttons_and_cards(shop: SqlShop, ask: Ask) -> None:
    reply = found(shop, ask("我的订单怎么样了", GOLD)).reply
    assert reply and reply.needs == "choice"
    assert len(reply.parts) == len(reply.buttons) == len(reply.choices) == 4


def test_the_newest_is_the_newest(shop: SqlShop, ask: Ask) -> None:
    assert found(shop, ask("我刚拍的那单", GOLD)).order == shop.orders(GOLD)[0]


@pytest.mark.parametrize(
    ("text", "shopper", "state"), [("没付款那单", "s1001", "unpaid"), ("还没发的那单", "s1006", "paid")]
)
def test_a_word_for_the_state_picks_the_order(shop: SqlShop, ask: Ask, text: str, shopper: str, state: str) -> None:
    found = find_order(shop, ask(text, shopper), likely=lambda order: True)
    assert found.order and found.order.state == state


@pytest.mark.parametrize(
    ("text", "intent", "confidence", "elsewhere"),
    [
        ("公司的 杭州棠里贸易有限公司", "change_address", 0.4, False),
        ("开发票的那个", "ask_invoice", 0.9, False),
        ("好的", "affirm", 0.9, False),
        ("都问了 没有", "deny", 0.9, False),
        ("尺码不合适", "ask_size_advice", 0.8, False),
        ("转人工", "request_human", 0.5, True),
        ("寄新疆运费多少", "ask_shipping_fee", 0.9, True),
        ("算了", "deny", 0.3, True),
    ],
)
def test_while_a_choice_is_open_only_a_sure_other_question_is_one(
    ask: Ask, text: str, intent: str, confidence: float, elsewhere: bool
) -> None:
    question = ask(text, intent=intent, confidence=confidence)
    assert asks_something_else(question, "ask_invoice") is elsewhere


def test_the_choice_is_put_again_with_the_same_orders(shop: SqlShop, ask: Ask) -> None:
    shown = [order.id for order in shop.orders("s1006")[:2]]
    reply = choose_first(shop, ask("公司的", "s1006"), shown)
    assert list(reply.choices) == shown and len(reply.buttons) == 2


def test_a_picture_is_no_other_question_and_is_received_before_the_choice(shop: SqlShop, ask: Ask) -> None:
    showing = ask("", GOLD, intent="send_picture", pictures=["/p/1"])
    assert not asks_something_else(showing, "report_quality_issue")
    assert choose_first(shop, showing, [shop.orders(GOLD)[0].id]).text.startswith("图片收到啦～先点一下")


def test_a_size_is_no_part_of_a_phone_number(shop: SqlShop, ask: Ask) -> None:
    choices = [order.id for order in shop.orders("s1008")]
    assert chosen(shop, ask("收货人改李四 15900038111", "s1008"), choices) is None


def test_a_no_to_something_else_leaves_the_choice_open(ask: Ask) -> None:
    assert not asks_something_else(ask("没拍照片", GOLD, intent="deny"), "report_package_problem")
    assert asks_something_else(ask("都不是", GOLD, intent="deny"), "report_package_problem")


def test_the_product_talked_of_picks_the_order_that_holds_it(shop: SqlShop, ask: Ask) -> None:
    heater = next(order for order in shop.orders("s1009") if order.lines[0].product_id == "a610")
    assert found(shop, ask("约一下", "s1009", focus_product_id="a610")).order == heater


@pytest.mark.parametrize("said", ["刚发的那个", "路上没了的 昨天发的那单"])
def test_sent_is_a_word_for_an_order(shop: SqlShop, ask: Ask, said: str) -> None:
    choices = [order.id for order in shop.orders("s1001")]
    sent = next(order.id for order in shop.orders("s1001") if order.state.value == "shipped")
    assert chosen(shop, ask(said), choices) == sent
