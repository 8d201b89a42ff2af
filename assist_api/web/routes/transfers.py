"""转接: cases handed on."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field, model_validator

from assist_api.domain.presence import Skill
from assist_api.services import transfers
from assist_api.web.deps import DeskAgent, PartsDep
from assist_api.web.schemas import Body, Text

router = APIRouter(prefix="/api/v1/desk", tags=["transfers"])


class Handing(Body):
    """To a colleague or to a skill, with what they must know."""

    to_id: Annotated[str, Field(max_length=40)] | None = None
    skill: Skill | None = None
    note: Text

    @model_validator(mode="after")
    def _one_goal(self) -> Handing:
        if (self.to_id is None) == (self.skill is None):
            raise ValueError("either to_id or skill")
        return self


class Declined(Body):
    why: Annotated[str, Field(max_length=500)] = ""


@router.get("/transfers")
async def open_transfers(parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    """Those that wait for this agent, or that this agent waits for."""
    return {"transfers": await parts.runner.read(transfers.open_with, agent)}


@router.get("/conversations/{conversation_id}/transfers")
async def history(conversation_id: str, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    return {"transfers": await parts.runner.read(transfers.history, conversation_id)}


@router.post("/conversations/{conversation_id}/transfers", status_code=201)
async def hand_on(conversation_id: str, body: Handing, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    """To a colleague: offered, and the case stays until it is accepted. To a skill: back into the queue, ahead."""
    if body.skill:
        made = await parts.runner.run(transfers.to_skill, conversation_id, agent, body.skill, body.note, parts.now)
    else:
        offered = (body.to_id or "", body.note, parts.routing.answer_within, parts.now)
        made = await parts.runner.run(transfers.offer, conversation_id, agent, *offered)
    return {"transfer": made}


@router.post("/transfers/{transfer_id}/accept")
async def accept(transfer_id: str, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    return {"row": await parts.runner.run(transfers.accept, transfer_id, agent, parts.now)}


@router.post("/transfers/{transfer_id}/decline")
async def decline(transfer_id: str, body: Declined, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    return {"transfer": await parts.runner.run(transfers.decline, transfer_id, agent, body.why, parts.now)}


@router.post("/transfers/{transfer_id}/withdraw")
async def withdraw(transfer_id: str, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    return {"transfer": await parts.runner.run(transfers.withdraw, transfer_id, agent, parts.now)}
