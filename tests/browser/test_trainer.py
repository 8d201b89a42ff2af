"""The trainer's page. What the bot is unsure of depends on its model, so that the rows here are given."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from bench.stand import Stand
from tests.browser.stage import Visit, log_in

pytest_plugins = ["tests.browser.fixtures"]

INBOX = "**/api/v1/trainer/inbox"


@pytest.fixture
def inbox(visit: Visit, product: Stand) -> Page:
    rows = [_row("周末发不发", "unsure"), _row("要个能放<b>阳台</b>的", "failed"), _row("SF 发吗", "unsure")]
    page = visit("/trainer/", prepare=lambda page: page.route(INBOX, lambda route: route.fulfill(json={"rows": rows})))
    log_in(page, product.staff("trainer"))
    expect(page.locator("tbody tr")).to_have_count(3)
    return page


def test_the_messages_of_one_reason_are_shown(inbox: Page) -> None:
    inbox.get_by_role("button", name="机器人没把握 2").click()
    expect(inbox.locator("tbody .said")).to_have_text(["周末发不发", "SF 发吗"])


def test_a_word_finds_its_messages(inbox: Page) -> None:
    inbox.get_by_placeholder("在消息里查找").fill("sf")
    expect(inbox.locator("tbody .said")).to_have_text(["SF 发吗"])
    inbox.get_by_placeholder("在消息里查找").fill("没有这个词")
    expect(inbox.get_by_text("没有符合条件的消息")).to_be_visible()


def test_markup_in_a_message_is_text(inbox: Page) -> None:
    expect(inbox.locator("tbody .said").nth(1)).to_have_text("要个能放<b>阳台</b>的")


def test_the_service_answers_with_a_list(visit: Visit, product: Stand) -> None:
    page = visit("/trainer/")
    with page.expect_response(INBOX) as answered:
        log_in(page, product.staff("trainer"))
    assert isinstance(answered.value.json()["rows"], list)
    expect(page.get_by_role("button", name="全部")).to_be_visible()


def test_an_agent_without_the_role_is_told_so(visit: Visit, product: Stand) -> None:
    page = visit("/trainer/")
    log_in(page, next(one for one in product.demo["staff"] if one["roles"] == ["agent"]))
    expect(page.get_by_role("alert")).to_contain_text("没有这个操作的权限")


def _row(text: str, reason: str) -> dict[str, object]:
    return {
        "text": text,
        "reason": reason,
        "intent": "ask_ship_time",
        "intent_zh": "发货时间",
        "confidence": 0.41,
        "feeling": "neutral",
        "conversation_id": "c1",
        "at": "2026-03-02T10:00:00+08:00",
    }
