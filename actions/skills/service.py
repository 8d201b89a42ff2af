"""A person, a complaint, an answer from the knowledge base; who a visitor is, and which order is meant."""

from __future__ import annotations

import logging
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import context
from actions.context import Event, ShopAction
from actions.services import focus, identity, service
from actions.services.question import Question
from actions.services.reply import Reply, unavailable
from shop.protocol import Shop, ShopUnavailable

log = logging.getLogger(__name__)


class AnswerFromKnowledge(Action):
    def name(self) -> str:
        return "action_service_knowledge"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        reply = service.from_knowledge(context.question(tracker))
        return context.say(self.name(), reply, dispatcher, tracker)


class RequestHuman(Action):
    def name(self) -> str:
        return "action_service_request_human"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        reply = service.request_human(context.question(tracker))
        return context.say(self.name(), reply, dispatcher, tracker)


class Complain(ShopAction):
    def name(self) -> str:
        return "action_service_complain"

    def reply(self, shop: Shop, question: Question) -> Reply:
        return service.complain(shop, question)


class Fallback(Action):
    def name(self) -> str:
        return "action_service_fallback"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        reply = service.not_understood(context.question(tracker), again=context.just_failed(tracker))
        return context.say(self.name(), reply, dispatcher, tracker)


class ReadIdentity(Action):
    """Nothing read means that the shopper asks something else, and the form stands aside for this turn."""

    def name(self) -> str:
        return "validate_identity_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        given = identity.read_identity(
            tracker.latest_message.get("text") or "", asked=tracker.get_slot("requested_slot") is not None
        )
        slots = {"service_order_id": given.order_id, "service_phone_last4": given.phone_last4}
        return [SlotSet(slot, value) for slot, value in slots.items() if value]


class Identify(Action):
    def name(self) -> str:
        return "action_service_identify"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        order_id, phone = tracker.get_slot("service_order_id"), tracker.get_slot("service_phone_last4")
        forget = [SlotSet("service_order_id", None), SlotSet("service_phone_last4", None)]
        try:
            shopper_id = await context.ask(identity.identify, order_id, phone)
        except ShopUnavailable:
            log.exception("The shop did not answer %s", self.name())
            return [*forget, *context.say(self.name(), unavailable(), dispatcher, tracker)]
        if shopper_id is None:
            return [*forget, *self._wrong(dispatcher, tracker)]
        known = [SlotSet("session_shopper_id", shopper_id), SlotSet("session_order_id", order_id)]
        return [*forget, *known, SlotSet("service_mismatch", False), *context.resume(tracker, order_id=order_id)]

    def _wrong(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event]:
        tries = (tracker.get_slot("service_wrong_tries") or 0) + 1
        counted = [SlotSet("service_wrong_tries", tries), SlotSet("service_mismatch", True)]
        if tries < identity.MOST_TRIES:
            return [*counted, FollowupAction("identity_form")]
        return [*counted, *context.say(self.name(), identity.LOCKED, dispatcher, tracker)]


class ReadChoice(Action):
    def name(self) -> str:
        return "validate_choice_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        choices = tracker.get_slot("session_choices") or []
        if tracker.get_slot("requested_slot") is None:
            return []
        try:
            order_id = await context.ask(focus.chosen, context.question(tracker), choices)
        except ShopUnavailable:
            log.exception("The shop did not answer %s", self.name())
            return []
        return [SlotSet("service_choice", order_id)] if order_id else []


class Choose(Action):
    def name(self) -> str:
        return "action_service_choose"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        order_id: Any = tracker.get_slot("service_choice")
        chosen = [SlotSet("service_choice", None), SlotSet("session_order_id", order_id)]
        return [*chosen, *context.resume(tracker, order_id=order_id)]
