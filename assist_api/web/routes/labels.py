"""Labelling: what comes next, what is said of it, or of many at once, or taken back; what two annotators differ on."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from pydantic import Field

from assist_api.domain.entity_marks import KINDS, EntityMark
from assist_api.domain.intent_names import IntentName
from assist_api.domain.labels import Decision, Part, Wish
from assist_api.domain.shop_time import day_begin
from assist_api.services import label_agreement, labelling, labels
from assist_api.services.labelling import Asked
from assist_api.services.labels import Act
from assist_api.web.deps import PartsDep, Reviewer, Trainer
from assist_api.web.schemas import Body, ClientId

router = APIRouter(prefix="/api/v1/trainer", tags=["trainer"])
ItemName = Annotated[str, Field(max_length=40, pattern=r"^\w+$")]
ItemId = Annotated[str, Path(max_length=40, pattern=r"^\w+$")]
IntentText = Annotated[str, Field(max_length=64, pattern=r"^[a-z][a-z0-9_]*$")]
Sentence = Annotated[str, Field(min_length=1, max_length=2000)]
MOST_AT_ONCE = 500  # labelled by one act
MOST_PREFETCHED = 50


class Mark(Body):
    entity: Annotated[str, Field(max_length=40)]
    start: Annotated[int, Field(ge=0, le=2000)]
    end: Annotated[int, Field(ge=0, le=2000)]

    def told(self) -> EntityMark:
        return EntityMark(self.start, self.end, self.entity)


class Piece(Body):
    text: Sentence
    intent: IntentText
    entities: Annotated[list[Mark], Field(max_length=50)] | None = None  # None: not looked for


class Said(Body):
    """`act` is the caller's: a try whose answer was lost may be sent again. `intent`: chosen, or seen and accepted."""

    act: ClientId
    decision: Decision
    intent: IntentText | None = None
    entities: Annotated[list[Mark], Field(max_length=50)] | None = None  # None: not looked for
    parts: Annotated[list[Piece], Field(max_length=6)] = []

    @property
    def wish(self) -> Wish:
        parts = tuple(Part(one.text, one.intent, _marks(one.entities)) for one in self.parts)
        return Wish(self.decision, self.intent, _marks(self.entities), parts)


class SaidOfMany(Body):
    act: ClientId
    items: Annotated[list[ItemName], Field(min_length=1, max_length=MOST_AT_ONCE)]
    decision: Literal["accept", "choose", "out_of_scope", "skip"]
    intent: IntentText | None = None


class NextAsked(Body):
    limit: Annotated[int, Field(ge=1, le=MOST_PREFETCHED)] = 20
    second: bool = False
    first: ItemName | None = None
    without: Annotated[list[ItemName], Field(max_length=MOST_AT_ONCE)] = []


class Undone(Body):
    act: ClientId | None = None


class Comment(Body):
    text: Annotated[str, Field(max_length=2000)]


class Pieces(Body):
    texts: Annotated[list[Sentence], Field(min_length=1, max_length=6)]


@router.post("/labelling/next")
async def next_messages(body: NextAsked, parts: PartsDep, trainer: Trainer) -> dict[str, Any]:
    """The next messages for this annotator. Nobody else is given them for ten minutes."""
    asked = Asked(body.limit, body.second, body.first, body.without)
    return {"items": await parts.labelling.next(asked, trainer, parts.now)}


@router.get("/labelling/progress")
async def progress(parts: PartsDep, trainer: Trainer) -> dict[str, int]:
    """`left` to label, `second` to label again, and what this annotator has `done` today."""
    return await parts.runner.read(labels.progress, trainer, day_begin(parts.now))


@router.post("/labelling/propose")
async def propose(body: Pieces, parts: PartsDep, trainer: Trainer) -> dict[str, Any]:
    """What the bot makes of the pieces of a message that is being split."""
    return {"parts": await parts.labelling.propose(body.texts)}


@router.post("/labelling/undo")
async def undo(body: Undone, parts: PartsDep, trainer: Trainer) -> dict[str, Any]:
    """Takes back an act of this annotator, else the newest."""
    return {"items": await parts.runner.run(labels.undo, trainer, body.act, parts.now)}


@router.post("/labelling/many")
async def label_many(body: SaidOfMany, parts: PartsDep, trainer: Trainer) -> dict[str, Any]:
    """The same of many; what somebody has decided meanwhile is left alone. `accept`: each its own proposal."""
    wish, act = Wish(Decision(body.decision), body.intent), Act(body.act, trainer, parts.now)
    states = await parts.runner.run(labels.decide_many, body.items, wish, parts.intents.intents, act)
    return {"items": list(states)}


@router.get("/labelling/agreement")
async def agreement(parts: PartsDep, trainer: Trainer) -> dict[str, Any]:
    """Kappa of the intents with its interval, by annotators too; F1 of the entities; what two still differ on."""
    return await parts.runner.read(label_agreement.overview)


@router.get("/intents")
async def intents(
    parts: PartsDep,
    trainer: Trainer,
    q: Annotated[str, Query(max_length=60)] = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 500,
) -> dict[str, Any]:
    """By Chinese, pinyin (whole or first letters) or name; the best first."""
    return {"rows": [_intent(one) for one in parts.intents.found(q, limit)]}


@router.get("/entity-kinds")
async def entity_kinds(trainer: Trainer) -> dict[str, Any]:
    return {"rows": [{"name": name, "zh": zh} for name, zh in KINDS.items()]}


@router.post("/inbox/{item_id}/label")
async def label(item_id: ItemId, body: Said, parts: PartsDep, trainer: Trainer) -> dict[str, Any]:
    act = Act(body.act, trainer, parts.now)
    states = await parts.runner.run(labels.decide, {item_id: body.wish}, parts.intents.intents, act)
    return {"act": body.act, "state": states[item_id]}


@router.post("/inbox/{item_id}/settle")
async def settle(item_id: ItemId, body: Said, parts: PartsDep, reviewer: Reviewer) -> dict[str, Any]:
    """A reviewer's last word where two annotators differ."""
    act = Act(body.act, reviewer, parts.now)
    state = await parts.runner.run(labels.settle, item_id, body.wish, parts.intents.intents, act)
    return {"act": body.act, "state": state}


@router.get("/inbox/{item_id}/neighbours")
async def neighbours(
    item_id: ItemId,
    parts: PartsDep,
    trainer: Trainer,
    least: Annotated[float, Query(ge=0.0, le=1.0)] = 0.8,
    limit: Annotated[int, Query(ge=1, le=MOST_AT_ONCE)] = 200,
) -> dict[str, Any]:
    """Messages that wait for a label and are at least so much like this one; `likeness` is the vectors' cosine."""
    return {"rows": await parts.labelling.neighbours(item_id, least, limit)}


@router.get("/inbox/{item_id}/comments")
async def comments(item_id: ItemId, parts: PartsDep, trainer: Trainer) -> dict[str, Any]:
    return {"rows": await parts.runner.read(labelling.comments, item_id)}


@router.post("/inbox/{item_id}/comments")
async def comment(item_id: ItemId, body: Comment, parts: PartsDep, trainer: Trainer) -> dict[str, Any]:
    return {"rows": await parts.runner.run(labelling.comment, item_id, body.text, trainer, parts.now)}


def _marks(given: list[Mark] | None) -> tuple[EntityMark, ...] | None:
    return None if given is None else tuple(one.told() for one in given)


def _intent(one: IntentName) -> dict[str, Any]:
    return {"name": one.name, "zh": one.zh, "skill": one.skill, "pinyin": " ".join(one.pinyin), "example": one.example}
