"""How many pieces: 三件, 2 双, "再加一件", "多拍了一件"."""

from __future__ import annotations

import re

_DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_UNITS = "件双条个盒包套瓶台袋箱罐份支只桶本张把"
_NUMBER = (
    r"(\d{1,4}|[一二两三四五六七八九]?[十百][一二三四五六七八九]?十?[一二三四五六七八九]?|[一二两俩三四五六七八九])"
)
_COUNT = re.compile(rf"(?<!第){_NUMBER}\s*[{_UNITS}]")
_TO = re.compile(rf"(?:[改换]成|[改换]为|数量|只要|就要|要)\s*(?:成|为|是)?\s*{_NUMBER}\s*(?:[{_UNITS}]|$|[吧了,，。])")
_MORE = re.compile(rf"(?:再?加|多[加买来要]|补)\s*{_NUMBER}?\s*[{_UNITS}]")
_LESS = re.compile(rf"(?:减|少[要来]|去掉|多拍了?|多买了?)\s*{_NUMBER}?\s*[{_UNITS}]")


def number(said: str) -> int:
    """二十 20, 一百二十 120, 30 30."""
    if said.isdigit():
        return int(said)
    hundreds, _, rest = said.partition("百") if "百" in said else ("", "", said)
    tens, ten, ones = rest.partition("十") if "十" in rest else ("", "", rest)
    return (
        100 * (_DIGITS.get(hundreds, 1) if "百" in said else 0)
        + (10 * _DIGITS.get(tens, 1) if ten else 0)
        + _DIGITS.get(ones, 0)
    )


def pieces(text: str) -> int | None:
    """The first count of goods in the text; None when none is told."""
    found = _COUNT.search(text)
    return number(found.group(1)) if found else None


def wished_quantity(text: str, bought: int) -> int | None:
    """To how many an order of `bought` pieces shall be changed; None where the words ask for no other number."""
    to = _TO.search(text)
    if to:
        return number(to.group(1))
    for pattern, sign in ((_MORE, 1), (_LESS, -1)):
        found = pattern.search(text)
        if found:
            return bought + sign * (number(found.group(1)) if found.group(1) else 1)
    return None
