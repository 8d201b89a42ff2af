"""Training, score card, publishing and rolling back."""

from __future__ import annotations

import asyncio
import time
from typing import Annotated, Any

from fastapi import APIRouter, Query

from assist_api import auth
from assist_api.domain.messages import Understanding, clean_text
from assist_api.errors import BotUnavailable, ModelRefused
from assist_api.services import publications, training
from assist_api.training.evaluate import predictions
from assist_api.web.deps import Parts, PartsDep, Reviewer, Trainer
from assist_api.web.schemas import Question, Reason, RollBack

router = APIRouter(prefix="/api/v1/trainer/training", tags=["trainer"])

LONGEST_WAIT_S = 25
LOOKED_EVERY_S = 0.5


@router.get("")
async def overview(parts: PartsDep, agent: Trainer) -> dict[str, Any]:
    """Runs and publications, the newest first; `bot` is null where it does not answer or is stock Rasa."""
    return {
        "runs": await parts.runner.read(training.listed),
        "publications": await parts.runner.read(publications.listed),
        "bot": await _told(parts),
        "may_publish": auth.may(agent.roles, "review"),
    }


@router.post("/runs", status_code=201)
async def ask(body: Reason, parts: PartsDep, agent: Trainer) -> dict[str, Any]:
    """Trainings run one at a time; this one waits for its turn."""
    run = await parts.runner.run(training.ask, agent, body.why, parts.now)
    parts.training.wake()
    return run


@router.get("/runs/{run_id}")
async def run(
    run_id: str,
    parts: PartsDep,
    agent: Trainer,
    after: Annotated[int, Query(ge=-1)] = -1,
    wait: Annotated[float, Query(ge=0, le=LONGEST_WAIT_S)] = 0,
) -> dict[str, Any]:
    """With log and score card. Answers as soon as its `revision` is above `after`, or when `wait` seconds are over."""
    until = time.monotonic() + wait
    while await parts.runner.read(training.revision, run_id) <= after and time.monotonic() < until:
        await asyncio.sleep(LOOKED_EVERY_S)
    return await parts.runner.read(training.show, run_id)


@router.post("/runs/{run_id}/cancel")
async def cancel(run_id: str, parts: PartsDep, agent: Trainer) -> dict[str, Any]:
    return await parts.runner.run(training.cancel, run_id, agent, parts.now)


@router.post("/runs/{run_id}/load")
async def load(run_id: str, parts: PartsDep, agent: Trainer) -> dict[str, Any]:
    """Its model beside the live one: a turn whose `metadata.model` names it is answered by it."""
    return {"model": await parts.publisher.load(run_id)}


@router.post("/runs/{run_id}/compare")
async def compare(run_id: str, body: Question, parts: PartsDep, agent: Trainer) -> dict[str, Any]:
    """One sentence, as the run's model and the live one understand it."""
    text = clean_text(body.text)
    model = await parts.publisher.load(run_id)
    (new,), (live,) = await asyncio.gather(
        predictions(parts.tools.bot, model, [text]), predictions(parts.tools.bot, "", [text])
    )
    return {"new": _meant(new), "live": _meant(live)}


@router.post("/runs/{run_id}/publish")
async def publish(run_id: str, body: Reason, parts: PartsDep, agent: Reviewer) -> dict[str, Any]:
    """The model is loaded beside the live one and takes over: no turn is refused or lost."""
    await parts.publisher.publish(run_id, agent, body.why)
    return await overview(parts, agent)


@router.post("/rollback")
async def roll_back(body: RollBack, parts: PartsDep, agent: Reviewer) -> dict[str, Any]:
    """To the model before the live one; with `publication_id` to the one that went live then."""
    await parts.publisher.roll_back(agent, body.why, body.publication_id)
    return await overview(parts, agent)


async def _told(parts: Parts) -> dict[str, Any] | None:
    try:
        told = await parts.publisher.models.told()
    except (BotUnavailable, ModelRefused):
        return None
    return {"live": told.live, "previous": told.previous, "loaded": list(told.loaded)}


def _meant(understood: Understanding) -> dict[str, Any]:
    ranking = [{"intent": intent, "confidence": confidence} for intent, confidence in understood.ranking]
    return {"intent": understood.intent, "confidence": understood.confidence, "ranking": ranking}
