"""第二个, 最后一单, 2: the place of one among those shown."""

from __future__ import annotations

import re

_ORDINALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_ORDINAL = re.compile(r"第([一二三四1-4])|^\s*([1-4])\s*[号个单]?\s*$|^([一二三四])$")
_LAST = re.compile(r"最后(一|那)?[个单笔件]|最下面")


def place_of(text: str, count: int) -> int | None:
    """From 0; None when the text names no place, or one beyond the `count` that were shown."""
    if _LAST.search(text):
        return count - 1
    found = _ORDINAL.search(text)
    if not found:
        return None
    place = _ORDINALS[next(group for group in found.groups() if group)]
    return place - 1 if place <= count else None
