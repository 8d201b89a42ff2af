"""When people are on duty, and how many are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from assist_api.domain.shop_time import SHOP_TIME as SHOP_TIME
from assist_api.domain.shop_time import shop_day as shop_day


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

    def next_opening(self, now: datetime) -> datetime:
        """The one that begins the next time of duty; the last one while it lasts."""
        today = datetime.combine(now.astimezone(SHOP_TIME), self.opens, SHOP_TIME)
        is_over = now.astimezone(SHOP_TIME).time() >= self.closes
        return today + timedelta(days=1) if is_over else today
