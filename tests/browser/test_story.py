"""The main job from end to end: a parcel from the database, anger, a person, an accepted suggestion, its reading."""

from __future__ import annotations

from playwright.sync_api import expect

from bench.stand import Stand
from tests.browser.stage import ANSWER_WITHIN_MS, Desk, Shopper

pytest_plugins = ["tests.browser.fixtures"]


def test_from_the_parcel_over_anger_to_the_agents_accepted_reply(
    shopper_with_stalled_parcel: Shopper, desk: Desk, product: Stand
) -> None:
    shopper = shopper_with_stalled_parcel
    parcel = product.shop().parcels("s1003", product.shop().orders("s1003")[0].id)[0]
    shopper.write("我的快递到哪了")
    shopper.sees(parcel.tracking_no)

    shopper.write("你们就是骗子！垃圾店，气死我了")
    shopper.sees("前面的对话")
    shopper.sees_owner("正在排队")

    desk.take_next()
    expect(desk.page.locator("body")).to_contain_text("情绪愤怒")
    suggestion = desk.page.locator(".suggestion:not(.suggestion-internal)").first
    expect(suggestion).to_be_visible(timeout=ANSWER_WITHIN_MS)
    text = suggestion.locator(".suggestion-text").inner_text()
    desk.press("Alt+1")
    expect(desk.field).to_have_value(text)
    desk.press("Enter")
    shopper.sees_owner("客服")
    shopper.sees(text.splitlines()[0])
    desk.press("Alt+c")
