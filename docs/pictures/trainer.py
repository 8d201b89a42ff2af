"""The trainer desk's pictures: messages that nobody understood, the groups found among them, one being labelled."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from assist_api.domain.messages import Understanding
from bench.filled_inbox import fill
from bench.stand import Stand

FOUND_WITHIN_MS = 120_000
TRADE_IN = [
    f"旧手机{end}"
    for end in [
        "可以换新的吗",
        "能换新手机不",
        "换新的怎么弄",
        "可以折价换新的吗",
        "能抵钱换新的吗",
        "换新补多少钱",
        "换新的话抵多少",
    ]
]
ENGRAVING = [
    f"戒指{end}"
    for end in ["可以刻字吗", "能刻名字不", "刻字怎么弄", "刻字收费吗", "刻字要等几天", "里面能刻字吗", "刻字多少钱"]
]
OTHERS = (
    "发顺丰到杭州要几天呀 单号给到13812345678",
    "这个能放阳台不 我家西晒",
    "包裹走到哪里了，还有这个黑色有货吗",
    "要能装下14寸电脑的",
)


def fill_inbox(running: Stand) -> None:
    unknown = Understanding("nlu_fallback", 0.3, (("nlu_fallback", 0.3), ("ask_product_detail", 0.2)))
    doubtful = Understanding("ask_delivery_time", 0.41, (("ask_delivery_time", 0.41), ("track_shipment", 0.33)))
    fill(running, {**dict.fromkeys((*TRADE_IN, *ENGRAVING), unknown), **dict.fromkeys(OTHERS, doubtful)})


def inbox(page: Page) -> None:
    page.goto("/trainer/#inbox")
    expect(page.get_by_text(TRADE_IN[0])).to_be_visible()


def labelling(page: Page) -> None:
    page.goto("/trainer/#labelling")
    expect(page.locator(".label-buttons")).to_be_visible()


def discovery(page: Page) -> None:
    page.goto("/trainer/#discovery")
    expect(page.locator(".discovery-run")).to_contain_text("待标注消息")
    page.keyboard.press("r")
    page.locator(".cluster", has_text="手机").first.click(timeout=FOUND_WITHIN_MS)
    expect(page.locator(".cluster-open h2")).to_contain_text("手机")
