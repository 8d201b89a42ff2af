"""For whoever has the link to a trial: talk to the model behind it, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request

from assist_api.domain.trials import Link, Turn, transcript
from assist_api.services import trials
from assist_api.web.deps import Authorization, PartsDep, address, bearer
from assist_api.web.schemas import Body, ClientId, Text

router = APIRouter(prefix="/api/v1/trials", tags=["trials"])
TalkId = Annotated[str, Path(max_length=40, pattern=r"^k[0-9a-f]{32}$")]


def link(parts: PartsDep, authorization: Authorization = None) -> str:
    return parts.tokens.read_trial(bearer(authorization))


LinkId = Annotated[str, Depends(link)]


class TrialMessage(Body):
    client_id: ClientId
    text: Text


@router.post("/talks", status_code=201)
async def begin(link_id: LinkId, request: Request, parts: PartsDep) -> dict[str, Any]:
    parts.start_limit.count(address(request))
    found, talk_id = await parts.runner.run(trials.begin, link_id, parts.now)
    return {"talk_id": talk_id, **_view(found, ())}


@router.get("/talks/{talk_id}")
async def resume(talk_id: TalkId, link_id: LinkId, parts: PartsDep) -> dict[str, Any]:
    found, turns = await parts.runner.read(trials.talk, link_id, talk_id, parts.now)
    return {"talk_id": talk_id, **_view(found, turns)}


@router.post("/talks/{talk_id}/messages", status_code=201)
async def say(talk_id: TalkId, body: TrialMessage, link_id: LinkId, parts: PartsDep) -> dict[str, Any]:
    """All messages of the talk, with the answer."""
    parts.message_limit.count(talk_id)
    return _messages(await parts.trials.say(link_id, talk_id, body.client_id, body.text))


def _view(found: Link, turns: Sequence[Turn]) -> dict[str, Any]:
    about = {"title": found.title, "ends_at": found.ends_at.isoformat(), "made_by": found.made_by, "page": found.page}
    return {**about, **_messages(turns)}


def _messages(turns: Sequence[Turn]) -> dict[str, Any]:
    return {"messages": transcript(turns)}
