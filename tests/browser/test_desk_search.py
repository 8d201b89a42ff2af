"""Words in all conversations, found from the desk."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.stage import ANSWER_WITHIN_MS, Desk, Shopper

pytest_plugins = ["tests.browser.fixtures"]


def test_a_word_inside_a_sentence_leads_to_its_message(shopper: Shopper, desk: Desk) -> None:
    shopper.write("麻烦问下榉木托盘还有吗")
    shopper.is_answered(after="榉木托盘")
    desk.press("Control+k")
    field = desk.page.get_by_label("搜索会话内容")
    expect(field).to_be_focused()
    field.fill("木托")
    found = desk.page.locator(".search-result", has_text="麻烦问下")
    expect(found.locator("mark")).to_have_text("木托", timeout=ANSWER_WITHIN_MS)
    desk.press("ArrowDown")
    expect(found).to_be_focused()
    desk.press("Enter")
    expect(desk.thread.locator(".pointed")).to_contain_text("榉木托盘", timeout=ANSWER_WITHIN_MS)


def test_what_is_not_found_is_told_and_the_slash_opens_the_search(desk: Desk) -> None:
    desk.page.locator(".thread-scroll").focus()
    desk.press("/")
    desk.page.get_by_label("搜索会话内容").fill("没人说过的词儿")
    expect(desk.page.locator(".search-told")).to_contain_text("没有找到", timeout=ANSWER_WITHIN_MS)
    desk.press("Alt+h")
    expect(desk.page.locator(".columns")).to_be_visible()
