"""Care of the data and the exam in the browser, on a copy of the sentences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from assist_api.domain.messages import Understanding
from assist_api.store.engine import open_engine
from assist_api.store.schema import inbox_items, label_claims, labels
from bench.filled_inbox import fill
from bench.stand import Stand
from nlu_data.dataset import sentences_of
from tests.browser.accessibility import assert_accessible
from tests.browser.stage import Visit, log_in

pytest_plugins = ["tests.browser.fixtures"]

FRESH = "盒子里还塞了手写卡片，真的太用心啦"
FIRST_VECTORS_MS = 180_000  # the exam is encoded once


@pytest.fixture
def data(product: Stand) -> Path:
    return Path(product.environment["XIAOER_NLU_DATA"])


@pytest.fixture
def labelled(product: Stand) -> Iterator[None]:
    """A sentence to be learned, and one that the exam asks."""
    asked = sentences_of("praise", "test")[0]
    found = fill(product, dict.fromkeys((FRESH, asked), Understanding("praise", 0.3, (("praise", 0.3),))))
    who = product.staff("supervisor")
    with httpx.Client(base_url=product.service_url, trust_env=False, timeout=30) as call:
        opened = call.post("/api/v1/desk/session", json={"name": who["name"], "password": who["password"]}).json()
        for number, item in enumerate(found.values()):
            body = {"act": f"care:{number}", "decision": "choose", "intent": "praise"}
            headers = {"Authorization": f"Bearer {opened['token']}"}
            call.post(f"/api/v1/trainer/inbox/{item}/label", json=body, headers=headers).raise_for_status()
    yield
    engine = open_engine(product.environment["XIAOER_DATABASE_URL"])
    with engine.begin() as connection:
        for table in (label_claims, labels, inbox_items):
            connection.execute(table.delete())
    engine.dispose()


def opened(visit: Visit, product: Stand, place: str) -> Page:
    page = visit(f"/trainer/#{place}")
    log_in(page, product.staff("supervisor"))
    return page


@pytest.mark.usefixtures("labelled")
def test_agreed_labels_are_written_with_one_key_but_for_what_the_exam_asks(
    visit: Visit, product: Stand, data: Path
) -> None:
    page = opened(visit, product, "care")
    expect(page.locator(".care-refused")).to_contain_text("和考卷里的一句话几乎一样", timeout=FIRST_VECTORS_MS)
    assert_accessible(page, "数据体检")
    page.keyboard.press("w")
    expect(page.get_by_role("status").filter(has_text="写入了 1 句，1 句没有写")).to_be_visible(
        timeout=FIRST_VECTORS_MS
    )
    assert sentences_of("praise", root=data)[-1] == FRESH


def test_a_new_title_is_previewed_and_then_written(visit: Visit, product: Stand, data: Path) -> None:
    page = opened(visit, product, "care")
    page.route("**/changes/flips", lambda route: route.fulfill(json={"before": 1, "after": 1, "won": [], "lost": []}))
    expect(page.locator(".care-body")).not_to_contain_text("正在加载", timeout=FIRST_VECTORS_MS)
    page.keyboard.press("2")
    page.get_by_role("button", name="表扬").click()
    page.get_by_role("button", name="改名").click()
    page.get_by_label("中文名").fill("夸奖")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".change-preview")).to_contain_text("1 个文件", timeout=30_000)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator(".care-intent h2")).to_contain_text("夸奖", timeout=30_000)
    assert "{zh: 夸奖," in (data / "intents.yml").read_text("utf-8")


def test_a_reviewer_makes_the_exam_grow_and_is_told_why_not(visit: Visit, product: Stand, data: Path) -> None:
    page = opened(visit, product, "exam")
    page.keyboard.press("n")
    known = sentences_of("thank", root=data)[0]
    page.get_by_label("新考题，一行一句").fill(f"{known}\n辛苦您跑这一趟啦，麻烦了哈")
    page.get_by_label("意图", exact=True).select_option("thank")
    page.get_by_role("button", name="加进考卷").click()
    expect(page.locator(".exam-refused")).to_contain_text("几乎一样", timeout=FIRST_VECTORS_MS)
    assert sentences_of("thank", "test", data)[-1] == "辛苦您跑这一趟啦，麻烦了哈"
    assert_accessible(page, "考卷")
