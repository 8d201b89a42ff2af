"""What people call goods, in everyday words: 羽绒服, 空气炸锅."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bot.components.entities.found import Found, before
from bot.components.entities.names import Names, read_lists, words

# The same characters with another meaning: 手机尾号.
_NOT_AFTER = re.compile(
    r"手机(?:尾|号|后|上|端|最后|末|版|收|是|[\d:： ])|床(?:上|头|边)|鞋(?:码|底|柜|带|盒|子码)|衣服(?:码)|"
    r"精华(?:帖|区)|"
    r"面包(?:车)|水果(?:刀|机)|电视(?:剧|台)|帽子(?:戏)|电脑(?:上|端)|平板(?:支撑)|口罩(?:问)"
)
_NOT_BEFORE = re.compile(r"(?:起|赖|下|上|临)床$")


class Goods:
    def __init__(self, path: Path) -> None:
        self._names = Names(words(read_lists(path)))

    def find(self, text: str) -> Iterator[Found]:
        for spot in self._names.spots(text):
            if not _NOT_AFTER.match(text, spot.start) and not _NOT_BEFORE.search(before(text, spot.end)):
                yield Found("product_word", spot.start, spot.end, spot.name)
