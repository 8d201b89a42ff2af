"""The levels of the shop's members, lowest first."""

from __future__ import annotations

LEVELS = ("新客", "会员", "银卡", "金卡", "黑卡")


def reaches(level: str, least: str) -> bool:
    """Whether a member of `level` may have what is for `least` and above; "" is for everyone, a guest has no level."""
    if not least:
        return True
    return level in LEVELS and LEVELS.index(level) >= LEVELS.index(least)
