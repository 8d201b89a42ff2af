"""Yes and no: an answer to what was offered, or just politeness."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import context
from actions.context import Event
from actions.services import small_talk


class Affirm(Action):
    def name(self) -> str:
        return "action_small_talk_affirm"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        accepted = context.accept_offer(tracker)
        reply = small_talk.agreed(context.question(tracker))
        return accepted or context.say(self.name(), reply, dispatcher, tracker)


class Deny(Action):
    def name(self) -> str:
        return "action_small_talk_deny"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        reply = small_talk.declined(context.question(tracker))
        return context.say(self.name(), reply, dispatcher, tracker)
