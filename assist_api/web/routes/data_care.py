"""数据体检: the training data in numbers and findings, its changes, and the labels that wait to be written into it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path
from pydantic import Field

from assist_api.teaching.changes import Merge, Move, Rename, Split, Wish
from assist_api.web.deps import PartsDep, Reviewer, Trainer
from assist_api.web.schemas import Body

router = APIRouter(prefix="/api/v1/trainer/data", tags=["trainer"])
IntentName = Annotated[str, Field(max_length=64, pattern=r"^[a-z][a-z0-9_]*$")]
Title = Annotated[str, Field(min_length=1, max_length=20, pattern=r"^[^\n\r{}\[\]\"]+$")]
Border = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\n\r]+$")]
Texts = Annotated[list[Annotated[str, Field(min_length=1, max_length=2000)]], Field(max_length=2000)]
Key = Annotated[str, Path(max_length=40, pattern=r"^\w+$")]


class MoveWish(Body):
    kind: Literal["move"]
    texts: Texts
    source: IntentName
    target: IntentName
    side: Literal["train", "test"] = "train"

    @property
    def wish(self) -> Wish:
        return Move(tuple(self.texts), self.source, self.target, self.side)


class MergeWish(Body):
    kind: Literal["merge"]
    source: IntentName
    target: IntentName

    @property
    def wish(self) -> Wish:
        return Merge(self.source, self.target)


class RenameWish(Body):
    kind: Literal["rename"]
    intent: IntentName
    name: IntentName
    zh: Title
    means: Border

    @property
    def wish(self) -> Wish:
        return Rename(self.intent, self.name, self.zh, self.means)


class SplitWish(Body):
    kind: Literal["split"]
    intent: IntentName
    new: IntentName
    zh: Title
    means: Border
    texts: Texts
    exam: Texts = []

    @property
    def wish(self) -> Wish:
        return Split(self.intent, self.new, self.zh, self.means, tuple(self.texts), tuple(self.exam))


class Change(Body):
    change: Annotated[MoveWish | MergeWish | RenameWish | SplitWish, Field(discriminator="kind")]


class Applied(Change):
    """`stamp`: of the preview that was looked at; `accept_left`: what names the intent elsewhere may stay behind."""

    stamp: Annotated[str, Field(max_length=64)]
    accept_left: bool = False


class Chosen(Body):
    labels: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=5000)] | None = None


@router.get("")
async def overview(parts: PartsDep, trainer: Trainer) -> dict[str, Any]:
    """Every intent in numbers: sentences, variety, how well the others understand it, and what it lacks."""
    return await parts.data.carer.overview()


@router.get("/intents/{intent}")
async def sentences(intent: Annotated[str, Path(max_length=64)], parts: PartsDep, trainer: Trainer) -> dict[str, Any]:
    """The training sentences of an intent, as they are written."""
    data = await parts.data.folder.read()
    return {"rows": [one.text for one in data.train if one.intent == intent]}


@router.get("/findings")
async def findings(parts: PartsDep, trainer: Trainer) -> dict[str, Any]:
    """Of the last look: sentences of two intents that are too near, and those that the others contradict."""
    return await parts.data.carer.lists()


@router.post("/look", status_code=202)
async def look(parts: PartsDep, trainer: Trainer) -> dict[str, Any]:
    """Look through all sentences in the background."""
    return await parts.data.carer.look()


@router.post("/findings/{key}/settle", status_code=204)
async def settle(key: Key, parts: PartsDep, trainer: Trainer) -> None:
    """It is right as it stands: it is listed no more."""
    await parts.data.carer.settle(trainer, key)


@router.post("/changes/preview")
async def preview(body: Change, parts: PartsDep, reviewer: Reviewer) -> dict[str, Any]:
    """The differences of the files, and the rules, entries, tests and programs that are touched."""
    return await parts.data.changer.preview(body.change.wish)


@router.post("/changes/flips")
async def flips(body: Change, parts: PartsDep, reviewer: Reviewer) -> dict[str, Any]:
    """The exam sentences that flip, by a classifier that learns in seconds."""
    return await parts.data.changer.flips(body.change.wish)


@router.post("/changes")
async def change(body: Applied, parts: PartsDep, reviewer: Reviewer) -> dict[str, Any]:
    """Refused where the data is not any more as it was previewed."""
    return await parts.data.changer.apply(reviewer, body.change.wish, body.stamp, body.accept_left)


@router.get("/pending")
async def pending(parts: PartsDep, trainer: Trainer) -> dict[str, Any]:
    """Labels that annotators agree on: what would be written, and why the rest would not."""
    return await parts.data.writer.pending()


@router.post("/write")
async def write(body: Chosen, parts: PartsDep, reviewer: Reviewer) -> dict[str, Any]:
    """Write them into the data, or those of them that are named."""
    return await parts.data.writer.write(reviewer, body.labels)
