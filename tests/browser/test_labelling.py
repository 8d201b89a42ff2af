"""Labelling in the browser: one key a decision, and what a second annotator makes of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import Executable

from assist_api.domain.messages import Understanding
from assist_api.domain.teaching import State
from assist_api.store.engine import open_engine
from assist_api.store.schema import inbox_items, label_claims, label_comments, labels
from bench.filled_inbox import fill
from bench.stand import Stand
from tests.browser.accessibility import assert_accessible
from tests.browser.stage import Visit, log_in

pytest_plugins = ["tests.browser.fixtures"]

TWO_QUESTIONS = "我的快递走到哪里了，还有这个黑色有货吗"
WITH_PLACES = "发顺丰到杭州要几天呀"
ALIKE = ("包裹现在到哪里啦", "包裹现在到哪里了", "包裹现在到哪里了呀")


def meant(intent: str, confidence: float, other: str) -> Understanding:
    return Understanding(intent, confidence, ((intent, confidence), (other, 0.2)))


@pytest.fixture
def inbox(product: Stand) -> Iterator[dict[str, str]]:
    """Six messages wait for a label, those that the bot is least sure of first."""
    said = {
        TWO_QUESTIONS: meant("track_shipment", 0.21, "ask_stock"),
        WITH_PLACES: meant("ask_delivery_time", 0.25, "ask_courier"),
        **{text: meant("track_shipment", 0.3 + at / 10, "urge_delivery") for at, text in enumerate(ALIKE)},
        "你们老板是哪里人": meant("nlu_fallback", 0.5, "chitchat"),
    }
    filled = fill(product, said)
    set_strangers_aside(product)
    yield filled
    imported = inbox_items.delete().where(inbox_items.c.message_id.is_(None))  # what is deleted of talks comes again
    change(product, label_claims.delete(), label_comments.delete(), labels.delete(), imported)


def set_strangers_aside(product: Stand) -> None:
    """What the inbox gathers meanwhile from the talks of other tests waits for nobody."""
    strangers = inbox_items.update().where(inbox_items.c.message_id.is_not(None))
    change(product, strangers.values(state=State.SKIPPED.value))


def change(product: Stand, *statements: Executable) -> None:
    engine = open_engine(product.environment["XIAOER_DATABASE_URL"])
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(statement)
    engine.dispose()


@pytest.fixture
def page(visit: Visit, product: Stand, inbox: dict[str, str]) -> Page:
    return opened(visit, product.staff("trainer"))


def opened(visit: Visit, who: dict[str, object], place: str = "labelling") -> Page:
    page = visit(f"/trainer/#{place}")
    log_in(page, who)
    expect(page.locator(".label-buttons")).to_be_visible()
    return page


def text(page: Page) -> Locator:
    return page.locator(".label-card .label-text")


def done(page: Page, number: int) -> None:
    expect(page.locator(".label-done b")).to_have_text(str(number))


def seen_again(page: Page, said: str) -> None:
    """After a reload; the address names the message."""
    page.reload()
    expect(text(page)).to_have_text(said)


def to(page: Page, said: str, inbox: dict[str, str]) -> None:
    with page.expect_response("**/labelling/next"):
        page.goto(f"/trainer/#labelling/{inbox[said]}")
    expect(text(page)).to_have_text(said)


def test_one_key_accepts_and_the_next_message_is_there(page: Page) -> None:
    first = text(page).inner_text()
    page.keyboard.press("a")
    expect(text(page)).not_to_have_text(first)
    done(page, 1)
    page.keyboard.press("u")
    expect(text(page)).to_have_text(first)
    done(page, 0)


def test_an_intent_is_chosen_by_a_few_letters(page: Page, inbox: dict[str, str]) -> None:
    to(page, "你们老板是哪里人", inbox)
    page.keyboard.press("f")
    page.keyboard.type("xianl")
    page.keyboard.press("Enter")
    expect(text(page)).not_to_have_text("你们老板是哪里人")
    seen_again(page, "你们老板是哪里人")
    expect(page.locator(".label-mine")).to_have_text("您标过：闲聊")


def test_a_message_with_two_questions_is_split(page: Page, inbox: dict[str, str]) -> None:
    to(page, TWO_QUESTIONS, inbox)
    page.keyboard.press("d")
    parts = page.locator(".split-part")
    expect(parts).to_have_count(2)
    expect(parts.first).to_contain_text("我的快递走到哪里了")
    page.keyboard.press("2")
    page.keyboard.type("库存")
    page.keyboard.press("Enter")
    expect(parts.nth(1)).to_contain_text("库存")
    page.keyboard.press("1")
    page.keyboard.type("track")
    page.keyboard.press("Enter")
    expect(page.locator(".picker-field")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(text(page)).not_to_have_text(TWO_QUESTIONS)
    done(page, 1)


def test_entities_are_proposed_by_the_model_and_marked_by_keys_and_mouse(page: Page, inbox: dict[str, str]) -> None:
    to(page, WITH_PLACES, inbox)
    marks = text(page).locator("mark")
    expect(marks).to_have_text(["顺丰", "杭州"])
    page.keyboard.press("e")
    page.keyboard.press("Tab")
    page.keyboard.press("Delete")
    expect(marks).to_have_text(["杭州"])
    page.keyboard.press("Escape")
    days = text(page).locator("[data-at='7']").bounding_box()
    assert days
    page.mouse.move(days["x"] + 1, days["y"] + days["height"] / 2)
    page.mouse.down()
    page.mouse.move(days["x"] + 2 * days["width"] - 1, days["y"] + days["height"] / 2, steps=4)
    page.mouse.up()
    page.keyboard.press("l")
    expect(marks).to_have_text(["杭州", "几天"])
    expect(marks.last).to_have_attribute("data-entity", "quantity")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    done(page, 1)
    seen_again(page, WITH_PLACES)
    expect(marks).to_have_text(["杭州", "几天"])


def test_neighbours_are_labelled_together_and_one_is_left_out(page: Page, inbox: dict[str, str]) -> None:
    to(page, ALIKE[0], inbox)
    page.keyboard.press("b")
    rows = page.locator(".many-rows li")
    expect(rows).to_have_count(2)
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="2 条都标为“查物流”")).to_be_visible()
    page.keyboard.press("Enter")
    done(page, 2)
    page.keyboard.press("u")
    done(page, 0)
    expect(text(page)).to_have_text(ALIKE[0])


def test_a_comment_stands_with_the_message(page: Page) -> None:
    page.keyboard.press("m")
    page.keyboard.type("好像是在催")
    page.keyboard.press("Enter")
    expect(page.locator(".label-comment")).to_contain_text("好像是在催")
    expect(page.locator(".label-done b")).to_have_text("0")


def test_when_all_is_labelled_the_page_says_so(page: Page, product: Stand) -> None:
    for number in range(1, 7):
        set_strangers_aside(product)
        page.keyboard.press("s")
        done(page, number)
    expect(page.get_by_text("都标完了")).to_be_visible()


def test_markup_in_a_message_is_text(visit: Visit, product: Stand, inbox: dict[str, str]) -> None:
    said = "<img src=x onerror=alert(1)>有货吗"
    (item,) = fill(product, {said: meant("ask_stock", 0.01, "ask_price")}).values()
    page = opened(visit, product.staff("trainer"), f"labelling/{item}")
    expect(text(page)).to_have_text(said)


@pytest.mark.parametrize("key", ["", "e", "d", "b", "f", "m"])
def test_every_mode_can_be_read_by_all(page: Page, key: str) -> None:
    expect(text(page)).to_be_visible()
    if key:
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    assert_accessible(page, f"labelling, mode {key!r}")


def test_a_second_annotator_labels_blind_and_a_reviewer_settles_what_differs(
    visit: Visit, product: Stand, inbox: dict[str, str]
) -> None:
    first = opened(visit, product.staff("trainer"))
    to(first, ALIKE[0], inbox)
    first.keyboard.press("a")
    done(first, 1)
    second = opened(visit, product.staff("supervisor"), "labelling/second")
    expect(text(second)).to_have_text(ALIKE[0])
    expect(second.locator(".label-mine")).to_have_count(0)
    with second.expect_response("**/label"):
        second.keyboard.press("1")
    expect(second.get_by_text("没有等着复标的消息")).to_be_visible()
    second.keyboard.press("g")
    second.keyboard.press("a")
    expect(second.locator(".agreement-list li")).to_have_count(1)
    expect(second.locator(".opinion-intent")).to_have_text(["查物流", "催派送"])
    assert_accessible(second, "agreement")
    second.keyboard.press("m")
    second.keyboard.type("只是在问到哪了")
    second.keyboard.press("Enter")
    expect(second.locator(".label-comment")).to_contain_text("只是在问到哪了")
    second.keyboard.press("Escape")
    second.keyboard.press("1")
    expect(second.get_by_text("没有分歧")).to_be_visible()
