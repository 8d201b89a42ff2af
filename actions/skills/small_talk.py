"""Yes and no: an answer to what was offered, or just politeness; and talk."""

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
        meant = context.followed_up(tracker) or context.offered(tracker)
        if meant:
            return await context.answer(meant, dispatcher, tracker)
        turn = context.asked_now(self.name(), tracker)
        return context.say(turn, small_talk.agreed(turn.question), dispatcher, tracker)


class Deny(Action):
    def name(self) -> str:
        return "action_small_talk_deny"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        meant = context.followed_up(tracker)
        if meant:
            return await context.answer(meant, dispatcher, tracker)
        turn = context.asked_now(self.name(), tracker)
        return context.say(turn, small_talk.declined(turn.question), dispatcher, tracker)


class Chat(Action):
    """Words of politeness and talk; what only looks like them, because it is so short, is answered as what it is."""

    def name(self) -> str:
        return "action_small_talk_chat"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        meant = context.followed_up(tracker)
        if meant:
            return await context.answer(meant, dispatcher, tracker)
        dispatcher.utter_message(response=f"utter_small_talk_{tracker.latest_message['intent']['name']}")
        return context.let_go(tracker)
