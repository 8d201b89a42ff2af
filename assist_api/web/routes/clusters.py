"""发现: clusters of the inbox's messages, found on demand, named or put aside by trainers."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field, model_validator

from assist_api.domain.clusters import State
from assist_api.services import clusters
from assist_api.teaching.discovery import suggested
from assist_api.teaching.naming import NewEntry, NewIntent
from assist_api.web.deps import PartsDep, Reviewer, Trainer
from assist_api.web.schemas import Body

router = APIRouter(prefix="/api/v1/trainer/clusters", tags=["trainer"])
Words = Annotated[str, Query(max_length=40)]
ItemIds = Annotated[list[Annotated[str, Field(max_length=40)]], Field(min_length=1, max_length=clusters.MOST_MEMBERS)]
EntryId = Annotated[str, Field(max_length=100)]


class EntryBody(Body):
    id: EntryId
    question: Annotated[str, Field(min_length=1, max_length=200)]
    answer: Annotated[str, Field(min_length=1, max_length=2000)]


class IntentBody(Body):
    """Answered by a `new_entry`, by the entry `entry_id`, or as the intent `like` is: exactly one of them."""

    items: ItemIds
    name: Annotated[str, Field(max_length=48)]
    zh: Annotated[str, Field(min_length=1, max_length=20)]
    skill: Annotated[str, Field(max_length=40)]
    means: Annotated[str, Field(min_length=1, max_length=200)]
    new_entry: EntryBody | None = None
    entry_id: EntryId = ""
    like: Annotated[str, Field(max_length=48)] = ""

    @model_validator(mode="after")
    def one_answer(self) -> IntentBody:
        if sum(map(bool, (self.new_entry, self.entry_id, self.like))) != 1:
            raise ValueError("new_entry、entry_id 和 like 要有且只有一个。")
        return self

    @property
    def wish(self) -> NewIntent:
        entry = NewEntry(**self.new_entry.model_dump()) if self.new_entry else None
        return NewIntent(self.name, self.zh, self.skill, self.means, entry, self.entry_id, self.like)


class VariantsBody(Body):
    items: ItemIds
    entry_id: Annotated[str, Field(min_length=1, max_length=100)]


@router.get("")
async def listed(
    parts: PartsDep, agent: Trainer, state: State = State.OPEN, q: Words = "", after: str | None = None
) -> dict[str, Any]:
    """Clusters in a state that hold a message with these words, those with most messages first; and the last run.

    `after`: `messages~id` of the last cluster of the page before.
    """
    place = _place(after)
    found = await parts.runner.read(clusters.listed, state, q.strip(), place)
    overview = {} if place else await parts.runner.read(clusters.overview, parts.now)
    return {**found, **overview}


@router.get("/run")
async def progress(parts: PartsDep, agent: Trainer) -> dict[str, Any]:
    """How far the last run is, and what the next would look at."""
    return await parts.runner.read(clusters.overview, parts.now)


@router.post("/run", status_code=202)
async def find(parts: PartsDep, agent: Trainer) -> dict[str, Any]:
    """Group the open messages anew. What was named stays; what was put aside stays aside."""
    await parts.discovery.start(agent)
    return await parts.runner.read(clusters.overview, parts.now)


@router.post("/run/cancel")
async def cancel(parts: PartsDep, agent: Trainer) -> dict[str, Any]:
    await parts.discovery.cancel()
    return await parts.runner.read(clusters.overview, parts.now)


@router.get("/{cluster_id}")
async def detail(cluster_id: int, parts: PartsDep, agent: Trainer) -> dict[str, Any]:
    """Its messages, the typical ones first, and what the bot and the knowledge base make of them now."""
    found = await parts.runner.read(clusters.detail, cluster_id)
    known = parts.intents.intents
    understood = [
        {**one, "zh": known[one["intent"]].zh if one["intent"] in known else None} for one in found["understood"]
    ]
    entries = await parts.discovery.entries_near(found["typical"])
    return {**found, "understood": understood, "entries": entries, "suggested": suggested(found["keywords"], entries)}


@router.post("/{cluster_id}/intent")
async def name_intent(cluster_id: int, body: IntentBody, parts: PartsDep, agent: Reviewer) -> dict[str, str]:
    """It becomes a new intent with these first sentences; the bot answers it once it is trained and published."""
    await parts.naming.as_intent(cluster_id, body.items, body.wish, agent)
    return {"sentence": f"已新建意图“{body.zh}”，训练并发布后生效"}


@router.post("/{cluster_id}/variants")
async def name_variants(cluster_id: int, body: VariantsBody, parts: PartsDep, agent: Reviewer) -> dict[str, str]:
    """These messages become ways to ask for the entry, from now on."""
    await parts.naming.as_variants(cluster_id, body.items, body.entry_id, agent)
    return {"sentence": f"已把 {len(body.items)} 句并入知识 {body.entry_id}，马上生效"}


@router.post("/{cluster_id}/dismiss", status_code=204)
async def dismiss(cluster_id: int, parts: PartsDep, agent: Trainer) -> None:
    """Put it aside; later runs do so too where they find much the same again."""
    await parts.runner.run(clusters.dismiss, cluster_id, agent, parts.now)


@router.post("/{cluster_id}/take-up", status_code=204)
async def take_up(cluster_id: int, parts: PartsDep, agent: Trainer) -> None:
    """What was put aside is open again."""
    await parts.runner.run(clusters.take_up_again, cluster_id, agent, parts.now)


def _place(after: str | None) -> tuple[int, int] | None:
    messages, _, last = (after or "").partition("~")
    return (int(messages), int(last)) if messages.isdigit() and last.isdigit() else None
