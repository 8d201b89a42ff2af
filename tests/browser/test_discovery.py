"""From messages nobody understood to a new intent, on the page 发现; the data and the knowledge are copies."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assist_api.domain.messages import Understanding
from bench import stand
from bench.filled_inbox import fill
from bench.stand import ROOT, Stand
from knowledge_base import entries
from nlu_data.dataset import read_catalogue, sentences_of
from tests.browser.accessibility import assert_accessible
from tests.browser.stage import Visit, log_in
from tests.conftest import UNLIMITED, refuse_unprepared

pytest_plugins = ["tests.browser.fixtures"]

FOUND_WITHIN_MS = 120_000
NAMED_WITHIN_MS = 240_000  # the exam's sentences are encoded once, at the first name
TRADE_IN = tuple(f"旧手机{end}" for end in (
    "可以换新的吗", "能换新手机不", "换新的怎么弄", "怎么换新", "可以折价换新的吗", "能抵钱换新的吗", "换新补多少钱",
    "换新的话抵多少", "折价换新划算吗", "换新要寄回来吗",
))  # fmt: skip
ENGRAVING = tuple(f"戒指{end}" for end in (
    "可以刻字吗", "能刻名字不", "刻字怎么弄", "刻字收费吗", "刻字要等几天", "可以刻两个名字吗", "里面能刻字吗",
    "刻字能改吗", "刻英文字可以吗", "刻字多少钱",
))  # fmt: skip
UNKNOWN = Understanding("nlu_fallback", 0.3, (("nlu_fallback", 0.3), ("ask_product_detail", 0.2)))


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    refuse_unprepared()
    folder = tmp_path_factory.mktemp("discovery")
    shutil.copytree(ROOT / "knowledge_base" / "entries", folder / "entries")
    with stand.running(folder, **{**UNLIMITED, "XIAOER_ENTRIES_DIR": str(folder / "entries")}) as running:
        fill(running, dict.fromkeys((*TRADE_IN, *ENGRAVING), UNKNOWN))
        yield running


@pytest.fixture
def page(visit: Visit, product: Stand) -> Page:
    page = visit("/trainer/#discovery")
    log_in(page, product.staff("supervisor"))
    expect(page.locator(".discovery-run")).to_contain_text("待标注消息")
    if "重新整理" not in page.locator(".discovery-run").inner_text():
        page.keyboard.press("r")
    expect(page.locator(".cluster").first).to_be_visible(timeout=FOUND_WITHIN_MS)
    return page


def opened(page: Page, word: str) -> None:
    page.locator(".cluster", has_text=word).click()
    expect(page.locator(".cluster-open h2")).to_contain_text(word)


def write(page: Page, field: str, text: str) -> None:
    page.locator(f".cluster-form [name={field}]").fill(text)


def test_messages_that_ask_the_same_are_one_cluster(page: Page) -> None:
    opened(page, "刻字")
    expect(page.locator(".cluster-members")).to_contain_text(ENGRAVING[0])
    expect(page.locator(".cluster-members")).not_to_contain_text("旧手机")
    expect(page.locator(".cluster-facts")).to_contain_text("最接近的知识")
    assert_accessible(page, "发现")


def test_a_named_cluster_is_an_intent_in_the_data(page: Page, product: Stand) -> None:
    opened(page, "手机")
    page.keyboard.press("n")
    expect(page.locator(".cluster-form [name=zh]")).to_be_focused()
    write(page, "zh", "以旧换新")
    write(page, "name", "ask_trade_in")
    write(page, "means", "问旧的能不能换新的、抵多少钱")
    write(page, "question", "旧的可以换新的吗？")
    write(page, "answer", "可以的亲，下单页点以旧换新，先估价再寄回。")
    write(page, "entry_id", "service.trade_in")
    assert_accessible(page, "发现：新建意图")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toasts")).to_contain_text("已新建意图“以旧换新”", timeout=NAMED_WITHIN_MS)
    page.keyboard.press("2")
    expect(page.locator(".cluster")).to_contain_text("意图 ask_trade_in")
    data = Path(product.environment["XIAOER_NLU_DATA"])
    assert read_catalogue(data)["ask_trade_in"].entry == "service.trade_in"
    assert set(sentences_of("ask_trade_in", root=data)) <= set(TRADE_IN)
    known = entries.load(Path(product.environment["XIAOER_ENTRIES_DIR"]))
    assert next(one for one in known if one.id == "service.trade_in").question == "旧的可以换新的吗？"


def test_the_page_works_by_keys_and_puts_aside(page: Page) -> None:
    opened(page, "刻字")
    page.keyboard.press("v")
    expect(page.locator(".cluster-form [name=known]")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("d")
    expect(page.locator(".discovery-tabs [data-state=dismissed]")).to_contain_text(re.compile("已搁置 1"))
    page.keyboard.press("3")
    expect(page.locator(".cluster-buttons")).to_contain_text("放回待处理")
    page.keyboard.press("b")
    expect(page.locator(".discovery-tabs [data-state=dismissed]")).to_contain_text(re.compile("已搁置 0"))
