"""Sizes: letters, shoes (34 to 48 and halves), trousers, children's by height, bras. 小一码 is a wish, not a size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.components.entities.found import Found, before
from bot.components.entities.numbers import CHINESE, number, plain

_LETTERS = re.compile(r"(?<![A-Za-z0-9'.-])(?:[2-6]XL|X{1,5}[SL]|[SML])(?![A-Za-z0-9'])", re.IGNORECASE)
_ONE_SIZE = re.compile(r"均码|(?<![A-Za-z])F(?=码)")
_BRA = re.compile(r"(?<![\dA-Za-z])(?:[67-9][05])[A-F](?![A-Za-z\d])", re.IGNORECASE)
_NUMBER = r"\d{2,3}(?:\.5)?"
_BEFORE = r"(?<![\d.￥¥第月-])"
_NAMED = re.compile(rf"{_BEFORE}({_NUMBER})(?:(码半|号半|半(?=码))|(?=码|号(?!楼|栋|门|线|院|店)))")
_NAMED_IN_CHINESE = re.compile(rf"(?<!{CHINESE})(?<![小大第差偏])({CHINESE}{{2,4}})(?:(码半)|(?=码))")
# 我穿38, 要拿39吗: a bare number is a size behind such a word, and only where no other unit follows.
_WORN = re.compile(
    rf"(?:[穿拿选要换买有]|[尺鞋]码|码数|改成|换成|改为)(?:是|为|了|过|的|个|[:： ])*({_NUMBER})"
    r"(?=半?(?:[的吗嘛呢还行好会能偏就大和跟或到/、,，。?？!！ ]|小(?!时)|合适|可以|$))"
)
_ANOTHER = re.compile(
    rf"(?:码|号|的)?(?:和|跟|还是|或者?|、|/|,|，|到|改成|换成|换)(?:穿|拿|要)?({_NUMBER})"
    r"(?![\d.块元斤天件双个月公]|kg|cm)"
)
# 要100 may be a price or a number of pieces.
_CLOTHES = re.compile(r"[码穿衣裤裙鞋童宝娃孩岁号]|身高|儿子|女儿|闺女")
_ADDRESS = re.compile(r"(?:[路街巷弄道园院区村里组栋段]|大厦|大道)[\dA-Za-z-]*$")
_CHILDREN = {Decimal(each) for each in (52, 59, 66, 73, *range(80, 176, 5))}


def find(text: str) -> Iterator[Found]:
    for match in [*_LETTERS.finditer(text), *_ONE_SIZE.finditer(text), *_BRA.finditer(text)]:
        yield Found("size", match.start(), match.end(), _letters(match[0].upper()))
    numbers = [*_named(text), *_worn(text)]
    yield from numbers
    for found in numbers:
        yield from _others(text, found.end)


def _letters(said: str) -> str:
    """XXL is 2XL; XL and XXS stay."""
    crosses = said.count("X")
    if said.endswith("L") and crosses > 1:
        return f"{crosses}XL"
    return "均码" if said == "F" else said


def _named(text: str) -> Iterator[Found]:
    for match in _NAMED.finditer(text):
        numbered = text.startswith("号", match.end())
        if _is_size(Decimal(match[1]), numbered) and not (numbered and _ADDRESS.search(before(text, match.start()))):
            yield _found(match, Decimal(match[1]))
    for match in _NAMED_IN_CHINESE.finditer(text):
        if _is_size(number(match[1])):
            yield _found(match, number(match[1]))


def _found(match: re.Match[str], size: Decimal) -> Found:
    """Group 2 is what makes it a half size."""
    return Found("size", match.start(), match.end(), plain(size + Decimal("0.5") if match[2] else size))


def _worn(text: str) -> Iterator[Found]:
    for match in _WORN.finditer(text):
        size = Decimal(match[1])
        if 34 <= size <= 48 or (size in _CHILDREN and _CLOTHES.search(text)):
            yield Found("size", match.start(1), match.end(1), plain(size))


def _others(text: str, end: int) -> Iterator[Found]:
    """38码和39: the second needs no word of its own."""
    match = _ANOTHER.match(text, end)
    if match and _is_size(Decimal(match[1])):
        yield Found("size", match.start(1), match.end(1), plain(Decimal(match[1])))
        yield from _others(text, match.end())


def _is_size(size: Decimal, day: bool = False) -> bool:
    """28号 may be a day, 38号 may not."""
    return (32 if day else 19) <= size <= 50 or size in _CHILDREN
