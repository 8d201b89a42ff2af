"""A person, a complaint, an answer from the knowledge base; who a visitor is, and which order is meant."""

from __future__ import annotations

import logging
from datetime import datetime

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import context
from actions.context import Event, Shop, ShopAction, ShopUnavailable
from actions.forms import ReadForm, SubmitForm
from actions.services import complaints, focus, identity, service
from actions.services.attempts import MOST
from actions.services.question import Question
from actions.services.reply import Reply, unavailable

log = logging.getLogger(__name__)


class AnswerFromKnowledge(Action):
    def name(self) -> str:
        return "action_service_knowledge"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        turn = context.asked_now(self.name(), tracker)
        return context.say(turn, service.from_knowledge(turn.question), dispatcher, tracker)


class RequestHuman(Action):
    """Needs no shop: a person can be had while its system is down."""

    def name(self) -> str:
        return "action_service_request_human"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        turn = context.asked_now(self.name(), tracker)
        return context.say(turn, service.request_human(turn.question), dispatcher, tracker)


class Complain(ShopAction):
    intents = ("complain",)

    def name(self) -> str:
        return "action_service_complain"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return complaints.complain(shop, question)


class ReadComplaint(ReadForm):
    form = complaints.FORM


class SubmitComplaint(SubmitForm):
    form = complaints.FORM

    def name(self) -> str:
        return "action_service_submit_complaint"


class AskHours(ShopAction):
    intents = ("ask_service_hours",)

    def name(self) -> str:
        return "action_service_ask_hours"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return service.hours(shop, question)


class Praise(ShopAction):
    intents = ("praise",)

    def name(self) -> str:
        return "action_service_praise"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return service.praised(shop, question)


class AskWhatIsShown(Action):
    """Needs no shop: what a picture is of can be asked while its system is down."""

    def name(self) -> str:
        return "action_service_send_picture"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        turn = context.asked_now(self.name(), tracker)
        return context.say(turn, service.shown(turn.question), dispatcher, tracker)


class Fallback(Action):
    def name(self) -> str:
        return "action_service_fallback"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        meant = context.followed_up(tracker)
        if meant:
            return await context.answer(meant, dispatcher, tracker)
        turn = context.asked_now(self.name(), tracker)
        reply = service.not_understood(turn.question, again=context.just_failed(tracker))
        return context.say(turn, reply, dispatcher, tracker)


class ReadIdentity(Action):
    """Nothing read means that the shopper asks something else, and the form stands aside for this turn."""

    def name(self) -> str:
        return "validate_identity_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        if _just_wrong(tracker):
            return []
        given = identity.read_identity(
            tracker.latest_message.get("text") or "", asked=tracker.get_slot("requested_slot") is not None
        )
        slots = {"service_order_id": given.order_id, "service_phone_last4": given.phone_last4}
        return [SlotSet(slot, value) for slot, value in slots.items() if value]


def _just_wrong(tracker: Tracker) -> bool:
    """The form starts anew in the turn whose message did not match, and must not read that message again."""
    tries = tracker.get_slot("service_wrong_tries") or {}
    return tries.get("turn") == context.turn_number(tracker)


class Identify(Action):
    def name(self) -> str:
        return "action_service_identify"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        order_id, phone = tracker.get_slot("service_order_id"), tracker.get_slot("service_phone_last4")
        forget = [SlotSet("service_order_id", None), SlotSet("service_phone_last4", None)]
        now = context.asked_now(self.name(), tracker).question.now
        if context.is_locked(tracker, now, order_id):
            return [*forget, *_say(self, identity.LOCKED, dispatcher, tracker)]
        try:
            shopper_id = await context.ask(tracker, identity.identify, order_id, phone)
        except ShopUnavailable:
            log.exception("The shop did not answer %s", self.name())
            return [*forget, *_say(self, unavailable(), dispatcher, tracker)]
        if shopper_id is None:
            return [*forget, *self._wrong(order_id, now, dispatcher, tracker)]
        return [*forget, *await self._right(shopper_id, order_id, dispatcher, tracker)]

    async def _right(
        self, shopper_id: str, order_id: str, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[Event]:
        turn = context.waiting(tracker, order_id, shopper_id)
        known = [SlotSet("session_shopper_id", shopper_id), SlotSet("service_mismatch", False)]
        answered = await context.answer(turn, dispatcher, tracker) if turn else []
        return [*known, *answered]

    def _wrong(self, order_id: str, now: datetime, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        context.attempts().note_wrong((context.talk(tracker), order_id), now)
        count = context.wrong_tries(tracker, now) + 1
        tries = {"count": count, "turn": context.turn_number(tracker), "at": now.isoformat()}
        counted = [SlotSet("service_wrong_tries", tries), SlotSet("service_mismatch", True)]
        if count < MOST:
            return [*counted, FollowupAction("identity_form")]
        return [*counted, *_say(self, identity.LOCKED, dispatcher, tracker)]


class ReadChoice(Action):
    def name(self) -> str:
        return "validate_choice_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        if tracker.get_slot("requested_slot") != "service_choice":  # it begins in this turn, perhaps over another form
            return []
        question, shown = context.asked_now(self.name(), tracker).question, tracker.get_slot("session_choices") or []
        try:
            order_id = await context.ask(tracker, focus.chosen, question, shown)
            if order_id:
                return [SlotSet("service_choice", order_id)]
            pending = tracker.get_slot("session_pending")
            if pending is None or focus.asks_something_else(question, pending["intent"]):
                return []
            reply = await context.ask(tracker, focus.choose_first, question, shown)
        except ShopUnavailable:
            log.exception("The shop did not answer %s", self.name())
            return []
        context.utter(reply, dispatcher, pending["intent"])
        return [SlotSet("session_pending", context.said_too(pending, question))]


class Choose(Action):
    def name(self) -> str:
        return "action_service_choose"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        turn = context.waiting(tracker, tracker.get_slot("service_choice"))
        answered = await context.answer(turn, dispatcher, tracker) if turn else []
        return [SlotSet("service_choice", None), *answered]


def _say(action: Action, reply: Reply, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event]:
    return context.say(context.asked_now(action.name(), tracker), reply, dispatcher, tracker)
