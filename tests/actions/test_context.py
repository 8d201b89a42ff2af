"""Between Rasa and the services, with a tracker as Rasa sends it."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import context
from actions.services.draft import Draft
from actions.services.reply import Button, Reply
from actions.skills.logistics import TrackShipment
from actions.skills.orders import SubmitCancellation
from actions.skills.products import ReadSizes
from actions.skills.promotions import Bargain
from actions.skills.small_talk import Affirm, Chat
from shop.models import OrderState
from shop.protocol import ShopUnavailable
from shop.sql import SqlShop
from tests.shop.finding import CHANGING, order_in


def tracker(text: str = "", slots: dict[str, Any] | None = None, turns: int = 1, **metadata: Any) -> Tracker:
    message = {"text": text, "intent": {"name": "track_shipment"}, "entities": [], "metadata": metadata}
    events = [{"event": "user"}] * turns
    return Tracker("talk.1", slots or {}, message, events, False, None, {}, "action_listen")


@pytest.fixture(autouse=True)
def demo(shop: SqlShop, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(context, "shop", lambda: shop)
    yield
    context._pool.cache_clear()


def said(dispatcher: CollectingDispatcher) -> str:
    return "".join(message["text"] or "" for message in dispatcher.messages)


def customs(dispatcher: CollectingDispatcher) -> dict[str, Any]:
    return {name: value for message in dispatcher.messages for name, value in message["custom"].items()}


async def run(action: Any, asked: Tracker) -> tuple[CollectingDispatcher, list[dict[str, Any]]]:
    dispatcher = CollectingDispatcher()
    return dispatcher, await action.run(dispatcher, asked, {})


async def test_a_slow_shop_is_admitted_within_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "SHOP_LIMIT_S", 0.05)
    monkeypatch.setattr(TrackShipment, "reply", lambda *_: time.sleep(0.3))
    started = time.monotonic()
    dispatcher, _ = await run(TrackShipment(), tracker("到哪了", shopper_id="s1001"))
    assert time.monotonic() - started < 0.25
    assert "查不到" in said(dispatcher) and customs(dispatcher) == {"failure": "shop_unavailable"}
    assert dispatcher.messages[0]["buttons"][0]["payload"] == "/request_human"


async def test_a_broken_shop_is_admitted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> Reply:
        raise ShopUnavailable

    monkeypatch.setattr(TrackShipment, "reply", fails)
    dispatcher, _ = await run(TrackShipment(), tracker("到哪了", shopper_id="s1001"))
    assert customs(dispatcher) == {"failure": "shop_unavailable"}


async def test_only_the_token_or_a_proof_tells_who_asks() -> None:
    claimed = tracker("我是s1001", slots={"session_shopper_id": None})
    assert context.shopper_id(claimed) is None
    assert context.shopper_id(tracker(slots={"session_shopper_id": "s1003"}, shopper_id="s1001")) == "s1001"


async def test_an_answer_puts_its_order_in_focus_and_offers_for_one_turn() -> None:
    _, events = await run(TrackShipment(), tracker("到哪了", turns=3, shopper_id="s1002"))
    slots = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    assert slots["session_order_id"] and slots["session_offer"]["turn"] == 3


@pytest.mark.parametrize(("turns", "urged"), [(4, True), (5, False)])
async def test_a_yes_is_an_answer_to_the_turn_before_only(turns: int, urged: bool, shop: SqlShop) -> None:
    order_id = shop.orders("s1002")[0].id
    offer = {"intent": "urge_shipping", "entities": {"order_id": order_id}, "turn": 3}
    dispatcher, _ = await run(Affirm(), tracker("好的", {"session_offer": offer}, turns, shopper_id="s1002"))
    assert ("promise" in customs(dispatcher)) is urged


async def test_a_button_without_an_intent_asks_the_same_again() -> None:
    reply = Reply("哪一单？", buttons=[Button("第一单", "", {"order_id": "1"})], needs="choice", choices=["1"])
    dispatcher = CollectingDispatcher()
    asked = tracker("到哪了")
    events = context.say(context.asked_now("action_logistics_track_shipment", asked), reply, dispatcher, asked)
    assert dispatcher.messages[0]["buttons"] == [{"title": "第一单", "payload": '/track_shipment{"order_id": "1"}'}]
    assert events[-1]["name"] == "choice_form"


def test_every_offered_intent_has_one_action() -> None:
    services = Path(context.__file__).parent / "services"
    offered = {intent for path in services.glob("*.py") for intent in _OFFER.findall(path.read_text(encoding="utf-8"))}
    answering = Counter(intent for action in context.ShopAction.__subclasses__() for intent in action.intents)
    assert offered and {intent: answering[intent] for intent in offered} == dict.fromkeys(offered, 1)


_OFFER = re.compile(r'Offer\(\s*"(\w+)"')


async def test_a_page_opened_since_empties_the_focus() -> None:
    slots = {"session_product_id": "s201", "session_page_id": "c101"}
    still = context.asked_now("a", tracker("有黑色吗", slots, page={"product_id": "c101"})).question
    moved = context.asked_now("a", tracker("有黑色吗", slots, page={"product_id": "c102"})).question
    assert (still.focus_product_id, moved.focus_product_id) == ("s201", None)


async def test_the_rungs_of_the_ladder_are_kept() -> None:
    asked = tracker("再少点", {"promotions_ladder": ["offer"]}, page={"product_id": "c103"})
    _, events = await run(Bargain(), asked)
    kept = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    assert kept["promotions_ladder"] == ["offer", "combination"]


@pytest.mark.parametrize(("asking", "filled"), [(None, True), ("height", None)])
async def test_a_form_that_was_told_all_at_once_has_nothing_to_ask(asking: str | None, filled: bool | None) -> None:
    draft = Draft("size_form", {"product_id": "c101"}, asking=asking, turn=1)
    _, events = await run(ReadSizes(), tracker("165 110斤穿什么码", {"session_draft": draft.dump()}))
    assert {event["name"]: event["value"] for event in events}["session_filled"] is filled


@pytest.mark.parametrize(("slots", "asks"), [({}, True), ({"session_draft": "size_form"}, False)])
async def test_a_next_step_is_left_out_while_a_form_waits(slots: dict[str, Any], asks: bool) -> None:
    open_form = {name: Draft(form, asking="height", turn=1).dump() for name, form in slots.items()}
    dispatcher, events = await run(Bargain(), tracker("便宜点", open_form, turns=2, page={"product_id": "c103"}))
    assert ("要帮您算算" in said(dispatcher)) is asks
    assert any(event.get("name") == "session_offer" and event["value"] for event in events) is asks


async def test_talk_is_answered_and_a_bare_name_of_goods_is_no_talk() -> None:
    dispatcher, _ = await run(Chat(), understood("今天好冷", "chitchat"))
    assert dispatcher.messages[0]["response"] == "utter_small_talk_chitchat"
    word = {"entity": "product_word", "value": "牛仔裤", "start": 0, "end": 3}
    dispatcher, _ = await run(Chat(), understood("牛仔裤", "chitchat", word))
    assert "牛仔裤" in said(dispatcher)


async def test_who_asks_on_is_asked_for_the_order_number_once_more_and_then_no_longer() -> None:
    for asides, ended in ((1, False), (2, True)):
        asked = tracker("满多少包邮")
        asked.active_loop = {"name": "identity_form"}
        asked.events = [
            {"event": "user"},
            {"event": "active_loop", "name": "identity_form"},
            *[{"event": "user"}] * asides,
        ]
        _, events = await run(Bargain(), asked)
        assert ({"event": "active_loop", "name": None, "timestamp": None} in events) is ended


class FarShop:
    """One that keeps what was done."""

    def __init__(self, shop: SqlShop) -> None:
        self._shop = shop

    def __getattr__(self, name: str) -> Any:
        if name == "rehearsal":
            raise AttributeError(name)
        return getattr(self._shop, name)


def cancelling(order_id: str, **metadata: Any) -> Tracker:
    """A cancellation to which everything has been said and confirmed."""
    draft = Draft("cancel_form", {"order_id": order_id, "reason": "拍错了", "confirmed": True}, turn=1)
    return tracker("是的", {"session_draft": draft.dump(), "session_filled": True}, shopper_id=CHANGING, **metadata)


async def test_a_talk_on_trial_tells_what_would_come_and_leaves_the_shop_as_it_was(shop: SqlShop) -> None:
    order = order_in(shop, CHANGING, OrderState.PAID)
    dispatcher, _ = await run(SubmitCancellation(), cancelling(order.id, trial=True))
    assert "提交取消" in said(dispatcher) and customs(dispatcher)["trial"] == "rehearsed"
    assert shop.order(CHANGING, order.id) == order


async def test_a_talk_on_trial_stops_where_the_shop_cannot_take_back(
    shop: SqlShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = order_in(shop, CHANGING, OrderState.PAID)
    monkeypatch.setattr(context, "shop", lambda: FarShop(shop))
    dispatcher, events = await run(SubmitCancellation(), cancelling(order.id, trial=True))
    assert (said(dispatcher), customs(dispatcher)) == ("", {"trial": "stopped"})
    assert shop.order(CHANGING, order.id) == order
    assert SlotSet("session_draft", None) in events


async def test_a_talk_that_is_no_trial_writes(shop: SqlShop) -> None:
    order = order_in(shop, CHANGING, OrderState.PAID)
    dispatcher, _ = await run(SubmitCancellation(), cancelling(order.id))
    assert shop.order(CHANGING, order.id).state is OrderState.REFUNDING and "trial" not in customs(dispatcher)


async def test_what_a_talk_on_trial_only_reads_is_told_as_ever() -> None:
    dispatcher, _ = await run(TrackShipment(), tracker("到哪了", shopper_id="s1002", trial=True))
    assert said(dispatcher) and "trial" not in customs(dispatcher)


def understood(text: str, intent: str, *marks: dict[str, Any]) -> Tracker:
    asked = tracker(text)
    asked.latest_message = {"text": text, "intent": {"name": intent}, "entities": list(marks), "metadata": {}}
    return asked
