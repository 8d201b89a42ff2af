"""Which of a product's SKUs a shopper means: by colour, size and other options, in the shopper's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.services.question import Question
from shop.models import Product, Sku

_HUES = "白黑红蓝绿灰粉紫黄橙棕米咖杏"
_SIZE_KINDS = frozenset({"尺码", "鞋码"})
_SHOE_RANGE = re.compile(r"(\d{2})-(\d{2})")
_BIG = {"xxl": "2xl", "xxxl": "3xl", "大号": "l", "中号": "m", "小号": "s", "加大": "xl"}


def asked_skus(product: Product, question: Question) -> Sequence[Sku]:
    """Those which the options named leave; all named options must fit. Empty when none is named."""
    if question.first("sku_id"):
        return [sku for sku in product.skus if sku.id == question.first("sku_id")]
    named = named_options(product, question)
    kinds = {kind for sku in product.skus for kind, value in sku.options.items() if value in named}
    return [sku for sku in product.skus if kinds and all(sku.options.get(kind) in named for kind in kinds)]


def named_options(product: Product, question: Question) -> set[str]:
    said = _said(question)
    return {value for sku in product.skus for kind, value in sku.options.items() if _names(kind, value, said)}


def unknown_option(product: Product, question: Question) -> tuple[str, str] | None:
    """A size or colour that was named and that the product does not come in: its kind, and what was said."""
    for entity, kinds in (("size", _SIZE_KINDS), ("colour", frozenset({"颜色"}))):
        values = [(kind, value) for sku in product.skus for kind, value in sku.options.items() if kind in kinds]
        for said in question.entities.get(entity, ()):
            if values and not any(_is(kind, value, said) for kind, value in values):
                return values[0][0], said
    return None


def _is(kind: str, value: str, said: str) -> bool:
    """粉色 is what a 灰粉 is, and 奶白 what a 奶白色 is."""
    told = _BIG.get(said.lower(), said.lower())
    return _names(kind, value, told) or (kind == "颜色" and told.removesuffix("色") in value)


def _said(question: Question) -> str:
    named = [*question.entities.get("size", ()), *question.entities.get("colour", ())]
    said = f"{question.text} {' '.join(named)}".lower()
    for written, meant in _BIG.items():
        said = re.sub(rf"(?<![a-z0-9]){written}(?![a-z0-9])", f" {meant} ", said)
    return said


def _names(kind: str, value: str, said: str) -> bool:
    """曜石黑 is named by 黑色 too; sizes only as a whole word, 36-37 by either of its numbers."""
    option = value.lower()
    both = _SHOE_RANGE.fullmatch(option)
    if both:
        return option in said or any(_whole(number, said) for number in both.groups())
    if re.fullmatch(r"[a-z0-9.]+", option):
        return _whole(option, said)
    hue = option.removesuffix("色")[-1:]
    return (
        option in said
        or option.replace(" ", "") in said
        or (kind == "颜色" and hue in _HUES and re.search(f"{hue}[色的]", said) is not None)
    )


def _whole(option: str, said: str) -> bool:
    return re.search(rf"(?<![a-z0-9.]){re.escape(option)}(?![a-z0-9.]|块|元|件|天|%)", said) is not None


def labels(skus: Sequence[Sku], most: int = 4) -> str:
    """ "雾霾蓝 M、曜石黑 M"; of many the first ones and the number."""
    shown = "、".join(sku.label for sku in skus[:most])
    shown += " " if shown[-1:].isascii() else ""
    return f"{shown}等 {len(skus)} 个规格" if len(skus) > most else shown


def same_but(skus: Sequence[Sku], gone: Sku, kind: str) -> list[Sku]:
    """In stock, and like the one that is gone in all but one option: the same size in another colour."""
    kept = {name: value for name, value in gone.options.items() if name != kind}
    return [sku for sku in skus if sku.stock and all(sku.options.get(name) == value for name, value in kept.items())]
