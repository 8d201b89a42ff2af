"""How many of the goods. One needs a word that says so (来一箱, 少了一个): 一件事 and 这一件 count nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.components.entities.found import Found, before
from bot.components.entities.numbers import CHINESE, number, plain

_GOODS = "件双条箱盒瓶袋包套台支罐桶只份本把对顶提张片副块枚卷听板"
_COUNTED = re.compile(rf"(?<![\d.])(?<!{CHINESE})(\d{{1,4}}|{CHINESE}{{1,4}})([{_GOODS}个单])")
_TOLD = re.compile(rf"数量(?:改成|改为|改到|换成|是|写|填|[:： ])*(\d{{1,4}}|{CHINESE}{{1,3}})(?![\d{_GOODS}个])")
_NOT_BEFORE = re.compile(r"(?:第|每|这|那|哪|几|任|满|倒数|最后|另|同|某|整|买[一二三四五两\d]送|免)$")
_NEXT = re.compile(r"(?<![拍以])[上下]$")  # 下一单
_NOT_AFTER = re.compile(
    r"邮|[一二三四五六七八九\d.]+折|打?[一二三四五六七八九\d.]*折|减|立减|免|半价|起|装|代发|一起|"
    r"月|小时|钟头|星期|礼拜|人|问题|事|工作日|字|多月|半|说法|解释|交代|答复|电话|机会|[好差中]评|包裹|快递|链接|图|"
    r"视频|地址|单号|客服|朋友|颜色|尺码|码|牌子|品牌|原因|道理|样|服务|龙|头|味|月"
)
_WANTED = re.compile(
    r"(?:来|买|要|拍|拍下|下单|下|订|订购|拿|加|少|漏|缺|退|换|发|收到|收|送|给我|只|就|还?差|再|补|丢|坏|破|碎|剩|多|囤|入|共|有|"
    r"其中|拆|寄|改成|改为)(?:了|到|发|给|我|的|是|一下|来|过|掉|[:： ])*$"
)
_WANTED_AFTER = re.compile(r"(?:都)?(?:不要|要退|坏了|破了|没发|没收到)")
_MANY_UNITS = frozenset(_GOODS)


def find(text: str) -> Iterator[Found]:
    end_of_last = None
    for match in _COUNTED.finditer(text):
        if _counts(text, match, end_of_last):
            end_of_last = match.end()
            yield Found("quantity", match.start(), match.end(), plain(number(match[1])))
    for match in _TOLD.finditer(text):
        yield Found("quantity", match.start(1), match.end(1), plain(number(match[1])))


def _counts(text: str, match: re.Match[str], end_of_last: int | None) -> bool:
    said = before(text, match.start())
    if _NOT_BEFORE.search(said) or _NOT_AFTER.match(text, match.end()) or number(match[1]) == 0:
        return False
    if match[1] == "一" and _NEXT.search(said):
        return False
    if number(match[1]) > 1 and match[2] in _MANY_UNITS:
        return True
    return bool(_WANTED.search(said) or _WANTED_AFTER.match(text, match.end()) or end_of_last is not None)
