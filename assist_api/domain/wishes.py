"""With nobody on duty: a message left behind, or a call wished for. The whole number never stands in a message."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from assist_api.domain.duty import Duty
from assist_api.domain.messages import Part, clean_text
from assist_api.domain.shop_time import SHOP_TIME, day
from assist_api.errors import InvalidInput, TextTooLong

LONGEST = 500
_PHONE = re.compile(r"1[3-9]\d{9}")
_BETWEEN = re.compile(r"[\s\-—()（）]|^\+?86")


@dataclass(frozen=True)
class Window:
    begins: datetime
    ends: datetime

    def words(self, now: datetime) -> str:
        begins, ends = self.begins.astimezone(SHOP_TIME), self.ends.astimezone(SHOP_TIME)
        return f"{day(self.begins, now)} {begins:%H:%M}–{ends:%H:%M}"


@dataclass(frozen=True)
class CallbackRules:
    windows: tuple[tuple[time, time], ...]
    days: int

    @classmethod
    def of(cls, windows: Sequence[Sequence[str]], days: int) -> CallbackRules:
        return cls(tuple((time.fromisoformat(one), time.fromisoformat(other)) for one, other in windows), days)


def windows(rules: CallbackRules, duty: Duty, now: datetime) -> list[Window]:
    """In the shop's hours, from the next opening on; one that has begun already is none."""
    first = now.astimezone(SHOP_TIME).date()
    dates = [first + timedelta(days=ahead) for ahead in range(rules.days + 1)]
    every = (_window(one, *span) for one in dates for span in rules.windows)
    fitting = [one for one in every if one.begins > now and duty.open_at(one.begins) and _closes_after(duty, one)]
    last = duty.next_opening(now) + timedelta(days=rules.days)
    return [one for one in fitting if one.begins < last]


def _window(on: date, begins: time, ends: time) -> Window:
    return Window(datetime.combine(on, begins, SHOP_TIME), datetime.combine(on, ends, SHOP_TIME))


def _closes_after(duty: Duty, one: Window) -> bool:
    return one.ends.astimezone(SHOP_TIME).time() <= duty.closes


def offer(found: Sequence[Window], now: datetime) -> Part:
    """What the chat offers: to leave a message, or to be rung back in one of these windows."""
    shown = [{"from": one.begins.isoformat(), "label": one.words(now)} for one in found]
    return {"type": "wish", "windows": shown}


def chosen(found: Sequence[Window], begins: str) -> Window:
    wanted = next((one for one in found if one.begins.isoformat() == begins), None)
    if wanted is None:
        raise InvalidInput("这个时间段已经过了，请重新选一个。")
    return wanted


def phone_number(given: str) -> str:
    number = _BETWEEN.sub("", given.strip())
    if not _PHONE.fullmatch(number):
        raise InvalidInput("手机号好像不对，请检查一下：要 11 位数字。")
    return number


def masked_number(number: str) -> str:
    return f"{number[:3]}****{number[-4:]}"


def left_message(given: str) -> str:
    text = clean_text(given)
    if len(text) > LONGEST:
        raise TextTooLong(f"留言请不要超过 {LONGEST} 字。")
    return text
