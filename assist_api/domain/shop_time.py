"""Days and times as people in China say them: the shop has one time zone and no summer time."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

SHOP_TIME = timezone(timedelta(hours=8))
_NEAR = {-2: "前天", -1: "昨天", 0: "今天", 1: "明天", 2: "后天"}


def shop_day(moment: datetime) -> date:
    return moment.astimezone(SHOP_TIME).date()


def day_begin(moment: datetime) -> datetime:
    return moment.astimezone(SHOP_TIME).replace(hour=0, minute=0, second=0, microsecond=0)


def day(moment: datetime, now: datetime) -> str:
    """昨天, 明天, else 11月25日."""
    there = shop_day(moment)
    return _NEAR.get((there - shop_day(now)).days, f"{there.month}月{there.day}日")


def clock(moment: datetime, now: datetime) -> str:
    """今天 15:20, 11月25日 18:00."""
    return f"{day(moment, now)} {moment.astimezone(SHOP_TIME):%H:%M}"


def span(since: datetime, now: datetime) -> str:
    """3 天, 30 小时, 20 分钟: as much as has passed for certain."""
    hours = max(0, int((now - since).total_seconds() // 3600))
    if hours >= 48:
        return f"{hours // 24} 天"
    return f"{hours} 小时" if hours else f"{max(1, int((now - since).total_seconds() // 60))} 分钟"
