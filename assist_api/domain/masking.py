"""What tells a person apart, replaced by its kind before anybody who teaches the bot reads it.

A placeholder such as 【手机号】 is typed, so that a sentence stays a sentence. What stood there is kept beside the
masked text with its place, so that a placeholder that a shopper typed is never taken for one of ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from assist_api.domain.addresses import addresses_in
from assist_api.domain.person_names import HIDDEN, names_in


class Kind(StrEnum):
    PHONE = "手机号"
    LANDLINE = "座机号"
    EMAIL = "邮箱"
    IDENTITY = "身份证号"
    BANK_CARD = "银行卡号"
    ORDER = "订单号"
    PARCEL = "快递单号"
    NUMBER = "号码"
    ACCOUNT = "账号"
    DOCUMENT = "证件号"
    PLATE = "车牌号"
    ADDRESS = "地址"
    NAME = "姓名"

    @property
    def placeholder(self) -> str:
        return f"【{self.value}】"


@dataclass(frozen=True)
class Private:
    """What stood where the placeholder of its kind begins in the masked text."""

    kind: Kind
    value: str
    start: int


@dataclass(frozen=True)
class Masked:
    text: str
    private: tuple[Private, ...] = ()


def mask(text: str, names: Iterable[str] = ()) -> Masked:
    """`names`: people who are known to be spoken of, such as the shopper by name."""
    made, private, end = "", [], 0
    for start, stop, kind in sorted(_found(text, names)):
        made += text[end:start]
        private.append(Private(kind, text[start:stop], len(made)))
        made += kind.placeholder
        end = stop
    return Masked(made + text[end:], tuple(private))


def unmask(masked: Masked) -> str:
    text = masked.text
    for one in sorted(masked.private, key=lambda each: -each.start):
        text = text[: one.start] + one.value + text[one.start + len(one.kind.placeholder) :]
    return text


Span = tuple[int, int]
_SHORTEST_NAME = 2
_OF_A_THING = "\ue001"  # in the place of numbers that all may know, and of those beside which no name stands
_MARKED = re.compile(f"[{HIDDEN}{_OF_A_THING}]")
_BESIDE_NAMES = {Kind.PHONE, Kind.LANDLINE, Kind.IDENTITY, Kind.BANK_CARD, Kind.ADDRESS}

_ANY_NUMBER = re.compile(r"[0-9A-Za-z]{5}|[0-9]{3}|@|[〇零一二三四五六七八九幺]{11}")
_KNOWN_TO_ALL = re.compile(
    r"(?:[型货款批]号|条形?码|许可证|准字|备案|执行标准|SKU|ISBN)号?\s*(?:是|为|[:：])?\s*[0-9A-Za-z-]+", re.IGNORECASE
)
_IS = r"(?:号码?|账号|名|卡号|编号|id|ID)?\s*就?(?:是|叫|为|[:：])?\s*"
_CHAT = r"(?:[微薇威]信|[vV][xX]|[wW][xX]|[vV]信|(?:[加我]|^)\s*[vV](?=[\s是:：])|[qQ]{2}|扣扣|支付宝|旺旺|淘宝|会员)"
_PAPER = "(?:护照|通行证|医保卡?|社保卡?|病历|处方|就诊卡?|驾驶证|驾照|学生证|军官证)"
_DAY = r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_PROVINCE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_NUMBERS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.EMAIL, re.compile(r"[A-Za-z0-9][\w.+-]*@[\w-]+(?:\.[\w-]+)+", re.ASCII)),
    (Kind.IDENTITY, re.compile(rf"(?<![\dA-Za-z])[1-9]\d{{5}}[ -]?{_DAY}[ -]?\d{{3}}[\dXx](?![\dA-Za-z])")),
    (Kind.IDENTITY, re.compile(rf"身份证{_IS}(?P<value>[1-9](?:[ -]?\d){{13,16}}[ -]?[\dXx])(?![\dA-Za-z])")),
    (Kind.DOCUMENT, re.compile(rf"{_PAPER}{_IS}(?P<value>[A-Za-z]{{0,3}}\d{{5,18}})(?!\d)")),
    (Kind.ACCOUNT, re.compile(rf"{_CHAT}{_IS}(?!(?i:android|iphone))(?P<value>[A-Za-z][\w-]{{4,19}})", re.ASCII)),
    (Kind.ACCOUNT, re.compile(rf"{_CHAT}{_IS}(?P<value>(?!1[3-9]\d{{9}})\d{{5,11}})(?!\d)", re.ASCII)),
    (Kind.ACCOUNT, re.compile(r"(?<![A-Za-z])wxid_\w+", re.ASCII)),
    (Kind.PHONE, re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d{9}(?!\d)")),
    (
        Kind.PHONE,
        re.compile(r"(?<!\d)(?:\+?86[- ]?)?(?!(?:\d+[- ]){4})1[3-9]\d(?:[- ]?\d){8}(?!\d)"),
    ),  # of 4 parts at most
    (Kind.PHONE, re.compile("[一幺][三四五六七八九][〇零一二三四五六七八九幺]{9}")),
    (Kind.LANDLINE, re.compile(r"(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)")),
    (Kind.LANDLINE, re.compile(r"电话(?:号码)?[是:：]?\s*(?P<value>[2-8]\d{6,7})(?!\d)")),
    (Kind.BANK_CARD, re.compile(r"(?<!\d)(?:62|4\d|5[1-5])\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{3})?(?!\d)")),
    (Kind.PARCEL, re.compile(r"(?<![A-Za-z0-9])[A-Z]{2,4}\d{8,18}(?!\d)", re.IGNORECASE)),
    (Kind.ORDER, re.compile(r"(?<!\d)\d{15,21}(?!\d)")),
    (Kind.PARCEL, re.compile(r"(?<!\d)\d{12,14}(?!\d)")),
    (Kind.NUMBER, re.compile(r"(?<!\d)\d{9,11}(?!\d)")),
    (
        Kind.PLATE,
        re.compile(rf"[{_PROVINCE}][A-HJ-NP-Z][·•. -]?(?=(?:[A-Z]*\d){{3}})[A-HJ-NP-Z0-9]{{5,6}}(?![A-Za-z0-9])"),
    ),
)


def _found(text: str, names: Iterable[str]) -> Iterator[tuple[int, int, Kind]]:
    """The surer kinds first; what is found gives way to a mark, so that nothing is found in it again."""
    numbers = _ANY_NUMBER.search(text) is not None
    rest = _KNOWN_TO_ALL.sub(lambda found: _OF_A_THING * len(found[0]), text) if numbers else text
    for kind, places in _steps(names, numbers):
        for start, stop in places(rest):
            if _MARKED.search(rest, start, stop) is None:
                yield start, stop, kind
                mark = HIDDEN if kind in _BESIDE_NAMES else _OF_A_THING
                rest = rest[:start] + mark * (stop - start) + rest[stop:]


def _steps(names: Iterable[str], numbers: bool) -> Iterator[tuple[Kind, Callable[[str], Iterator[Span]]]]:
    for name in names:
        if len(name) >= _SHORTEST_NAME:
            yield Kind.NAME, partial(_values, re.compile(re.escape(name)))
    if numbers:
        yield from _NUMBER_STEPS
    yield Kind.ADDRESS, addresses_in
    yield Kind.NAME, names_in


def _values(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    """What is private of each match: its group, or all of it where it has none."""
    return (found.span(found.lastgroup or 0) for found in pattern.finditer(text))


_NUMBER_STEPS = tuple((kind, partial(_values, pattern)) for kind, pattern in _NUMBERS)
