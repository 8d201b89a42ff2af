"""Somebody talks to a model that is not live: it answers as it would, and nothing of it reaches the shop or anybody."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from weakref import WeakValueDictionary

from assist_api.adapters.bot import BotAnswer, BotClient, BotReply
from assist_api.adapters.conversation_files import ConversationFiles, written
from assist_api.adapters.feeling import FeelingReader
from assist_api.adapters.knowledge import KnowledgeReader, in_place_of
from assist_api.domain.conversation_tests import dialogue
from assist_api.domain.messages import Understanding, clean_text
from assist_api.domain.trials import NOT_WRITTEN, NOTHING_KNOWN, SILENT, Link, Reply, Turn, offered
from assist_api.errors import BotUnavailable
from assist_api.runner import Runner
from assist_api.services import trials
from assist_api.services.people import Agent
from assist_api.training.publishing import Publisher

PATIENCE_S = 8.0  # a model that was put away is loaded again first


@dataclass(frozen=True)
class Voices:
    """Who answers beside the model."""

    bot: BotClient
    knowledge: KnowledgeReader
    feeling: FeelingReader
    clock: Callable[[], datetime]


class Trials:
    def __init__(self, runner: Runner, publisher: Publisher, files: ConversationFiles, voices: Voices) -> None:
        self._runner, self._publisher, self._files, self._voices = runner, publisher, files, voices
        self._speaking: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def share(self, run_id: str | None, title: str, page: str | None, lasts: timedelta, maker: Agent) -> Link:
        """Of a training's model, which is loaded to see that it can be; None: of the one that is live now."""
        model = await self._publisher.load(run_id) if run_id else (await self._publisher.models.told()).live
        made = (model, run_id, title, page, lasts, maker, self._voices.clock())
        return await self._runner.run(trials.make_link, *made)

    async def say(self, link_id: str, talk_id: str, client_id: str, text: str) -> list[Turn]:
        """All turns after this one; the same `client_id` again is the same message. One at a time in a talk."""
        text = clean_text(text)
        speaking = self._speaking.setdefault(talk_id, asyncio.Lock())
        async with speaking:
            link, turns = await self._runner.read(trials.talk, link_id, talk_id, self._voices.clock())
            if any(turn.client_id == client_id for turn in turns):
                return turns
            turn = await self._answered(link, talk_id, client_id, text, turns)
            return await self._runner.run(trials.keep, talk_id, turn)

    async def as_test(self, talk_id: str) -> dict[str, str]:
        link, turns = await self._runner.read(trials.told, talk_id)
        name = f"{link.title}：{turns[0].text}"
        return {"name": name, "yaml": written(dialogue(name, link.page, turns))}

    async def keep_test(self, talk_id: str, text: str, by: Agent) -> str:
        """The file that holds the dialogue now."""
        await self._runner.read(trials.told, talk_id)
        file = await self._files.add(text)
        await self._runner.run(trials.kept_as_test, talk_id, file, by, self._voices.clock())
        return file

    async def _answered(self, link: Link, talk_id: str, client_id: str, text: str, turns: Sequence[Turn]) -> Turn:
        payload = offered(turns).get(text)
        understanding = await self._understood(link, text)
        answer = await self._asked(link, talk_id, client_id, text, payload)
        found = [await self._told(reply) for reply in answer.replies]
        found += [Reply(NOT_WRITTEN[answer.trial])] if answer.trial else []
        failed = answer.failure is not None
        about = (len(turns) + 1, client_id, text, payload is not None)
        return Turn(*about, tuple(found), answer.handover, failed, understanding, self._voices.clock())

    async def _asked(self, link: Link, talk_id: str, client_id: str, text: str, payload: str | None) -> BotAnswer:
        metadata = await self._metadata(link, client_id, text)
        sender = f"trial-{talk_id}"
        try:
            return await self._voices.bot.ask(sender, text, metadata, payload=payload, limit_s=PATIENCE_S)
        except BotUnavailable:
            return BotAnswer((BotReply(SILENT),), failure="bot_unavailable")

    async def _metadata(self, link: Link, client_id: str, text: str) -> dict[str, Any]:
        felt = await asyncio.to_thread(self._voices.feeling.read, text)
        return {
            "model": link.model,
            "trial": True,
            "message_id": client_id,
            "shopper_id": None,
            "page": {"product_id": link.page} if link.page else None,
            "feeling": {"label": felt.label, "urgent": felt.urgent},
            "focus": None,
            "pictures": [],
        }

    async def _understood(self, link: Link, text: str) -> Understanding | None:
        try:
            return await self._voices.bot.parse(text, model=link.model, limit_s=PATIENCE_S)
        except BotUnavailable:
            return None

    async def _told(self, reply: BotReply) -> Reply:
        if not reply.asks_knowledge:
            return Reply(reply.text, reply.parts, None, "" if reply.text == SILENT else reply.text)
        found = await in_place_of(reply, self._voices.knowledge, self._voices.clock())
        text = "\n".join(filter(None, (reply.text, found or NOTHING_KNOWN)))
        return Reply(text, reply.parts, reply.knowledge, reply.text, reply.entry)
