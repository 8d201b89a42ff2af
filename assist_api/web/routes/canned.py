"""The library of canned replies, 话术库: everybody's own, and the team's."""

from __future__ import annotations

from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Path, Request, Response

from assist_api import auth
from assist_api.domain.canned import CATEGORIES, Known, Wording
from assist_api.domain.pictures import Arriving
from assist_api.domain.slots import NAMES
from assist_api.services import canned, pictures
from assist_api.services.people import Agent
from assist_api.web.deps import Parts, PartsDep, SignedIn
from assist_api.web.routes.pictures import BODY, INERT
from assist_api.web.schemas import CannedWording, NewCanned

router = APIRouter(prefix="/api/v1", tags=["desk"])

CannedId = Annotated[str, Path(max_length=40)]


def canned_user(agent: SignedIn) -> Agent:
    auth.allow(agent.roles, "canned")
    return agent


CannedUser = Annotated[Agent, Depends(canned_user)]


@router.get("/desk/canned")
async def listed(parts: PartsDep, agent: CannedUser) -> dict[str, Any]:
    """The team's and one's own, with what a reply may be made of."""
    replies = await parts.runner.read(canned.listed, agent)
    return {
        "replies": [reply.body() for reply in replies],
        "categories": list(CATEGORIES),
        "slots": [{"slot": slot, "name": name} for slot, name in NAMES.items()],
        "may_team": _may_team(agent),
    }


@router.post("/desk/canned", status_code=201)
async def create(body: NewCanned, parts: PartsDep, agent: CannedUser) -> dict[str, Any]:
    made = (_wording(body), body.team, _may_team(agent), _known(parts), parts.now)
    return {"reply": (await parts.runner.run(canned.create, agent, *made)).body()}


@router.put("/desk/canned/{canned_id}")
async def edit(canned_id: CannedId, body: CannedWording, parts: PartsDep, agent: CannedUser) -> dict[str, Any]:
    made = (_wording(body), _may_team(agent), _known(parts), parts.now)
    return {"reply": (await parts.runner.run(canned.edit, canned_id, agent, *made)).body()}


@router.delete("/desk/canned/{canned_id}", status_code=204)
async def delete(canned_id: CannedId, parts: PartsDep, agent: CannedUser) -> None:
    await parts.runner.run(canned.delete, canned_id, agent, _may_team(agent), parts.now)


@router.post("/desk/canned-pictures", status_code=201, openapi_extra=BODY)
async def put_picture(request: Request, parts: PartsDep, agent: CannedUser) -> dict[str, str]:
    """The body is the file: JPEG, PNG or WebP, at most 5 MB."""
    arriving = Arriving()
    async for chunk in request.stream():
        arriving.add(chunk)
    picture = await to_thread.run_sync(pictures.cleaned, arriving.whole())
    return {"url": await parts.runner.run(canned.keep_picture, picture, parts.now)}


@router.get(
    "/canned-pictures/{picture_id}",
    response_class=Response,
    responses={200: {"content": BODY["requestBody"]["content"]}},
)
async def show_picture(picture_id: CannedId, parts: PartsDep) -> Any:
    picture = await parts.runner.read(canned.read_picture, picture_id)
    return Response(picture.data, media_type=picture.kind.value, headers=INERT)


def _may_team(agent: Agent) -> bool:
    return auth.may(agent.roles, "team_canned")


def _known(parts: Parts) -> Known:
    return Known(parts.intents.names.keys(), NAMES.keys() | parts.suggester.rules.keys())


def _wording(body: CannedWording) -> Wording:
    lists = (tuple(body.intents), tuple(body.examples))
    return Wording(body.category, body.title, body.text, body.shortcut, *lists, body.picture)
