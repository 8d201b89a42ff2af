"""Suggestions for a conversation, from what is asked to what is kept and shown: reads first, then one service."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assist_api.adapters.canned import CannedReplies, as_used
from assist_api.adapters.past import PastAnswers
from assist_api.adapters.scene import Need, Scene, Who, needs_of, only_rules, read_more, read_scene
from assist_api.adapters.suggest import (
    RULES,
    Asked,
    Entries,
    LiveFacts,
    Source,
    again,
    all_values,
    needs_again,
    needs_of_all,
    suggest,
)
from assist_api.domain.asking import Question, intent_of, open_questions
from assist_api.domain.conversation import Conversation
from assist_api.domain.holdout import is_held_out
from assist_api.domain.preference import NOTHING_KNOWN, Preferences
from assist_api.domain.ranking import SHOWN, Candidate
from assist_api.domain.slots import fill, name_of, slots_in
from assist_api.domain.staleness import TEXT, Change, changes, still_told
from assist_api.errors import FactsChanged, FactsUnchecked, ShopUnavailable
from assist_api.reactions import AGENT_WAITS_S, Tools, understand
from assist_api.runner import Runner
from assist_api.services import canned, suggestions
from assist_api.services.people import Agent


@dataclass(frozen=True)
class CannedSeen:
    """A canned reply as it was put into the field: for which order and product, with which facts."""

    id: str
    order_id: str
    product_id: str
    facts: Mapping[str, str]


@dataclass(frozen=True)
class Draft:
    """What an agent is about to send, and what it came from."""

    client_id: str
    text: str
    suggestion_id: str | None
    canned: CannedSeen | None


@dataclass(frozen=True)
class Checked:
    """What is not so any more, and the reply as it would be now; None where it does not apply, or nothing changed."""

    changes: list[Change]
    anew: Candidate | None

    def body(self) -> dict[str, Any]:
        return {
            "changes": [change.body() for change in self.changes],
            "text": self.anew.text if self.anew else None,
        }


class Suggester:
    def __init__(
        self,
        runner: Runner,
        tools: Tools,
        past: PastAnswers,
        holdout: float = 0.0,
        learned: Callable[[], Preferences] = lambda: NOTHING_KNOWN,
    ) -> None:
        """`holdout`: the share of conversations whose panel stays empty; `learned`: from what agents took before."""
        self._runner = runner
        self._tools = tools
        self._holdout = holdout
        self._canned = CannedReplies(tools.knowledge.in_memory)
        self._sources: list[Source] = [LiveFacts(), Entries(tools.knowledge), self._canned, past]
        self._learned = learned

    async def refresh(
        self, conversation_id: str, waits_s: float = AGENT_WAITS_S, order_id: str = ""
    ) -> tuple[int, list[dict[str, Any]]]:
        """For the newest message of the shopper: those already shown, else new ones, kept and published.

        `waits_s`: for what the bot understands; `order_id`: the order on the agent's screen.
        """
        asking = await self._runner.read(suggestions.asking, conversation_id, order_id)
        questions = open_questions(asking.messages)
        if asking.kept is not None or not questions:
            return asking.for_seq, (asking.kept if questions else None) or []
        found = await self._compose(questions, who(asking.conversation, order_id), SHOWN, waits_s)
        bodies = [candidate.kept() for candidate in found]
        held_out = is_held_out(conversation_id, self._holdout)
        place = (conversation_id, asking.for_seq, order_id)
        told = await self._runner.run(suggestions.keep, *place, bodies, held_out, self._tools.clock())
        return asking.for_seq, told

    async def warm(self) -> None:
        """Read what is kept in memory; the first shopper does not wait for it."""
        await self._renew()

    @property
    def rules(self) -> Mapping[str, str]:
        """The shop's rules, as slots."""
        return self._rules_alone(Who(None)).rules

    def _rules_alone(self, whose: Who) -> Scene:
        return only_rules(self._tools.shop.policy, whose, self._tools.clock())

    async def _renew(self) -> None:
        """Another process, or this one, may have changed the library."""
        version, replies = await self._runner.read(canned.newer, self._canned.version)
        if replies is not None:
            await self._canned.load(version, replies)

    async def for_text(self, text: str, limit: int) -> list[dict[str, Any]]:
        found = await self._compose([Question(text, None)], Who(None), limit)
        return [candidate.body() for candidate in found]

    async def check(self, conversation_id: str, suggestion_id: str) -> Checked:
        """Raises ShopUnavailable where nobody can tell."""
        conversation, body = await self._runner.read(suggestions.to_check, conversation_id, suggestion_id)
        return await self._compared(conversation, body)

    async def renew(self, conversation_id: str, suggestion_id: str) -> dict[str, Any]:
        """Raises FactsChanged where there is no such reply any more."""
        checked = await self.check(conversation_id, suggestion_id)
        if checked.anew is None:
            raise FactsChanged([change.body() for change in checked.changes])
        return await self._runner.run(suggestions.renew, conversation_id, suggestion_id, checked.anew.kept())

    async def fill(self, conversation_id: str, canned_id: str, agent: Agent, order_id: str) -> dict[str, Any]:
        conversation, reply = await self._runner.read(canned.for_conversation, conversation_id, canned_id, agent)
        text = reply.wording.text
        scene = await self._read(who(conversation, order_id), needs_of(slots_in(text)))
        filled = fill(text, all_values(scene))
        return {
            "id": canned_id,
            "text": filled.text,
            "facts": [{"slot": slot, "value": value} for slot, value in filled.facts.items()],
            "missing": [{"slot": slot, "name": name_of(slot)} for slot in filled.missing],
            "picture": reply.wording.picture,
            "order_id": scene.order_id,
            "product_id": scene.product_id,
        }

    async def check_before_sending(self, conversation_id: str, agent: Agent, draft: Draft) -> None:
        """Raises FactsChanged where the draft would tell the shopper something that is not so any more."""
        if draft.suggestion_id is None and draft.canned is None:
            return
        if await self._runner.read(suggestions.was_posted, conversation_id, draft.client_id):
            return
        conversation, body = await self._basis(conversation_id, agent, draft)
        try:
            checked = await self._compared(conversation, body)
        except ShopUnavailable as error:
            raise FactsUnchecked from error
        told = still_told(checked.changes, draft.text, body["text"])
        if told:
            raise FactsChanged([change.body() for change in told], checked.anew.text if checked.anew else None)

    async def _basis(self, conversation_id: str, agent: Agent, draft: Draft) -> tuple[Conversation, dict[str, Any]]:
        """What the draft was made from, as its writer saw it."""
        if draft.suggestion_id:
            return await self._runner.read(suggestions.to_check, conversation_id, draft.suggestion_id)
        assert draft.canned
        used = draft.canned
        conversation, reply = await self._runner.read(canned.for_conversation, conversation_id, used.id, agent)
        return conversation, as_used(reply, used.facts, used.order_id, used.product_id)

    async def _compared(self, conversation: Conversation, body: dict[str, Any]) -> Checked:
        then = {fact["slot"]: fact["value"] for fact in body["facts"]}
        whose = who(conversation, body.get("order_id", ""), body.get("product_id", ""))
        told_by_rules = all(slot.startswith(RULES) for slot in then)
        scene = self._rules_alone(whose) if told_by_rules else await self._read(whose, needs_again(body))
        anew = again(body, scene)
        now = all_values(scene) | {fact.slot: fact.value for fact in anew.facts} if anew else all_values(scene)
        found = changes(then, now)
        worded = anew.text if anew else None
        if not found and worded != body["text"]:
            found = [Change(TEXT, body["text"], worded)]
        return Checked(found, anew)

    async def _read(self, whose: Who, needs: set[Need]) -> Scene:
        scene = await read_scene(self._tools.shop, whose, (), self._tools.clock())
        return await read_more(self._tools.shop, scene, needs)

    async def _compose(
        self, questions: Sequence[Question], who: Who, limit: int, waits_s: float = AGENT_WAITS_S
    ) -> list[Candidate]:
        texts = [question.text for question in questions]
        scene, vectors, read, _ = await asyncio.gather(
            self._scene(who, texts),
            self._tools.knowledge.encode(texts),
            self._understood(questions, waits_s),
            self._renew(),
        )
        asked = [Asked(question, vector) for question, vector in zip(read, vectors, strict=True)]
        intents = {intent_of(question.understanding) for question in read}
        scene = await self._with_more(scene, intents)
        return await suggest(self._sources, asked, scene, limit, self._learned())

    async def _understood(self, questions: Sequence[Question], waits_s: float) -> list[Question]:
        """The newest may not have been read yet, and nobody has read pieces as one question."""
        return list(await asyncio.gather(*(self._understand(one, waits_s) for one in questions)))

    async def _understand(self, question: Question, waits_s: float) -> Question:
        if question.understanding and not question.joined:
            return question
        meant = await understand(self._tools, question.text, waits_s)
        return replace(question, understanding=meant or question.understanding)

    async def _scene(self, who: Who, texts: Sequence[str]) -> Scene:
        """A shop that does not answer leaves the knowledge base."""
        try:
            return await read_scene(self._tools.shop, who, texts, self._tools.clock())
        except ShopUnavailable:
            return self._rules_alone(who)

    async def _with_more(self, scene: Scene, intents: set[str]) -> Scene:
        try:
            return await read_more(self._tools.shop, scene, needs_of_all(self._sources, intents))
        except ShopUnavailable:
            return scene


def who(conversation: Conversation, order_id: str = "", product_id: str = "") -> Who:
    return Who(
        conversation.shopper_id,
        conversation.agent_name or "",
        conversation.agent_id or "",
        conversation.page_product_id,
        order_id,
        product_id,
    )
