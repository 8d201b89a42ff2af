"""What a shopper sees of the handover in a real browser, and puts right by keyboard."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.stage import ANSWER_WITHIN_MS, Desk, Shopper

pytest_plugins = ["tests.browser.fixtures"]


def test_the_receipt_is_put_right_by_keyboard_and_the_agent_reads_it(desk: Desk, known_shopper: Shopper) -> None:
    known_shopper.write("我想退货")
    known_shopper.is_answered("我想退货")
    known_shopper.asks_for_a_person()
    chat = known_shopper.chat
    expect(chat.locator(".card-receipt")).to_contain_text("退货", timeout=ANSWER_WITHIN_MS)
    chat.get_by_role("button", name="不是这个问题").press("Enter")
    expect(chat.locator(".dock .chip").first).to_be_focused()
    known_shopper.page.keyboard.press("Escape")
    expect(chat.locator(".dock")).to_have_count(0)
    expect(chat.get_by_role("dialog")).to_be_visible()
    chat.get_by_role("button", name="不是这个问题").press("Enter")
    chat.get_by_label("用一句话说说是什么问题").fill("赠品没收到")
    known_shopper.page.keyboard.press("Enter")
    known_shopper.sees("已更正：您要问的是“赠品没收到”")
    desk.take_next()
    expect(desk.page.locator(".summary")).to_contain_text("赠品没收到（顾客更正）")
