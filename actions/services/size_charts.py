"""Reading a size chart: which sizes hold a measure, and how far it lies outside. Height in cm, weight in kg, feet in cm."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum, auto

from shop.models import Product

HEIGHT, WEIGHT, FOOT, AGE = "身高", "体重", "脚长", "年龄"
Row = Mapping[str, str]


class Chart(Enum):
    """By what a size of the product is found."""

    BODY = auto()  # height and weight
    CHILD = auto()  # height, or age
    FOOT = auto()  # length of the foot, or the usual size
    RANGES = auto()  # no chart, but sizes that name what they hold: 36-37, 2-4 岁
    NONE = auto()


def chart_of(product: Product) -> Chart:
    columns = {column for row in product.size_chart.values() for column in row}
    if FOOT in columns:
        return Chart.FOOT
    if HEIGHT in columns:
        return Chart.CHILD if AGE in columns else Chart.BODY
    return Chart.RANGES if any(_SPAN.match(size) for size in sizes_sold(product)) else Chart.NONE


def sizes_sold(product: Product) -> list[str]:
    """In the order of the sheet."""
    found = (value for sku in product.skus for kind, value in sku.options.items() if kind in {"尺码", "鞋码"})
    return list(dict.fromkeys(found))


def rows(product: Product) -> dict[str, Row]:
    """Those of the chart that are sold; a chart may be wider than the product."""
    sold = sizes_sold(product)
    return {size: row for size, row in product.size_chart.items() if size in sold or not sold}


_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*-\s*(\d+(?:\.\d+)?)")


def span(told: str) -> tuple[float, float] | None:
    found = _SPAN.search(told)
    return (float(found[1]), float(found[2])) if found else None


def holding(chart: Mapping[str, Row], column: str, value: float) -> list[str]:
    """The sizes whose span of the column holds the value; neighbours may share it."""
    spans = {size: span(row.get(column, "")) for size, row in chart.items()}
    return [size for size, ends in spans.items() if ends and ends[0] <= value <= ends[1]]


def bounds(chart: Mapping[str, Row], column: str) -> tuple[float, float]:
    """From the least to the most that the whole chart holds."""
    spans = [ends for row in chart.values() if (ends := span(row.get(column, "")))]
    return min(ends[0] for ends in spans), max(ends[1] for ends in spans)


def ages(chart: Mapping[str, Row], months: float) -> list[str]:
    """The sizes for an age in months: 1-2 岁 reaches to the day before the third birthday."""
    return [size for size, row in chart.items() if _holds_age(row.get(AGE, ""), months)]


def _holds_age(told: str, months: float) -> bool:
    ends = span(told)
    if ends is None:
        return False
    if "月" in told:
        return ends[0] <= months < ends[1]
    return ends[0] * 12 <= months < (ends[1] + 1) * 12


_AGE = re.compile(r"(\d+|[一二两三四五六七八九十]+)\s*(个半月|个多月|个月|月大|岁半|周岁|岁)")
_NUMBERS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


def age_in_months(text: str) -> float | None:
    """三岁, 8个月, 一岁半."""
    found = _AGE.search(text)
    if not found:
        return None
    number = float(found[1]) if found[1].isdigit() else _chinese(found[1])
    half = 6 if found[2] == "岁半" else 0
    return number * 12 + half if "岁" in found[2] else number


def _chinese(said: str) -> float:
    tens, _, ones = said.rpartition("十")
    return (_NUMBERS.get(tens, 1) * 10 if "十" in said else 0) + _NUMBERS.get(ones, 0)


def near(sizes: Sequence[str], first: Sequence[str], second: Sequence[str]) -> list[str]:
    """What both hold, in the chart's order."""
    return [size for size in sizes if size in first and size in second]
