"""Which product a shopper means, in the shopper's own words, matched by characters: no tokeniser."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from shop.models import Product

_NAME_WEIGHT = 2.0  # for each character of a kind or alias that stands in the text as a whole
_OPTION_WEIGHT = 1.0
_DETAIL_WEIGHT = 0.3
_LEAST = 4.0  # a score below this is chance: two common characters in a row
_COLOURS = "白黑红蓝绿灰粉紫黄橙棕米咖杏卡"
_SIZE = re.compile(r"(?<![\d.])(\d{2,3})(?=\s*(?:码|号|cm|厘米))")
_NO_NAME = re.compile(
    r"请问|你好|您好|亲|在吗|还有|有没有|有吗|多少钱|什么|怎么|哪款|哪个|这款|那款|这个|那个|这件|那件|这双|那双|我想|想要|买|吗|呢|呀|的|了"
)


@dataclass(frozen=True)
class _Entry:
    product_id: str
    names: frozenset[str]
    grams: frozenset[str]  # of what it is called
    details: frozenset[str]  # of its attributes: they choose among what is called alike, and find nothing by themselves
    options: frozenset[str]


class ProductIndex:
    def __init__(self, products: Iterable[Product]) -> None:
        self._entries = [_entry(product) for product in products]
        spread = Counter(gram for entry in self._entries for gram in entry.grams | entry.details)
        self._weight = {gram: log(1 + len(self._entries) / count) for gram, count in spread.items()}

    def find(self, text: str, *, limit: int) -> list[str]:
        """Ids, best first. Colour and size only choose among products that are named otherwise."""
        said = text.lower()
        grams = set().union(*(_grams(part) for part in _NO_NAME.split(said)))
        scored = [(self._score(entry, said, grams), entry) for entry in self._entries]
        ranked = sorted(
            (
                (score + self._closeness(entry, said, grams), entry.product_id)
                for score, entry in scored
                if score >= _LEAST
            ),
            key=lambda each: -each[0],
        )
        return [product_id for _, product_id in ranked[:limit]]

    def _score(self, entry: _Entry, said: str, grams: set[str]) -> float:
        named = max((len(name) for name in entry.names if name in said), default=0) * _NAME_WEIGHT
        return named + sum(self._weight[gram] for gram in grams & entry.grams)

    def _closeness(self, entry: _Entry, said: str, grams: set[str]) -> float:
        details = sum(self._weight[gram] for gram in grams & (entry.details - entry.grams))
        return _option_score(entry, said) + _DETAIL_WEIGHT * details


def _entry(product: Product) -> _Entry:
    names = {product.kind.lower(), product.title.lower(), *(alias.lower() for alias in product.aliases)}
    options = [value for sku in product.skus for value in sku.options.values()]
    grams, details = _grams_of([*names, *options]), _grams_of(product.attributes.values())
    return _Entry(product.id, frozenset(names), grams, details, frozenset(options))


def _grams_of(texts: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(_grams(text.lower()) for text in texts))


def _grams(text: str) -> set[str]:
    """Pairs of Chinese characters, and Latin words or numbers of two signs or more as a whole."""
    words = set(re.findall(r"[a-z0-9]{2,}", text))
    runs: Sequence[str] = re.findall(r"[\u4e00-\u9fff]+", text)
    return words | {run[at : at + 2] for run in runs for at in range(len(run) - 1)}


def _option_score(entry: _Entry, said: str) -> float:
    colours = {sign for sign in _COLOURS if sign in said and any(sign in option for option in entry.options)}
    sizes = {size for size in _SIZE.findall(said) if any(size in option for option in entry.options)}
    return _OPTION_WEIGHT * (len(colours) + len(sizes))
