"""Days as people name them, counted from today; what is no single day (上周, 双十一) keeps its word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from bot.components.entities.found import Found

_DAYS_AWAY = {
    "大前天": -3, "前天": -2, "昨天": -1, "昨晚": -1, "昨日": -1, "昨儿": -1, "今天": 0, "今晚": 0, "今早": 0,
    "今日": 0, "今儿": 0, "明天": 1, "明晚": 1, "明早": 1, "明日": 1, "明儿": 1, "后天": 2, "大后天": 3,
}  # fmt: skip
_NEAR = re.compile("|".join(sorted(_DAYS_AWAY, key=len, reverse=True)))
_WEEKDAYS = (
    {each: at for at, each in enumerate("一二三四五六日")} | {"天": 6, "末": 5} | {str(n): n - 1 for n in range(1, 7)}
)
_WEEKDAY = re.compile(r"(上上|下下|上|下|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天1-6])(?!个|到|至|年|期|岁|次)")
_MONTH_DAY = re.compile(r"(?<![\d.年])(?:(20\d\d)年)?(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])[号日]?(?!\d)")
_CHINESE_MONTH_DAY = re.compile(
    r"(十[一二]?|[一二三四五六七八九])月(二十[一-九]?|三十一?|十[一-九]?|[一二三四五六七八九])[号日]"
)
_POINTED = re.compile(
    r"(?<![\d.:：/-])(1[0-2]|0?[1-9])[./-](3[01]|[12]\d|0?[1-9])(?=号|日|买|下的?单|拍|付|签收|到|发|前|之前|那天|收)"
)
_FULL = re.compile(r"(?<!\d)(20\d\d)[-/.年](1[0-2]|0?[1-9])[-/.月](3[01]|[12]\d|0?[1-9])日?(?!\d)")
_DAY = re.compile(r"(?<![\d.月/-])(3[01]|[12]\d|[1-9])[号日](?!线|楼|店|链接|色|码|电池|仓|门|院|机|柜|\d)")
_PERIODS = re.compile(
    r"(?:上上?|下下?|这|本)(?:个星期|个礼拜|星期|礼拜|周|个月)(?![一二三四五六日天\d末])|(?:这个?|上个?|下个?)?周末|(?:这个|上个|下个)?月[底初中](?!国)"
)
_FESTIVALS = {
    "双十一": "双十一", "双11": "双十一", "双12": "双十二", "双十二": "双十二", "618": "618", "六一八": "618",
    "国庆": "国庆", "中秋": "中秋", "春节": "春节", "过年": "春节", "元旦": "元旦", "端午": "端午", "五一": "五一",
    "圣诞": "圣诞", "清明": "清明",
}  # fmt: skip
# A festival is a date only where something happens then; else it is the name of an offer.
_FESTIVAL = re.compile(
    rf"({'|'.join(_FESTIVALS)})节?(?=那天|当天|那会|的?时候|期间|前|之前|后|之后|买的?|拍的?|下的?单|下单|付的?|就)"
)
_DID = re.compile(
    r"[^,，。?？!！]{0,4}?(?:买的|下的|拍的|付的|寄的|寄回|到的|签收|收到的|申请的|发的货|就|退的|买了|拍了|下了)"
)
_HALF_A_MONTH = timedelta(days=16)


def find(text: str, today: date) -> Iterator[Found]:
    for match in _NEAR.finditer(text):
        yield _found(match, today + timedelta(days=_DAYS_AWAY[match[0]]))
    for match in _WEEKDAY.finditer(text):
        yield _found(match, _weekday(match, today, _past(text, match)))
    for pattern, reads in _CALENDAR:
        for match in pattern.finditer(text):
            day = reads(match, today)
            if day:
                yield _found(match, day)
    for match in _PERIODS.finditer(text):
        yield Found("date", match.start(), match.end(), match[0])
    for match in _FESTIVAL.finditer(text):
        yield Found("date", match.start(1), match.end(1), _FESTIVALS[match[1]])


def _found(match: re.Match[str], day: date) -> Found:
    return Found("date", match.start(), match.end(), day.isoformat())


def _past(text: str, match: re.Match[str]) -> bool:
    return _DID.match(text, match.end()) is not None


def _weekday(match: re.Match[str], today: date, past: bool) -> date:
    """上周五, 下周三 by the week, which begins on Monday; 周五 alone is the next one, or the last of what is told."""
    monday = today - timedelta(days=today.weekday())
    weeks = {"上上": -2, "上": -1, "下": 1, "下下": 2}.get(match[1] or "", 0)
    day = monday + timedelta(days=7 * weeks + _WEEKDAYS[match[2]])
    if match[1]:
        return day
    if past:
        return day if day <= today else day - timedelta(days=7)
    return day if day >= today else day + timedelta(days=7)


def _full(match: re.Match[str], today: date) -> date | None:
    return _day(int(match[1]), int(match[2]), int(match[3]))


def _month_day(match: re.Match[str], today: date) -> date | None:
    if match[1]:
        return _full(match, today)
    return _nearest_year(int(match[2]), int(match[3]), today)


def _chinese_month_day(match: re.Match[str], today: date) -> date | None:
    return _nearest_year(_small(match[1]), _small(match[2]), today)


def _pointed(match: re.Match[str], today: date) -> date | None:
    return _nearest_year(int(match[1]), int(match[2]), today)


def _day_of_month(match: re.Match[str], today: date) -> date | None:
    """The nearest day of that number, before or after: 20号买的, 28号之前到."""
    first = today.replace(day=1)
    months = (first, (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=32)).replace(day=1))
    days = [day for month in months if (day := _day(month.year, month.month, int(match[1])))]
    return min(days, key=lambda day: abs(day - today), default=None)


def _nearest_year(month: int, day: int, today: date) -> date | None:
    days = [found for year in (today.year - 1, today.year, today.year + 1) if (found := _day(year, month, day))]
    return min(days, key=lambda found: abs(found - today), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    """None for the 31st of a shorter month."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _small(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    digits = " 一二三四五六七八九"
    return (digits.index(tens or "一") * 10 if ten else 0) + (digits.index(ones) if ones else 0)


_CALENDAR: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None]], ...] = (
    (_FULL, _full),
    (_MONTH_DAY, _month_day),
    (_CHINESE_MONTH_DAY, _chinese_month_day),
    (_POINTED, _pointed),
    (_DAY, _day_of_month),
)
