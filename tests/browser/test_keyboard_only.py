"""A whole case, from the log-in to its end, without the mouse."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from bench.stand import Stand
from tests.browser.keyboard import Keyboard
from tests.browser.stage import ANSWER_WITHIN_MS, Desk, Shopper, Visit

pytest_plugins = ["tests.browser.fixtures"]


def test_a_case_from_log_in_to_close_by_keyboard_alone(
    begun_shift: None, empty_floor: None, known_shopper: Shopper, visit: Visit, product: Stand
) -> None:
    desk = Desk(visit("/desk/#conversations"))
    keys, agent = Keyboard(desk.page), product.staff("agent")
    dialog, side = desk.page.get_by_role("dialog"), desk.page.locator(".side")

    expect(desk.page.get_by_label("姓名")).to_be_focused()
    keys.type(agent["name"])
    keys.press("Tab")
    keys.type(agent["password"])
    desk.press("Enter")
    expect(desk.page.locator(".agent-name")).to_be_visible()

    known_shopper.asks_for_a_person()
    desk.take_next()
    keys.shows_where_it_is()
    expect(desk.field).to_be_focused()

    known_shopper.write("满多少包邮")
    suggestion = desk.page.locator(".suggestion:not(.suggestion-internal)").first
    expect(suggestion).to_contain_text("包邮", timeout=ANSWER_WITHIN_MS)
    text = suggestion.locator(".suggestion-text").inner_text()
    keys.press("1")
    expect(desk.field).to_have_value(text)
    keys.press("Control+End")
    keys.type("，您放心买")
    keys.press("Control+Enter")
    known_shopper.sees("您放心买")

    keys.press("Alt+o")
    expect(dialog).to_contain_text("办理订单")
    keys.choose("备注")
    keys.press("Control+Enter")
    expect(dialog).to_contain_text("备注 · 订单")
    keys.type("顾客等着送人，请包好")
    keys.press("Control+Enter")
    expect(dialog).to_contain_text("将会这样改", timeout=ANSWER_WITHIN_MS)
    keys.press("Control+Enter")
    expect(side.locator(".order-note")).to_contain_text(["请包好"], timeout=ANSWER_WITHIN_MS)

    keys.press("Escape")
    keys.tab_to("新建工单")
    keys.press("Enter")
    expect(dialog).to_contain_text("新建工单")
    keys.press("Control+a")
    keys.type("盒子压坏了")
    keys.press("Control+Enter")
    expect(desk.page.get_by_text(re.compile("工单 .+ 已建好"))).to_be_visible(timeout=ANSWER_WITHIN_MS)
    expect(side.get_by_role("region", name="工单")).to_contain_text("盒子压坏了")

    desk.press("Alt+c")
    expect(desk.page.get_by_text("已结束与")).to_be_visible(timeout=ANSWER_WITHIN_MS)
