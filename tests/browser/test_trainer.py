"""The trainer desk's shell, and the page of proposals, whose rows are given."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from bench.stand import Stand
from tests.browser.stage import Visit, log_in

pytest_plugins = ["tests.browser.fixtures"]

PROPOSALS = "**/api/v1/trainer/proposals"


def test_an_agent_without_the_role_is_told_so(visit: Visit, product: Stand) -> None:
    page = visit("/trainer/")
    log_in(page, next(one for one in product.demo["staff"] if one["roles"] == ["agent"]))
    expect(page.get_by_role("alert")).to_contain_text("没有这个操作的权限")


def test_g_and_a_letter_open_a_page_and_the_question_mark_tells_the_keys(visit: Visit, product: Stand) -> None:
    page = visit("/trainer/")
    log_in(page, product.staff("trainer"))
    expect(page.locator("main.page")).to_have_attribute("data-page", "inbox")
    page.keyboard.press("g")
    page.keyboard.press("p")
    expect(page.locator("main.page")).to_have_attribute("data-page", "proposals")
    expect(page.locator(".view[aria-current]")).to_have_text("知识建议")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("改写后采纳")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


@pytest.fixture
def proposals(visit: Visit, product: Stand) -> Page:
    """The view of proposals with three missing entries; what is decided is answered as the service does."""
    rows = [_proposal("l1", "鞋子可以刻字吗"), _proposal("l2", "要<b>大</b>一码吗"), _proposal("l3", "能上门量尺寸吗")]
    listed = {"rows": rows, "counts": {"change": 0, "entry": 3, "past": 0}, "topics": ["shoes"]}

    def prepare(page: Page) -> None:
        page.route(f"{PROPOSALS}?kind=*", lambda route: route.fulfill(json=listed))
        page.route(f"{PROPOSALS}/*/accept", lambda route: route.fulfill(json={"entry": {}}))

    page = visit("/trainer/#proposals", prepare=prepare)
    log_in(page, product.staff("trainer"))
    page.get_by_role("tab", name="缺少的问答").click()
    expect(page.locator(".proposal")).to_have_count(3)
    return page


def test_a_proposal_is_accepted_with_one_key_and_the_next_is_shown(proposals: Page) -> None:
    with proposals.expect_request(f"{PROPOSALS}/l1/accept"):
        proposals.keyboard.press("a")
    expect(proposals.locator(".proposal-detail h2")).to_have_text("要<b>大</b>一码吗")
    expect(proposals.get_by_role("status").filter(has_text="已加入知识库")).to_be_visible()
    expect(proposals.locator(".proposal")).to_have_count(2)


def test_a_proposal_is_rewritten_without_its_letters_deciding_anything(proposals: Page) -> None:
    proposals.keyboard.press("j")
    proposals.keyboard.press("e")
    answer = proposals.locator("textarea[name=answer]")
    expect(answer).to_be_focused()
    answer.fill("")
    proposals.keyboard.type("are just letters")
    with proposals.expect_request(f"{PROPOSALS}/l2/accept") as accepted:
        proposals.keyboard.press("Control+Enter")
    assert json.loads(accepted.value.post_data or "")["answer"] == "are just letters"


def test_the_service_answers_with_its_proposals_and_the_topics_of_the_knowledge(visit: Visit, product: Stand) -> None:
    page = visit("/trainer/#proposals")
    with page.expect_response(f"{PROPOSALS}?kind=change") as answered:
        log_in(page, product.staff("trainer"))
    assert answered.value.json()["counts"] == {"change": 0, "entry": 0, "past": 0}
    assert "returns" in answered.value.json()["topics"]
    expect(page.get_by_text("都处理完了")).to_be_visible()


def _proposal(name: str, question: str) -> dict[str, object]:
    return {
        "id": name,
        "kind": "entry",
        "topic": "shoes",
        "question": question,
        "variants": ["另一种问法"],
        "answer": "可以的，下单备注就行",
        "obstacles": [],
        "number": 3,
        "agents": 2,
        "conversations": 2,
        "last_at": "2026-03-02T10:00:00+08:00",
        "evidence": [{"question": question, "answer": "可以的", "at": "2026-03-02T10:00:00+08:00"}],
    }
