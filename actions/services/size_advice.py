"""The advice itself: which size and why, the honest word between two sizes, and what the chart does not reach."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from actions.services.cards import product_card
from actions.services.forms import Step
from actions.services.next_step import after_size, then
from actions.services.question import Question
from actions.services.reply import Reply
from actions.services.size_charts import (
    FOOT,
    HEIGHT,
    WEIGHT,
    Chart,
    Row,
    age_in_months,
    ages,
    bounds,
    chart_of,
    holding,
    near,
    rows,
    sizes_sold,
    span,
)
from actions.services.wording import short
from shop.models import ComplaintPoint, Product

FIT, WANTED, AGE_MONTHS, FOOT_LENGTH, USUAL = "fit", "wanted", "months", "foot", "usual"
_RUNS = ("偏大", "偏小", "挤脚", "变大", "胸围小", "偏长", "掉跟", "大脚紧", "硬挤脚")


class Outside(Exception):
    """Nothing in the chart fits: said as it is, and no next step towards buying."""


def advice(step: Step) -> Reply:
    product = step.shop.product(step.value("product_id"))
    shown = Reply(parts=[product_card(product)], product_id=product.id)
    try:
        text = _TELLERS[chart_of(product)](product, step)
    except Outside as outside:
        return replace(shown, text=f"亲，跟您说实话，{short(product.title)}{outside}，不建议勉强拍～")
    return after_size(replace(shown, text=f"亲，{text}"), product)


def runs(product: Product) -> Reply:
    """偏大还是偏小: by what buyers complain of; where nobody does, by the chart."""
    point = _runs_of(product)
    told = point.answer if point else f"{short(product.title)}没有集中反馈偏大或偏小，按尺码表选就行～"
    reply = Reply(f"亲，{told}", parts=[product_card(product)], product_id=product.id)
    return then(reply, "告诉我您的身材，帮您挑个码？", "ask_size_advice", product_id=product.id)


def _runs_of(product: Product) -> ComplaintPoint | None:
    return next((each for each in product.complaint_points if any(word in each.point for word in _RUNS)), None)


def _remark(product: Product) -> str:
    point = _runs_of(product)
    return f"另外，{point.answer.rstrip('。')}。" if point else ""


# Height and weight


def _both(product: Product, step: Step) -> tuple[list[str], list[str]]:
    chart = rows(product)
    return (
        holding(chart, HEIGHT, float(step.value("height"))),
        holding(chart, WEIGHT, float(step.value("weight"))),
    )


def fits_of(product: Product, step: Step) -> list[str]:
    """The sizes that hold both measures; before both are known, none."""
    if step.value("height") is None or step.value("weight") is None:
        return []
    return near(list(rows(product)), *_both(product, step))


def _body(product: Product, step: Step) -> str:
    fitting, wanted = fits_of(product, step), step.value(WANTED)
    if wanted:
        return _about(product, step, wanted)
    if not fitting:
        return _no_common(product, step)
    size = fitting[-1] if step.value(FIT) == "loose" else fitting[0]
    between = _between(fitting, size) if len(fitting) > 1 else ""
    return f"按身高 {step.value('height')}、体重 {step.value('weight')} 公斤，{short(product.title)}建议拍 {size} 码（{_row(product, size)}）。{between}{_remark(product)}"


def _between(fitting: list[str], size: str) -> str:
    other = fitting[-1] if size == fitting[0] else fitting[0]
    why = "更宽松、里面能加衣服" if other == fitting[-1] else "更合身"
    return f"您正好在 {fitting[0]} 和 {fitting[-1]} 之间，{other} 码也能穿，只是{why}。"


def _row(product: Product, size: str) -> str:
    return "、".join(f"{name} {value}" for name, value in rows(product)[size].items())


def _about(product: Product, step: Step, wanted: str) -> str:
    """The size that was asked about: yes, or too small or too large with the one to take."""
    order, (tall, heavy) = list(rows(product)), _both(product, step)
    fitting = near(order, tall, heavy)
    if wanted in fitting:
        return f"{short(product.title)}您拍 {wanted} 码可以的（{_row(product, wanted)}）。{_remark(product)}"
    better = fitting or heavy
    if not better:
        return _no_common(product, step)
    size = better[0]
    verdict = "会偏小" if order.index(wanted) < order.index(size) else "会偏大"
    return f"{short(product.title)}的 {wanted} 码对您{verdict}（{_row(product, wanted)}），建议拍 {size} 码（{_row(product, size)}）。{_remark(product)}"


def _no_common(product: Product, step: Step) -> str:
    """Outside the chart, or tall and thin: width is by weight, and what then is short or long is said."""
    chart, (tall, heavy) = rows(product), _both(product, step)
    outside = _outside(chart, HEIGHT, float(step.value("height")), "厘米") or _outside(
        chart, WEIGHT, float(step.value("weight")), "公斤"
    )
    if outside or not heavy or not tall:
        raise Outside(outside or "的尺码表里没有完全对得上的")
    size = heavy[-1] if list(chart).index(tall[0]) > list(chart).index(heavy[-1]) else heavy[0]
    length = "长度会偏短一点" if list(chart).index(tall[0]) > list(chart).index(size) else "长度会偏长一点"
    return f"您的体重对应 {heavy[0]} 码、身高对应 {tall[0]} 码，宽窄先看体重，{short(product.title)}建议拍 {size} 码，{length}，介意的话先量一件合身的旧衣服对照（{_row(product, size)}）。"


def _outside(chart: Mapping[str, Row], column: str, value: float, unit: str) -> str:
    least, most = bounds(chart, column)
    if least <= value <= most:
        return ""
    end, edge = ("最大", most) if value > most else ("最小", least)
    return f"{end}的码{column}只到 {edge:g} {unit}，{value:g} {unit}超出尺码表了"


# Children


def _child(product: Product, step: Step) -> str:
    chart, height = rows(product), step.value("height")
    if step.value(WANTED) and height:
        return _child_about(product, float(height), step.value(WANTED))
    fitting = holding(chart, HEIGHT, float(height)) if height else ages(chart, step.value(AGE_MONTHS))
    if not fitting:
        outside = _outside(chart, HEIGHT, float(height), "厘米") if height else "的尺码表里没有这个年龄"
        raise Outside(outside)
    size = fitting[-1]
    why = f"身高 {height} 厘米" if height else "这个年龄"
    return f"{why}建议拍 {size} 码（{_row(product, size)}）。{_child_between(fitting)}{_grows(chart, size)}{_by_age_only(height)}{_remark(product)}"


def _child_about(product: Product, height: float, wanted: str) -> str:
    chart = rows(product)
    ends = span(chart[wanted][HEIGHT]) or (0.0, 0.0)
    if ends[0] <= height <= ends[1]:
        return f"{short(product.title)}拍 {wanted} 码可以的（{_row(product, wanted)}）。{_remark(product)}"
    fitting = holding(chart, HEIGHT, height)
    better = f"建议拍 {fitting[-1]} 码（{_row(product, fitting[-1])}）" if fitting else "尺码表里没有完全合适的码"
    return f"{wanted} 码现在会偏{'大' if height < ends[0] else '小'}，{better}。"


def _child_between(fitting: list[str]) -> str:
    return f"正好在 {fitting[0]} 和 {fitting[-1]} 的交界，孩子长得快，取大的。" if len(fitting) > 1 else ""


def _grows(chart: Mapping[str, Row], size: str) -> str:
    order = list(chart)
    at = order.index(size)
    return f"想多穿一季可以拍 {order[at + 1]} 码，现在会宽松些。" if at + 1 < len(order) else ""


def _by_age_only(height: str | None) -> str:
    return "" if height else "同龄孩子高矮差得多，有身高的话以身高为准。"


# Shoes


def _foot(product: Product, step: Step) -> str:
    chart, usual = rows(product), step.value(USUAL)
    if usual:
        return _by_usual(product, usual)
    fitting = holding(chart, FOOT, float(step.value(FOOT_LENGTH)))
    if not fitting:
        outside = _outside(chart, FOOT, float(step.value(FOOT_LENGTH)), "厘米")
        raise Outside(outside or "的尺码表里没有这个脚长")
    size = fitting[-1]
    edge = f"脚长正好在 {fitting[0]} 和 {fitting[-1]} 的交界，取大的不挤脚。" if len(fitting) > 1 else ""
    return f"脚长 {step.value(FOOT_LENGTH):g} 厘米，{short(product.title)}建议拍 {size} 码（{_row(product, size)}）。{edge}{_remark(product)}"


def _by_usual(product: Product, usual: str) -> str:
    chart = rows(product)
    whole = usual.split(".")[0]
    if whole not in chart:
        sizes = list(chart)
        raise Outside(
            f"没有 {usual} 码（{'到'.join(dict.fromkeys((sizes[0], sizes[-1])))}）{_remark(product)}".rstrip("。")
        )
    half = f"{usual} 是半码，这款只有整码，脚宽拍 {int(whole) + 1}、脚瘦拍 {whole}。" if whole != usual else ""
    size = f"{half}" or f"平时穿 {usual}，{short(product.title)}先按 {usual} 码看（{_row(product, usual)}）。"
    return f"{size}{_remark(product)}"


# No chart


def told_by_sizes(product: Product, question: Question) -> Reply:
    """Sizes that say themselves what they hold, or a line of the sheet; else there is nothing to choose."""
    sheet = product.attributes.get("尺码参考")
    sizes = sizes_sold(product)
    picked = _picked(product, question)
    lettered = _by_letter(sheet or "", question)
    if picked or lettered:
        told = f"{short(product.title)}建议拍 {picked or lettered} 这档。{_remark(product)}"
    elif sheet:
        told = f"{short(product.title)}的尺码参考：{sheet}～"
    elif len(sizes) > 1:
        told = f"{short(product.title)}分 {'、'.join(sizes)}，按平时穿的选对应那档就行。{_remark(product)}"
    else:
        told = f"{short(product.title)}不分尺码，直接拍就行～"
    return after_size(Reply(f"亲，{told}", parts=[product_card(product)], product_id=product.id), product)


def _picked(product: Product, question: Question) -> str | None:
    if chart_of(product) is not Chart.RANGES:
        return None
    months = age_in_months(question.text)
    value = months / 12 if months is not None else usual_size(question.text)
    if value is None:
        return None
    ends = {size: span(size) for size in sizes_sold(product)}
    return next((size for size, two in ends.items() if two and two[0] <= value < two[1] + 1), None)


_BRA = re.compile(r"(\d{2})([A-H])", re.IGNORECASE)


def _by_letter(sheet: str, question: Question) -> str | None:
    """75B by "M 对应 75AB"."""
    found = _BRA.search(question.text)
    row = re.search(rf"(\w+) 对应 {found[1]}[A-H]*{found[2].upper()}", sheet) if found else None
    return row[1] if row else None


_USUAL = re.compile(r"(?:平时|一般|平常|都|穿惯|以前)\D{0,6}(\d{2}(?:\.5)?)|(\d{2}(?:\.5)?)\s*[码号]")


def usual_size(text: str) -> float | None:
    """Of shoes, as usually worn: 平时穿38, 38.5码."""
    return number_of(_USUAL.search(text))


def number_of(found: re.Match[str] | None) -> float | None:
    return float(next(group for group in found.groups() if group)) if found else None


def _none(product: Product, step: Step) -> str:
    return f"{short(product.title)}不分尺码，直接拍就行～"


_TELLERS = {Chart.BODY: _body, Chart.CHILD: _child, Chart.FOOT: _foot, Chart.RANGES: _none, Chart.NONE: _none}
