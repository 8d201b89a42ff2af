"""交接班 and 开工卡."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from assist_api.adapters import start_of_shift
from assist_api.domain.duty import shop_day
from assist_api.domain.shift import Kind
from assist_api.errors import ShopUnavailable
from assist_api.services import canned, shift
from assist_api.web.deps import DeskAgent, PartsDep
from assist_api.web.schemas import Body

router = APIRouter(prefix="/api/v1/desk/shift", tags=["shift"])
Id = Annotated[str, Field(max_length=40)]


class Subject(Body):
    kind: Kind
    subject_id: Id


class Giving(Body):
    """`to_id` null: to whoever comes next."""

    items: Annotated[list[Subject], Field(min_length=1, max_length=500)]
    to_id: Id | None = None
    note: Annotated[str, Field(max_length=2000)] = ""


@router.get("")
async def whole(parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    """What this agent has open, what was left to this agent, and what became of what was given."""
    open_ones = await parts.runner.read(shift.mine, agent, parts.now)
    return {
        "mine": [shift.left_view(one) for one in open_ones],
        "left_to_me": await parts.runner.read(shift.left_to, agent, parts.now),
        "given": await parts.runner.read(shift.given, agent, parts.now),
    }


@router.post("/give")
async def give(body: Giving, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    """One or many, all or none; cases go into the queue, kept a while for the one they are left to."""
    subjects = [(one.kind, one.subject_id) for one in body.items]
    return {"items": await parts.runner.run(shift.give, agent, subjects, body.to_id, body.note, parts.now)}


@router.post("/items/{item_id}/take")
async def take(item_id: str, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    """Tick what is taken over; 409 `shift_item_not_found` when somebody else has."""
    return {"item": await parts.runner.run(shift.take, item_id, agent, parts.now)}


@router.get("/start")
async def start(parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    """开工卡; a part that the shop does not answer for is null."""
    shop, now = parts.tools.shop, parts.now
    told = await asyncio.gather(
        _or_none(start_of_shift.activities(shop)),
        _or_none(start_of_shift.stock(shop, parts.tools.outreach_rules.scarce)),
        _or_none(start_of_shift.dispatch(shop, now)),
    )
    replies = await parts.runner.read(canned.listed, agent)
    return {
        "day": shop_day(now).isoformat(),
        "seen": await parts.runner.read(shift.card_seen, agent, now),
        **dict(zip(("activities", "stock", "dispatch"), told, strict=True)),
        "stalled": await parts.runner.read(shift.stalled),
        "out_of_date": start_of_shift.out_of_date(parts.tools.knowledge.entries, replies, now),
    }


@router.post("/start/seen", status_code=204)
async def seen(parts: PartsDep, agent: DeskAgent) -> None:
    """看过了, for today."""
    await parts.runner.run(shift.see_card, agent, parts.now)


async def _or_none(reading: Awaitable[Any]) -> Any:
    try:
        return await reading
    except ShopUnavailable:
        return None
