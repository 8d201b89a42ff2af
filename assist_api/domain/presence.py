"""Who of the staff is there, what they are good at, and whether they can take another case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Status(StrEnum):
    """What a member says of themselves while the desk is open."""

    ONLINE = "online"
    BUSY = "busy"  # goes on with what is held, takes nothing new
    AWAY = "away"

    @property
    def zh(self) -> str:
        return {Status.ONLINE: "在线", Status.BUSY: "忙碌", Status.AWAY: "离开"}[self]


class Skill(StrEnum):
    PRE_SALES = "pre_sales"
    LOGISTICS = "logistics"
    AFTER_SALES = "after_sales"
    COMPLAINTS = "complaints"

    @property
    def zh(self) -> str:
        return _SKILL_ZH[self]


_SKILL_ZH = {
    Skill.PRE_SALES: "售前",
    Skill.LOGISTICS: "物流",
    Skill.AFTER_SALES: "售后",
    Skill.COMPLAINTS: "投诉",
}


@dataclass(frozen=True)
class Colleague:
    """A member with a desk. `present`: it is open now; `load`: cases held; `limit`: how many side by side."""

    id: str
    name: str
    roles: tuple[str, ...]
    status: Status
    status_at: datetime | None
    present: bool
    skills: frozenset[Skill]
    load: int
    limit: int

    def can(self, skill: Skill | None) -> bool:
        """Who has no skills named does everything."""
        return skill is None or not self.skills or skill in self.skills

    @property
    def takes_new(self) -> bool:
        """Whether a case may be given to this member now."""
        return self.present and self.status is Status.ONLINE and self.load < self.limit

    @property
    def shown(self) -> str:
        """What colleagues see: the status, or that the desk is closed."""
        return self.status.zh if self.present else "离线"


def who_could_take(skill: Skill | None, colleagues: Iterable[Colleague]) -> list[Colleague]:
    """Those who can take a case of that skill now, the least loaded first; without a skill, any case."""
    able = [one for one in colleagues if one.takes_new and one.can(skill)]
    return sorted(able, key=lambda one: (one.load / one.limit, one.name))
