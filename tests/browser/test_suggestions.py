"""What helps an agent to answer: canned replies by a slash, slots filled from the order, amber where it has changed."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from bench.stand import Stand
from shop.models import OrderState
from tests.browser.stage import ANSWER_WITHIN_MS, Desk, Shopper

pytest_plugins = ["tests.browser.fixtures"]


def test_a_canned_reply_is_put_in_by_a_slash_and_its_empty_slot_stops_it(shopper: Shopper, desk: Desk) -> None:
    shopper.asks_for_a_person()
    desk.take_next()
    desk.field.press_sequentially("/wl")
    options = desk.page.locator(".canned-option")
    expect(options.first).to_contain_text("在路上，安心等")
    desk.press("Enter")
    expect(desk.field).to_have_value(re.compile(r"\{parcel\.courier\}"))
    expect(desk.page.locator(".composer-hint")).to_contain_text("{parcel.courier}（快递公司）")
    desk.press("Enter")
    expect(desk.field).not_to_have_value("")
    desk.field.fill("")
    desk.field.press_sequentially("/感谢惠顾")
    desk.press("Enter")
    expect(desk.field).to_have_value(re.compile("祝您生活愉快"))
    desk.press("Enter")
    shopper.sees("祝您生活愉快")
    desk.press("Alt+c")


def test_an_order_that_changes_turns_the_draft_amber_and_one_key_takes_the_new_words(
    shopper_with_two_to_merge: Shopper, desk: Desk, product: Stand
) -> None:
    shopper_with_two_to_merge.asks_for_a_person()
    desk.take_next()
    shopper_with_two_to_merge.write("不想要了，帮我取消订单")
    suggestion = desk.page.locator(".suggestion", has_text="可以取消").first
    expect(suggestion).to_be_visible(timeout=ANSWER_WITHIN_MS)
    suggestion.click()
    expect(desk.field).to_have_value(re.compile("可以取消"))
    shop = product.shop()
    paid = [order for order in shop.orders("s1007") if order.state is OrderState.PAID]
    for number, order in enumerate(paid):
        shop.cancel_order("s1007", order.id, reason="不想要了", key=f"browser{number}")
    desk.press("Enter")
    expect(desk.page.locator(".stale")).to_contain_text("待发货", timeout=ANSWER_WITHIN_MS)
    expect(desk.page.locator(".stale")).to_contain_text("退款中")
    desk.press("Alt+u")
    expect(desk.field).to_have_value(re.compile("已经在退款中了"))
    desk.press("Enter")
    shopper_with_two_to_merge.sees("已经在退款中了")
    desk.press("Alt+c")


def test_the_order_that_is_opened_is_the_one_suggested_for(shopper_with_two_stages: Shopper, desk: Desk) -> None:
    shopper_with_two_stages.asks_for_a_person()
    desk.take_next()
    shopper_with_two_stages.write("我要改地址")
    first = desk.page.locator(".suggestion-text").first
    expect(first).to_contain_text("地址可以改", timeout=ANSWER_WITHIN_MS)
    desk.page.locator(".side .order", has_text="仓库配货中").locator("summary").click()
    expect(first).to_contain_text("改不了了", timeout=ANSWER_WITHIN_MS)
    desk.press("Alt+c")


def test_an_agent_keeps_a_reply_of_their_own(desk: Desk) -> None:
    desk.press("Alt+k")
    panel = desk.page.get_by_role("dialog", name="话术库")
    panel.get_by_label("标题").fill("自己的开场白")
    panel.get_by_label("话术", exact=True).fill("亲，我是小青～")
    panel.get_by_label("快捷码").fill("Not A Code")
    panel.get_by_role("button", name="保存").click()
    expect(panel.get_by_role("alert")).to_contain_text("快捷码请用")
    panel.get_by_label("快捷码").fill("kcb")
    panel.get_by_role("button", name="保存").click()
    expect(panel.get_by_role("button", name="自己的开场白")).to_be_visible()
    panel.get_by_role("button", name="删除").click()
    expect(panel.get_by_role("button", name="自己的开场白")).to_have_count(0)
