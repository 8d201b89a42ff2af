"""Members of the staff with a desk: skills, limit, status, load, and whether they are there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, RowMapping, func, select, update

from assist_api.domain.conversation import State
from assist_api.domain.presence import Colleague, Skill, Status
from assist_api.store.schema import conversations, sessions, staff


def everyone(connection: Connection, limit: int, since: datetime) -> list[Colleague]:
    """Active members, by name; `limit` where one has none of their own. Present: the desk was seen after `since`."""
    present = set(connection.scalars(select(sessions.c.staff_id).where(sessions.c.desk_seen_at >= since)))
    loads = _loads(connection)
    rows = connection.execute(select(staff).where(staff.c.active).order_by(staff.c.name)).mappings()
    return [_colleague(row, row["id"] in present, loads.get(row["id"], 0), limit) for row in rows]


def set_status(connection: Connection, staff_id: str, status: Status, at: datetime) -> None:
    connection.execute(update(staff).where(staff.c.id == staff_id).values(status=status.value, status_at=at))


def set_skills(connection: Connection, staff_id: str, skills: Iterable[Skill], limit: int | None) -> bool:
    """Whether there is such a member. `limit` None: the shop's."""
    values = {"skills": sorted(skill.value for skill in skills), "case_limit": limit}
    return connection.execute(update(staff).where(staff.c.id == staff_id).values(**values)).rowcount == 1


def name_skills(connection: Connection, staff_id: str, skills: Iterable[Skill]) -> None:
    """Of a member who has none named."""
    if connection.scalar(select(staff.c.skills).where(staff.c.id == staff_id)) == []:
        set_skills(connection, staff_id, skills, None)


def _loads(connection: Connection) -> dict[str, int]:
    held = select(conversations.c.agent_id, func.count()).where(conversations.c.state == State.AGENT.value)
    return {str(agent): int(count) for agent, count in connection.execute(held.group_by(conversations.c.agent_id))}


def _colleague(row: RowMapping, present: bool, load: int, limit: int) -> Colleague:
    return Colleague(
        id=row["id"],
        name=row["name"],
        roles=tuple(row["roles"]),
        status=Status(row["status"]),
        status_at=row["status_at"],
        present=present,
        skills=frozenset(Skill(skill) for skill in row["skills"]),
        load=load,
        limit=row["case_limit"] or limit,
    )
