"""Days as people name them, counted from today; what is no single day (上周, 双十一) keeps its word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from bot.components.entities.found import Found
from bot.components.entities.numbers import number

_DAYS_AWAY = {
    "大前天": -3, "前天": -2, "昨天": -1, "昨晚": -1, "昨日": -1, "昨儿": -1, "今天": 0, "今晚": 0, "今早": 0,
    "今日": 0, "今儿": 0, "明天": 1, "明晚": 1, "明早": 1, "明日": 1, "明儿": 1, "后天": 2, "大后天": 3,
}  # fmt: skip
_NEAR = re.compile("|".join(sorted(_DAYS_AWAY, key=len, reverse=True)))
_WEEKDAYS = {day: at for at, day in enumerate("一二三四五六日")} | {"天": 6} | {str(at + 1): at for at in range(6)}
_WEEKDAY = re.compile(
    r"(?<![一二三四五六日天1-6][到至])(上上|下下|上|下|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天1-6])(?!个|[到至](?:周|星期|礼拜)|年|期|岁|次)"
)
_MONTH = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY = r"3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九]"
_FULL = re.compile(r"(?<!\d)(20\d\d)[-/.年](1[0-2]|0?[1-9])[-/.月](3[01]|[12]\d|0?[1-9])[日号]?(?!\d)")
_MONTH_DAY = re.compile(rf"(?<![\d.年个十])({_MONTH})月({_DAY})[号日]?(?![\d个天份月十])")
_POINTED = re.compile(
    r"(?<![\d.:：/-])(1[0-2]|0?[1-9])[./-](3[01]|[12]\d|0?[1-9])"
    r"(?=号|日|买|下的?单|拍|付|签收|到|发|前|之前|那天|收)"
)
_OF_MONTH = re.compile(rf"(?<![\d.月/十第大小高低-])({_DAY})[号日](?!线|楼|店|链接|色|码|电池|仓|门|院|机|柜|库|车|\d)")
_PERIODS = re.compile(
    r"明后两?天|今明两天|(?:上上?|下下?|这|本)(?:个星期|个礼拜|星期|礼拜|周|个月)(?![一二三四五六日天\d末底初中上下])"
    rf"|(?:这个?|上个?|下个?)?周末|(?:这个|上个|下个|{_MONTH})?月(?:[上中下]旬|[底初中](?!国))"
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
_HAPPENED = re.compile(
    r"[^,，。?？!！]{0,4}?(?:[买下拍付寄到退]的|寄回|签收|收到的|申请的|发的货|买了|拍了|下了|还没|到现在)"
)


def find(text: str, today: date) -> Iterator[Found]:
    for match in _NEAR.finditer(text):
        yield _found(match, today + timedelta(days=_DAYS_AWAY[match[0]]))
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


def _weekday(match: re.Match[str], today: date) -> date:
    """上周五, 下周三 by the week, which begins on Monday; 周五 alone is the next one, or the last of what is told."""
    monday = today - timedelta(days=today.weekday())
    weeks = {"上上": -2, "上": -1, "下": 1, "下下": 2}.get(match[1] or "", 0)
    day = monday + timedelta(days=7 * weeks + _WEEKDAYS[match[2]])
    if match[1]:
        return day
    if _HAPPENED.match(match.string, match.end()):
        return day if day <= today else day - timedelta(days=7)
    return day if day >= today else day + timedelta(days=7)


def _full(match: re.Match[str], today: date) -> date | None:
    return _day(int(match[1]), int(match[2]), int(match[3]))


def _month_day(match: re.Match[str], today: date) -> date | None:
    month, day = int(number(match[1])), int(number(match[2]))
    days = [found for year in (today.year - 1, today.year, today.year + 1) if (found := _day(year, month, day))]
    return _nearest(days, match, today)


def _day_of_month(match: re.Match[str], today: date) -> date | None:
    first = today.replace(day=1)
    months = (first, (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=32)).replace(day=1))
    days = [day for month in months if (day := _day(month.year, month.month, int(number(match[1]))))]
    return _nearest(days, match, today)


def _nearest(days: list[date], match: re.Match[str], today: date) -> date | None:
    """Before or after (28号之前到), unless it is told as done (20号买的)."""
    told = _HAPPENED.match(match.string, match.end())
    return min((day for day in days if day <= today or not told), key=lambda day: abs(day - today), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    """None for the 31st of a shorter month."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


_CALENDAR: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None]], ...] = (
    (_WEEKDAY, _weekday),
    (_FULL, _full),
    (_MONTH_DAY, _month_day),
    (_POINTED, _month_day),
    (_OF_MONTH, _day_of_month),
)
