"""The exam: seen in numbers by trainers, in sentences by reviewers, who alone make it grow."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from assist_api.web.deps import PartsDep, Reviewer, Trainer
from assist_api.web.schemas import Body

router = APIRouter(prefix="/api/v1/trainer/exam", tags=["trainer"])
IntentName = Annotated[str, Field(max_length=64, pattern=r"^[a-z][a-z0-9_]*$")]
Sentence = Annotated[str, Field(min_length=1, max_length=300)]
MOST_AT_ONCE = 100


class NewSentences(Body):
    intent: IntentName
    texts: Annotated[list[Sentence], Field(min_length=1, max_length=MOST_AT_ONCE)]


class NewFailure(Body):
    text: Sentence
    right: IntentName


class NamedFailure(Body):
    text: Sentence


@router.get("")
async def overview(parts: PartsDep, trainer: Trainer) -> dict[str, Any]:
    """Numbers by intent. The sentences themselves are a reviewer's to read."""
    return await parts.data.exam.overview()


@router.get("/sentences")
async def sentences(
    parts: PartsDep,
    reviewer: Reviewer,
    intent: Annotated[str | None, Query(max_length=64)] = None,
    q: Annotated[str, Query(max_length=100)] = "",
) -> dict[str, Any]:
    return await parts.data.exam.sentences(intent, q)


@router.post("/sentences")
async def add(body: NewSentences, parts: PartsDep, reviewer: Reviewer) -> dict[str, Any]:
    """What nearly copies a training sentence is refused with its reason; the rest is added."""
    return await parts.data.exam.add(reviewer, body.intent, body.texts)


@router.get("/failures")
async def failures(parts: PartsDep, reviewer: Reviewer) -> dict[str, Any]:
    """What the bot is known to get wrong, with what it says now."""
    return await parts.data.exam.failures()


@router.post("/failures")
async def add_failure(body: NewFailure, parts: PartsDep, reviewer: Reviewer) -> dict[str, Any]:
    """Refused where the live bot gets it right."""
    return await parts.data.exam.add_failure(reviewer, body.text, body.right)


@router.post("/failures/mend")
async def mend(body: NamedFailure, parts: PartsDep, reviewer: Reviewer) -> dict[str, Any]:
    """It moves into the exam, if the live bot gets it right."""
    return await parts.data.exam.mend(reviewer, body.text)


@router.post("/failures/drop", status_code=204)
async def drop(body: NamedFailure, parts: PartsDep, reviewer: Reviewer) -> None:
    await parts.data.exam.drop_failure(reviewer, body.text)
