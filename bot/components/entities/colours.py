"""Colours: by name, by a shade before a plain one (深灰), or one character with 的 (黑的)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bot.components.entities.found import Found
from bot.components.entities.names import Names, read_lists, words

_PLAIN = "黑白灰红粉蓝绿黄紫橙棕褐青杏驼咖金银肤裸橘"
_SHADES = "深|浅|淡|亮|暗|暖|冷|纯|全|大|正|艳|中"
_SHADED = re.compile(rf"(?:(?:{_SHADES})[{_PLAIN}]色?|[{_PLAIN}]色)(?!食品|蔬菜|环保|通道|健康|家电|[差号]|素)")
_NOT_COLOURS = re.compile(r"大[白黄红金青]|正[红]?$|中[青]|全[金银]")
_SHORT = re.compile(r"(?<![发变晒晾染泛偏明脸脏小蛋熬抹洗空表告坦真雪苍])([黑白灰红粉蓝绿黄紫橙棕青])的(?!心|事|话|目)")
_CHOSEN = re.compile(
    r"(?:换成|改成|要|选|发成|偏|和|跟|还是|或|或者)([黑白灰红粉蓝绿黄紫橙棕])"
    r"(?=$|[,，。?？!！ ]|和|跟|还是|还|吧|吗|了)"
)


# 豆沙 is a colour of what one wears, else a filling.
_WORN = re.compile(r"色|[件双条码穿衣裤裙鞋款]")
_TASTE = re.compile(r"味|馅|口味|一?[份盒袋斤]|夹心")


class Colours:
    def __init__(self, path: Path) -> None:
        lists = list(read_lists(path))
        names = words(lists)
        self._also_food = {name for title, some in lists if title == "also_food" for name in some}
        self._names = Names(names | {f"{name}色": f"{name}色" for name in names if not name.endswith("色")})

    def find(self, text: str) -> Iterator[Found]:
        for spot in self._names.spots(text):
            if spot.name not in self._also_food or (_WORN.search(text) and not _TASTE.match(text, spot.end)):
                yield Found("colour", spot.start, spot.end, spot.value)
        for match in _SHADED.finditer(text):
            if not _NOT_COLOURS.fullmatch(match[0]):
                yield Found("colour", match.start(), match.end(), match[0])
        for match in _SHORT.finditer(text):
            yield Found("colour", match.start(), match.end(), f"{match[1]}色")
        for match in _CHOSEN.finditer(text):
            yield Found("colour", match.start(1), match.end(1), f"{match[1]}色")
