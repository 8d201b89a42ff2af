"""Which variant of a product the words name: another colour, size or flavour than the one that was bought."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from shop.models import Product, Sku

_HUES = "白黑红蓝绿灰粉紫黄橙棕米咖杏青"
_FROM = re.compile(r"(?:不是|不要|别要|不想要|嫌|拍的是?|拍成了?|选的是?|选成了?|买的是?)\s*$")
_INTO = re.compile(r"\s*(?:的|色|码|号)*\s*(?:[换改变][成为]?)\s*[^\s一个下]")  # 37换38, 黑色改成白色
_NEXT = {
    re.compile(r"大(一|1)?[码号]|换大|改大|大点|大一[些点]|长胖|拍小|买小|选小|小了"): 1,
    re.compile(r"小(一|1)?[码号]|换小|改小|小点|小一[些点]|拍大|买大|选大|大了"): -1,
}
_SIZE = re.compile(r"尺码|码|号|鞋码")


def named_options(product: Product, bought: Sku, text: str) -> Mapping[str, str]:
    """The option values wished for, by kind; what was bought is no wish, nor what "不是" and "拍成" stand before."""
    wished: dict[str, str] = {}
    for kind in bought.options:
        values = list(dict.fromkeys(sku.options[kind] for sku in product.skus if kind in sku.options))
        found = [value for value in _mentioned(values, text.lower()) if value != bought.options[kind]]
        if len(found) == 1:
            wished[kind] = found[0]
        elif not found:
            wished |= _next_size(kind, values, bought.options[kind], text)
    return wished


def _mentioned(values: Sequence[str], said: str) -> list[str]:
    """Longer names first, each taken out of the words, so that 2XL is not also XL; a hue counts if it is the only one."""
    found: list[str] = []
    for value in sorted(values, key=len, reverse=True):
        place = _place(value, said, values)
        if place is not None and not (_FROM.search(said[: place[0]]) or _INTO.match(said[place[1] :])):
            found.append(value)
        if place is not None:
            said = f"{said[: place[0]]}{'□' * (place[1] - place[0])}{said[place[1] :]}"
    return found


def _place(value: str, said: str, values: Sequence[str]) -> tuple[int, int] | None:
    for pattern in _ways_to_say(value.lower(), values):
        match = re.search(pattern, said)
        if match:
            return match.span()
    return None


def _ways_to_say(value: str, values: Sequence[str]) -> Sequence[str]:
    if re.fullmatch(r"[a-z0-9.]+", value):
        return [rf"(?<![a-z0-9.]){re.escape(value)}(?![a-z0-9])"]
    names = {value, value.removesuffix("色"), value.removesuffix("味")}
    hues = [hue for hue in _HUES if hue in value]
    alone = [hue for hue in hues if sum(hue in other for other in values) == 1]
    return [*map(re.escape, sorted(names, key=len, reverse=True)), *(rf"{hue}色?" for hue in alone)]


def _next_size(kind: str, values: Sequence[str], bought: str, text: str) -> dict[str, str]:
    step = next((by for words, by in _NEXT.items() if words.search(text)), 0)
    if not step or not _SIZE.search(kind):
        return {}
    place = values.index(bought) + step
    return {kind: values[place]} if 0 <= place < len(values) else {}


def variant(product: Product, bought: Sku, wished: Mapping[str, str]) -> Sku | None:
    """The SKU with the wished options and the others as bought; None where the shop makes no such combination."""
    options = {**bought.options, **wished}
    return next((sku for sku in product.skus if sku.options == options), None)


def alternatives(product: Product, bought: Sku, *, same_price: bool) -> Sequence[Sku]:
    """What is in stock besides, those that differ in one option first."""
    fitting = [
        sku
        for sku in product.skus
        if sku.stock and sku.id != bought.id and (not same_price or sku.price == bought.price)
    ]
    return sorted(fitting, key=lambda sku: sum(bought.options[kind] != value for kind, value in sku.options.items()))
