"""What makes words true or allowed after all: a number of the shop's rules, a test report, an order of one's own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assist_api.domain.red_lines import Facts

# Of one hour; money counts in yuan.
UNITS = {"分钟": 1 / 60, "小时": 1, "天": 24, "周": 168, "月": 730, "年": 8760, "元": 1, "期": 1}
_SPELLINGS = {"日": "天", "工作日": "天", "钟头": "小时", "星期": "周", "礼拜": "周", "块": "元"}
_SAME = 0.02  # a month has 30 or 31 days


@dataclass(frozen=True)
class InTheRules:
    """The number `n` of the words, in `unit`, is one of these, or within these bounds."""

    unit: str
    one_of: tuple[float, ...] = ()
    at_least: float | None = None
    at_most: float | None = None

    def holds(self, found: re.Match[str], facts: Facts) -> bool:
        number = read_number(found["n"])
        if number is None:
            return True
        told = number * _hours(found.groupdict().get("unit") or self.unit) / UNITS[self.unit]
        if self.one_of:
            return any(abs(told - one) <= _SAME * one for one in self.one_of)
        least = self.at_least is None or told >= self.at_least * (1 - _SAME)
        return least and (self.at_most is None or told <= self.at_most * (1 + _SAME))


@dataclass(frozen=True)
class BorneOut:
    """The sheet or a report of the product says so; without a product nothing can be said against it."""

    by: re.Pattern[str]

    def holds(self, found: re.Match[str], facts: Facts) -> bool:
        return facts.product is None or self.by.search(facts.product) is not None


@dataclass(frozen=True)
class OwnOrder:
    """The number is that of an order of this shopper."""

    def holds(self, found: re.Match[str], facts: Facts) -> bool:
        return facts.order_ids is None or found[0] in facts.order_ids


def _hours(unit: str) -> float:
    bare = unit.removeprefix("个")
    return UNITS[_SPELLINGS.get(bare, bare)]


_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {"两": 2, "俩": 2}
_TENS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}


def read_number(words: str) -> float | None:
    """48, 1.5, 七, 十五, 三百六十五, 半; None for what is no number."""
    if re.fullmatch(r"\d+(\.\d+)?", words):
        return float(words)
    if words == "半":
        return 0.5
    total, digit = 0, 0
    for character in words:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            total, digit = total + (digit or 1) * _TENS[character], 0
        else:
            return None
    return float(total + digit) if words else None
