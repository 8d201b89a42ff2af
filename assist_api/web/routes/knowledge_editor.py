"""The knowledge base under a trainer's hands: entries, drafts, what a draft would change, its way to the shopper."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Path, Query
from pydantic import Field

from assist_api.adapters import entry_list
from assist_api.adapters.entry_list import Shown
from assist_api.domain.duty import shop_day
from assist_api.domain.entry_drafts import Draft, Words, changed_fields
from assist_api.domain.entry_effects import summary, told
from assist_api.domain.proposals import Kind
from assist_api.domain.slots import NAMES
from assist_api.errors import EntryNotFound
from assist_api.services import entry_drafts, proposals
from assist_api.services.people import Agent
from assist_api.web.deps import Parts, PartsDep, Reviewer, Trainer
from assist_api.web.schemas import Body, Text

router = APIRouter(prefix="/api/v1/trainer/knowledge", tags=["trainer"])
EntryId = Annotated[str, Path(max_length=120, pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$")]
StepId = Annotated[str, Path(max_length=40, pattern=r"^\w+$")]
Revision = Annotated[int, Field(ge=1, lt=2**31)]
Tag = Annotated[str, Field(max_length=40)]
NEAR = 20  # entries near in meaning, behind those that hold the word
MOST_SHOWN = 200  # questions of a preview


class WordsBody(Body):
    question: Text = ""
    variants: Annotated[list[Text], Field(max_length=200)] = []
    answer: Annotated[str, Field(max_length=2_000)] = ""
    tags: Annotated[list[Tag], Field(max_length=12)] = []
    public: bool = True
    valid_from: date | None = None
    valid_until: date | None = None
    related: Annotated[list[Annotated[str, Field(max_length=120)]], Field(max_length=12)] = []

    def words(self) -> Words:
        lists = {key: tuple(getattr(self, key)) for key in ("variants", "tags", "related")}
        return Words(**{**self.model_dump(), **lists}).tidied()


class Written(Body):
    """`words` null: the entry is to end. `revision`: of the draft that was seen; null: there was none."""

    words: WordsBody | None
    revision: Revision | None = None


class Tried(Body):
    words: WordsBody | None


class Decision(Body):
    revision: Revision


class Return(Decision):
    note: Text


class Restore(Body):
    """`before`: what counted until that step, not what it made count."""

    before: bool = False
    revision: Revision | None = None


@router.get("")
async def listed(
    parts: PartsDep,
    agent: Trainer,
    q: Annotated[str, Query(max_length=200)] = "",
    topic: Annotated[str, Query(max_length=80)] = "",
    shown: Shown = Shown.ALL,
    offset: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 60,
) -> dict[str, Any]:
    """Entries and drafts: those that hold the words first, then those near to them in meaning."""
    drafts = await parts.runner.read(entry_drafts.every)
    known = parts.tools.knowledge
    every = await to_thread.run_sync(entry_list.rows, known.entries, drafts, shop_day(parts.now))
    of_topic = [row for row in every if topic in ("", row.topic)]
    found = [row for row in of_topic if entry_list.CHOSEN[shown](row)]
    if word := q.strip():
        near = await known.search(word, NEAR, parts.now)
        found = entry_list.holding(found, word, [one.id for one in near])
    return {
        "rows": [row.view() for row in found[offset : offset + limit]],
        "total": len(found),
        "counts": entry_list.counts(of_topic),
        "topics": sorted({row.topic for row in every}),
    }


@router.get("/slots")
async def slots(parts: PartsDep, agent: Trainer) -> dict[str, Any]:
    """What an answer may name: the shop's rules with what they say now, and live facts by what they are called."""
    return {"rules": parts.editor.slots(), "live": [{"slot": slot, "name": name} for slot, name in NAMES.items()]}


@router.get("/{entry_id}")
async def found(entry_id: EntryId, parts: PartsDep, agent: Trainer) -> dict[str, Any]:
    return await _entry(parts, entry_id, agent)


@router.put("/{entry_id}/draft")
async def write(entry_id: EntryId, body: Written, parts: PartsDep, agent: Trainer) -> dict[str, Any]:
    """Begin a draft or go on with it; it counts only after review and publication."""
    words = body.words.words() if body.words else None
    await parts.editor.write(entry_id, words, body.revision, agent)
    return await _entry(parts, entry_id, agent)


@router.post("/{entry_id}/check")
async def check(entry_id: EntryId, body: Tried, parts: PartsDep, agent: Trainer) -> dict[str, Any]:
    """What is wrong with the words, and the answer as it would read now."""
    if body.words is None:
        return {"problems": [], "answer": None}
    words, present = body.words.words(), await parts.editor.present(entry_id)
    problems = await parts.editor.problems(entry_id, words, present)
    return {"problems": [asdict(one) for one in problems], "answer": parts.tools.knowledge.filled(words.answer)}


@router.post("/{entry_id}/preview")
async def preview(entry_id: EntryId, body: Tried, parts: PartsDep, agent: Trainer) -> dict[str, Any]:
    """Held against the questions of the last seven days."""
    asked, changes = await parts.editor.effects(entry_id, body.words.words() if body.words else None)
    names = parts.intents.names
    shown = [told(one, entry_id) for one in changes[:MOST_SHOWN]]
    return {
        "asked": sum(one.times for one in asked),
        "different": len(asked),
        "counts": summary(changes),
        "rows": [{**row, "intent_zh": names.get(row["intent"], row["intent"])} for row in shown],
        "more": max(0, len(changes) - MOST_SHOWN),
    }


@router.post("/{entry_id}/draft/review")
async def review(entry_id: EntryId, body: Decision, parts: PartsDep, agent: Reviewer) -> dict[str, Any]:
    await parts.editor.review(entry_id, body.revision, agent)
    return await _entry(parts, entry_id, agent)


@router.post("/{entry_id}/draft/return")
async def give_back(entry_id: EntryId, body: Return, parts: PartsDep, agent: Reviewer) -> dict[str, Any]:
    """To its author, with what is to be changed."""
    await parts.editor.give_back(entry_id, body.revision, body.note, agent)
    return await _entry(parts, entry_id, agent)


@router.post("/{entry_id}/draft/publish")
async def publish(entry_id: EntryId, body: Decision, parts: PartsDep, agent: Reviewer) -> dict[str, Any]:
    """Shoppers and agents have it from the next question on; `entry` is null where it ended."""
    await parts.editor.publish(entry_id, body.revision, agent)
    return {"entry": parts.tools.knowledge.entry(entry_id) and await _entry(parts, entry_id, agent)}


@router.post("/{entry_id}/draft/drop", status_code=204)
async def drop(entry_id: EntryId, body: Decision, parts: PartsDep, agent: Trainer) -> None:
    await parts.editor.drop(entry_id, body.revision, agent)


@router.post("/{entry_id}/history/{step_id}/restore")
async def restore(entry_id: EntryId, step_id: StepId, body: Restore, parts: PartsDep, agent: Trainer) -> dict[str, Any]:
    """As a draft, to be reviewed like any other."""
    await parts.editor.restore(entry_id, step_id, body.before, body.revision, agent)
    return await _entry(parts, entry_id, agent)


async def _entry(parts: Parts, entry_id: str, reader: Agent) -> dict[str, Any]:
    present = await parts.editor.present(entry_id)
    history = await parts.runner.read(entry_drafts.history, entry_id)
    draft = await parts.runner.read(entry_drafts.of_entry, entry_id)
    if present is None and draft is None and not history:
        raise EntryNotFound
    asked = await parts.runner.read(proposals.listed, Kind.CHANGE)
    return {
        "id": entry_id,
        "present": present.body() if present else None,
        "draft": {**_draft(draft), "must_wait": await parts.editor.must_wait(draft, reader)} if draft else None,
        "stale": bool(draft and draft.present != present),
        "history": history,
        "proposals": [one for one in asked["rows"] if one["entry_id"] == entry_id],
    }


def _draft(draft: Draft) -> dict[str, Any]:
    return {
        "words": draft.words.body() if draft.words else None,
        "state": draft.state.value,
        "revision": draft.revision,
        "note": draft.note,
        "author": draft.author,
        "at": draft.at.isoformat(),
        "reviewed_by": draft.reviewed_by,
        "fields": list(changed_fields(draft.present, draft.words)),
    }
