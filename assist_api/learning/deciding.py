"""A trainer's yes: the words are checked once more, written where they belong, and used from the next search on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from assist_api.adapters.entry_files import EntryFiles, NewEntry
from assist_api.adapters.entry_words import words_of
from assist_api.adapters.knowledge import KnowledgeReader
from assist_api.adapters.past import PastAnswers
from assist_api.domain.approval import obstacles
from assist_api.domain.duty import shop_day
from assist_api.domain.messages import clean_text
from assist_api.domain.proposals import Kind
from assist_api.domain.slots import NAMES, slots_in
from assist_api.errors import EntryRefused
from assist_api.learning.finding import Finder
from assist_api.runner import Runner
from assist_api.services import entry_drafts, proposals
from assist_api.services.people import Agent
from knowledge_base.entries import Entry

ANSWERS = (Kind.ENTRY, Kind.PAST)
WHY = "采纳知识建议"


@dataclass(frozen=True)
class Wording:
    """What the trainer changed of a proposal; None: as it was proposed. `kind` PAST: for agents, not as an entry."""

    answer: str | None = None
    question: str | None = None
    variants: tuple[str, ...] | None = None
    entry_id: str | None = None
    tags: tuple[str, ...] = ()
    public: bool = True
    kind: Kind | None = None


class Decider:
    def __init__(
        self,
        runner: Runner,
        knowledge: KnowledgeReader,
        past: PastAnswers,
        files: EntryFiles,
        finder: Finder,
        rules: Mapping[str, object],
        clock: Callable[[], datetime],
    ) -> None:
        self._runner, self._knowledge, self._past, self._files = runner, knowledge, past, files
        self._finder, self._rules, self._clock = finder, rules, clock
        self._write = {Kind.CHANGE: self._change, Kind.ENTRY: self._add, Kind.PAST: self._approve}

    async def accept(self, proposal_id: str, trainer: Agent, wording: Wording) -> dict[str, Any]:
        """The entry as it stands now. Raises EntryRefused with the reason where the words may not be used."""
        proposed, body = await self._runner.read(proposals.find, proposal_id)
        kind = _kind(proposed, wording)
        answer = clean_text(body["answer"] if wording.answer is None else wording.answer)
        await self._check(answer, body.get("present", ""))
        before = await self._files.find(body["entry_id"]) if kind is Kind.CHANGE else None
        entry = await self._write[kind](proposal_id, body, wording, answer, self._today())
        result = _as_result(entry)
        await self._runner.run(proposals.accept, proposal_id, trainer, kind, result, self._clock())
        if kind is not Kind.PAST:
            await self._runner.run(entry_drafts.note, entry.id, before, words_of(entry), WHY, trainer, self._clock())
        return result

    async def topics(self) -> list[str]:
        return await self._files.topics()

    async def reject(self, proposal_id: str, trainer: Agent) -> None:
        await self._runner.run(proposals.reject, proposal_id, trainer, self._clock())

    async def _check(self, answer: str, present: str) -> None:
        unknown = [slot for slot in slots_in(answer) if slot not in NAMES and slot not in self._rules]
        strange = [f"没有“{{{slot}}}”这个占位符。" for slot in unknown]
        reasons = [*strange, *obstacles(answer, present), *await self._finder.red_lines(answer)]
        if reasons:
            raise EntryRefused(reasons[0])

    async def _change(self, _id: str, body: Mapping[str, Any], _wording: Wording, answer: str, today: date) -> Entry:
        now = next((one for one in self._knowledge.entries if one.id == body["entry_id"]), None)
        if now is None or now.answer != body["present"]:
            raise EntryRefused("这条知识在此期间被改过了，请刷新后再看。")
        entry = await self._files.change(body["entry_id"], answer, today)
        await self._knowledge.put([entry])
        return entry

    async def _add(
        self, proposal_id: str, body: Mapping[str, Any], wording: Wording, answer: str, today: date
    ) -> Entry:
        question, variants = _asked(body, wording)
        entry_id = wording.entry_id or f"{body['topic']}.{proposal_id}"
        tags = wording.tags or self._tags_of(body["topic"])
        entry = await self._files.add(NewEntry(entry_id, question, variants, answer, tags, wording.public), today)
        await self._knowledge.put([entry])
        return entry

    async def _approve(
        self, proposal_id: str, body: Mapping[str, Any], wording: Wording, answer: str, today: date
    ) -> Entry:
        question, variants = _asked(body, wording)
        entry = Entry(f"past.{proposal_id}", question, variants, answer, updated=today)
        await self._past.put([entry])
        return entry

    def _tags_of(self, topic: str) -> tuple[str, ...]:
        """As its neighbours have."""
        like = next((one for one in self._knowledge.entries if one.id.startswith(f"{topic}.")), None)
        return like.tags if like else ()

    def _today(self) -> date:
        return shop_day(self._clock())


def _kind(proposed: Kind, wording: Wording) -> Kind:
    """A question with its answer may be kept as either; a change is a change."""
    return wording.kind if wording.kind in ANSWERS and proposed in ANSWERS else proposed


def past_entry(result: Mapping[str, Any]) -> Entry:
    """An approved answer as it was stored."""
    updated = date.fromisoformat(result["updated"])
    return Entry(result["id"], result["question"], tuple(result["variants"]), result["answer"], updated=updated)


def _asked(body: Mapping[str, Any], wording: Wording) -> tuple[str, tuple[str, ...]]:
    question = clean_text(body["question"] if wording.question is None else wording.question)
    given = body["variants"] if wording.variants is None else wording.variants
    variants = [clean_text(one) for one in given if one.strip() not in ("", question)]
    for text in (question, *variants):
        personal = [one for one in obstacles(text) if "个人信息" in one]
        if personal:
            raise EntryRefused(f"问法“{text}”{personal[0]}")
    return question, tuple(dict.fromkeys(variants))


def _as_result(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "question": entry.question,
        "variants": list(entry.variants),
        "answer": entry.answer,
        "updated": entry.updated.isoformat() if entry.updated else None,
    }
