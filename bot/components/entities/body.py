"""Height in cm and weight in kg. A weight without a unit is 斤 or kg, whichever makes a likely body of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.components.entities.found import Found, before
from bot.components.entities.numbers import CHINESE, number, plain

_IS = r"(?:大概|差不多|大约|才|就|只有|有|是|为|在|约|快|[:：,， ])*"
_DIGIT = "[一二三四五六七八九]"
_METRES = rf"(?:[12一两][米m](?:\d{{1,2}}|{_DIGIT}十?{_DIGIT}?)?|[12]\.\d{{1,2}}(?:[米m]|(?!\d)))"
_CM = r"\d{2,3}(?:\.\d)?(?:cm|厘米|公分)?"
_TALL = re.compile(rf"(?:身高体重|身高|个子|净高|净身高|高){_IS}({_METRES}|{_CM})(?!\d|斤|kg)", re.IGNORECASE)
# Of things, not of people: 裤长95cm, 1米8的床.
_THING_BEFORE = re.compile(r"(?:[长宽厚深径围]|直径|尺寸|裤|肩|袖|肩膀|高度|跟高|屏)[是为约有:： ]*$")
_THING_AFTER = re.compile(r"(?:的|高的|长的)?(?:床|线|绳|杆|布|帘|桌|柜|沙发|电源|数据|宽|长|厚|乘|[x×*]|管|带|梯)")
_BARE_METRES = re.compile(
    rf"(?<![\d.])(?:[12一两][米m](?:\d{{1,2}}|{_DIGIT}十?{_DIGIT}?)|[12]\.\d{{1,2}}[米m])(?![\da-z])", re.IGNORECASE
)
_BARE_CM = re.compile(r"(?<![\d.])(\d{2,3}(?:\.\d)?)(?:cm|厘米|公分)", re.IGNORECASE)
_CHILD = re.compile(r"娃|宝|孩|儿子|女儿|闺女|岁|身高")
_UNIT = r"(?:斤|公斤|kg|千克)"
_PAIR = re.compile(
    rf"(?<![\d.])(1[0-9]\d|20\d)(?:cm)?[/,，、 ]{{0,2}}(?=(?:\d{{2,3}}(?:\.\d)?|{CHINESE}{{2,5}})多?{_UNIT})"
    rf"|{_UNIT}[/,，、 ]{{1,2}}(1[3-9]\d)(?![\d块元码.])",
    re.IGNORECASE,
)
# Not any Chinese digits in a row: in 一米六五五十五公斤 the height stands right before.
_WEIGHT_NUMBER = (
    rf"(?:\d{{1,3}}(?:\.\d+)?|[一二两]百(?:零{_DIGIT}|{_DIGIT}十?{_DIGIT}?)?|{_DIGIT}?十{_DIGIT}?|{_DIGIT})"
)
_HEAVY = re.compile(
    rf"(?<![\d.])({_WEIGHT_NUMBER})多?(斤|公斤|kg|千克)(?!装|的?(?:大米|米|面|水果|坚果|包装)|[/每一])",
    re.IGNORECASE,
)
_NOT_BODY = re.compile(r"(?:买|来|囤|限重|承重|载重|重量|净重|毛重|装|称|每)[是为了约:： ]*$")
_OF_GOODS = re.compile(r"[称秤]|偏差|误差|重量|净重|承重|毛重|箱|袋|包装")
_WEIGHS = re.compile(
    rf"(?:身高体重\D{{0,3}}(?:\d{{3}})\D{{1,3}}|体重{_IS})({_WEIGHT_NUMBER})多?(?![\d.]*(?:斤|公斤|kg|千克)|\d)",
    re.IGNORECASE,
)
_IN_KG = {"斤": Decimal("0.5"), "公斤": Decimal(1), "kg": Decimal(1), "千克": Decimal(1)}
_LIKELY_INDEX = Decimal(21)


def find(text: str) -> Iterator[Found]:
    heights = list(_heights(text))
    yield from heights
    tall = Decimal(heights[0].value) if heights else None
    yield from _weights(text, tall)


def _heights(text: str) -> Iterator[Found]:
    for match in _TALL.finditer(text):
        yield from _height(match.start(1), match[1], 45, 215)
    for match in _BARE_METRES.finditer(text):
        if _of_a_person(text, match):
            yield from _height(match.start(), match[0], 60, 215)
    for match in _BARE_CM.finditer(text):
        least = 60 if _CHILD.search(text) else 140
        if _of_a_person(text, match):
            yield from _height(match.start(), match[0], least, 210)
    for match in _PAIR.finditer(text):
        at = match.lastindex or 1
        yield from _height(match.start(at), match[at], 100, 210)


def _of_a_person(text: str, match: re.Match[str]) -> bool:
    return not _THING_BEFORE.search(before(text, match.start())) and not _THING_AFTER.match(text, match.end())


def _height(start: int, said: str, least: int, most: int) -> Iterator[Found]:
    value = _centimetres(said.lower())
    if least <= value <= most:
        yield Found("height", start, start + len(said), plain(value))


def _centimetres(said: str) -> Decimal:
    """1米7 is 170, 1米75 and 一米七五 are 175, 1.68m is 168."""
    bare = re.sub(r"cm|厘米|公分", "", said)
    if bare[0] in "12一两" and (bare[1:2] in ("米", "m") and bare[1:2]):
        return number(bare[0]) * 100 + _after_metre(bare[2:])
    value = Decimal(re.sub(r"[米m]", "", bare))
    return value * 100 if value < 3 else value


def _after_metre(rest: str) -> Decimal:
    if not rest:
        return Decimal(0)
    value = number(rest)
    return value * 10 if value < 10 and len(rest) == 1 else value


def _weights(text: str, tall: Decimal | None) -> Iterator[Found]:
    for match in _HEAVY.finditer(text):
        value = number(match[1]) * _IN_KG[match[2].lower()]
        least = 4 if tall or _CHILD.search(text) else 25
        if least <= value <= 160 and not _NOT_BODY.search(before(text, match.start())) and not _OF_GOODS.search(text):
            yield Found("weight", match.start(), match.end(), plain(value))
    for match in _WEIGHS.finditer(text):
        if number(match[1]) >= 5:
            yield Found("weight", match.start(1), match.end(1), plain(_likely(number(match[1]), tall)))


def _likely(said: Decimal, tall: Decimal | None) -> Decimal:
    """体重98 of 158 cm is 49 kg, 体重60 of 170 cm is 60 kg."""
    if tall is None:
        return said / 2 if said >= 85 else said
    metres = tall / 100
    return min((said, said / 2), key=lambda kg: abs(kg / (metres * metres) - _LIKELY_INDEX))
