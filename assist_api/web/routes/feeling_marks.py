"""How a message is felt: marked by agents, judged by trainers."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path

from assist_api.domain.feeling_marks import Label
from assist_api.services import feeling_marks
from assist_api.web.deps import DeskAgent, PartsDep, Trainer
from assist_api.web.schemas import Body

router = APIRouter(prefix="/api/v1")
Seq = Annotated[int, Path(ge=1, lt=2**31)]
MarkId = Annotated[str, Path(max_length=40, pattern=r"^\w+$")]


class FeelingMark(Body):
    feeling: Label


class MarkDecision(Body):
    accept: bool


@router.post("/desk/conversations/{conversation_id}/messages/{seq}/feeling", tags=["desk"])
async def mark(conversation_id: str, seq: Seq, body: FeelingMark, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    """It counts at once, also for later decisions on a handover; a trainer decides if the model learns it."""
    return await parts.runner.run(feeling_marks.mark, conversation_id, seq, body.feeling, agent, parts.now)


@router.get("/trainer/feeling-marks", tags=["trainer"])
async def listed(parts: PartsDep, trainer: Trainer) -> dict[str, Any]:
    return {"rows": await parts.runner.read(feeling_marks.listed)}


@router.post("/trainer/feeling-marks/{mark_id}/decision", tags=["trainer"])
async def decide(mark_id: MarkId, body: MarkDecision, parts: PartsDep, trainer: Trainer) -> dict[str, Any]:
    return {"rows": await parts.runner.run(feeling_marks.decide, mark_id, body.accept, trainer, parts.now)}
