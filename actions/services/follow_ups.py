"""那黑色呢, 西藏呢, 牛仔裤: words that only name something. They put the question before them once more, about this."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

_MOST_BACK = 3  # messages

Mark = Mapping[str, Any]  # an entity with its place in the text: entity, value, start, end


@dataclass(frozen=True)
class Said:
    """A message of the shopper's as it was understood."""

    text: str
    intent: str
    marks: Sequence[Mark] = ()

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(str(mark["entity"]) for mark in self.marks) & _OBJECTS

    @property
    def only_names(self) -> bool:
        return bool(self.kinds) and _FILLING.match(self.rest) is not None

    @property
    def needs_nothing_shown(self) -> bool:
        """第一个 and 换一个 are of goods only where goods were shown."""
        return self.kinds != {"ordinal"} and not _ANOTHER.search(self.text)

    @property
    def rest(self) -> str:
        return _without(self.text, self.marks)


_OBJECTS = frozenset({"colour", "size", "product_word", "quantity", "region", "courier", "ordinal"})
_FILLING = re.compile(
    r"^(那么?|不是|是|我是说|我说的|想问下|想问一下|问下|问一下|我在|在|地址|和|跟|一共|就是|就|这个|那个|[这那][款件双条台]|如果|要是|我|想|要|买|看看|看|拿|来|选|发到?|寄到?|到|的|款|色|码|号|呢|捏|呐|哩|"
    r"吧|啊|呀|哦|噢|嘞|咧|咋样|怎么样|如何|也|还|有没有|有没|没有|没|有|吗|嘛|么|伐|哇|呗|不|行不行|可以|一样|[\s，,。.！!？?～~…])*$"
)
_IS_THERE = re.compile(r"有|没$")

_MONEY = frozenset({"ask_price", "ask_promotion", "ask_coupon", "ask_gift", "bargain"})
_SENDING = frozenset({"ask_shipping_fee", "ask_courier", "ask_delivery_time", "ask_delivery_area"})
_GOODS = frozenset(
    {
        "ask_product_detail",
        "ask_size_advice",
        "ask_authenticity",
        "ask_usage_care",
        "ask_warranty",
        "ask_payment_method",
        "ask_return_policy",
        "ask_return_shipping",
        "ask_ship_from",
        "ask_ship_time",
    }
)
# Which questions can be put again about what is named.
_AGAIN = {
    "ordinal": _MONEY | _GOODS | {"ask_stock"},
    "product_word": _MONEY | _SENDING | _GOODS | {"ask_stock"},
    "region": _SENDING,
    "courier": frozenset({"ask_courier", "ask_shipping_fee"}),
    "quantity": _MONEY | {"ask_shipping_fee", "ask_stock"},
    "colour": frozenset({"ask_price", "ask_stock", "ask_gift"}),
    "size": frozenset({"ask_price", "ask_stock", "ask_size_advice"}),
}
_ALONE = {
    "colour": "ask_stock",
    "size": "ask_stock",
    "ordinal": "ask_product_detail",
    "product_word": "ask_recommendation",
}
# As which so short a message is understood when it is not understood: its words alone say more.
_UNSURE = frozenset(
    {
        "affirm",
        "deny",
        "greet",
        "goodbye",
        "thank",
        "chitchat",
        "praise",
        "out_of_scope",
        "nlu_fallback",
        "report_quality_issue",
        "report_package_problem",
        "complain",
        "ask_usage_care",
        "book_installation",
    }
)
_WHAT_IT_COSTS = re.compile(r"^(那|要|得|加|补|额外|再)*(多少钱?|几块钱?|钱)[呢啊呀吗？?]*$")


_ANOTHER = re.compile(
    r"^(那|再|给我)*(换一?[个款批种双件](看看|呗|吧)?|还?有(没有)?(别的|其他的?|其它的?)(款|吗|没|么|没有|不)?)[？?]?$"
)


def followed_up(now: Said, before: Sequence[Said]) -> Said | None:
    """The question that the words mean; None where they ask something themselves. `before`: the newest first."""
    if _WHAT_IT_COSTS.search(now.text) and before and before[0].intent == "ask_courier":
        return Said(f"{before[0].text} {now.text}", "ask_courier", before[0].marks)
    if _ANOTHER.search(now.text):
        return Said(now.text, "ask_recommendation", now.marks)
    now = _with_number(now, before)
    if not now.only_names:
        return None
    if _IS_THERE.search(now.rest):
        is_stock = now.kinds & {"colour", "size"} or (now.intent in _UNSURE and "product_word" in now.kinds)
        return Said(now.text, "ask_stock", now.marks) if is_stock else None
    if before and before[0].intent == "compare_products" and "product_word" in now.kinds:
        return _asked_again(before[0], now) if _count(now, "product_word") > 1 else None
    asked = _question_before(now, before)
    if asked:
        return _asked_again(asked, now)
    alone = next((_ALONE[kind] for kind in _ALONE if kind in now.kinds), None)
    return Said(now.text, alone, now.marks) if alone and now.intent in _UNSURE else None


def _count(said: Said, kind: str) -> int:
    return sum(1 for mark in said.marks if mark["entity"] == kind)


_NUMBER = re.compile(r"^那?(\d{2,3})码?的?呢?[？?]?$")
_PIECES = re.compile(r"^那?(?:要是|如果)?([两二三四五六七八九十]|\d{1,2})[件条双瓶袋盒个包台罐套]的?呢?[？?]?$")
_DIGITS = {sign: str(at) for at, sign in enumerate("零一二三四五六七八九十")} | {"两": "2"}


def _with_number(now: Said, before: Sequence[Said]) -> Said:
    """38呢 after a question of stock or size is a size; 两件呢 is a number of pieces wherever it stands."""
    if now.kinds:
        return now
    size, pieces = _NUMBER.search(now.text), _PIECES.search(now.text)
    if size and any(said.intent in {"ask_stock", "ask_size_advice"} for said in before[:_MOST_BACK]):
        return replace(now, marks=[_mark("size", size[1], size)])
    if pieces and before:
        return replace(now, marks=[_mark("quantity", _DIGITS.get(pieces[1], pieces[1]), pieces)])
    return now


def _mark(kind: str, value: str, found: re.Match[str]) -> Mark:
    return {"entity": kind, "value": value, "start": found.start(1), "end": found.end()}


def _question_before(now: Said, before: Sequence[Said]) -> Said | None:
    """The newest that can be put again about what is named, past words that only named something themselves."""
    asked = [said for said in before[:_MOST_BACK] if not said.only_names or _IS_THERE.search(said.rest)]
    fitting = (said for said in asked if any(said.intent in _AGAIN[kind] for kind in now.kinds))
    return next(fitting, None)


def only_names(text: str, word: str) -> bool:
    return word in text and _FILLING.match(text.replace(word, "")) is not None


_POINTING = re.compile(r"[这那][款个件双条台]|第[一二三四1-4][款个件双条台]?")


_SHOE_SIZE = re.compile(r"(?<!\d)[1-4]\d(?!\d|元|块|件)码?")  # told without a word for it


def _asked_again(asked: Said, now: Said) -> Said:
    """The words of both, but of two that name the same kind of thing the newer one."""
    new = {mark["entity"] for mark in now.marks}
    replaced = new | ({"ordinal", "product_id"} if "product_word" in new else set())
    cut = [mark for mark in asked.marks if mark["entity"] in replaced]
    kept = [mark for mark in asked.marks if mark["entity"] not in replaced]
    words = "" if asked.text.startswith("/") else _without(asked.text, cut)
    if "product_word" in new:
        words = _POINTING.sub("", words)
    if "size" in new:
        words = _SHOE_SIZE.sub("", words)
    return Said(f"{now.text} {words}".strip(), asked.intent, [*kept, *now.marks])


def _without(text: str, marks: Sequence[Mark]) -> str:
    for mark in sorted(marks, key=lambda each: -int(each.get("start") or 0)):
        if mark.get("end"):
            text = text[: mark["start"]] + text[mark["end"] :]
    return text
