"""Taking back a message that has just gone out."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.stage import ANSWER_WITHIN_MS, Desk, Shopper

pytest_plugins = ["tests.browser.fixtures"]


def test_what_is_taken_back_leaves_the_shoppers_screen_and_returns_into_the_field(shopper: Shopper, desk: Desk) -> None:
    shopper.asks_for_a_person()
    desk.take_next()
    desk.reply("您的鞋给别人了 R1")
    shopper.sees("您的鞋给别人了 R1")
    desk.has_sent_all()
    desk.press("Alt+z")
    expect(shopper.messages).not_to_contain_text("您的鞋给别人了 R1", timeout=ANSWER_WITHIN_MS)
    shopper.sees("客服撤回了一条消息")
    expect(desk.thread).to_contain_text("撤回了一条消息")
    expect(desk.field).to_have_value("您的鞋给别人了 R1")
    shopper.page.reload()
    shopper.open_chat()
    shopper.sees("客服撤回了一条消息")
    expect(shopper.messages).not_to_contain_text("您的鞋给别人了 R1")
    desk.press("Alt+c")
