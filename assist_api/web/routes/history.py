"""What was said in a conversation before what the desk opens with."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from assist_api.services import history
from assist_api.web.deps import DeskAgent, PartsDep
from assist_api.web.routes.desk import read_message

router = APIRouter(prefix="/api/v1/desk/conversations/{conversation_id}", tags=["desk"])
Seq = Annotated[int, Query(ge=1, lt=2**31)]


@router.get("/messages")
async def older(
    conversation_id: str, before: Seq, parts: PartsDep, agent: DeskAgent, back_to: Seq | None = None
) -> dict[str, Any]:
    """The messages before the number `before`, oldest first: a page of them, or as many as reach `back_to`."""
    found = await parts.runner.read(history.older, conversation_id, before, back_to)
    names = parts.intents.names
    return {"messages": [read_message(message, names) for message in found]}
