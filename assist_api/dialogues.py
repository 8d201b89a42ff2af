"""The policy over a dialogue that is not stored: read by the models line by line, then judged as if it happened."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assist_api.adapters.bot import BotClient
from assist_api.adapters.feeling import FeelingReader
from assist_api.adapters.talk import TalkReader
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
        found = [await self._read(lines, place) for place, line in enumerate(lines) if line.by_shopper]
        return [await self._with_talk(found[: number + 1], lines) for number in range(len(found))]

    async def _with_talk(self, read: Sequence[Read], lines: Sequence[Line]) -> Read:
        last = read[-1]
        if self._talk is None:
            return last
        turns, answer = [one.turn for one in read], _said(lines[last.place + 1 :])
        said = await asyncio.to_thread(self._talk.read, turns, answer)
        return replace(last, turn=replace(last.turn, said=said))

    async def _read(self, lines: Sequence[Line], place: int) -> Read:
        text, answer = lines[place].text, _said(lines[place + 1 :])
        meant = await self._understand(text)
        unknown = meant is not None and meant.intent == "nlu_fallback"
        failed = reads_as_failure(answer) if answer else unknown
        turn = Turn(text, meant, self._feeling.read(text), failed, before=_said(lines[:place][::-1]))
        return Read(place, turn, hands_over(answer))

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


def _said(lines: Sequence[Line]) -> str:
    """What the bot says up to the next message of the shopper."""
    until = next((place for place, line in enumerate(lines) if line.by_shopper), len(lines))
    return "\n".join(line.text for line in lines[:until])
