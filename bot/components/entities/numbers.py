"""Numbers as people write them: 12, 12.5, 一百二十, and the short 一百五 for 150."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {each: at for at, each in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "俩": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
CHINESE = "[零〇一二两俩三四五六七八九十百千万]"
NUMBER = rf"(?:\d+(?:\.\d+)?|{CHINESE}+)"


def number(text: str) -> Decimal:
    """Of what NUMBER matches."""
    return Decimal(text) if text[0].isascii() else Decimal(_chinese(text))


def plain(value: Decimal) -> str:
    """Without an exponent or zeros that say nothing: 52.50 → 52.5, 1E+2 → 100."""
    return f"{value.normalize():f}"


def _chinese(text: str) -> int:
    thousands, mark, rest = text.rpartition("万")
    if mark:
        small = rest in DIGITS  # 两万三
        return _chinese(thousands or "一") * 10_000 + (DIGITS[rest] * 1000 if small else _chinese(rest))
    if not any(each in UNITS for each in text):
        return int("".join(str(DIGITS[each]) for each in text) or 0)
    return _with_units(text)


def _with_units(text: str) -> int:
    total, digit, unit = 0, 0, 1
    for each in text:
        if each in UNITS:
            unit = UNITS[each]
            total += (digit or 1) * unit
            digit = 0
        else:
            digit = DIGITS[each]
            unit = 1 if digit == 0 else unit
    return total + digit * (unit // 10 if unit >= 100 else 1)
