"""Suggestions for a conversation, from what is asked to what is kept and shown: reads first, then one service."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assist_api.adapters.scene import Scene, Who, only_rules, read_more, read_scene
from assist_api.adapters.suggest import Asked, Entries, LiveFacts, Source, needs_of_all, suggest
from assist_api.domain.asking import Question, intent_of, open_questions
from assist_api.domain.conversation import Conversation
from assist_api.domain.holdout import is_held_out
from assist_api.domain.ranking import SHOWN, Candidate
from assist_api.errors import ShopUnavailable
from assist_api.reactions import Tools, understand
from assist_api.runner import Runner
from assist_api.services import suggestions


class Suggester:
    def __init__(self, runner: Runner, tools: Tools, holdout: float = 0.0) -> None:
        """`holdout`: the share of conversations whose panel stays empty."""
        self._runner = runner
        self._tools = tools
        self._holdout = holdout
        self._sources: list[Source] = [LiveFacts(), Entries(tools.knowledge)]

    async def refresh(self, conversation_id: str, order_id: str = "") -> tuple[int, list[dict[str, Any]]]:
        """For the newest message of the shopper: those already shown, else new ones, kept and published.

        `order_id`: the order on the agent's screen.
        """
        asking = await self._runner.read(suggestions.asking, conversation_id, order_id)
        questions = open_questions(asking.messages)
        if asking.kept is not None or not questions:
            return asking.for_seq, (asking.kept if questions else None) or []
        found = await self._compose(questions, who(asking.conversation, order_id), SHOWN)
        bodies = [candidate.kept() for candidate in found]
        held_out = is_held_out(conversation_id, self._holdout)
        place = (conversation_id, asking.for_seq, order_id)
        told = await self._runner.run(suggestions.keep, *place, bodies, held_out, self._tools.clock())
        return asking.for_seq, told

    async def for_text(self, text: str, limit: int) -> list[dict[str, Any]]:
        found = await self._compose([Question(text, None)], Who(None), limit)
        return [candidate.body() for candidate in found]

    async def _compose(self, questions: Sequence[Question], who: Who, limit: int) -> list[Candidate]:
        texts = [question.text for question in questions]
        scene, vectors, read = await asyncio.gather(
            self._scene(who, texts), self._tools.knowledge.encode(texts), self._understood(questions)
        )
        asked = [Asked(question, vector) for question, vector in zip(read, vectors, strict=True)]
        intents = {intent_of(question.understanding) for question in read}
        scene = await self._with_more(scene, intents)
        return await suggest(self._sources, asked, scene, limit)

    async def _understood(self, questions: Sequence[Question]) -> list[Question]:
        """The newest may not have been read yet, and nobody has read pieces as one question."""
        return list(await asyncio.gather(*map(self._read, questions)))

    async def _read(self, question: Question) -> Question:
        if question.understanding and not question.joined:
            return question
        return replace(question, understanding=await understand(self._tools, question.text) or question.understanding)

    async def _scene(self, who: Who, texts: Sequence[str]) -> Scene:
        """A shop that does not answer leaves the knowledge base."""
        now = self._tools.clock()
        try:
            return await read_scene(self._tools.shop, who, texts, now)
        except ShopUnavailable:
            return only_rules(self._tools.shop.policy, who, now)

    async def _with_more(self, scene: Scene, intents: set[str]) -> Scene:
        try:
            return await read_more(self._tools.shop, scene, needs_of_all(self._sources, intents))
        except ShopUnavailable:
            return scene


def who(conversation: Conversation, order_id: str = "", product_id: str = "") -> Who:
    return Who(
        conversation.shopper_id,
        conversation.agent_name or "",
        conversation.page_product_id,
        order_id,
        product_id,
    )
