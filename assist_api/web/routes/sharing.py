"""Trainers share a model that is not live yet, read what was said to it, and keep a talk as a conversation test."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import Field

from assist_api.domain.masking import mask
from assist_api.domain.training import State
from assist_api.domain.trials import Link, Turn
from assist_api.errors import BotUnavailable, ModelRefused
from assist_api.services import training, trials
from assist_api.web.deps import Parts, PartsDep, Reviewer, Trainer
from assist_api.web.schemas import Body, ProductId, Text

router = APIRouter(prefix="/api/v1/trainer/sharing", tags=["trainer"])
LinkId = Annotated[str, Path(max_length=40, pattern=r"^\w+$")]
TalkId = Annotated[str, Path(max_length=40, pattern=r"^\w+$")]
LONGEST_H = 30 * 24


class NewLink(Body):
    """`run_id` null: the model that is live now."""

    run_id: Annotated[str, Field(max_length=40)] | None
    title: Text
    page: ProductId | None = None
    hours: Annotated[int, Field(ge=1, le=LONGEST_H)]


class KeptTest(Body):
    yaml: Annotated[str, Field(min_length=1, max_length=60_000)]


@router.get("")
async def listed(parts: PartsDep, agent: Trainer) -> dict[str, Any]:
    """Links, the newest first, and the models that may be shared."""
    found = await parts.runner.read(trials.links)
    runs = [
        one for one in await parts.runner.read(training.listed) if one["state"] == State.DONE.value and one["model"]
    ]
    same = ("id", "model", "why", "ended_at", "asked_by")
    return {
        "links": [{**_link(parts, link), "talks": number} for link, number in found],
        "models": [{name: run[name] for name in same} for run in runs],
        "live": await _live(parts),
    }


@router.post("", status_code=201)
async def share(body: NewLink, parts: PartsDep, agent: Trainer) -> dict[str, Any]:
    """The model is loaded beside the live one; the link opens it until its time is over or it is taken back."""
    lasts = timedelta(hours=body.hours)
    return _link(parts, await parts.trials.share(body.run_id, body.title, body.page, lasts, agent))


@router.post("/{link_id}/revoke", status_code=204)
async def revoke(link_id: LinkId, parts: PartsDep, agent: Trainer) -> None:
    await parts.runner.run(trials.revoke, link_id, agent, parts.now)


@router.get("/{link_id}/talks")
async def talks(link_id: LinkId, parts: PartsDep, agent: Trainer) -> dict[str, Any]:
    """What was said over the link, with what the model understood."""
    found, names = await parts.runner.read(trials.talks, link_id), parts.intents.names
    return {
        "talks": [
            {"id": one["id"], "at": one["at"].isoformat(), "turns": [_turn(turn, names) for turn in one["turns"]]}
            for one in found
        ]
    }


@router.get("/talks/{talk_id}/test")
async def as_test(talk_id: TalkId, parts: PartsDep, agent: Trainer) -> dict[str, str]:
    """The talk as a conversation test, to be looked over."""
    return await parts.trials.as_test(talk_id)


@router.post("/talks/{talk_id}/test", status_code=201)
async def keep_test(talk_id: TalkId, body: KeptTest, parts: PartsDep, agent: Reviewer) -> dict[str, str]:
    """Into the folder of the data, where the tests find it."""
    return {"file": await parts.trials.keep_test(talk_id, body.yaml, agent)}


async def _live(parts: Parts) -> str | None:
    """None where the bot cannot say."""
    try:
        return (await parts.publisher.models.told()).live
    except (BotUnavailable, ModelRefused):
        return None


def _link(parts: Parts, link: Link) -> dict[str, Any]:
    over = link.revoked_at is not None or link.ends_at <= parts.now
    return {
        "id": link.id,
        "title": link.title,
        "model": link.model,
        "run_id": link.run_id,
        "page": link.page,
        "made_by": link.made_by,
        "made_at": link.made_at.isoformat(),
        "ends_at": link.ends_at.isoformat(),
        "revoked": link.revoked_at is not None,
        "path": None if over else f"/trial/#{parts.tokens.trial(link.id)}",
    }


def _turn(turn: Turn, names: Mapping[str, str]) -> dict[str, Any]:
    meant = turn.understanding
    return {
        "text": mask(turn.text).text,
        "pressed": turn.pressed,
        "replies": [mask(reply.text).text for reply in turn.replies],
        "handover": turn.handover,
        "failed": turn.failed,
        "intent": meant.intent if meant else None,
        "intent_zh": names.get(meant.intent, meant.intent) if meant else None,
        "confidence": meant.confidence if meant else None,
    }
