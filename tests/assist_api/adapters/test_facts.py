"""Live replies over the demo shop's stories: what each shopper would be told, and that it is so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assist_api.adapters import facts
from assist_api.adapters.scene import Scene
from assist_api.adapters.suggest import again, all_values, live_candidate
from assist_api.domain.slots import slots_in
from shop.models import Order, OrderState
from tests.assist_api.adapters.conftest import Look

# Who asks for what, and the words without which the answer would not be one.
STORIES = [
    ("s1001", "track_shipment", "parcel", ["承运", "单号"]),
    ("s1001", "ask_payment_method", "payment", ["还没有付款", "前付款都有效"]),
    ("s1002", "urge_shipping", "sending", ["超过承诺的发货时间", "很抱歉"]),
    ("s1003", "urge_delivery", "parcel", ["超过 48 小时没有动静"]),
    ("s1006", "ask_refund_progress", "refund", ["正在路上", "仓库签收登记后就给您退"]),
    ("s1007", "report_payment_problem", "payment", ["已经付款成功", "不用重复付款"]),
    ("s1008", "change_address", "address", ["还没交给仓库", "地址可以改"]),
    ("s1008", "change_order_item", "item", ["同价的规格可以换"]),
    ("s1007", "cancel_order", "cancel", ["原路退回"]),
    ("s1010", "request_price_protection", "protection", ["可以退差价 20.00 元"]),
    ("s1010", "request_return", "returnable", ["15 天内支持无理由退换"]),
    ("s1011", "report_not_received", "parcel", ["显示已签收", "代收"]),
    ("s1012", "ask_invoice", "invoice", ["已开具"]),
    ("s1002", "ask_invoice", "invoice", ["可以开", "48 小时内开好"]),
    ("s1001", "ask_coupon", "coupon", ["满"]),
]


def told(scene: Scene, name: str) -> str:
    candidate = live_candidate(facts.KINDS[name], scene, 0.9)
    return candidate.text if candidate else ""


@pytest.mark.parametrize(("shopper", "intent", "name", "words"), STORIES)
def test_each_story_gets_the_reply_that_fits(
    look: Look, shopper: str, intent: str, name: str, words: list[str]
) -> None:
    scene = look(shopper)
    if name == "invoice" and shopper == "s1012":
        scene = replace(scene.on(next(file for file in scene.files if file.order.invoice)), settled=True)
    assert intent in facts.KINDS[name].intents
    assert all(word in told(scene, name) for word in words), told(scene, name)


@pytest.mark.parametrize("name", facts.KINDS)
def test_nothing_is_left_unfilled_whoever_asks(look: Look, name: str) -> None:
    for number in range(1001, 1013):
        text = told(look(f"s{number}", page_product_id="c101"), name)
        assert not slots_in(text), text


@pytest.mark.parametrize("name", sorted(facts.KINDS.keys() - {"stock", "price", "promotion", "coupon", "certificate"}))
def test_a_visitor_without_orders_gets_nothing_about_one(look: Look, name: str) -> None:
    assert told(look(None, page_product_id="c101"), name) == ""


def test_an_order_that_was_chosen_is_not_left_for_one_to_which_the_reply_would_apply(look: Look) -> None:
    unpaid, sent = look("s1001").files
    assert told(look("s1001", order_id=unpaid.order.id), "parcel") == ""
    assert "承运" in told(look("s1001", order_id=sent.order.id), "parcel")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (OrderState.UNPAID, "还没付款"),
        (OrderState.LOCKED, "改不了了"),
        (OrderState.SHIPPED, "转寄"),
        (OrderState.COMPLETED, ""),
    ],
)
def test_whether_an_address_can_change_depends_on_the_state(look: Look, state: OrderState, words: str) -> None:
    sent = look("s1001").files[-1]
    order: Order = replace(sent.order, state=state)
    scene = replace(look("s1001"), files=(replace(sent, order=order),), settled=True)
    assert bool(told(scene, "address")) == bool(words)
    assert words in told(scene, "address")


def test_what_was_told_is_told_anew_from_what_is_so_now(look: Look) -> None:
    scene = look("s1008")
    shown = live_candidate(facts.KINDS["address"], scene, 0.9)
    assert shown
    file = next(one for one in scene.files if one.order.id == shown.order_id)
    locked = replace(file, order=replace(file.order, state=OrderState.LOCKED))
    anew = again(shown.kept(), replace(scene, files=(locked,), settled=True))
    assert anew
    assert "改不了了" in anew.text
    closed = replace(file, order=replace(file.order, state=OrderState.CANCELLED))
    assert again(shown.kept(), replace(scene, files=(closed,), settled=True)) is None


def test_the_facts_of_a_reply_are_the_slots_of_its_text_and_title(look: Look) -> None:
    scene = look("s1001")
    shown = live_candidate(facts.KINDS["parcel"], scene, 0.9)
    assert shown
    assert {fact.slot for fact in shown.facts} >= {"order.id", "parcel.tracking_no", "parcel.progress"}
    assert all(all_values(scene.on(scene.files[-1]))[fact.slot] == fact.value for fact in shown.facts)
