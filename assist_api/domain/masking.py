"""What tells a person apart, replaced by its kind before anybody who teaches the bot reads it.

A placeholder such as 【手机号】 is typed, so that a sentence stays a sentence. What stood there is kept beside the
masked text with its place, so that a placeholder that a shopper typed is never taken for one of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


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
    for start, stop, kind in _without_overlaps(_found(text, names)):
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


Span = tuple[int, int, Kind]
_HAN = "\u3400-\u9fff"
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒"
    "屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包"
    "诸左石崔吉龚程嵇邢裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉"
    "戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛"
    "寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂"
    "晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖闫"
)
_REGION = rf"[{_HAN}]{{2,8}}?(?:省|自治区|市|区|县|镇|乡|旗)"
_STREET = rf"[{_HAN}A-Za-z0-9]{{1,12}}?(?:大道|路|街|巷|弄|村|小区|花园|公寓|大厦|广场|苑|新城|学院|大学|中学|医院)"
_NUMBERS = r"[0-9A-Za-z一二三四五六七八九十]{1,6}(?:\s*[-#]\s*[0-9A-Za-z]{1,5})*"
_DOOR = rf"\s*{_NUMBERS}\s*(?:号楼|号|弄|栋|幢|座|单元|室|楼|层|房|户)"
_AFTER_NAME = "电话|手机|地址|收|的|吧|吗|呢|了|您|你|可以|行|就|这"
_LEAD_IN = re.compile(
    r"(?:我们?|你们?|您|亲|请|麻烦|帮|把|家|住|在|的|新?地址|收货|寄|送|发|快递|到|给|改|成|换|是|为|就|从|和|要|想)+"
)
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.EMAIL, re.compile(r"[A-Za-z0-9][\w.+-]*@[\w-]+(?:\.[\w-]+)+", re.ASCII)),
    (
        Kind.ACCOUNT,
        re.compile(
            r"(?:微信|[vVwW][xX]|[vV]信|[qQ]{2}|扣扣|支付宝|旺旺|淘宝|会员)(?:号码?|账号|名|id|ID)?\s*(?:是|叫|为|[:：])?\s*"
            r"(?P<value>[A-Za-z][\w-]{4,19}|(?<!\d)\d{5,11}(?!\d))",
            re.ASCII,
        ),
    ),
    (
        Kind.IDENTITY,
        re.compile(
            r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
        ),
    ),
    (Kind.PHONE, re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?P<gap>[- ]?)\d{4}(?P=gap)\d{4}(?!\d)")),
    (Kind.LANDLINE, re.compile(r"(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)")),
    (Kind.BANK_CARD, re.compile(r"(?<!\d)(?:62|4\d|5[1-5])\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{3})?(?!\d)")),
    (Kind.PARCEL, re.compile(r"(?<![A-Za-z0-9])[A-Z]{2,4}\d{8,18}(?!\d)", re.IGNORECASE)),
    (Kind.ORDER, re.compile(r"(?<!\d)\d{15,21}(?!\d)")),
    (Kind.PARCEL, re.compile(r"(?<!\d)\d{12,14}(?!\d)")),
    (Kind.NUMBER, re.compile(r"(?<!\d)\d{9,11}(?!\d)")),
    (Kind.ADDRESS, re.compile(rf"(?:{_REGION}\s*){{1,4}}(?:{_STREET}(?:{_DOOR})*|(?:{_DOOR})+)")),
    (Kind.ADDRESS, re.compile(rf"[{_HAN}]{{2,8}}(?:大道|路|街|巷|弄|村|小区|花园|公寓|苑)(?:{_DOOR})+")),
    (Kind.ADDRESS, re.compile(r"\d{1,3}\s*(?:栋|幢|号楼|座)\s*(?:\d{1,2}\s*单元)?\s*\d{2,4}\s*(?:室|房|户)?(?!\d)")),
    (
        Kind.NAME,
        re.compile(
            r"(?:我叫|我的名字|姓名|名字|收件人|收货人|联系人|签收人)\s*(?:是|叫|为|改成|改为|换成|[:：])?\s*"
            rf"(?P<value>[{_SURNAMES}](?:[{_HAN}]{{1,2}}?(?=$|[^{_HAN}]|{_AFTER_NAME})|[{_HAN}]{{2}}))"
        ),
    ),
    (Kind.NAME, re.compile(rf"(?<![{_HAN}])(?P<value>[{_SURNAMES}][{_HAN}]{{0,2}})(?=先生|女士|小姐)")),
)
_SHORTEST_NAME = 2


def _found(text: str, names: Iterable[str]) -> Iterator[Span]:
    """Whatever fits, the surer kinds first."""
    for name in names:
        if len(name) >= _SHORTEST_NAME:
            yield from ((each.start(), each.end(), Kind.NAME) for each in re.finditer(re.escape(name), text))
    for kind, pattern in _PATTERNS:
        for each in pattern.finditer(text):
            start, stop = each.span("value" if "value" in pattern.groupindex else 0)
            yield _after_lead_in(text, start, stop) if kind is Kind.ADDRESS else start, stop, kind


def _after_lead_in(text: str, start: int, stop: int) -> int:
    """Where the address begins: `我住在杭州市…` without its first three characters."""
    lead = _LEAD_IN.match(text, start, stop)
    return lead.end() if lead and lead.end() < stop else start


def _without_overlaps(spans: Iterable[Span]) -> Sequence[Span]:
    kept: list[Span] = []
    for start, stop, kind in spans:
        if all(stop <= other or start >= end for other, end, _ in kept):
            kept.append((start, stop, kind))
    return sorted(kept)
