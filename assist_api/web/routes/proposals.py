"""What a trainer decides on: changes of entries, missing entries, answers of agents."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from assist_api.domain.proposals import Kind
from assist_api.learning.deciding import Wording
from assist_api.services import proposals
from assist_api.web.deps import PartsDep, Trainer
from assist_api.web.schemas import Acceptance

router = APIRouter(prefix="/api/v1/trainer/proposals", tags=["trainer"])


@router.get("")
async def listed(parts: PartsDep, agent: Trainer, kind: Kind = Kind.CHANGE) -> dict[str, Any]:
    """Open proposals of a kind, the best founded first, and how many of each kind are open."""
    found = await parts.runner.read(proposals.listed, kind)
    return {**found, "topics": await parts.lessons.topics()}


@router.post("/look")
async def look(parts: PartsDep, agent: Trainer) -> dict[str, Any]:
    """Look through the newest replies now, without waiting for the next time that it is done anyway."""
    await parts.learner.look()
    return {"counts": (await parts.runner.read(proposals.listed, Kind.CHANGE))["counts"]}


@router.post("/{proposal_id}/accept")
async def accept(proposal_id: str, body: Acceptance, parts: PartsDep, agent: Trainer) -> dict[str, Any]:
    """Write it into the entries, or approve it as an answer; it is used at once."""
    wording = Wording(
        body.answer,
        body.question,
        None if body.variants is None else tuple(body.variants),
        body.entry_id,
        tuple(body.tags),
        body.public,
        body.kind,
    )
    return {"entry": await parts.lessons.accept(proposal_id, agent, wording)}


@router.post("/{proposal_id}/reject", status_code=204)
async def reject(proposal_id: str, parts: PartsDep, agent: Trainer) -> None:
    """It is not proposed again; a change of an entry only when as many new edits ask for it."""
    await parts.lessons.reject(proposal_id, agent)
