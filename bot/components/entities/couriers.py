"""Couriers by their names, short names and usual slips of the pinyin keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bot.components.entities.found import Found, before
from bot.components.entities.names import Names, Spot, read_lists

# What makes the word another one: 申请通过, 一路顺风, 邮政编码.
_NOT_BEFORE = re.compile(
    r"(?:(?:一路|祝您?|旅途|中|申请|不)顺风|[晚平才不]安能|[中外]国通|[申请集其当中]中通|今日德邦)$"
)
_NOT_AFTER = re.compile(r"中通(?:过|风|道|用)|邮政(?:编码|局|编|储蓄|银行|卡)|顺风车|圆通(?!速).{0,1}寺|韵达(?=思)")

# Words that mean a courier only behind "send it by".
_SENT_BY = (
    (re.compile(r"(?<=[发走用寄换])京东(?!上|[EeE]?卡|支付|金融|app|白条|价|买|自营|比|商城|超市|便宜)"), "京东物流"),
    (re.compile(r"(?<=[发走用寄换])天天(?=[吗的不行吧和、,，。?？ ]|$)"), "天天快递"),
)


class Couriers:
    def __init__(self, path: Path) -> None:
        self._names = Names({word: name for name, some in read_lists(path) for word in (name, *some)})

    def find(self, text: str) -> Iterator[Found]:
        for spot in self._names.spots(text):
            if _alone(text, spot) and not _another_word(text, spot):
                yield Found("courier", spot.start, spot.end, spot.value)
        for pattern, name in _SENT_BY:
            for match in pattern.finditer(text):
                yield Found("courier", match.start(), match.end(), name)


def _alone(text: str, spot: Spot) -> bool:
    """Letters are a name of their own only between other signs: SF in SF123 begins a number."""
    around = text[max(spot.start - 1, 0) : spot.start] + text[spot.end : spot.end + 1]
    return not spot.name.isascii() or not re.search(r"[A-Za-z0-9]", around)


def _another_word(text: str, spot: Spot) -> bool:
    return bool(_NOT_BEFORE.search(before(text, spot.end)) or _NOT_AFTER.match(text, spot.start))
