"""A link to a model: made by a trainer, opened by somebody without an account, read by the trainer, kept as a test."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from playwright.sync_api import Page, expect

from bench.stand import Stand
from shop.models import OrderState
from tests.browser.stage import ANSWER_WITHIN_MS, Visit, log_in

pytest_plugins = ["tests.browser.fixtures"]

SHOPPER = "s1008"  # has an order that is paid


def shared(page: Page, title: str) -> str:
    """The address of a new link to the live model."""
    expect(page.locator(".sharing")).to_be_visible(timeout=ANSWER_WITHIN_MS)
    page.get_by_role("button", name="新建链接").click()
    page.get_by_label("名称").fill(title)
    page.get_by_label("模型").select_option("")
    page.get_by_role("button", name="生成链接").click()
    expect(page.locator(".sharing-open h2")).to_have_text(title, timeout=ANSWER_WITHIN_MS)
    link = page.get_by_role("link", name="打开试聊")
    return str(link.get_attribute("href"))


def say(page: Page, text: str) -> None:
    page.get_by_label("输入消息").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator(".turn-bot .bubble:not(.dots)").last).to_be_visible(timeout=ANSWER_WITHIN_MS)
    expect(page.locator(".dots")).to_have_count(0, timeout=ANSWER_WITHIN_MS)


def test_a_model_is_talked_to_over_a_link_and_the_talk_becomes_a_test(visit: Visit, product: Stand) -> None:
    trainer = visit("/trainer/#sharing")
    log_in(trainer, product.staff("reviewer"))
    guest = visit(shared(trainer, "试试新版本"))
    expect(guest.get_by_role("heading", name="试聊：试试新版本")).to_be_visible(timeout=ANSWER_WITHIN_MS)
    say(guest, "你好")
    say(guest, "转人工")
    expect(guest.locator(".notice", has_text="不会真的转给客服")).to_be_visible(timeout=ANSWER_WITHIN_MS)
    trainer.get_by_role("button", name="刷新").click()
    talk = trainer.locator(".talk")
    expect(talk).to_contain_text("这里会转人工", timeout=ANSWER_WITHIN_MS)
    talk.get_by_role("button", name="转成对话测试").click()
    wanted = re.compile("handover.reason: requested")
    expect(trainer.locator("[name=yaml]")).to_have_value(wanted, timeout=ANSWER_WITHIN_MS)
    with trainer.expect_download() as download:
        trainer.get_by_role("button", name="下载").click()
    (dialogue,) = yaml.safe_load(Path(download.value.path()).read_text("utf-8"))
    assert [turn["says"] for turn in dialogue["turns"]] == ["你好", "转人工"]


def test_a_guest_cancels_an_order_and_the_shop_knows_nothing_of_it(visit: Visit, product: Stand) -> None:
    shop = product.shop()
    order = next(one for one in shop.orders(SHOPPER, limit=20) if one.state is OrderState.PAID)
    trainer = visit("/trainer/#sharing")
    log_in(trainer, product.staff("trainer"))
    guest = visit(shared(trainer, "取消一单"))
    expect(guest.locator(".trial-note")).to_contain_text("不会真的办理", timeout=ANSWER_WITHIN_MS)
    for said in ("我要取消订单", f"{order.id} {shop.shopper(SHOPPER).phone_last4}", "拍错了", "确认取消"):
        say(guest, said)
    told = guest.locator(".turn-bot .bubble")
    expect(told.nth(-2)).to_contain_text("已经帮您提交取消", timeout=ANSWER_WITHIN_MS)
    expect(told.last).to_contain_text("没有真的办理", timeout=ANSWER_WITHIN_MS)
    assert shop.order(SHOPPER, order.id) == order


def test_a_link_that_was_taken_back_opens_nothing(visit: Visit, product: Stand) -> None:
    trainer = visit("/trainer/#sharing")
    log_in(trainer, product.staff("trainer"))
    guest = visit(shared(trainer, "马上收回"))
    say(guest, "你好")
    trainer.get_by_role("button", name="收回", exact=True).click()
    expect(trainer.locator(".sharing-row[aria-current]")).to_contain_text("已收回", timeout=ANSWER_WITHIN_MS)
    guest.reload()
    expect(guest.get_by_role("alert")).to_contain_text("已经被收回", timeout=ANSWER_WITHIN_MS)
