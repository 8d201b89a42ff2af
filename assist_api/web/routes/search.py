"""Looking for words in all conversations."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query

from assist_api.domain.conversation import State
from assist_api.domain.search import Filters
from assist_api.domain.shop_time import SHOP_TIME
from assist_api.services import search
from assist_api.web.deps import DeskAgent, PartsDep

router = APIRouter(prefix="/api/v1/desk", tags=["desk"])
Word = Annotated[str | None, Query(min_length=1, max_length=80)]
Day = Annotated[date | None, Query(ge=date(2000, 1, 1), le=date(2200, 1, 1))]


@router.get("/search")
async def find(
    parts: PartsDep,
    agent: DeskAgent,
    q: Annotated[str, Query(max_length=200)] = "",
    shopper: Word = None,
    order: Word = None,
    agent_name: Annotated[str | None, Query(alias="agent", min_length=1, max_length=80)] = None,
    state: State | None = None,
    since: Day = None,
    until: Day = None,
    skip: Annotated[int, Query(ge=0, le=3000)] = 0,
) -> dict[str, Any]:
    """Words inside the messages, newest first. Days are the shop's, `until` is the last day that counts."""
    days = (_begin(since) if since else None, _begin(until + timedelta(days=1)) if until else None)
    filters = Filters(shopper, order, agent_name, state.value if state else None, *days)
    return await parts.runner.read(search.find, q, filters, skip)


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), SHOP_TIME)
