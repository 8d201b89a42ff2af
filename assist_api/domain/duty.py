"""Opening hours, the queue and how long it takes: what may honestly be said to a waiting shopper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from assist_api.domain.shop_time import SHOP_TIME as SHOP_TIME
from assist_api.domain.shop_time import shop_day as shop_day

_GO_ON = "点“继续和小二聊”可以接着问我。"
MINUTES_A_CASE = (2, 5)  # before the shop has measured its own


@dataclass(frozen=True)
class Duty:
    """Who is there now: `agents` have an open desk."""

    opens: time
    closes: time
    agents: int

    @classmethod
    def of(cls, hours: Sequence[str], agents: int) -> Duty:
        return cls(time.fromisoformat(hours[0]), time.fromisoformat(hours[1]), agents)

    def open_at(self, now: datetime) -> bool:
        return self.opens <= now.astimezone(SHOP_TIME).time() < self.closes

    @property
    def hours(self) -> str:
        return f"{self.opens:%H:%M}–{self.closes:%H:%M}"


def waiting_sentence(place: int, duty: Duty, now: datetime) -> str:
    """`place` counts from 1. Says plainly when nobody is there."""
    if not duty.open_at(now):
        return f"现在不在人工服务时间（每天 {duty.hours}），您的问题已登记，上班后会第一时间在这里回复您；{_GO_ON}"
    if duty.agents == 0:
        return f"人工客服暂时都不在线，您的问题已登记并提醒了他们，回复会出现在这里；{_GO_ON}"
    least, most = wait_minutes(place, duty.agents)
    return f"已为您转接人工客服，前面还有 {place - 1} 位，预计等待 {least}–{most} 分钟。"


def still_waiting_sentence(place: int, duty: Duty, now: datetime) -> str:
    """For one who is in the queue already and asks again."""
    if not duty.open_at(now) or duty.agents == 0:
        return waiting_sentence(place, duty, now)
    least, most = wait_minutes(place, duty.agents)
    return f"您已经在排队了，前面还有 {place - 1} 位，预计还要 {least}–{most} 分钟，客服一有空就来。"


def wait_minutes(place: int, agents: int) -> tuple[int, int]:
    """A range in whole minutes for the one at `place`, with `agents` working side by side."""
    rounds = (place + agents - 1) // agents
    return max(1, (rounds - 1) * MINUTES_A_CASE[0]), rounds * MINUTES_A_CASE[1]
