"""Every page, with what opens on it, is read by axe-core in light and in dark."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bench.stand import Stand
from tests.browser.accessibility import assert_accessible
from tests.browser.stage import ANSWER_WITHIN_MS, PHONE, Desk, Shopper, Visit, log_in

pytest_plugins = ["tests.browser.fixtures"]


@pytest.fixture
def browser_options() -> dict[str, Any]:
    """axe-core sets styles while it measures, which the pages' policy forbids; the other tests hold the pages to it."""
    return {"bypass_csp": True}


@pytest.mark.parametrize("path", ["/", "/#/category/shoes", "/#/product/c101", "/#/orders"])
def test_the_shops_pages(visit: Visit, path: str) -> None:
    page = visit(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert_accessible(page, path)


def test_the_shops_orders_and_parcels(visit: Visit) -> None:
    page = visit("/#/orders")
    page.get_by_label("您现在是").select_option("s1001")
    expect(page.locator(".order-parcels").first).to_be_visible()
    assert_accessible(page, "orders")


def test_the_chat_with_its_cards_and_buttons(shopper_with_parcel: Shopper) -> None:
    shopper = shopper_with_parcel
    assert_accessible(shopper.page, "the greeting")
    shopper.write("我的快递到哪了")
    expect(shopper.messages.locator(".card-parcel").first).to_be_visible(timeout=ANSWER_WITHIN_MS)
    assert_accessible(shopper.page, "a parcel")
    shopper.write("推荐一双跑步鞋")
    shopper.is_answered(after="推荐一双跑步鞋")
    assert_accessible(shopper.page, "a recommendation")
    shopper.choose_picture(shopper.page.screenshot())
    expect(shopper.chat.get_by_alt_text("待发送的图片 1")).to_be_visible()
    assert_accessible(shopper.page, "a picture to send")
    shopper.page.keyboard.press("Escape")
    assert_accessible(shopper.page, "the chat closed")


def test_the_chat_on_a_phone_without_a_network(visit: Visit) -> None:
    shopper = Shopper(visit("/", PHONE)).open_chat()
    shopper.write("你好")
    shopper.is_answered(after="你好")
    shopper.page.context.set_offline(True)
    shopper.write("断网时写的话")
    shopper.sees("断网时写的话")
    assert_accessible(shopper.page, "without a network")


def test_a_message_that_was_refused(shopper: Shopper) -> None:
    refused = {"error": {"code": "message_too_long", "message": "消息太长了，请分几条发送。"}}
    shopper.page.route("**/messages", lambda route: route.fulfill(status=422, json=refused))
    shopper.write("你好")
    expect(shopper.messages.locator(".turn-failed")).to_be_visible(timeout=ANSWER_WITHIN_MS)
    assert_accessible(shopper.page, "refused")


def test_the_chat_while_waiting_for_a_person(known_shopper: Shopper, desk: Desk) -> None:
    shopper = known_shopper
    shopper.write("满多少包邮")
    shopper.is_answered(after="满多少包邮")
    shopper.asks_for_a_person()
    expect(shopper.messages.locator(".card-receipt")).to_be_visible(timeout=ANSWER_WITHIN_MS)
    assert_accessible(shopper.page, "waiting with a receipt")
    for what in ("order", "topic"):
        shopper.messages.locator(f".fix[data-what={what}]").click()
        expect(shopper.chat.locator(".dock-choice, .dock-topics").first).to_be_visible(timeout=ANSWER_WITHIN_MS)
        assert_accessible(shopper.page, f"a correction of the {what}")
        shopper.chat.locator(".dock-close").click()


def test_the_chat_while_nobody_is_on_duty(empty_floor: None, shopper: Shopper) -> None:
    shopper.asks_for_a_person()
    for kind in ("message", "callback"):
        shopper.chat.locator(f".wishes [data-kind={kind}]").click(timeout=ANSWER_WITHIN_MS)
        expect(shopper.chat.locator(".dock-form")).to_be_visible()
        assert_accessible(shopper.page, f"a wish: {kind}")
        shopper.chat.locator(".dock-close").click()


def test_the_log_in(visit: Visit, product: Stand) -> None:
    page = visit("/desk/")
    expect(page.get_by_label("密码")).to_be_visible()
    assert_accessible(page, "log-in")
    log_in(page, product.staff("agent"), password="wrong")
    expect(page.get_by_role("alert")).to_have_text("姓名或密码不对。")
    assert_accessible(page, "log-in refused")


def test_the_desk_with_an_open_case(shopper_with_two_stages: Shopper, desk: Desk) -> None:
    shopper = shopper_with_two_stages
    shopper.write("你们就是骗子！垃圾店，气死我了")
    shopper.sees_owner("正在排队")
    expect(desk.page.locator(".row").first).to_be_visible(timeout=ANSWER_WITHIN_MS)
    assert_accessible(desk.page, "the queue")
    desk.take_next()
    shopper.sees_owner("客服")
    assert_accessible(shopper.page, "an agent in the chat")
    shopper.write("我要改地址")
    expect(desk.page.locator(".suggestion").first).to_be_visible(timeout=ANSWER_WITHIN_MS)
    desk.page.locator(".side .order summary").first.click()
    expect(desk.page.locator(".side .order-body").first).to_be_visible()
    assert_accessible(desk.page, "suggestions and orders")
    desk.page.locator(".side").get_by_role("button", name="备注", exact=True).first.click()
    expect(desk.page.get_by_role("dialog")).to_be_visible()
    assert_accessible(desk.page, "a form about an order")
    desk.press("Escape")
    desk.page.locator(".side").get_by_role("button", name="新建工单").click()
    desk.page.get_by_role("dialog").get_by_label("什么问题").fill("盒子压坏了")
    assert_accessible(desk.page, "a form of a ticket")
    desk.press("Control+Enter")
    expect(desk.page.locator(".side").get_by_role("region", name="工单")).to_contain_text(
        "盒子压坏了", timeout=ANSWER_WITHIN_MS
    )
    desk.press("Alt+j")
    expect(desk.page.get_by_role("dialog", name="转接")).to_be_visible(timeout=ANSWER_WITHIN_MS)
    desk.press("Control+Enter")
    expect(desk.page.locator(".field-problem").filter(has_text=re.compile(".")).first).to_be_visible()
    assert_accessible(desk.page, "a form with what is wrong in it")
    desk.press("Escape")
    desk.field.fill("您加我微信吧")
    expect(desk.page.get_by_role("list", name="草稿检查")).to_be_visible(timeout=ANSWER_WITHIN_MS)
    assert_accessible(desk.page, "a red line")
    desk.field.fill("/")
    expect(desk.page.locator(".canned-option").first).to_be_visible()
    expect(desk.page.get_by_role("button", name="发送", exact=True)).to_be_enabled(timeout=ANSWER_WITHIN_MS)
    assert_accessible(desk.page, "canned replies")
    desk.field.fill("")
    desk.press("Alt+n")
    desk.reply("这位顾客要优先 B3")
    assert_accessible(desk.page, "a note")
    desk.press("Alt+n")
    desk.reply("您好，我来帮您处理。")
    assert_accessible(desk.page, "a reply")
    desk.press("Alt+c")
    expect(desk.page.get_by_text("已结束与")).to_be_visible()
    assert_accessible(desk.page, "the case closed")


def test_the_desks_dialogs(desk: Desk) -> None:
    for keys, name in (("?", "快捷键"), ("Alt+k", "话术库"), ("Alt+,", "设置")):
        desk.press(keys)
        expect(desk.page.get_by_role("dialog", name=name)).to_be_visible()
        assert_accessible(desk.page, name)
        desk.press("Escape")


def test_the_desks_pages(desk: Desk) -> None:
    for address in _pages(desk.page):
        desk.page.goto(f"/desk/{address}")
        expect(desk.page.locator(".skeleton:visible")).to_have_count(0, timeout=ANSWER_WITHIN_MS)
        if desk.page.locator(".ticket-row").count():
            desk.page.locator(".ticket-row").first.click()
            expect(desk.page.locator(".tickets-detail h2, .tickets-detail h3").first).to_be_visible()
        assert_accessible(desk.page, address)


@pytest.mark.parametrize("path", ["/trainer/", "/trainer/#proposals", "/trainer/#knowledge", "/trainer/#sharing"])
def test_the_trainers_pages(visit: Visit, product: Stand, path: str) -> None:
    page = visit(path)
    log_in(page, product.staff("trainer"))
    expect(page.locator(".view[aria-current]")).to_be_visible()
    assert_accessible(page, path)


def _pages(page: Page) -> list[str]:
    return [str(link.get_attribute("href")) for link in page.locator(".page-tabs a").all()]
