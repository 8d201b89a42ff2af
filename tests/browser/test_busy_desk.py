"""Two agents and three shoppers at once, each in a browser of their own."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.floor import at_once
from tests.browser.line import Line
from tests.browser.stage import ANSWER_WITHIN_MS, Desk, Shopper

pytest_plugins = ["tests.browser.fixtures"]


def test_the_most_urgent_stands_first_in_the_queue_of_both(
    three_shoppers: list[Shopper], desk: Desk, second_desk: Desk
) -> None:
    asking, angry, hurt = three_shoppers
    asking.asks_for_a_person()
    angry.write("你们就是骗子！垃圾店，气死我了")
    angry.sees_owner("正在排队")
    hurt.write("电热水壶漏电，我的手被电伤了")
    hurt.sees_owner("正在排队")
    for one in (desk, second_desk):
        expect(one.rows).to_have_count(3, timeout=ANSWER_WITHIN_MS)
        expect(one.rows).to_contain_text(["紧急", "优先", ""])
        expect(one.rows.last.locator(".urgency")).to_have_count(0)


def test_two_who_take_the_next_at_once_get_two_cases(
    three_shoppers: list[Shopper], desk: Desk, second_desk: Desk
) -> None:
    for shopper in three_shoppers:
        shopper.asks_for_a_person()
    for one in (desk, second_desk):
        expect(one.rows).to_have_count(3, timeout=ANSWER_WITHIN_MS)
    with at_once([desk.page, second_desk.page], "**/api/v1/desk/next"):
        desk.press("Alt+t")
        second_desk.press("Alt+t")
        for one in (desk, second_desk):
            expect(one.owner).to_have_text("由您接待", timeout=ANSWER_WITHIN_MS)
    assert desk.case_id != second_desk.case_id
    for one in (desk, second_desk):
        expect(one.tab("排队")).to_have_text("排队1")
        expect(one.tab("我的")).to_have_text("我的1")


def test_of_one_case_claimed_by_both_one_gets_it_and_the_other_reads_who(
    shopper: Shopper, desk: Desk, second_desk: Desk
) -> None:
    shopper.asks_for_a_person()
    for _ in range(5):
        _claim_at_once(desk, second_desk)
        winner, loser = sorted((desk, second_desk), key=lambda one: not one.has_the_case)
        expect(winner.owner).to_have_text("由您接待")
        expect(loser.page.get_by_role("status").filter(has_text=f"已由{winner.agent}接待")).to_be_visible()
        expect(loser.owner).to_have_text(f"由 {winner.agent} 接待")
        expect(loser.tab("我的")).to_have_text("我的0")
        winner.do("交回排队")
        expect(winner.owner).to_have_count(0)


def _claim_at_once(*desks: Desk) -> None:
    with at_once([one.page for one in desks], "**/take"):
        for one in desks:
            one.rows.first.click(timeout=ANSWER_WITHIN_MS)
            expect(one.take_button).to_be_visible()
        for one in desks:
            one.take_button.click()
        for one in desks:
            expect(one.owner).to_contain_text("接待", timeout=ANSWER_WITHIN_MS)
            expect(one.take_button).to_have_count(0)


def test_a_case_is_handed_to_a_colleague_who_accepts_it_with_its_note(
    shopper: Shopper, desk: Desk, second_desk: Desk
) -> None:
    _begin_to_talk(shopper, desk)
    desk.press("Alt+j")
    form = desk.page.get_by_role("dialog", name="转接")
    form.get_by_label("同事", exact=True).first.check()
    colleagues = form.get_by_role("combobox", name="同事")
    colleagues.select_option(colleagues.locator("option", has_text=second_desk.agent).get_attribute("value"))
    form.get_by_label("说明").fill("想换大一码，库存已经查过")
    desk.press("Control+Enter")
    expect(form).to_contain_text(f"转给 {second_desk.agent}")
    desk.press("Control+Enter")
    offer = second_desk.page.get_by_role("alert").filter(has_text="想换大一码，库存已经查过")
    expect(offer).to_contain_text(f"{desk.agent} 把", timeout=ANSWER_WITHIN_MS)
    expect(desk.owner).to_have_text("由您接待")
    offer.get_by_role("button", name="接收", exact=True).click()
    expect(second_desk.owner).to_have_text("由您接待", timeout=ANSWER_WITHIN_MS)
    expect(desk.owner).to_have_text(f"由 {second_desk.agent} 接待")
    expect(second_desk.thread).to_contain_text("想换大一码，库存已经查过")
    shopper.sees(f"客服 {second_desk.agent}")
    second_desk.reply("您好，我接着帮您换")
    shopper.sees("您好，我接着帮您换")
    expect(shopper.messages).not_to_contain_text("库存已经查过")


def test_what_is_taken_back_is_gone_for_its_shopper_and_nobody_else_hears_of_it(
    three_shoppers: list[Shopper], desk: Desk
) -> None:
    first, second, _ = three_shoppers
    for one in (first, second):
        one.asks_for_a_person()
        desk.take_next()
        desk.reply(f"您好，您的运费是 {7 if one is first else 9} 元")
    second.sees("9 元")
    expect(desk.thread.get_by_role("button", name="撤回")).to_be_attached()
    desk.press("Alt+z")
    second.sees("客服撤回了一条消息")
    expect(second.messages).not_to_contain_text("9 元")
    expect(desk.field).to_have_value("您好，您的运费是 9 元")
    first.sees("7 元")
    expect(first.messages).not_to_contain_text("撤回")


def test_what_both_write_while_the_agents_line_is_cut_arrives_once(shopper: Shopper, desk: Desk) -> None:
    line = Line(desk.page)
    _begin_to_talk(shopper, desk)
    line.cut()
    expect(desk.page.locator("body")).to_contain_text("断开")
    for number in (1, 2, 3):
        shopper.write(f"断线时顾客的第{number}句")
    shopper.has_sent_all()
    desk.reply("断线时客服的话")
    line.mend()
    _both_read(shopper, desk, ["断线时顾客的第1句", "断线时顾客的第2句", "断线时顾客的第3句", "断线时客服的话"])


def test_what_both_write_while_the_shoppers_line_is_cut_arrives_once(shopper: Shopper, desk: Desk) -> None:
    line = Line(shopper.page)
    shopper.open_chat()
    _begin_to_talk(shopper, desk)
    line.cut()
    for number in (1, 2, 3):
        desk.reply(f"断线时客服的第{number}句")
    desk.has_sent_all()
    shopper.write("断线时顾客的话")
    shopper.sees("断线时顾客的话")
    line.mend()
    _both_read(shopper, desk, ["断线时客服的第1句", "断线时客服的第2句", "断线时客服的第3句", "断线时顾客的话"])


def _begin_to_talk(shopper: Shopper, desk: Desk) -> None:
    shopper.asks_for_a_person()
    desk.take_next()
    desk.reply("您好，我来帮您处理。")
    shopper.sees("您好，我来帮您处理。")


def _both_read(shopper: Shopper, desk: Desk, sentences: list[str]) -> None:
    """Each once, in this order: at once, and anew after a reload."""
    for _ in range(2):
        for place in (shopper.messages, desk.thread):
            bubbles = place.locator(".turn:not(.turn-sending) .bubble")
            expect(bubbles.filter(has_text="断线时")).to_have_text(sentences, timeout=ANSWER_WITHIN_MS)
        shopper.page.reload()
        shopper.open_chat()
        desk.page.evaluate("location.hash = 'conversations'")  # where no start of a shift is in the way
        desk.page.reload()
        desk.tab("我的").click()
        desk.rows.first.click()
