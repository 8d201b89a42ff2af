"""A trainer at the knowledge base: finds an entry, writes, is told what is wrong, sees what would change."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from bench.stand import Stand
from tests.browser.stage import ANSWER_WITHIN_MS, Shopper, Visit, log_in

pytest_plugins = ["tests.browser.fixtures"]

PREVIEW_WITHIN_MS = 60_000  # the first one of a process encodes every question of the week


@pytest.fixture
def knowledge(visit: Visit, product: Stand) -> Page:
    page = visit("/trainer/#knowledge")
    log_in(page, product.staff("reviewer"))
    expect(page.locator(".knowledge-row").first).to_be_visible(timeout=ANSWER_WITHIN_MS)
    return page


def open_entry(page: Page, entry_id: str) -> None:
    """By the keyboard: find it, and open what was found."""
    page.keyboard.press("/")
    page.get_by_label("查找知识").fill(entry_id)
    expect(page.locator(".knowledge-row")).to_have_count(1, timeout=ANSWER_WITHIN_MS)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.get_by_label("标准问题")).to_be_visible(timeout=ANSWER_WITHIN_MS)


def test_a_change_is_written_checked_previewed_and_reviewed_by_another(
    knowledge: Page, shopper: Shopper, visit: Visit, product: Stand
) -> None:
    shopper.write("能开发票不")
    shopper.is_answered("能开发票不")
    open_entry(knowledge, "invoice.can")
    knowledge.keyboard.press("e")
    answer = knowledge.locator("[name=answer]")
    expect(answer).to_be_focused()
    answer.fill("可以的，满 100 元送一张贺卡。")
    expect(knowledge.locator("[data-field=answer] .bad")).to_contain_text("100 元", timeout=ANSWER_WITHIN_MS)
    answer.fill("可以的，下单时选上电子发票就行。")
    expect(knowledge.locator("[data-field=answer] .bad")).to_have_count(0, timeout=ANSWER_WITHIN_MS)
    knowledge.keyboard.press("Control+s")
    expect(knowledge.locator(".entry-head")).to_contain_text("草稿，待审核", timeout=ANSWER_WITHIN_MS)
    knowledge.keyboard.press("Escape")
    knowledge.keyboard.press("v")
    changed = knowledge.locator(".effects li", has_text="能开发票不")
    expect(changed).to_contain_text("电子发票就行", timeout=PREVIEW_WITHIN_MS)
    expect(knowledge.get_by_role("button", name="审核通过")).to_be_disabled()
    expect(knowledge.locator(".entry-news")).to_contain_text("请另一位审核员审核")
    other = visit("/trainer/#knowledge")
    log_in(other, product.staff("supervisor"))
    open_entry(other, "invoice.can")
    expect(other.get_by_role("button", name="审核通过")).to_be_enabled(timeout=ANSWER_WITHIN_MS)
    other.keyboard.press("r")
    expect(other.locator(".entry-head")).to_contain_text("已审核，待发布", timeout=ANSWER_WITHIN_MS)
    other.get_by_role("button", name="删除草稿").click()
    expect(other.locator(".entry-head")).to_contain_text("已发布", timeout=ANSWER_WITHIN_MS)
    knowledge.reload()
    open_entry(knowledge, "invoice.can")
    expect(knowledge.locator(".entry-head")).to_contain_text("已发布", timeout=ANSWER_WITHIN_MS)


def test_a_slot_is_put_where_the_caret_stands(knowledge: Page) -> None:
    open_entry(knowledge, "invoice.can")
    answer = knowledge.locator("[name=answer]")
    answer.fill("订单开票")
    answer.press("Home")
    answer.press("ArrowRight")
    answer.press("ArrowRight")
    knowledge.get_by_label("插入占位符").press_sequentially("订单号")
    expect(knowledge.locator(".slot-list li")).to_have_count(1, timeout=ANSWER_WITHIN_MS)
    knowledge.keyboard.press("Enter")
    expect(answer).to_have_value("订单{order.id}开票")
    expect(answer).to_be_focused()


def test_what_was_typed_is_kept_while_one_looks_elsewhere(knowledge: Page) -> None:
    open_entry(knowledge, "invoice.can")
    knowledge.get_by_label("标签").fill("发票、税")
    expect(knowledge.locator(".knowledge-row", has_text="未保存")).to_have_count(1)
    knowledge.get_by_label("查找知识").fill("invoice")
    other = knowledge.locator(".knowledge-row", has_text="invoice.how")
    other.click(timeout=ANSWER_WITHIN_MS)
    expect(knowledge.locator(".entry-head code")).to_have_text("invoice.how", timeout=ANSWER_WITHIN_MS)
    knowledge.locator(".knowledge-row", has_text="invoice.can").click()
    expect(knowledge.get_by_label("标签")).to_have_value("发票、税")
    knowledge.get_by_role("button", name="放弃修改").click()
    expect(knowledge.locator(".knowledge-row", has_text="未保存")).to_have_count(0)
