"""Which one of those shown: 1 is the first, -1 the last. 第二件半价 is an offer, 第一次 is a time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.components.entities.found import Found
from bot.components.entities.numbers import number, plain

_ONE = "[个单件双款条笔台套份种张]"
_OFFER = r"(?!\s*(?:.{0,3}半价|打?[\d一二三四五六七八九.]+折|[\d.]+元|[\d.]+块|免|减|优惠|立减|便宜|问题|事))"
_NTH = re.compile(rf"(倒数)?第([一二三四五六七八九十]{{1,3}}|\d{{1,2}}){_ONE}{_OFFER}")
_PLACES = (
    (re.compile(rf"最后(?:面?的?那|面?的?这|一)?{_ONE}{_OFFER}"), "-1"),
    (re.compile(rf"最?(?:上面|上边|上头|前面|前边)(?:的)?[那这]一?{_ONE}"), "1"),
    (re.compile(rf"最?(?:下面|下边|底下|后面|后边)(?:的)?[那这]一?{_ONE}"), "-1"),
    (re.compile(rf"(?:正)?中间的?[那这]一?{_ONE}"), "2"),
    (re.compile(rf"最(?:新|近)的?[那这]?一?[单笔]|最新的?[那这]一?{_ONE}"), "1"),
    (re.compile(rf"最(?:早|旧)的?[那这]一?{_ONE}"), "-1"),
)


def find(text: str) -> Iterator[Found]:
    for match in _NTH.finditer(text):
        sign = "-" if match[1] else ""
        yield Found("ordinal", match.start(), match.end(), sign + plain(number(match[2])))
    for pattern, value in _PLACES:
        for match in pattern.finditer(text):
            yield Found("ordinal", match.start(), match.end(), value)
