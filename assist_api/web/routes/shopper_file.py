"""Tags and notes on the shopper of a case."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import Field

from assist_api.services import shopper_file
from assist_api.web.deps import DeskAgent, PartsDep
from assist_api.web.schemas import Body

router = APIRouter(prefix="/api/v1/desk/conversations/{conversation_id}/shopper", tags=["shopper"])
Id = Annotated[str, Path(max_length=64)]


class TagBody(Body):
    tag: Annotated[str, Field(max_length=60)]  # its real limit is the domain's, with a better sentence


class NoteBody(Body):
    text: Annotated[str, Field(max_length=5000)]


@router.get("")
async def read(conversation_id: str, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    return await parts.runner.read(shopper_file.read, conversation_id)


@router.post("/tags", status_code=201)
async def add_tag(conversation_id: str, body: TagBody, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    return await parts.runner.run(shopper_file.add_tag, conversation_id, agent, body.tag, parts.now)


@router.delete("/tags/{tag:path}")
async def remove_tag(conversation_id: str, tag: Id, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    return await parts.runner.run(shopper_file.remove_tag, conversation_id, agent, tag, parts.now)


@router.post("/notes", status_code=201)
async def add_note(conversation_id: str, body: NoteBody, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    return await parts.runner.run(shopper_file.add_note, conversation_id, agent, body.text, parts.now)


@router.delete("/notes/{note_id}")
async def remove_note(conversation_id: str, note_id: Id, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    return await parts.runner.run(shopper_file.remove_note, conversation_id, agent, note_id, parts.now)
