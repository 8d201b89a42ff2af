"""What supervisors and agents read of how the shop is served."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query

from assist_api.services import first_response as first_response_service
from assist_api.services import outreach as outreach_service
from assist_api.services import reports as reports_service
from assist_api.web.deps import DeskAgent, PartsDep, Supervisor

router = APIRouter(prefix="/api/v1/reports", tags=["reports"])
Days = Annotated[int, Query(ge=1, le=366)]


@router.get("/suggestions")
async def suggestions(parts: PartsDep, agent: Supervisor, days: Days = 30) -> dict[str, Any]:
    """What became of the suggestions of the last days, by kind, and how soon questions were answered."""
    return await parts.runner.read(reports_service.suggestions, parts.now - timedelta(days=days))


@router.get("/first-response")
async def first_response(parts: PartsDep, agent: Supervisor, days: Days = 30) -> dict[str, Any]:
    """How soon those who waited for a person heard a line of ours, were taken, and were answered."""
    since = parts.now - timedelta(days=days)
    return await parts.runner.read(first_response_service.report, since, parts.routing.greet_within)


@router.get("/outreach")
async def outreach(parts: PartsDep, agent: DeskAgent, days: Days = 30) -> dict[str, Any]:
    """What the bot said first in the last days, by kind, and why orders were not paid."""
    return await parts.runner.read(outreach_service.report, parts.now - timedelta(days=days))
