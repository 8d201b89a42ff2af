"""Taking back a message, and reading what was taken back."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path

from assist_api.services import recall
from assist_api.web.deps import DeskAgent, PartsDep, TeamLead

router = APIRouter(prefix="/api/v1/desk/conversations/{conversation_id}", tags=["desk"])
Seq = Annotated[int, Path(ge=1, lt=2**31)]


@router.post("/messages/{seq}/recall")
async def take_back(conversation_id: str, seq: Seq, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    """One's own message, within two minutes: the shopper sees that something was taken back, and not what."""
    return {"row": await parts.runner.run(recall.take_back, conversation_id, seq, agent, parts.now)}


@router.get("/recalled")
async def recalled(conversation_id: str, parts: PartsDep, supervisor: TeamLead) -> dict[str, Any]:
    return {"messages": await parts.runner.read(recall.texts, conversation_id)}
