"""How people say times and sums, and small variations, so that the bot does not repeat itself word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from zlib import crc32

from shop.china_time import CHINA as CHINA

_NEAR_DAYS = {-2: "前天", -1: "昨天", 0: "今天", 1: "明天", 2: "后天"}
_PARTS_OF_DAY = ((5, "凌晨"), (9, "早上"), (12, "上午"), (14, "中午"), (19, "下午"), (24, "晚上"))


def day(at: datetime, now: datetime) -> str:
    """今天, 明天 …, else the date, with the year only where it is another one."""
    at, now = at.astimezone(CHINA), now.astimezone(CHINA)
    near = _NEAR_DAYS.get((at.date() - now.date()).days)
    year = f"{at.year}年" if at.year != now.year else ""
    return near or f"{year}{at.month}月{at.day}日"


def moment(at: datetime, now: datetime) -> str:
    """今天下午 3:20, 11月25日晚上 8:00."""
    local = at.astimezone(CHINA)
    part = next(name for until, name in _PARTS_OF_DAY if local.hour < until)
    hour = local.hour - 12 if local.hour > 12 else local.hour
    return f"{day(at, now)}{part} {hour}:{local.minute:02d}"


def day_and_date(at: datetime, now: datetime) -> str:
    """后天（11月25日）: the word one feels and the date one can note down."""
    said, local = day(at, now), at.astimezone(CHINA)
    return f"{said}（{local.month}月{local.day}日）" if said in _NEAR_DAYS.values() else said


def span(duration: timedelta) -> str:
    hours = int(duration.total_seconds() // 3600)
    return f"{hours // 24} 天" if hours >= 48 else f"{hours} 小时"


def days(least_and_most: Sequence[int]) -> str:
    least, most = least_and_most
    return f"{least}-{most} 天" if least != most else f"{least} 天"


def yuan(amount: Decimal | float | int) -> str:
    """12 元, 12.5 元: as people say it."""
    return f"{Decimal(str(amount)).normalize():f} 元"


def money(amount: Decimal) -> str:
    return f"{amount:.2f}"


def short(title: str, length: int = 16) -> str:
    """A product's name as a person would say it: without the brand in front, a few letters long, and the praise behind."""
    brand, *words = title.split()
    named = [word for word in words if _CHINESE.search(word)]
    said = named[0] if named and len(brand) <= _LONGEST_BRAND else brand
    return said[:length]


_LONGEST_BRAND = 4
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def one_of(variants: Sequence[str], seed: str) -> str:
    """The same message gets the same words, another one perhaps others."""
    return variants[crc32(seed.encode()) % len(variants)]


_PHONE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")


def without_phones(text: str) -> str:
    """No whole phone number leaves the bot, not even the one that was just typed."""
    return _PHONE.sub(r"\1****\2", text)
