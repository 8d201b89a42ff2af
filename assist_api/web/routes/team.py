"""Who is there, what they do, and the next case for whoever asks."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from assist_api import auth
from assist_api.domain.presence import Colleague, Skill, Status
from assist_api.services import presence, routing
from assist_api.web.deps import DeskAgent, PartsDep, TeamLead
from assist_api.web.schemas import Body

router = APIRouter(prefix="/api/v1/desk", tags=["team"])


class StatusChosen(Body):
    status: Status


class SkillsNamed(Body):
    skills: Annotated[list[Skill], Field(max_length=len(Skill))]
    limit: Annotated[int, Field(ge=1, le=presence.MOST_CASES)] | None = None


@router.post("/next")
async def take_next(parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    """接待下一位: the waiting case that fits this agent best; 409 `nothing_to_take` or `not_taking`."""
    return {"row": await parts.runner.run(routing.take_next, agent, parts.routing, parts.now)}


@router.put("/status")
async def set_status(body: StatusChosen, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    """在线, 忙碌 (goes on with the cases at hand) or 离开; neither of the last two gets a new case."""
    set_to = await parts.runner.run(presence.set_status, agent, body.status, parts.routing.limit, parts.now)
    return {"colleague": presence.as_seen(set_to)}


@router.get("/team")
async def team(parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    """Everybody who has a desk, and how the queue stands."""
    found = await parts.runner.read(presence.team, parts.routing.limit, parts.now)
    queue = await parts.runner.read(routing.overview, parts.now)
    away_after_s = parts.routing.away_after.total_seconds()
    return {
        "team": [presence.as_seen(one) for one in found if auth.may(one.roles, "desk")],
        "queue": queue,
        "skills": [{"skill": skill.value, "zh": skill.zh} for skill in Skill],
        "away_after_s": away_after_s,
    }


@router.put("/team/{staff_id}/skills")
async def set_skills(staff_id: str, body: SkillsNamed, parts: PartsDep, agent: TeamLead) -> dict[str, Any]:
    """No skill at all means every skill; `limit` null: as many cases side by side as everybody."""
    changed: Colleague = await parts.runner.run(
        presence.set_skills, staff_id, body.skills, body.limit, agent.name, parts.routing.limit, parts.now
    )
    return {"colleague": presence.as_seen(changed)}
