"""A supervisor in a colleague's case."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from assist_api import auth
from assist_api.services import supervision
from assist_api.web.deps import DeskAgent, PartsDep, TeamLead
from assist_api.web.schemas import NoteText

router = APIRouter(prefix="/api/v1/desk/conversations/{conversation_id}", tags=["supervision"])


@router.get("/whispers")
async def heard(conversation_id: str, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    """What was whispered to this agent; supervisors see all."""
    leads = auth.may(agent.roles, "supervise")
    return {"whispers": await parts.runner.read(supervision.heard, conversation_id, agent, all_of_them=leads)}


@router.post("/whispers", status_code=201)
async def whisper(conversation_id: str, body: NoteText, parts: PartsDep, agent: TeamLead) -> dict[str, Any]:
    """主管悄悄话 to the agent who has the case; never to its shopper."""
    return {"whisper": await parts.runner.run(supervision.whisper, conversation_id, agent, body.text, parts.now)}


@router.post("/take-over")
async def take_over(conversation_id: str, parts: PartsDep, agent: TeamLead) -> dict[str, Any]:
    return {"row": await parts.runner.run(supervision.take_over, conversation_id, agent, parts.now)}
