"""The handover decision with all that it weighs: gathered from shop, clock and desk, then left to the policy."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from assist_api.adapters.shop import ShopReader
from assist_api.adapters.talk import TalkReader
from assist_api.adapters.value import ValueReader
from assist_api.domain.conversation import Conversation, FirstAnswer
from assist_api.domain.handover import Circumstances, Turn, decide
from assist_api.domain.replayable import inputs_of
from assist_api.domain.thresholds import Thresholds
from assist_api.runner import Runner
from assist_api.services.answering import Verdict, Work
from assist_api.services.presence import duty_now


class Judge:
    def __init__(
        self,
        runner: Runner,
        shop: ShopReader,
        thresholds: Thresholds,
        clock: Callable[[], datetime],
        talk: TalkReader | None = None,
    ) -> None:
        self._runner = runner
        self._talk = talk
        self._shop = shop
        self._value = ValueReader(shop)
        self._clock = clock
        self.thresholds = thresholds

    async def circumstances(self, conversation: Conversation, turns: Sequence[Turn]) -> Circumstances:
        """What is known beside the talk when the last of `turns` is judged."""
        now = self._clock()
        worth = await self._value.read(conversation.shopper_id, [turn.text for turn in reversed(turns)])
        there = await self._runner.read(duty_now, self._shop.policy["service"]["hours"], now)
        return Circumstances(worth.level, worth.order_yuan, open=there.open_at(now), agents=there.agents)

    def starts_with_person(self, conversation: Conversation, known: Circumstances) -> bool:
        """Whether the mode of the shop gives this new matter to a person."""
        mode = self.thresholds.mode
        unsettled = conversation.first_answer is FirstAnswer.OPEN
        return unsettled and mode.starts_with_person(conversation.id, attended=known.attended)

    async def judge(self, work: Work, turn: Turn, known: Circumstances, answer: str = "") -> Verdict:
        """With the inputs to be stored beside the decision. `answer`: what the bot says to it, once it does."""
        return self._verdict(work, await self._read(work.turns(turn), answer), known)

    def by_rules(self, work: Work, turn: Turn, known: Circumstances) -> Verdict:
        """Without the handover model: nothing is asked that could break."""
        return self._verdict(work, work.turns(turn), known)

    def _verdict(self, work: Work, turns: list[Turn], known: Circumstances) -> Verdict:
        decision = decide(turns, self.thresholds, known)
        inputs = inputs_of(turns, known, self.thresholds)
        return Verdict(decision, {**inputs, "heard_from": work.remembered[0].seq, "held_back": decision.held_back})

    async def _read(self, turns: list[Turn], answer: str) -> list[Turn]:
        """The last of them with what the handover model makes of the talk; a wordless picture tells it nothing."""
        if self._talk is None or not turns[-1].text:
            return turns
        said = await asyncio.to_thread(self._talk.read, turns, answer)
        return [*turns[:-1], replace(turns[-1], said=said)]


def asked(known: Circumstances, reason: str | None, note: str = "") -> Circumstances:
    """`known`, when the bot (or a pressed button) asks for a person."""
    return replace(known, asked_by_bot=reason, note=note)
