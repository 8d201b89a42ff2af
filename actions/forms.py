"""Rasa's side of a form: it reads each message of an active form, and submits what has been confirmed.

Every form of the domain requires one slot, `session_filled`; what it has gathered lies in `session_draft`. The question
is asked where the message is read, so that a turn of a form costs one call of the action server.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import context
from actions.context import Event
from actions.services.draft import Draft, load
from actions.services.forms import Form, Heard, Outcome, Step, again, hear
from actions.services.reply import Reply
from shop.protocol import Shop

_FILLED, _DRAFT, _REQUESTED = "session_filled", "session_draft", "requested_slot"


class ReadForm(Action, ABC):
    @property
    @abstractmethod
    def form(self) -> Form: ...

    def name(self) -> str:
        return f"validate_{self.form.name}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        draft = context.draft_of(tracker)
        if draft is None or draft.form != self.form.name:
            return [SlotSet(_FILLED, None), SlotSet(_REQUESTED, None)]
        if draft.turn == context.turn_number(tracker):  # it has just begun: with a question, or with all told at once
            return (
                [SlotSet(_FILLED, None), SlotSet(_REQUESTED, _FILLED)] if draft.asking else _kept(draft, Outcome.FILLED)
            )
        was_spoken_to = not context.ran_since_message(tracker) - {self.form.name, "action_extract_slots"}
        turn = context.asked_now(self.name(), tracker)
        heard = await self._heard(tracker, turn, draft, was_spoken_to)
        if heard.outcome is Outcome.ASIDE:
            return []
        context.utter(heard.reply, dispatcher, turn.intent)
        focus = context.focused(heard.reply, tracker) if heard.outcome is Outcome.LEFT else []
        return focus + _kept(replace(heard.draft, turn=context.turn_number(tracker)), heard.outcome)

    async def _heard(self, tracker: Tracker, turn: context.Turn, draft: Draft, was_spoken_to: bool) -> Heard:
        """A shop that does not answer leaves the form as it stands."""
        heard: list[Heard] = []

        def work(shop: Shop) -> Reply:
            step = Step(self.form, shop, draft, turn.question)
            heard.append(hear(step) if was_spoken_to else again(step))
            return heard[0].reply

        reply = await context.replied(tracker, self.name(), work)
        return heard[0] if heard else Heard(Outcome.ASKED, draft, reply)


def _kept(draft: Draft, outcome: Outcome) -> list[Event]:
    if outcome is Outcome.ASKED:
        return [SlotSet(_DRAFT, draft.dump()), SlotSet(_REQUESTED, _FILLED)]
    filled = True if outcome is Outcome.FILLED else None
    return [SlotSet(_DRAFT, draft.dump()), SlotSet(_FILLED, filled), SlotSet(_REQUESTED, None)]


class SubmitForm(Action, ABC):
    """Runs when the form has ended: writes if it was confirmed, and goes back to the form that it interrupted."""

    @property
    @abstractmethod
    def form(self) -> Form: ...

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        draft = context.draft_of(tracker)
        if draft is None or draft.form != self.form.name:
            return []
        if not tracker.get_slot(_FILLED):  # left: why has been said where it was read
            return [*_resumed(load(draft.parked))]
        reply = await self._submitted(draft, tracker)
        context.utter(reply, dispatcher, self.name())
        parked = None if "handover" in reply.custom else load(draft.parked)
        return [*context.focused(reply, tracker), SlotSet(_FILLED, None), *_resumed(parked)]

    async def _submitted(self, draft: Draft, tracker: Tracker) -> Reply:
        turn = context.asked_now(self.name(), tracker)

        def work(shop: Shop) -> Reply:
            return self.form.submit(Step(self.form, shop, draft, turn.question))

        return await context.replied(tracker, self.name(), work)


def _resumed(parked: Draft | None) -> list[Event]:
    kept = [SlotSet(_DRAFT, parked.dump() if parked else None)]
    return [*kept, FollowupAction(parked.form)] if parked else kept
