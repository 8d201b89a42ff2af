"""All that a message names, each place once: the longest reading wins, between equal ones the surer kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from bot.components.entities import body, dates, money, ordinals, parcels, phones, quantities, sizes
from bot.components.entities.colours import Colours
from bot.components.entities.couriers import Couriers
from bot.components.entities.found import Found
from bot.components.entities.goods import Goods
from bot.components.entities.regions import Regions

# The surest first.
KINDS = (
    "order_id", "tracking_no", "phone", "phone_last4", "courier", "height", "weight", "size", "date", "ordinal",
    "money", "quantity", "region", "colour", "product_word",
)  # fmt: skip
_RANK = {kind: at for at, kind in enumerate(KINDS)}
# Signs of a Chinese keyboard in full width, one for one, so that places in the text stay.
_HALF_WIDTH = {0xFF01 + at: 0x21 + at for at in range(94) if chr(0xFF01 + at) not in "，：；？！（）～－"}


class EntityReader:
    def __init__(self, folder: Path) -> None:
        """`folder` holds the lists of names."""
        self._couriers = Couriers(folder / "couriers.txt")
        self._regions = Regions(folder / "regions.txt")
        self._colours = Colours(folder / "colours.txt")
        self._goods = Goods(folder / "product_words.txt")

    def read(self, text: str, today: date) -> list[Found]:
        """In the order of the text."""
        plain = text.translate(_HALF_WIDTH)
        found = sorted(self._all(plain, today), key=lambda each: (each.start - each.end, _RANK[each.entity]))
        return sorted(_apart(found), key=lambda each: each.start)

    def _all(self, text: str, today: date) -> Iterator[Found]:
        for find in (parcels.find, phones.find, sizes.find, body.find, money.find, quantities.find, ordinals.find):
            yield from find(text)
        yield from dates.find(text, today)
        for names in (self._couriers, self._regions, self._colours, self._goods):
            yield from names.find(text)


def _apart(found: Iterable[Found]) -> list[Found]:
    kept: list[Found] = []
    for each in found:
        if all(each.end <= other.start or each.start >= other.end for other in kept):
            kept.append(each)
    return kept
