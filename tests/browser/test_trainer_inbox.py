"""The trainers' inbox: messages come in, are filtered, read with what was said around them, unmasked by who may."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Page, expect

from bench.stand import Stand
from tests.browser.stage import Shopper, Visit, log_in

pytest_plugins = ["tests.browser.fixtures"]

IMPORT = "/api/v1/trainer/inbox/import"


@pytest.fixture(scope="module")
def channel(product: Stand) -> str:
    """Of messages that came from elsewhere: three of them, two equal but for a telephone number."""
    name = f"phone-{uuid4().hex[:8]}"
    texts = ("阳台放得下<b>吗</b>", "打我电话13812345678", "打我电话13987654321", "SF 发吗")
    lines = [json.dumps({"text": text, "id": f"{name}{at}", "channel": name}) for at, text in enumerate(texts)]
    headers = {"X-API-Key": product.demo["api_key"], "Content-Type": "application/x-ndjson"}
    sent = httpx.post(f"{product.service_url}{IMPORT}", content="\n".join(lines), headers=headers, trust_env=False)
    assert sent.json()["new"] == 4
    return name


def opened(visit: Visit, product: Stand, role: str, channel: str) -> Page:
    page = visit("/trainer/")
    log_in(page, product.staff(role))
    button = page.get_by_role("button", name=channel)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".inbox-item")).to_have_count(3)
    return page


@pytest.fixture
def inbox(visit: Visit, product: Stand, channel: str) -> Page:
    return opened(visit, product, "trainer", channel)


def test_equal_messages_are_one_line_and_markup_in_a_message_is_text(inbox: Page) -> None:
    expect(inbox.locator(".inbox-item", has_text="打我电话")).to_contain_text("×2")
    expect(inbox.locator(".inbox-item", has_text="阳台")).to_contain_text("阳台放得下<b>吗</b>")


def test_words_narrow_the_list_and_x_takes_all_filters_back(inbox: Page) -> None:
    inbox.keyboard.press("/")
    inbox.keyboard.type("sf")
    expect(inbox.locator(".inbox-text")).to_have_text(["SF 发吗"])
    inbox.keyboard.type("没有这个词")
    expect(inbox.get_by_text("没有符合条件的消息")).to_be_visible()
    inbox.get_by_role("button", name="清除筛选").click()
    expect(inbox.get_by_placeholder("在消息里查找")).to_have_value("")
    expect(inbox.locator(".inbox-item", has_text="SF 发吗")).to_be_visible()


def test_the_keyboard_walks_the_list_and_the_address_names_the_message(inbox: Page) -> None:
    for number in (1, 2):
        inbox.keyboard.press("j")
        chosen = inbox.locator(".inbox-item[aria-current=true]")
        expect(chosen).to_have_attribute("data-index", str(number - 1))
        expect(inbox.locator(".inbox-open h2")).to_have_text(chosen.locator(".inbox-text").inner_text())
    heading = inbox.locator(".inbox-open h2").inner_text()
    inbox.reload()
    expect(inbox.locator(".inbox-open h2")).to_have_text(heading)


def test_a_trainer_sees_no_telephone_number_and_no_way_to_it(inbox: Page) -> None:
    inbox.locator(".inbox-item", has_text="打我电话").click()
    expect(inbox.locator(".inbox-open h2")).to_have_text("打我电话【手机号】")
    expect(inbox.get_by_role("button", name="显示隐去的信息")).to_have_count(0)


def test_a_supervisor_unmasks_a_message_with_one_key_and_is_told_that_it_is_logged(
    visit: Visit, product: Stand, channel: str
) -> None:
    page = opened(visit, product, "supervisor", channel)
    page.locator(".inbox-item", has_text="打我电话").click()
    expect(page.get_by_role("button", name="显示隐去的信息")).to_be_visible()
    page.keyboard.press("u")
    expect(page.locator(".inbox-open h2")).to_have_text("打我电话13812345678")
    expect(page.get_by_text("记入了审计日志")).to_be_visible()


def test_a_question_whose_answer_was_no_help_comes_in_with_the_conversation_around_it(
    visit: Visit, product: Stand, shopper: Shopper
) -> None:
    words = f"呜哩哇啦{uuid4().hex[:4]}"
    shopper.write("你好")
    shopper.is_answered("你好")
    shopper.write(words)
    shopper.is_answered(words)
    shopper.messages.get_by_role("button", name="没用").last.click()
    expect(shopper.messages.get_by_role("button", name="没用").last).to_have_attribute("aria-pressed", "true")
    page = visit("/trainer/")
    log_in(page, product.staff("trainer"))
    page.get_by_role("button", name="刷新").click()
    page.get_by_placeholder("在消息里查找").fill(words)
    page.locator(".inbox-item", has_text=words).click()
    thread = page.locator(".inbox-thread")
    expect(page.locator(".inbox-item", has_text=words)).to_contain_text("顾客说没帮上")
    expect(thread.locator(".said-by-shopper", has_text="你好")).to_be_visible()
    expect(thread.locator("[aria-current]")).to_contain_text(words)
    expect(thread.locator(".said-by-bot").last).to_be_visible()


def test_a_file_is_imported_and_what_could_not_be_read_is_named(visit: Visit, product: Stand, tmp_path: Path) -> None:
    name = uuid4().hex[:8]
    file = tmp_path / f"{name}.ndjson"
    file.write_text(f'{{"text": "刻字{name}"}}\n{{"tekst": 1}}\n', "utf-8")
    page = visit("/trainer/")
    log_in(page, product.staff("trainer"))
    page.locator("[data-action=import]").click()
    page.locator("input[type=file]").set_input_files(file)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("2 行：新消息 1，已有 0，未导入 1")
    expect(dialog).to_contain_text("第 2 行：字段")
    dialog.get_by_role("button", name="关闭").click()
    page.get_by_placeholder("在消息里查找").fill(f"刻字{name}")
    expect(page.locator(".inbox-item")).to_have_count(1)
