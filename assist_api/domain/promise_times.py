"""Until when a sentence says that something will be done: 今天下班前, 48 小时内, 明天上午, 周五前, 马上. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from assist_api.domain.duty import SHOP_TIME, shop_day

_SIGNS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_NUMBER = r"(\d+|[零一二两三四五六七八九十]+|半)"
_WEEK = "一二三四五六日"


@dataclass(frozen=True)
class PromiseRules:
    """The part `promises` of tickets.toml, and until when people of the shop are there."""

    at_once: timedelta  # 马上
    soon: timedelta  # 稍后
    warn: timedelta  # before it falls due
    undated: timedelta  # nothing is said: 尽快, or no word of a time
    closes: time

    @classmethod
    def of(cls, table: Mapping[str, Any], hours: Sequence[str]) -> PromiseRules:
        return cls(
            timedelta(minutes=table["at_once_minutes"]),
            timedelta(minutes=table["soon_minutes"]),
            timedelta(minutes=table["warn_minutes"]),
            timedelta(hours=table["undated_hours"]),
            time.fromisoformat(hours[1]),
        )


def number(text: str) -> float:
    """半 0.5, 十二 12, 二十四 24, 两 2."""
    if text.isdigit():
        return int(text)
    if text == "半":
        return 0.5
    tens, mark, ones = text.rpartition("十")
    if not mark:
        return int("".join(str(_SIGNS[sign]) for sign in text))
    return (_SIGNS[tens] if tens else 1) * 10 + (_SIGNS[ones] if ones else 0)


def due(text: str, now: datetime, rules: PromiseRules, *, at_once: bool = True) -> datetime | None:
    """The moment that `text` names; None where it names none. `at_once`: 马上 and 稍后 name one too."""
    for pattern, reckon in (*_WAYS, *_SOON) if at_once else _WAYS:
        if found := pattern.search(text):
            moment = reckon(found, now.astimezone(SHOP_TIME), rules)
            if moment:
                return moment
    return None


def _within(found: re.Match[str], now: datetime, rules: PromiseRules) -> datetime:
    """Of a range the end counts."""
    unit = {"分钟": timedelta(minutes=1), "分": timedelta(minutes=1), "天": timedelta(days=1), "日": timedelta(days=1)}
    return now + unit.get(found["unit"], timedelta(hours=1)) * number(found["number"])


def _half_hours(found: re.Match[str], now: datetime, rules: PromiseRules) -> datetime:
    return now + timedelta(hours=number(found["number"]) + 0.5)


def _workdays(found: re.Match[str], now: datetime, rules: PromiseRules) -> datetime:
    day, left = shop_day(now), int(number(found["number"]))
    while left > 0:
        day += timedelta(days=1)
        left -= day.weekday() < 5  # Monday is 0: Saturday and Sunday do not count
    return _at(day, rules.closes)


def _on_a_day(found: re.Match[str], now: datetime, rules: PromiseRules) -> datetime | None:
    day = _day_of(found["day"], now)
    return _at(day, _clock_of(found, rules)) if day else None


def _by_clock(found: re.Match[str], now: datetime, rules: PromiseRules) -> datetime:
    """晚上 8 点前, said of no day: the next time it is so late."""
    moment = _at(shop_day(now), _clock_of(found, rules))
    return moment if moment > now else moment + timedelta(days=1)


def _of_month(found: re.Match[str], now: datetime, rules: PromiseRules) -> datetime | None:
    today = shop_day(now)
    month = int(number(found["month"])) if found["month"] else today.month
    try:
        day = date(today.year, month, int(number(found["date"])))
    except ValueError:  # the 31st of a month of thirty: no moment that anybody could keep
        return None
    return _at(day, _clock_of(found, rules)) if day >= today else None


def _day_of(word: str, now: datetime) -> date | None:
    today = shop_day(now)
    if word in _DAYS:
        return today + timedelta(days=_DAYS[word])
    if word in ("周末", "这周内", "本周内", "这周", "本周"):
        return today + timedelta(days=6 - today.weekday())
    wanted = (_WEEK + "天").index(word[-1]) % 7
    wanted = 6 if word[-1] == "天" else wanted
    ahead = (wanted - today.weekday()) % 7
    if word.startswith("下"):
        ahead = 7 - today.weekday() + wanted
    return today + timedelta(days=ahead)


_DAYS = {
    "今天": 0,
    "今日": 0,
    "当天": 0,
    "今晚": 0,
    "今早": 0,
    "今": 0,
    "明天": 1,
    "明日": 1,
    "明早": 1,
    "明晚": 1,
    "后天": 2,
    "大后天": 3,
}
_PARTS = {
    "凌晨": 6,
    "早上": 10,
    "上午": 12,
    "中午": 13,
    "下午": 18,
    "傍晚": 19,
    "晚上": 23,
    "晚些": 23,
    "早": 12,
    "下班": 23,
    "晚": 23,
}
_AFTERNOON = ("下午", "傍晚", "晚上", "晚", "中午")


def _clock_of(found: re.Match[str], rules: PromiseRules) -> time:
    part = found["part"] or _part_in(found.groupdict().get("day"))
    if found["hour"]:
        hour = int(number(found["hour"]))
        later = hour + 12 if part in _AFTERNOON and 1 <= hour < 12 and (part != "中午" or hour < 6) else hour
        return time(min(later, 23), 30 if found["half"] else int(found["minute"] or 0))
    if part and part not in ("晚上", "晚", "晚些", "下班"):
        return time(_PARTS[part])
    return rules.closes


def _part_in(day: str | None) -> str | None:
    """今晚, 明早."""
    return {"晚": "晚上", "早": "上午"}.get(day[-1]) if day else None


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, SHOP_TIME)


def _after(attribute: str) -> Callable[[re.Match[str], datetime, PromiseRules], datetime]:
    def reckon(found: re.Match[str], now: datetime, rules: PromiseRules) -> datetime:
        length: timedelta = getattr(rules, attribute)
        return now + length

    return reckon


_PART = r"(?P<part>凌晨|早上|上午|中午|下午|傍晚|晚上|晚些|下班|早|晚)?"
_HOUR = r"\s?(?<!\d)(?P<hour>\d{1,2}|[一二两三四五六七八九十]{1,3})(?:\s?点|[:：](?P<minute>[0-5]\d))(?P<half>半)?"
_CLOCK = rf"\s?{_PART}(?:之?前)?(?:{_HOUR})?"
_DAY = (
    r"(?P<day>大后天|今天|今日|当天|今晚|今早|明天|明日|明早|明晚|后天|(?:下个?|这|本)?(?:周|星期|礼拜)[一二三四五六日天]|"
    r"这周内?|本周内?|周末)"
)
# The first that fits counts: the most exact ones stand first.
_WAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], datetime, PromiseRules], datetime | None]], ...] = (
    (re.compile(rf"(?P<number>{_NUMBER})个?半小时"), _half_hours),
    (re.compile(rf"(?:{_NUMBER}\s?[-~到至—]\s?)?(?P<number>{_NUMBER})\s?个?工作日"), _workdays),
    (
        re.compile(
            rf"(?:{_NUMBER}\s?[-~到至—]\s?)?(?P<number>{_NUMBER})\s?个?(?P<unit>小时|钟头|分钟|分|天|"
            rf"日)(?!前)(?=之?内|以内|左右|后|就|给|帮|回|$|，|,|的?话)"
        ),
        _within,
    ),
    (re.compile(rf"{_DAY}(?:的|之?内)?{_CLOCK}"), _on_a_day),
    (
        re.compile(rf"(?:(?P<month>{_NUMBER})月)?(?<![\d点])(?P<date>{_NUMBER})[号日](?!线|楼|店|仓|单){_CLOCK}"),
        _of_month,
    ),
    (re.compile(rf"(?P<part>凌晨|早上|上午|中午|下午|傍晚|晚上){_HOUR}"), _by_clock),
    (re.compile(rf"(?P<part>){_HOUR}\s?之?前"), _by_clock),
    (
        re.compile(r"(?P<part>上午|中午|下午|傍晚|晚上|下班)(?P<hour>)(?P<half>)(?:之?前|给|帮|会|就|再|优先|安排)"),
        _by_clock,
    ),
)
_SOON: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], datetime, PromiseRules], datetime | None]], ...] = (
    (re.compile(r"马上|立刻|立马|立即|这就|即刻|现在就|现在(?=帮|给|去|为)"), _after("at_once")),
    (re.compile(r"稍后|等下|等会|待会|一会儿?|晚点|过会|回头"), _after("soon")),
)
