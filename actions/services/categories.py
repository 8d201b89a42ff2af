"""Which of the shop's categories a message names, where no product is meant: 零食怎么打折, 衣服从哪发."""

from __future__ import annotations

from actions.services.question import Question
from shop.protocol import Shop

_WORDS = {
    "吃的": "零食",
    "衣服": "服饰",
    "女装": "服饰",
    "男装": "服饰",
    "鞋": "鞋靴",
    "童鞋": "童装",
    "孩子衣服": "童装",
    "宝宝衣服": "童装",
    "护肤品": "护肤",
    "化妆品": "护肤",
    "家电": "小家电",
    "电器": "小家电",
}


def category_named(shop: Shop, question: Question) -> str | None:
    """By its name or by a word for it; the longest wins: 童鞋 over 鞋."""
    sold: list[str] = list(shop.policy()["shop"]["categories"])
    words = {**{name: name for name in sold}, **{word: name for word, name in _WORDS.items() if name in sold}}
    found = [word for word in words if word in question.text]
    return words[max(found, key=len)] if found else None
