"""The desk by keyboard: suggestions, the key that sends, input methods, the way around."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.stage import ANSWER_WITHIN_MS, Desk, Shopper

pytest_plugins = ["tests.browser.fixtures"]

COMPOSE = """([field, text, safari]) => {
  const tell = (kind, type, more) => field.dispatchEvent(new kind(type, { bubbles: true, cancelable: true, ...more }));
  field.focus();
  tell(CompositionEvent, "compositionstart");
  field.value = text;
  tell(InputEvent, "input", { isComposing: true });
  const key = { key: "Enter", code: "Enter", keyCode: 229, isComposing: !safari };
  const enter = () => tell(KeyboardEvent, "keydown", key);
  const end = () => tell(CompositionEvent, "compositionend", { data: text });
  for (const step of safari ? [end, enter] : [enter, end]) step();
}"""


def compose(page: Page, selector: str, text: str, *, safari: bool) -> None:
    """Write with an input method, and end the composition by Enter: Safari ends it before it tells of the key."""
    page.evaluate(COMPOSE, [page.locator(selector).element_handle(), text, safari])


@pytest.fixture
def held(shopper: Shopper, desk: Desk) -> Desk:
    """A desk whose case has at least two suggestions on the screen."""
    shopper.asks_for_a_person()
    desk.take_next()
    shopper.write("满多少包邮")
    expect(desk.page.locator(".suggestion").nth(1)).to_be_visible(timeout=ANSWER_WITHIN_MS)
    return desk


def words(desk: Desk, index: int) -> str:
    return desk.page.locator(".suggestion-text").nth(index).inner_text()


def test_digits_put_suggestions_in_which_stack_and_tab_goes_through_them(held: Desk) -> None:
    first, second = words(held, 0), words(held, 1)
    held.press("1")
    expect(held.field).to_have_value(first)
    held.press("Tab")
    expect(held.field).to_have_value(second)
    expect(held.field).to_be_focused()
    held.press("Alt+1")
    expect(held.field).to_have_value(f"{second}\n{first}")
    held.press("2")
    expect(held.field).to_have_value(f"{second}\n{first}2")
    held.press("Alt+c")


def test_dismissed_suggestions_leave_digits_and_tab_as_they_are(held: Desk) -> None:
    held.press("Escape")
    expect(held.page.locator(".suggestion")).to_have_count(0)
    held.press("2")
    expect(held.field).to_have_value("2")
    held.press("Tab")
    expect(held.field).not_to_be_focused()
    held.press("Alt+c")


def test_who_chose_ctrl_enter_sends_by_it_alone_also_after_a_reload(shopper: Shopper, desk: Desk) -> None:
    desk.press("Alt+,")
    desk.page.get_by_label("Ctrl+Enter").check()
    desk.press("Control+Enter")
    expect(desk.page.locator(".form-dialog")).to_be_hidden()
    desk.page.reload()
    shopper.asks_for_a_person()
    desk.take_next()
    desk.field.fill("第一行")
    desk.press("Enter")
    expect(desk.field).to_have_value("第一行\n")
    desk.press("Control+Enter")
    shopper.sees("第一行")
    desk.press("Alt+c")


@pytest.mark.parametrize("safari", [False, True])
def test_the_enter_that_ends_a_composition_never_sends(shopper: Shopper, desk: Desk, safari: bool) -> None:
    shopper.asks_for_a_person()
    desk.take_next()
    compose(desk.page, ".composer textarea", "你好", safari=safari)
    expect(desk.field).to_have_value("你好")
    expect(desk.thread).not_to_contain_text("你好")
    desk.press("Alt+k")
    desk.page.get_by_role("button", name="新建", exact=True).click()
    before = desk.page.url
    compose(desk.page, ".canned-form [name=title]", "包邮", safari=safari)
    expect(desk.page.locator(".canned-panel")).to_be_visible()
    assert desk.page.url == before
    desk.press("Escape")
    desk.press("Alt+c")


def test_the_list_is_one_stop_for_tab_and_its_rows_are_reached_by_arrows(shopper: Shopper, desk: Desk) -> None:
    shopper.asks_for_a_person()
    row = desk.page.locator(".row").first
    expect(row).to_be_visible(timeout=ANSWER_WITHIN_MS)
    desk.page.locator(".tab[tabindex='0']").focus()
    desk.press("Tab")
    expect(row).to_be_focused()
    desk.press("Enter")
    expect(desk.page.locator(".thread-head h2")).to_be_visible()
    desk.press("Alt+t")
    expect(desk.field).to_be_focused()
    desk.press("Alt+c")


def test_skip_links_lead_past_the_list(desk: Desk) -> None:
    desk.page.locator(".skip").nth(2).focus()
    expect(desk.page.locator(".skip").nth(2)).to_be_visible()
    desk.press("Enter")
    expect(desk.page.locator(".side")).to_be_focused()


def test_the_clock_to_the_first_answer_runs_until_it_is_given(shopper: Shopper, desk: Desk) -> None:
    shopper.asks_for_a_person()
    desk.take_next()
    clock = desk.page.locator(".thread-head .response")
    expect(clock).to_contain_text("秒未回")
    expect(clock).to_have_attribute("data-step", "due", timeout=ANSWER_WITHIN_MS)
    desk.reply("在的，请说")
    expect(clock).to_have_count(0)
    desk.press("Alt+c")
