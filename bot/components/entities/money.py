"""Sums of yuan: 25块, ￥59.9, 两百左右; a range is 100-200, at most 300 is 0-300, at least 500 is 500-."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from bot.components.entities.found import Found, before
from bot.components.entities.numbers import CHINESE, DIGITS, NUMBER, UNITS, number, plain

_YUAN = r"(?:块钱|块|元钱|元|圆|rmb|RMB)"
_START = rf"(?<![\d.A-Za-z])(?<!{CHINESE})"
_OTHER_UNIT = (
    r"(?!\d|\.\d|[天年月日号点岁个件双条箱盒瓶袋包套台支罐桶只份本把对顶单斤克升码寸米页次遍折万百千度瓦伏期级层季款色人位多半倍路分毫公厘]|"
    r"小时|分钟|工作|kg|g|cm|ml|mm|m|l|w|v|ah|%|％|周|星期|礼拜|[A-Za-z])"
)
_SOME = rf"({NUMBER}){_YUAN}?"
_ABOUT_MONEY = re.compile(r"预算|价位|价格|价钱|多少钱|块|元|便宜|[￥¥]")
_RANGE = re.compile(
    rf"{_START}[￥¥]?({NUMBER})({_YUAN})?(?:-|－|—|~|～|到|至)[￥¥]?({NUMBER})({_YUAN})?{_OTHER_UNIT}(?!-\d)"
)
_NEIGHBOURS = re.compile(rf"{_START}([一二两三四五六七八])([二两三四五六七八九])([十百千])({_YUAN})?{_OTHER_UNIT}")
_AT_MOST = re.compile(
    rf"{_START}[￥¥]?{_SOME}(?:以内|以下|之内|之下|内)|(?:不超过?|不超|最多|低于|少于)[￥¥]?{_SOME}{_OTHER_UNIT}"
)
_AT_LEAST = re.compile(rf"{_START}[￥¥]?{_SOME}(?:以上|起步|往上)|(?:高于|至少|不低于)[￥¥]?{_SOME}{_OTHER_UNIT}")
_ABOUT = re.compile(rf"{_START}[￥¥]?{_SOME}(?:左右|上下|出头)")
_SIGN = re.compile(r"[￥¥]\s?(\d+(?:\.\d{1,2})?)")
_WITH_UNIT = re.compile(
    rf"{_START}({NUMBER})多?({_YUAN})(?:([\d{''.join(DIGITS)}])(?![\d斤克个件包袋盒箱双套张两双])毛?)?"
)
_COINS = re.compile(rf"{_START}({NUMBER})([毛角]|分(?=钱))(?=钱|[你我也都就不吗,，。?？!！ ]|$)钱?")
_VERB = (
    r"(?:便宜|付了|付款|付|花了|原价|现价|到手价?|卖|涨到|涨了|降到|降了|降价到|标价|差价|预算|价位|价格|退了|退我|"
    r"少收|多收|收了?我?|才|只要|现在|今天|页面|拍的?时候|买的?时候|给我|加到|算)(?:是|要|就|才|个|到|[:： ])*"
)
_CALLED = re.compile(rf"{_VERB}({NUMBER}){_OTHER_UNIT}(?=了|吗|行|能|可|不|的|包邮|卖|一|现|今|昨|[,，。?？!！ ]|$)")
_OFFERED = re.compile(
    rf"{_START}({NUMBER})(?=(?:块|元)?(?:卖不卖|卖吗|能卖|能出|包邮(?:吧|行|可以|我)|成交|行不行我|出不出))"
)
_PROMOTION = re.compile(r"(?:第[二三四2-9]件|满|每满)[￥¥]?$")
_TOGETHER = re.compile(r"一块(?!钱|[五二三四六七八九])")  # 一块买, 一块儿: together


def find(text: str) -> Iterator[Found]:
    found = [*_ranges(text), *_bounds(text), *_sums(text), *_bare(text)]
    return (each for each in found if not _PROMOTION.search(before(text, each.start)))


def _ranges(text: str) -> Iterator[Found]:
    for match in _RANGE.finditer(text):
        low, high = number(match[1]), number(match[3])
        said = match[2] or match[4] or _ABOUT_MONEY.search(text) or (low >= 50 and low % 10 == 0 and high % 10 == 0)
        if said and low < high:
            yield Found("money", match.start(), match.end(), f"{plain(low)}-{plain(high)}")
    for match in _NEIGHBOURS.finditer(text):
        unit = UNITS[match[3]]
        if match[4] or unit > 10:
            value = f"{DIGITS[match[1]] * unit}-{DIGITS[match[2]] * unit}"
            yield Found("money", match.start(), match.end(), value)


_BOUNDS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (_AT_MOST, lambda sum_: f"0-{sum_}"),
    (_AT_LEAST, lambda sum_: f"{sum_}-"),
    (_ABOUT, lambda sum_: sum_),
)


def _bounds(text: str) -> Iterator[Found]:
    for pattern, reads in _BOUNDS:
        for match in pattern.finditer(text):
            value = number(match[match.lastindex or 1])
            if value >= 10:
                yield Found("money", match.start(), match.end(), reads(plain(value)))


def _sums(text: str) -> Iterator[Found]:
    for match in _SIGN.finditer(text):
        yield Found("money", match.start(), match.end(), plain(Decimal(match[1])))
    for match in _WITH_UNIT.finditer(text):
        if not _TOGETHER.match(text, match.start()):
            yield Found("money", match.start(), match.end(), plain(number(match[1]) + _tenths(match[3])))
    for match in _COINS.finditer(text):
        part = Decimal("0.01") if match[2] == "分" else Decimal("0.1")
        yield Found("money", match.start(), match.end(), plain(number(match[1]) * part))


def _tenths(said: str | None) -> Decimal:
    """The 5 of 6块5."""
    return number(said) / Decimal(10) if said else Decimal(0)


def _bare(text: str) -> Iterator[Found]:
    for pattern in (_CALLED, _OFFERED):
        for match in pattern.finditer(text):
            if 10 <= number(match[1]) < 100_000:
                yield Found("money", match.start(1), match.end(1), plain(number(match[1])))
