"""What supervisors and agents read of how the shop is served."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query

from assist_api.services import outreach as outreach_service
from assist_api.services import reports as reports_service
from assist_api.web.deps import DeskAgent, PartsDep, Supervisor

router = APIRouter(prefix="/api/v1/reports", tags=["reports"])
Days = Annotated[int, Query(ge=1, le=366)]


@router.get("/suggestions")
async def suggestions(parts: PartsDep, agent: Supervisor, days: Days = 30) -> dict[str, Any]:
    """What became of the suggestions of the last days, by kind, and how soon questions were answered."""
    return await parts.runner.read(reports_service.suggestions, parts.now - timedelta(days=days))


@router.get("/outreach")
async def outreach(parts: PartsDep, agent: DeskAgent, days: Days = 30) -> dict[str, Any]:
    """What the bot said first in the last days, by kind, and why orders were not paid."""
    return await parts.runner.read(outreach_service.report, parts.now - timedelta(days=days))
