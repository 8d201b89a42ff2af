"""The page 训练与发布. What a training makes takes minutes, so that the trainings here are given."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from bench.stand import Stand
from tests.browser.accessibility import assert_accessible
from tests.browser.stage import Visit, log_in

pytest_plugins = ["tests.browser.fixtures"]

TRAINING = "**/api/v1/trainer/training"
LIVE, NEW = f"{'1' * 16}.tar.gz", f"{'2' * 16}.tar.gz"


def side(accuracy: float, f1: float) -> dict[str, Any]:
    bins = [{"from": 0.8, "count": 20, "confidence": 0.85, "right": 0.8}]
    return {
        "exam": {"size": 885, "accuracy": accuracy, "macro_f1": accuracy, "unsure": 0.01, "calibration_error": 0.03},
        "intents": {"bargain": {"there": 15, "precision": f1, "recall": f1, "f1": f1}},
        "confusions": [["bargain", "ask_price", 3]],
        "reliability": bins,
        "speed": {"p50_ms": 6.0, "p95_ms": 9.0, "load_s": 0.6, "bytes": 4_800_000},
        "cross_validation": {
            "size": 16_000,
            "accuracy": 0.84,
            "macro_f1": 0.85,
            "unsure": 0,
            "calibration_error": 0.06,
        },
    }


CARD = {
    "model": NEW,
    "sha256": "0" * 64,
    "live": LIVE,
    "names": {"bargain": "讲价", "ask_price": "问价格"},
    "sentences": 16_000,
    "new": side(0.93, 0.9),
    "old": {**side(0.92, 0.8), "cross_validation": None},
    "changes": {
        "won": [{"text": "再<b>便宜</b>点呗", "right": "bargain", "new": "bargain", "live": "ask_price"}],
        "lost": [],
        "chance": 1.0,
    },
    "crossed": {"intents": {}, "confusions": []},
    "known_failures": {"there": 5, "mended": []},
}


def run(name: str, **more: Any) -> dict[str, Any]:
    given = {
        "id": name,
        "state": "done",
        "why": "加了讲价的说法",
        "asked_by": "林训练师",
        "model": NEW,
        "stage": "exam",
    }
    times = dict.fromkeys(("asked_at", "started_at", "ended_at"), "2026-03-02T10:00:00+08:00")
    rest = {"stop_wanted": False, "done": 1.0, "revision": 3, "problem": "", "has_card": True}
    return {**given, **times, **rest, "log": "训练完成", "card": CARD, **more}


def overview(*runs: dict[str, Any], live: str = LIVE) -> dict[str, Any]:
    when = {"at": "2026-03-02T11:00:00+08:00", "ended_at": "2026-03-02T11:00:02+08:00"}
    what = {"id": "b1", "kind": "publish", "outcome": "done", "model": live, "previous": "", "run_id": "r1"}
    publication = {**what, **when, "by": "周主管", "why": "讲价听得更准", "problem": ""}
    bot = {"live": live, "previous": "", "loaded": [live]}
    return {"runs": list(runs), "publications": [publication], "bot": bot, "may_publish": True}


@pytest.fixture
def training(visit: Visit, product: Stand) -> Page:
    """A finished training that is not published."""
    finished, live = run("r1"), [LIVE]

    def answer(route: Route) -> None:
        published = route.request.url.endswith("/publish")
        live[:] = [NEW] if published else live
        route.fulfill(json=overview(finished, live=live[0]) if published else finished)

    def prepare(page: Page) -> None:
        page.route(TRAINING, lambda route: route.fulfill(json=overview(finished, live=live[0])))
        page.route(f"{TRAINING}/runs/**", answer)

    page = visit("/trainer/#training", prepare=prepare)
    log_in(page, product.staff("trainer"))
    expect(page.get_by_role("tab", name="总览")).to_be_visible()
    return page


def test_the_score_card_says_what_was_won_and_which_tab_shows_it(training: Page) -> None:
    expect(training.locator(".verdict")).to_contain_text("新模型多答对 1 句")
    expect(training.get_by_role("row", name="考卷正确率")).to_contain_text("+1.0%")
    training.keyboard.press("5")
    expect(training.get_by_role("tab", name="变好变差")).to_have_attribute("aria-selected", "true")
    expect(training.locator(".won-lost")).to_contain_text("再<b>便宜</b>点呗")


def test_confusions_and_reliability_are_pictures_that_say_what_they_show(training: Page) -> None:
    training.keyboard.press("3")
    expect(training.get_by_role("img", name=re.compile("讲价答成问价格 3 次")).first).to_be_visible()
    training.keyboard.press("4")
    expect(training.get_by_role("img", name="可靠性曲线")).to_be_visible()


def test_a_model_is_published_with_a_reason(training: Page) -> None:
    training.keyboard.press("p")
    training.keyboard.press("Control+Enter")
    expect(training.get_by_role("dialog")).to_contain_text("请写一句原因")
    training.keyboard.type("bargaining is understood better")
    with training.expect_request(f"{TRAINING}/runs/r1/publish") as published:
        training.keyboard.press("Control+Enter")
    assert json.loads(published.value.post_data or "")["why"] == "bargaining is understood better"
    expect(training.locator(".training-live")).to_contain_text("2" * 16)
    expect(training.get_by_role("status").filter(has_text="新模型已上线")).to_be_visible()


def test_the_history_says_who_published_when_and_why(training: Page) -> None:
    row = training.locator(".publications tbody tr")
    expect(row).to_contain_text("周主管")
    expect(row).to_contain_text("讲价听得更准")


def test_every_tab_and_the_dialog_are_accessible(training: Page) -> None:
    for key in "1234567":
        training.keyboard.press(key)
        assert_accessible(training, f"the score card's tab {key}")
    training.keyboard.press("p")
    assert_accessible(training, "the dialog")


def test_a_running_training_shows_its_progress_and_log_and_can_be_cancelled(visit: Visit, product: Stand) -> None:
    going = run("r1", state="running", stage="train", done=0.4, model=None, card=None, log="编码句子：3200/16000\n")
    stopped = {**going, "state": "cancelled", "revision": 4}

    def answer(route: Route) -> None:
        asked = route.request.url
        if "wait=20" in asked:
            return  # no news: it is asked again when this one is over
        route.fulfill(json=stopped if asked.endswith("/cancel") else going)

    def prepare(page: Page) -> None:
        page.route(TRAINING, lambda route: route.fulfill(json=overview(going)))
        page.route(f"{TRAINING}/runs/**", answer)

    page = visit("/trainer/#training", prepare=prepare)
    log_in(page, product.staff("trainer"))
    expect(page.get_by_text("训练，完成 40%")).to_be_visible()
    expect(page.get_by_label("训练日志")).to_contain_text("3200/16000")
    page.get_by_role("button", name="取消训练").click()
    expect(page.locator(".run-panel")).to_contain_text("已取消")


def test_the_service_answers_with_the_live_model_and_a_trainer_may_ask_for_a_training(
    visit: Visit, product: Stand
) -> None:
    page = visit("/trainer/#training")
    log_in(page, product.staff("trainer"))
    expect(page.locator(".training-live code")).to_have_text(re.compile("^[0-9a-f]{16}$"))
    expect(page.get_by_text("还没有训练过")).to_be_visible()
    page.keyboard.press("n")
    expect(page.get_by_role("dialog")).to_contain_text("线上的机器人照常接待")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
