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
        offered = context.offered(tracker)
        if offered:
            return await context.answer(offered, dispatcher, tracker)
        turn = context.asked_now(self.name(), tracker)
        return context.say(turn, small_talk.agreed(turn.question), dispatcher, tracker)


class Deny(Action):
    def name(self) -> str:
        return "action_small_talk_deny"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        turn = context.asked_now(self.name(), tracker)
        return context.say(turn, small_talk.declined(turn.question), dispatcher, tracker)
