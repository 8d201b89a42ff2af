"""The agent's desk, with a shopper at the other end."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from bench.stand import Stand
from tests.browser.stage import ANSWER_WITHIN_MS, Desk, Shopper, Visit, log_in

pytest_plugins = ["tests.browser.fixtures"]


def test_a_wrong_password_is_told_in_a_sentence(visit: Visit, product: Stand) -> None:
    page = visit("/desk/#conversations")
    log_in(page, product.staff("agent"), password="wrong")
    expect(page.get_by_role("alert")).to_have_text("姓名或密码不对。")


def test_a_shopper_and_an_agent_talk(shopper: Shopper, desk: Desk) -> None:
    shopper.write("收到的杯子碎了 A7")
    shopper.is_answered(after="收到的杯子碎了 A7")
    shopper.asks_for_a_person()
    desk.take_next()
    shopper.sees_owner("客服")
    desk.reply("您好，我来帮您处理。")
    shopper.sees("您好，我来帮您处理。")
    shopper.write("谢谢，在等您")
    expect(desk.thread).to_contain_text("谢谢，在等您", timeout=ANSWER_WITHIN_MS)
    desk.press("Alt+c")


def test_the_next_case_is_taken_with_one_key(known_shopper: Shopper, desk: Desk) -> None:
    known_shopper.asks_for_a_person()
    expect(desk.page).to_have_title(re.compile(r"^\(\d+\) "), timeout=ANSWER_WITHIN_MS)
    desk.take_next()
    expect(desk.page.get_by_role("region", name="案情摘要")).to_contain_text("转人工")
    desk.press("Alt+c")
    expect(desk.page.get_by_text("已结束与")).to_be_visible()


def test_a_note_never_reaches_the_shopper(shopper: Shopper, desk: Desk) -> None:
    shopper.asks_for_a_person()
    desk.take_next()
    desk.press("Alt+n")
    desk.reply("这位顾客要优先 B3")
    desk.press("Alt+n")
    desk.reply("马上为您处理 B3")
    shopper.sees("马上为您处理 B3")
    expect(shopper.messages).not_to_contain_text("这位顾客要优先")
    desk.press("Alt+c")


def test_a_suggestion_is_accepted_with_one_key_and_sent_with_another(shopper: Shopper, desk: Desk) -> None:
    shopper.asks_for_a_person()
    desk.take_next()
    shopper.write("满多少包邮")
    suggestions = desk.page.locator(".suggestion:not(.suggestion-internal)", has_text="包邮")
    expect(suggestions.first).to_be_visible(timeout=ANSWER_WITHIN_MS)
    text = suggestions.first.locator(".suggestion-text").inner_text()
    desk.press(suggestions.first.locator("kbd").inner_text().replace(" ", "+"))
    expect(desk.field).to_have_value(text)
    desk.press("Enter")
    shopper.sees(text.splitlines()[0])
    desk.press("Alt+c")


def test_of_two_agents_one_gets_the_case_and_the_other_is_told(
    shopper: Shopper, desk: Desk, visit: Visit, product: Stand
) -> None:
    shopper.asks_for_a_person()
    other = Desk(visit("/desk/#conversations"))
    log_in(other.page, [one for one in product.demo["staff"] if "agent" in one["roles"]][1])
    other.page.locator(".row").first.click(timeout=ANSWER_WITHIN_MS)
    invitation = other.page.get_by_role("button", name="接待", exact=True)
    expect(invitation).to_be_visible()
    desk.take_next()
    shopper.sees_owner("客服")
    expect(invitation).to_have_count(0, timeout=ANSWER_WITHIN_MS)
    expect(other.page.locator(".owner")).to_contain_text("接待")
    desk.press("Alt+c")


def test_markup_that_a_shopper_writes_is_text_at_the_desk(shopper: Shopper, desk: Desk) -> None:
    shopper.asks_for_a_person()
    shopper.write("<img src=x onerror=alert(1)>")
    desk.take_next()
    expect(desk.thread).to_contain_text("<img src=x onerror=alert(1)>", timeout=ANSWER_WITHIN_MS)
    expect(desk.thread.locator(".bubble img")).to_have_count(0)
    desk.press("Alt+c")


def test_help_lists_the_keys_and_escape_closes_it(desk: Desk) -> None:
    desk.press("?")
    expect(desk.page.get_by_role("dialog")).to_contain_text("采用第 1 条建议")
    desk.press("Escape")
    expect(desk.page.get_by_role("dialog")).to_be_hidden()


def test_log_out_ends_it(desk: Desk) -> None:
    desk.page.get_by_role("button", name="退出").click()
    expect(desk.page.get_by_label("密码")).to_be_visible()
    desk.page.reload()
    expect(desk.page.get_by_label("密码")).to_be_visible()


def test_a_red_line_is_warned_of_while_writing_and_rewritten_with_one_key(shopper: Shopper, desk: Desk) -> None:
    shopper.asks_for_a_person()
    desk.take_next()
    desk.field.fill("您加我微信吧")
    warning = desk.page.get_by_role("list", name="草稿检查")
    expect(warning).to_contain_text("平台规则", timeout=ANSWER_WITHIN_MS)
    expect(desk.page.get_by_role("button", name="发送", exact=True)).to_be_disabled()
    desk.press("Alt+r")
    expect(warning).to_have_count(0, timeout=ANSWER_WITHIN_MS)
    expect(desk.field).not_to_have_value(re.compile("微信"))
    text = desk.field.input_value()
    desk.press("Enter")
    shopper.sees(text)
    desk.press("Alt+c")
