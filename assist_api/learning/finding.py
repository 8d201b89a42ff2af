"""Looks through what agents sent for what a trainer should decide on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from anyio import to_thread

from assist_api.adapters.clusters import Clusters
from assist_api.adapters.drafts import DraftChecker
from assist_api.adapters.knowledge import KnowledgeReader
from assist_api.domain.entry_changes import entry_changes
from assist_api.domain.exchanges import Exchange, in_own_words
from assist_api.domain.proposals import Kind, Known, Proposal, State, decided_on, of_change, of_exchanges
from assist_api.services.proposals import Material

SERVICE_WISHES = frozenset({"request_human", "complain", "praise", "send_picture"})  # they ask nothing to be known


class Finder:
    def __init__(self, knowledge: KnowledgeReader, drafts: DraftChecker, chatter: Collection[str]) -> None:
        """`chatter`: intents of messages that ask nothing."""
        self._knowledge = knowledge
        self._drafts = drafts
        self._clusters = Clusters(knowledge)
        self._chatter = SERVICE_WISHES | set(chatter)

    async def proposals(self, material: Material, now: datetime) -> list[Proposal]:
        changes = await to_thread.run_sync(self._changes, material)
        found = [*changes, *await self._answers(material, now)]
        return [await self._held_against_red_lines(one) for one in found]

    def _changes(self, material: Material) -> list[Proposal]:
        entries = {entry.id: entry for entry in self._knowledge.entries}
        heard = decided_on(material.known)
        edits = [one for one in material.edits if one.entry_id not in heard or one.at > heard[one.entry_id]]
        changes = entry_changes(edits, {name: entry.answer for name, entry in entries.items()})
        return [of_change(change, entries[change.entry_id].question, material.known) for change in changes]

    async def _answers(self, material: Material, now: datetime) -> list[Proposal]:
        """Groups of questions; one that is like a decided one was decided with it."""
        known = [one for one in material.known if one.kind is not Kind.CHANGE]
        own = await to_thread.run_sync(in_own_words, material.exchanges, self._chatter)
        exchanges = sorted(own, key=lambda one: one.at)
        texts = [one.question for one in exchanges]
        groups = await self._clusters.grouped(texts, [str(one.body["leader"]) for one in known])
        found = []
        for group in sorted(set(groups)):
            members = [one for one, its in zip(exchanges, groups, strict=True) if its == group]
            if (key := _key(group, known, members)) is not None:
                leader = str(known[group].body["leader"]) if group < len(known) else members[0].question
                topic = await self._topic(leader, now)
                found.append(await to_thread.run_sync(of_exchanges, members, key, leader, topic))
        return found

    async def _topic(self, question: str, now: datetime) -> str:
        """Of the entry that comes nearest, however far it is."""
        nearest = await self._knowledge.search(question, 1, now, least=0.0)
        return nearest[0].id.partition(".")[0] if nearest else "service"

    async def _held_against_red_lines(self, proposal: Proposal) -> Proposal:
        crossed = await self.red_lines(proposal.body["answer"])
        body = {**proposal.body, "obstacles": [*proposal.body["obstacles"], *crossed]}
        return replace(proposal, body=body)

    async def red_lines(self, answer: str) -> list[str]:
        """Why the answer may not be given, a sentence each."""
        findings = await self._drafts.check(answer)
        return [f"“{one.text}”：{one.reason}" for one in findings if one.blocks]


def _key(group: int, known: Sequence[Known], members: Sequence[Exchange]) -> str | None:
    """None for a group that was decided on."""
    if group >= len(known):
        return f"question:{members[0].question_id}"
    return known[group].key if known[group].state is State.OPEN else None
