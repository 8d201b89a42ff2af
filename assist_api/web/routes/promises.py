"""What was promised to a shopper, corrected with one click."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fastapi import APIRouter
from pydantic import AwareDatetime

from assist_api.services import promise_keeping
from assist_api.web.deps import DeskAgent, PartsDep
from assist_api.web.schemas import Body

router = APIRouter(prefix="/api/v1/desk/promises", tags=["promises"])


class Due(Body):
    due_at: AwareDatetime


@router.post("/{promise_id}/kept")
async def kept(promise_id: str, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    """Done; once more takes it back."""
    return {"promises": await parts.runner.run(promise_keeping.keep, promise_id, agent, parts.now)}


@router.post("/{promise_id}/none")
async def none(promise_id: str, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    """It was no promise."""
    return {"promises": await parts.runner.run(promise_keeping.drop, promise_id, agent, parts.now)}


@router.post("/{promise_id}/due")
async def due(promise_id: str, body: Due, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    until: datetime = body.due_at
    return {"promises": await parts.runner.run(promise_keeping.put_off, promise_id, agent, until, parts.now)}
