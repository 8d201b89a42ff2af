"""The policy over a dialogue that is not stored: read by the models line by line, then judged as if it happened."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assist_api.adapters.bot import BotClient
from assist_api.adapters.feeling import FeelingReader
from assist_api.adapters.talk import TalkReader
from assist_api.domain.around import Around, around
from assist_api.domain.bot_lines import hands_over, reads_as_failure
from assist_api.domain.handover import ATTENDED, Decision, Turn, decide
from assist_api.domain.messages import Understanding
from assist_api.domain.thresholds import Thresholds
from assist_api.errors import BotUnavailable
from assist_api.judging import asked


@dataclass(frozen=True)
class Line:
    text: str
    by_shopper: bool


@dataclass(frozen=True)
class Read:
    """A shopper's message with its place among the lines, and whether the bot fetched a person in answer to it."""

    place: int
    turn: Turn
    fetched: bool


@dataclass(frozen=True)
class Verdict:
    """`place`: of the message at which it is handed over; None where it never is, and then the last decision."""

    place: int | None
    decision: Decision | None


class DialogueReader:
    def __init__(self, bot: BotClient, feeling: FeelingReader, talk: TalkReader | None = None) -> None:
        self._bot = bot
        self._feeling = feeling
        self._talk = talk

    async def read(self, lines: Sequence[Line]) -> list[Read]:
        talk = around([(line.by_shopper, line.text) for line in lines])
        found = [await self._read(at) for at in talk]
        return [await self._with_talk(found[: number + 1], at.answer) for number, at in enumerate(talk)]

    async def _with_talk(self, read: Sequence[Read], answer: str) -> Read:
        last = read[-1]
        if self._talk is None:
            return last
        said = await asyncio.to_thread(self._talk.read, [one.turn for one in read], answer)
        return replace(last, turn=replace(last.turn, said=said))

    async def _read(self, at: Around) -> Read:
        meant = await self._understand(at.text)
        unknown = meant is not None and meant.intent == "nlu_fallback"
        failed = reads_as_failure(at.answer) if at.answer else unknown
        turn = Turn(at.text, meant, self._feeling.read(at.text), failed, before=at.before)
        return Read(at.place, turn, hands_over(at.answer))

    async def _understand(self, text: str) -> Understanding | None:
        try:
            return await self._bot.parse(text, limit_s=self._bot.timeout_s / 2)
        except BotUnavailable:
            return None


def judge(read: Sequence[Read], thresholds: Thresholds) -> Verdict:
    """A person is taken to be on duty, so that the verdict does not change at night."""
    decision = None
    for number, last in enumerate(read):
        known = asked(ATTENDED, "requested" if last.fetched else None)
        decision = decide([one.turn for one in read[: number + 1]], thresholds, known)
        if decision.handover:
            return Verdict(last.place, decision)
    return Verdict(None, decision)
