"""What an agent does to an order from the right pane, until the shopper reads of it."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.stage import ANSWER_WITHIN_MS, Desk, Shopper

pytest_plugins = ["tests.browser.fixtures"]


def opened(desk: Desk, state: str) -> Locator:
    order = desk.page.locator(".side .order", has_text=state).first
    expect(order).to_be_visible(timeout=ANSWER_WITHIN_MS)
    if order.get_attribute("open") is None:
        order.locator("> summary").click()
    expect(order.get_by_role("group", name="的操作")).to_be_visible(timeout=ANSWER_WITHIN_MS)
    return order


def submit(desk: Desk) -> None:
    desk.press("Control+Enter")


def test_an_address_is_changed_and_a_small_sum_is_paid(shopper_with_many_orders: Shopper, desk: Desk) -> None:
    shopper, dialog = shopper_with_many_orders, desk.page.get_by_role("dialog")
    shopper.asks_for_a_person()
    desk.take_next()

    order = opened(desk, "待发货")
    order.get_by_role("button", name="改地址", exact=True).click()
    submit(desk)
    expect(dialog.get_by_role("alert").filter(has_text="至少填写一项")).to_be_visible()
    dialog.get_by_label("收件人").fill("李雷")
    dialog.get_by_label("省份").select_option("浙江")
    dialog.get_by_label("详细地址").fill("杭州市西湖区文三路 1 号")
    submit(desk)
    expect(dialog).to_contain_text("将会这样改", timeout=ANSWER_WITHIN_MS)
    expect(dialog).to_contain_text("浙江省杭州市西湖区****")
    submit(desk)
    expect(order).to_contain_text("改地址已完成", timeout=ANSWER_WITHIN_MS)
    expect(order.locator(".flag-yellow").first).to_be_visible()
    order.get_by_role("button", name="插入回复").click()
    desk.press("Enter")
    shopper.sees("收货信息已经帮您改好了：收件人 李**，地址 浙江省杭州市西湖区****")

    done = opened(desk, "交易成功")
    done.get_by_role("button", name="小额打款", exact=True).click()
    dialog.get_by_label("金额（元）").fill("50")
    submit(desk)
    expect(dialog.get_by_role("alert").filter(has_text="不能超过 20 元")).to_be_visible()
    dialog.get_by_label("金额（元）").fill("8.50")
    submit(desk)
    expect(dialog).to_contain_text("顾客得到 8.50 元", timeout=ANSWER_WITHIN_MS)
    dialog.get_by_role("button", name="确认").dblclick()
    expect(done.locator(".order-note", has_text="小额打款 8.50 元")).to_have_count(1, timeout=ANSWER_WITHIN_MS)
    expect(desk.page.locator(".side .order-note", has_text="小额打款")).to_have_count(1)
    desk.press("Alt+c")
