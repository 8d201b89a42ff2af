"""Between Rasa and the services: reads a tracker into a question, asks the shop in a thread, says a reply.

An action has four moves: read the slots, call one service, utter, return events. `ShopAction` is all four for most.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, TypeVar, cast

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.services import follow_ups
from actions.services.attempts import LOCKED_FOR, MOST, Attempts
from actions.services.draft import Draft, load
from actions.services.focus import NOT_FOUND
from actions.services.identity import LOCKED
from actions.services.question import SEND_PICTURE, Question
from actions.services.refusals import told
from actions.services.reply import NOT_ON_TRIAL, Button, Reply, rehearsed, unavailable
from actions.services.wording import CHINA, without_phones
from shop.connect import DEFAULT_URL, DEMO_POLICY, open_shop
from shop.protocol import NotFound, Refused
from shop.protocol import Shop as Shop
from shop.protocol import ShopUnavailable as ShopUnavailable
from shop.rehearsal import NotDone, Rehearsal

log = logging.getLogger(__name__)

SHOP_LIMIT_S = 2.5  # the shopper waits for it; after that the honest sentence is better than the late answer
_THREADS = 8
_PICTURES_WAIT = 3  # messages

Event = dict[str, Any]
Service = Callable[[Shop, Question], Reply]
T = TypeVar("T")


@cache
def shop() -> Shop:
    """By the same settings as the service's."""
    given = os.environ
    policy = Path(given.get("XIAOER_SHOP_POLICY") or DEMO_POLICY)
    return open_shop(given.get("XIAOER_SHOP_URL") or DEFAULT_URL, policy, token=given.get("XIAOER_SHOP_TOKEN", ""))


@cache
def attempts() -> Attempts:
    return Attempts()


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_THREADS, thread_name_prefix="shop")


async def ask(tracker: Tracker, service: Callable[..., T], *arguments: Any) -> T:
    """Call a service with the talk's shop in a thread. A slow shop is ShopUnavailable, as a broken one is."""
    return await _called(_shop_of(tracker), service, *arguments)


async def _called(given: Shop, service: Callable[..., T], *arguments: Any) -> T:
    call = asyncio.get_running_loop().run_in_executor(_pool(), lambda: service(given, *arguments))
    try:
        return await asyncio.wait_for(call, SHOP_LIMIT_S)
    except TimeoutError as error:
        raise ShopUnavailable(f"no answer within {SHOP_LIMIT_S} s") from error


def _shop_of(tracker: Tracker) -> Shop:
    """A talk with a bot on trial writes nothing."""
    return cast(Shop, Rehearsal(shop())) if metadata_of(tracker).get("trial") else shop()


class ShopAction(Action, ABC):
    """An action whose answer is one service's. Concrete ones name themselves, their intents and the service."""

    intents: ClassVar[tuple[str, ...]] = ()  # to which a rule answers with it: what an offer of such an intent means

    @abstractmethod
    def name(self) -> str: ...

    @abstractmethod
    def reply(self, shop: Shop, question: Question) -> Reply: ...

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        turn = followed_up(tracker) or asked_now(self.name(), tracker)
        return await answer(turn, dispatcher, tracker)


# Turns


@dataclass(frozen=True)
class Turn:
    """One question on its way through one action: asked just now, or taken up again after it has waited."""

    action: str
    intent: str
    question: Question


def asked_now(action: str, tracker: Tracker) -> Turn:
    message = tracker.latest_message
    intent = _meaning(message)
    said = "" if message.get("text") == f"/{SEND_PICTURE}" else message.get("text") or ""  # nothing was typed
    asked = question(tracker, said, _entities(message))
    return Turn(action, intent, replace(asked, offered=_standing_offer(tracker, intent)))


def followed_up(tracker: Tracker) -> Turn | None:
    """What words that only name something ask; a form that is being filled in reads them itself."""
    if draft_of(tracker) or (tracker.active_loop or {}).get("name") == "choice_form":
        return None
    heard = [_said(event.get("text"), event.get("parse_data") or {}) for event in _heard(tracker)]
    now = _said(tracker.latest_message.get("text"), tracker.latest_message)
    meant = follow_ups.followed_up(now, heard[-2::-1])
    if meant is None or not (tracker.get_slot("session_shown") or now.needs_nothing_shown):
        return None
    asked = question(tracker, meant.text, _entities({"entities": meant.marks}))
    return Turn(action_of(meant.intent), meant.intent, replace(asked, intent=meant.intent, confidence=1.0))


def _said(text: str | None, understood: Mapping[str, Any]) -> follow_ups.Said:
    return follow_ups.Said(text or "", _meaning(understood), understood.get("entities") or [])


def waiting(tracker: Tracker, order_id: str, shopper: str | None = None) -> Turn | None:
    """The question that waited for an identity or a choice, now about this order."""
    pending = tracker.get_slot("session_pending")
    if not pending:
        return None
    asked = question(tracker, pending["text"], pending["entities"]).about_order(order_id)
    known = replace(asked, intent=pending["intent"], shopper_id=shopper or asked.shopper_id)
    return Turn(pending["action"], pending["intent"], known)


def _standing_offer(tracker: Tracker, intent: str) -> Mapping[str, str]:
    offer = _offer_before(tracker)
    return offer["entities"] if offer and offer["intent"] == intent else {}


def _offer_before(tracker: Tracker) -> Mapping[str, Any] | None:
    offer = tracker.get_slot("session_offer")
    return offer if offer and offer["turn"] == turn_number(tracker) - 1 else None


def offered(tracker: Tracker) -> Turn | None:
    """What the last reply offered, if it did: "好的" is an answer to that one only."""
    offer = _offer_before(tracker)
    if offer is None:
        return None
    entities = {name: [value] for name, value in offer["entities"].items()}
    asked = replace(question(tracker, "", entities), intent=offer["intent"], confidence=1.0)
    return Turn(action_of(offer["intent"]), offer["intent"], asked)


def action_of(intent: str) -> str:
    return next(action.name() for action in _shop_actions() if intent in action.intents)


async def answer(turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event]:
    """Runs the service of the turn's action, whichever action is running now."""
    reply = await replied(tracker, turn.action, _service(turn.action), turn.question)
    return say(turn, reply, dispatcher, tracker)


async def replied(tracker: Tracker, action: str, service: Callable[..., Reply], *arguments: Any) -> Reply:
    """What the service replies; the shop's silence and its refusal are replies too."""
    given = _shop_of(tracker)
    try:
        reply = await _called(given, service, *arguments)
        return rehearsed(reply) if isinstance(given, Rehearsal) and given.wrote else reply
    except NotDone:
        return NOT_ON_TRIAL
    except ShopUnavailable:
        log.exception("The shop did not answer %s", action)
        return unavailable()
    except Refused as refused:
        return told(refused.refusal)
    except NotFound:
        return Reply(NOT_FOUND)


def _service(action: str) -> Service:
    return next(each.reply for each in _shop_actions() if each.name() == action)


def _shop_actions() -> Iterator[ShopAction]:
    return (action() for action in ShopAction.__subclasses__())


# Reading


def question(tracker: Tracker, text: str, entities: Mapping[str, Sequence[str]]) -> Question:
    metadata, intent = metadata_of(tracker), tracker.latest_message.get("intent") or {}
    focus, page = metadata.get("focus") or {}, _page(tracker)
    return Question(
        text=text,
        intent=intent.get("name") or "",
        confidence=float(intent.get("confidence") or 0),
        entities=entities,
        pictures=_pictures(tracker),
        feeling=(metadata.get("feeling") or {}).get("label") or "neutral",
        now=datetime.now(CHINA),
        shopper_id=shopper_id(tracker),
        message_id=metadata.get("message_id") or f"{tracker.sender_id}:{turn_number(tracker)}",
        page_product_id=page,
        focus_order_id=focus.get("order_id") or tracker.get_slot("session_order_id"),
        focus_product_id=focus.get("product_id") or _focus_product(tracker, page),
        shown_product_ids=tuple(tracker.get_slot("session_shown") or ()),
        rungs=tuple(tracker.get_slot("promotions_ladder") or ()),
    )


def _page(tracker: Tracker) -> str | None:
    return (metadata_of(tracker).get("page") or {}).get("product_id")


def _focus_product(tracker: Tracker, page: str | None) -> str | None:
    """None on a page that was opened since: the talk goes over to its product."""
    moved = page is not None and page != tracker.get_slot("session_page_id")
    return None if moved else tracker.get_slot("session_product_id")


def _pictures(tracker: Tracker) -> tuple[str, ...]:
    """Those of this message, and those shown without a question a moment ago: what follows says what they are of."""
    heard = _heard(tracker)[-1 - _PICTURES_WAIT : -1]
    before = [each for each in heard if _meaning(each.get("parse_data") or {}) == SEND_PICTURE]
    shown = [url for each in before for url in (each.get("metadata") or {}).get("pictures") or ()]
    return tuple(dict.fromkeys([*shown, *(metadata_of(tracker).get("pictures") or ())]))


def _meaning(understood: Mapping[str, Any]) -> str:
    return (understood.get("intent") or {}).get("name") or ""


def _heard(tracker: Tracker) -> list[Mapping[str, Any]]:
    """The shopper's messages of this session, oldest first."""
    return [event for event in tracker.events if _is_heard(event)]


def _is_heard(event: Mapping[str, Any]) -> bool:
    return event.get("event") == "user"


def shopper_id(tracker: Tracker) -> str | None:
    """From the token, which assist_api has checked; else what this talk has proven by order number and phone."""
    proven = metadata_of(tracker).get("shopper_id") or tracker.get_slot("session_shopper_id")
    return str(proven) if proven else None


def metadata_of(tracker: Tracker) -> Mapping[str, Any]:
    return tracker.latest_message.get("metadata") or {}


def turn_number(tracker: Tracker) -> int:
    """How many messages the shopper has sent in this session."""
    return len(_heard(tracker))


def _entities(message: Mapping[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entity in message.get("entities") or []:
        found.setdefault(entity["entity"], []).append(str(entity["value"]))
    return found


# Saying


def say(turn: Turn, reply: Reply, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event]:
    """Utter a reply, and keep what the next turn needs."""
    if reply.needs == "identity":
        return _ask_identity(turn, dispatcher, tracker)
    if reply.draft and (running := _running(reply.draft, tracker)):
        return [SlotSet("session_draft", running.filled(reply.draft.values).dump())]
    if draft_of(tracker) and reply.draft is None:
        reply = stepless(reply)
    utter(reply, dispatcher, turn.intent)
    focus = focused(reply, tracker)
    if reply.needs == "choice":
        return [*focus, *_wait(turn, choices=list(reply.choices)), FollowupAction("choice_form")]
    settled = _settled(tracker)
    if reply.draft:
        return [*focus, *settled, *_begun(reply.draft, tracker)]
    if "handover" in reply.custom:
        return [*focus, *settled, *_dropped(tracker)]
    return [*focus, *settled, *_gone_back(tracker)]


def stepless(reply: Reply) -> Reply:
    """Without its next step: the form in progress asks its own question after it, and two would be one too many."""
    return replace(reply, next_step="", offer=None) if reply.next_step else reply


def utter(reply: Reply, dispatcher: CollectingDispatcher, intent: str) -> None:
    """One message: the parts stand in front of the text, the buttons below it."""
    if reply.parts:
        dispatcher.utter_message(json_message={"parts": list(reply.parts)})
    if reply.text or reply.buttons:
        buttons = [_button(each, intent) for each in reply.buttons]
        dispatcher.utter_message(text=without_phones(reply.text + reply.next_step), buttons=buttons)
    if reply.custom:
        dispatcher.utter_message(json_message=dict(reply.custom))


def _button(button: Button, intent: str) -> dict[str, str]:
    """A button without an intent of its own asks the same question again, with its entities."""
    if button.says:
        return {"title": button.title, "payload": button.says}
    entities = json.dumps(button.entities, ensure_ascii=False) if button.entities else ""
    return {"title": button.title, "payload": f"/{button.intent or intent}{entities}"}


# Forms in progress


def draft_of(tracker: Tracker) -> Draft | None:
    return load(tracker.get_slot("session_draft"))


def _begun(draft: Draft, tracker: Tracker) -> list[Event]:
    """The form that the reply has asked the first question of; one that it interrupts waits."""
    before = draft_of(tracker)
    parked = before.dump() if before and before.form != draft.form else before.parked if before else None
    kept = replace(draft, turn=turn_number(tracker), parked=parked)
    return [SlotSet("session_draft", kept.dump()), SlotSet("session_filled", None), FollowupAction(draft.form)]


def _running(draft: Draft, tracker: Tracker) -> Draft | None:
    """Asked for once more in the middle of it: the same form, about the same order or product.

    What is known stays known; the form puts its open question again by itself.
    """
    before = draft_of(tracker)
    if before is None or not before.form == draft.form == (tracker.active_loop or {}).get("name"):
        return None
    same = all(before.values.get(name) == draft.values.get(name) for name in ("order_id", "product_id"))
    return before if same else None


def _dropped(tracker: Tracker) -> list[Event]:
    """A person takes over: no form goes on behind the back, and nobody is asked any more who they are."""
    if draft_of(tracker) is None and (tracker.active_loop or {}).get("name") != "identity_form":
        return []
    return [SlotSet("session_draft", None), ActiveLoop(None), SlotSet("requested_slot", None)]


def _gone_back(tracker: Tracker) -> list[Event]:
    """A form that no loop of Rasa's holds any more (a choice or another form came between) is gone back to."""
    draft = draft_of(tracker)
    loop = (tracker.active_loop or {}).get("name")
    return [FollowupAction(draft.form)] if draft and loop in {None, "choice_form"} else []


def focused(reply: Reply, tracker: Tracker) -> list[Event]:
    offer = (
        {"intent": reply.offer.intent, "entities": dict(reply.offer.entities), "turn": turn_number(tracker)}
        if reply.offer
        else None
    )
    climbed = list(tracker.get_slot("promotions_ladder") or ())
    wanted = {
        "session_order_id": reply.order_id or tracker.get_slot("session_order_id"),
        "session_product_id": reply.product_id or tracker.get_slot("session_product_id"),
        "session_offer": offer,
        "session_shown": list(reply.shown_product_ids) or tracker.get_slot("session_shown"),
        "session_page_id": _page(tracker) or tracker.get_slot("session_page_id"),
        "promotions_ladder": [*climbed, reply.rung] if reply.rung else climbed or None,
    }
    return [SlotSet(slot, value) for slot, value in wanted.items() if tracker.get_slot(slot) != value]


def _ask_identity(turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event]:
    if is_locked(tracker, turn.question.now):
        utter(LOCKED, dispatcher, turn.intent)
        return []
    return [*_wait(turn), FollowupAction("identity_form")]


def talk(tracker: Tracker) -> str:
    """The conversation, whichever session of it: assist_api numbers those behind the point."""
    return str(tracker.sender_id).partition(".")[0]


def is_locked(tracker: Tracker, now: datetime, order_id: str = "") -> bool:
    """By this talk's wrong tries (in its tracker too, which outlives the process) or by those at the order's number."""
    keys = (talk(tracker), order_id) if order_id else (talk(tracker),)
    return wrong_tries(tracker, now) >= MOST or attempts().locked(keys, now)


def wrong_tries(tracker: Tracker, now: datetime) -> int:
    """In a row, until the lock has run out."""
    tries = tracker.get_slot("service_wrong_tries") or {}
    fresh = bool(tries) and now - datetime.fromisoformat(tries["at"]) < LOCKED_FOR
    return int(tries["count"]) if fresh else 0


def said_too(pending: Mapping[str, Any], question: Question) -> dict[str, Any]:
    """The question that waits, with what was said after it: "公司的，XX 有限公司" before the order is chosen."""
    entities = {name: list(values) for name, values in pending["entities"].items()}
    for name, values in question.entities.items():
        entities.setdefault(name, []).extend(values)
    return {**pending, "text": f"{pending['text']} {question.text}", "entities": entities}


def _wait(turn: Turn, choices: list[str] | None = None) -> list[Event]:
    asked = turn.question
    waits = {"action": turn.action, "intent": turn.intent, "text": asked.text, "entities": dict(asked.entities)}
    return [SlotSet("session_pending", waits), SlotSet("session_choices", choices)]


def _settled(tracker: Tracker) -> list[Event]:
    """An answered question waits for nothing any more. A choice not made is off; a visitor may still identify later."""
    loop = (tracker.active_loop or {}).get("name")
    if loop == "identity_form":
        return let_go(tracker)
    waits = [SlotSet(slot, None) for slot in ("session_pending", "session_choices") if tracker.get_slot(slot)]
    return [*waits, ActiveLoop(None), SlotSet("requested_slot", None)] if loop == "choice_form" else waits


def let_go(tracker: Tracker) -> list[Event]:
    """Of the question who is asking, when it has been passed over twice."""
    waits = (tracker.active_loop or {}).get("name") == "identity_form" and _reminded(tracker)
    return [ActiveLoop(None), SlotSet("requested_slot", None)] if waits else []


def _reminded(tracker: Tracker) -> bool:
    """Whether the form has been put aside by a question once already: a second time it is not come back to."""
    began = max((at for at, event in enumerate(tracker.events) if _begins_identity(event)), default=0)
    return sum(1 for event in tracker.events[began:] if _is_heard(event)) > 1


def _begins_identity(event: Mapping[str, Any]) -> bool:
    return event.get("event") == "active_loop" and event.get("name") == "identity_form"


def ran_since_message(tracker: Tracker) -> set[str]:
    """The actions that have run since the shopper's last message; Rasa counts the running form in."""
    ran: set[str] = set()
    for event in reversed(tracker.events):
        if _is_heard(event):
            break
        if event.get("event") == "action":
            ran.add(event["name"])
    return ran


def just_failed(tracker: Tracker) -> bool:
    """Whether the turn before this one ended in "not understood"."""
    ran = [event["name"] for event in tracker.events if event.get("event") == "action"]
    spoken = [name for name in ran if name != "action_listen" and not name.startswith("action_session")]
    return bool(spoken) and spoken[-1] == "action_service_fallback"
