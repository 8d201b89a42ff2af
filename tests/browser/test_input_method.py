"""The Enter that ends a composition never sends, and the next one does."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.input_method import CONTROL, ORDERS, InputMethod, Order
from tests.browser.stage import ANSWER_WITHIN_MS, Desk, Shopper

pytest_plugins = ["tests.browser.fixtures"]

HEARD = """field => {
  window.heard = [];
  for (const type of ['compositionend', 'keydown'])
    field.addEventListener(type, (event) => {
      window.heard.push([type, event.isComposing ?? null, event.keyCode ?? null]);
    });
}"""
AS_HEARD = {
    "enter first": [["keydown", True, 229], ["compositionend", None, None]],
    "end first": [["compositionend", None, None], ["keydown", False, 229]],
}


@pytest.mark.parametrize("order", ORDERS)
def test_the_browser_tells_of_it_as_the_browsers_of_shoppers_do(shopper: Shopper, order: Order) -> None:
    shopper.field.evaluate(HEARD)
    InputMethod(shopper.field, order).types("nihao", "你好")
    assert shopper.page.evaluate("window.heard") == AS_HEARD[order]


@pytest.mark.parametrize("order", ORDERS)
def test_in_the_chat(shopper: Shopper, order: Order) -> None:
    InputMethod(shopper.field, order).types("nihao", "你好")
    expect(shopper.field).to_have_value("你好")
    expect(shopper.messages.locator("li")).to_have_count(0)
    shopper.page.keyboard.press("Enter")
    shopper.is_answered(after="你好")
    expect(shopper.messages.locator(".turn-shopper")).to_have_count(1)


@pytest.mark.parametrize("order", ORDERS)
def test_in_a_reply_and_in_a_note(shopper: Shopper, desk: Desk, order: Order) -> None:
    shopper.asks_for_a_person()
    desk.take_next()
    for text in ("您好，在的", "是老顾客"):
        InputMethod(desk.field, order).types("pinyin", text)
        expect(desk.field).to_have_value(text)
        expect(desk.thread).not_to_contain_text(text)
        desk.press("Enter")
        expect(desk.thread).to_contain_text(text)
        expect(desk.field).to_have_value("")
        desk.press("Alt+n")
    shopper.sees("您好，在的")


@pytest.mark.parametrize("order", ORDERS)
def test_in_a_form(shopper: Shopper, desk: Desk, order: Order) -> None:
    shopper.asks_for_a_person()
    desk.take_next()
    desk.press("Alt+j")
    dialog = desk.page.get_by_role("dialog", name="转接")
    note = dialog.get_by_label("说明")
    InputMethod(note, order).types("xiangtui", "想退", modifiers=CONTROL)
    expect(note).to_have_value("想退")
    expect(dialog).not_to_contain_text("确认把")
    desk.press("Control+Enter")
    expect(dialog).to_contain_text("确认把", timeout=ANSWER_WITHIN_MS)
