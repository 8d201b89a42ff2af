"""For those who run the service: alive, ready, measured."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from assist_api.services import first_response, reports, routing
from assist_api.web import metrics
from assist_api.web.deps import Parts, PartsDep

log = logging.getLogger(__name__)
router = APIRouter(tags=["operations"])
HOUR = timedelta(hours=1)


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(parts: PartsDep) -> JSONResponse:
    """Everything a shopper needs is there; 503 names what is not."""
    checks: dict[str, Any] = {
        "database": await _answers(parts),
        "bot": await parts.tools.bot.ready(),
        "knowledge": parts.tools.knowledge.ready,
    }
    ready = all(checks.values())
    return JSONResponse({"status": "ready" if ready else "not_ready", "checks": checks}, 200 if ready else 503)


async def _answers(parts: Parts) -> bool:
    try:
        await parts.runner.read(reports.count_by_state)
    except Exception:  # whatever it is, the database does not serve; readiness says so instead of failing
        log.exception("database.unreachable")
        return False
    return True


@router.get("/metrics")
async def measured(parts: PartsDep) -> Response:
    told = await parts.runner.read(first_response.report, parts.now - HOUR, parts.routing.greet_within)
    metrics.queue((await parts.runner.read(routing.overview, parts.now))["longest_wait_s"], told["first_line"])
    metrics.conversations(await parts.runner.read(reports.count_by_state))
    return Response(generate_latest(metrics.REGISTRY), media_type=CONTENT_TYPE_LATEST)
