"""The trainer's page."""

from __future__ import annotations

from playwright.sync_api import expect

from bench.stand import Stand
from tests.browser.stage import Shopper, Visit, log_in

pytest_plugins = ["tests.browser.fixtures"]


def test_a_message_that_the_bot_did_not_understand_is_listed_and_found(
    shopper: Shopper, visit: Visit, product: Stand
) -> None:
    shopper.write("呜啦啦 蹦蹦 q7z")
    shopper.is_answered(after="呜啦啦 蹦蹦 q7z")
    page = visit("/trainer/")
    log_in(page, product.staff("trainer"))
    page.get_by_placeholder("在消息里查找").fill("蹦蹦")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text("呜啦啦 蹦蹦 q7z")


def test_an_agent_without_the_role_is_told_so(visit: Visit, product: Stand) -> None:
    page = visit("/trainer/")
    log_in(page, next(one for one in product.demo["staff"] if one["roles"] == ["agent"]))
    expect(page.get_by_role("alert")).to_contain_text("没有这个操作的权限")
