"""The chat on the shop's page, in a real browser, with the whole product behind it."""

from __future__ import annotations

from playwright.sync_api import Page, WebSocketRoute, expect

from bench.stand import Stand
from tests.browser.stage import ANSWER_WITHIN_MS, PHONE, Shopper, Visit

pytest_plugins = ["tests.browser.fixtures"]

TYPED_WITH_AN_INPUT_METHOD = """field => {
  field.value = 'ni hao';
  field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}));
}"""


def test_a_visitors_question_is_answered(shopper: Shopper) -> None:
    shopper.write("满多少包邮")
    shopper.is_answered(after="满多少包邮")


def test_a_shopper_sees_the_parcel_as_a_card(shopper_with_parcel: Shopper) -> None:
    shopper_with_parcel.write("我的快递到哪了")
    expect(shopper_with_parcel.messages.locator(".card-parcel").first).to_be_visible(timeout=ANSWER_WITHIN_MS)


def test_an_empty_conversation_offers_starters_and_a_tap_asks(shopper: Shopper) -> None:
    shopper.chat.get_by_role("button", name="怎么退换货").click()
    shopper.is_answered(after="怎么退换货")
    expect(shopper.chat.locator(".welcome")).to_have_count(0)


def test_what_is_written_without_a_network_is_drawn_at_once_and_sent_once_when_it_returns(shopper: Shopper) -> None:
    shopper.write("你好")
    shopper.is_answered(after="你好")
    shopper.page.context.set_offline(True)
    shopper.write("断网时写的话")
    shopper.sees("断网时写的话")
    shopper.page.context.set_offline(False)
    shopper.is_answered(after="断网时写的话")
    expect(shopper.messages.locator(".turn-shopper", has_text="断网时写的话")).to_have_count(1)


def test_a_reload_loses_and_doubles_nothing(shopper: Shopper) -> None:
    shopper.write("发什么快递")
    shopper.is_answered(after="发什么快递")
    shopper.page.reload()
    shopper.open_chat()
    expect(shopper.messages.locator(".turn-shopper")).to_have_count(1, timeout=ANSWER_WITHIN_MS)
    shopper.is_answered(after="发什么快递")


def test_an_answer_that_comes_while_the_chat_is_closed_is_counted(shopper: Shopper) -> None:
    shopper.write("什么时候发货")
    shopper.page.keyboard.press("Escape")
    expect(shopper.chat.locator(".badge")).to_be_visible(timeout=ANSWER_WITHIN_MS)
    shopper.open_chat()
    expect(shopper.chat.locator(".badge")).to_have_count(0)


def test_where_sockets_are_blocked_the_answer_comes_all_the_same(visit: Visit) -> None:
    shopper = Shopper(visit("/", prepare=_block_sockets)).open_chat()
    shopper.write("满多少包邮")
    shopper.is_answered(after="满多少包邮")


def test_the_enter_of_an_input_method_sends_nothing(shopper: Shopper) -> None:
    shopper.chat.get_by_label("输入消息").evaluate(TYPED_WITH_AN_INPUT_METHOD)
    expect(shopper.messages.locator("li")).to_have_count(0)


def test_markup_that_a_shopper_writes_is_text(shopper: Shopper) -> None:
    shopper.write("<img src=x onerror=alert(1)><b>粗</b>")
    expect(shopper.messages.locator(".turn-shopper .bubble")).to_have_text("<img src=x onerror=alert(1)><b>粗</b>")
    expect(shopper.messages.locator(".bubble img")).to_have_count(0)


def test_escape_closes_and_gives_the_focus_back(shopper: Shopper) -> None:
    expect(shopper.chat.get_by_label("输入消息")).to_be_focused()
    shopper.page.keyboard.press("Escape")
    expect(shopper.chat.get_by_role("dialog")).to_be_hidden()
    expect(shopper.chat.locator(".launcher")).to_be_focused()


def test_a_text_over_the_limit_is_not_sent_and_says_how_much_too_long_it_is(shopper: Shopper) -> None:
    shopper.write("长" * 2001)
    expect(shopper.chat.locator(".count")).to_have_text("超出 1 字，请分几条发送")
    expect(shopper.chat.get_by_role("button", name="发送", exact=True)).to_be_disabled()


def test_another_shopper_sees_nothing_of_the_one_before(shopper: Shopper, product: Stand) -> None:
    shopper.write("只给自己看的话")
    shopper.is_answered(after="只给自己看的话")
    shopper.page.get_by_label("您现在是").select_option(product.demo["shoppers"][-1]["id"])
    expect(shopper.messages.get_by_text("只给自己看的话")).to_have_count(0)
    shopper.page.get_by_label("您现在是").select_option("")
    shopper.sees("只给自己看的话")


def test_on_a_phone_the_chat_fills_the_screen(visit: Visit) -> None:
    shopper = Shopper(visit("/", PHONE)).open_chat()
    assert shopper.chat.get_by_role("dialog").bounding_box() == {"x": 0, "y": 0, **PHONE}


def test_the_chat_knows_the_product_of_the_page(visit: Visit) -> None:
    shopper = Shopper(visit("/#/product/c101")).open_chat()
    expect(shopper.chat.locator(".page-chip")).to_contain_text("重磅纯棉连帽卫衣")
    with shopper.page.expect_request("**/messages") as asked:
        shopper.write("这款还有现货吗")
    assert (asked.value.post_data_json or {})["page"] == {"product_id": "c101"}
    shopper.is_answered(after="这款还有现货吗")


def _block_sockets(page: Page) -> None:
    page.route_web_socket("**/api/v1/chat/ws", lambda socket: _close(socket))


def _close(socket: WebSocketRoute) -> None:
    socket.close()
