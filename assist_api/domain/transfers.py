"""转接: a case handed to a colleague or to whoever has a skill, with a note; and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from assist_api.domain.presence import Skill

LONGEST_NOTE = 500


class State(StrEnum):
    OPEN = "open"  # the colleague has not answered yet; the case stays where it is
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"  # no answer in time, or the case is not there to be handed on any more
    QUEUED = "queued"  # to a skill: it stands in the queue

    @property
    def zh(self) -> str:
        return _STATE_ZH[self]


_STATE_ZH = {
    State.OPEN: "等待对方确认",
    State.ACCEPTED: "已接收",
    State.DECLINED: "未接收",
    State.WITHDRAWN: "已撤回",
    State.LAPSED: "超时未确认",
    State.QUEUED: "已转到技能组",
}


@dataclass(frozen=True)
class Transfer:
    id: str
    conversation_id: str
    shopper_name: str
    from_id: str
    from_name: str
    to_id: str | None
    to_name: str | None
    skill: Skill | None
    note: str
    at: datetime
    until: datetime
    state: State
    answer: str = ""
    answered_at: datetime | None = None

    def public(self) -> dict[str, Any]:
        """As the two agents see it."""
        return {
            "id": self.id,
            "conversation_id": self.conversation_id,
            "shopper_name": self.shopper_name,
            "from": {"id": self.from_id, "name": self.from_name},
            "to": {"id": self.to_id, "name": self.to_name or (f"{self.skill.zh}组" if self.skill else "")},
            "note": self.note,
            "at": self.at.isoformat(),
            "until": self.until.isoformat(),
            "state": self.state.value,
            "state_zh": self.state.zh,
            "answer": self.answer,
        }
