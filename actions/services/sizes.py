"""尺码推荐: the form asks for what the product's chart needs, the advice says why, and what lies outside the chart."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.services.cards import product_card
from actions.services.fields import Option, options
from actions.services.forms import NOTHING, Field, Form, Read, Step, begin
from actions.services.question import Question
from actions.services.reply import Reply
from actions.services.size_advice import (
    AGE_MONTHS,
    FIT,
    FOOT_LENGTH,
    USUAL,
    WANTED,
    advice,
    fits_of,
    number_of,
    runs,
    told_by_sizes,
    usual_size,
)
from actions.services.size_charts import FOOT, HEIGHT, Chart, age_in_months, bounds, chart_of, rows
from actions.services.skus import named_options
from actions.services.subject import product_of_facts
from actions.services.wording import short
from shop.models import Product
from shop.protocol import Shop

_HEIGHT, _WEIGHT = "height", "weight"
_RUNS = re.compile(r"偏[大小]|正码|标准码|码数?准|尺码准|版型大|大一码|小一码|按平时|平时的?码|买大|买小")
_TABLE = re.compile(r"尺码表|对照表|多少厘米|肩宽多少|衣长|胸围多少|腰围多少|裤长")
_MEASURED = re.compile(r"\d{2,3}")


def advise(shop: Shop, question: Question) -> Reply:
    product = product_of_facts(shop, question)
    if product is None:
        return Reply("亲，您想看哪一款的尺码呢？发一下商品名或者链接给我～")
    chart = chart_of(product)
    if chart in {Chart.NONE, Chart.RANGES} and not product.size_chart:
        return told_by_sizes(product, question)
    if _TABLE.search(question.text):
        return _by_table(product)
    if _RUNS.search(question.text) and not _MEASURED.search(question.text):
        return runs(product)
    return replace(begin(FORM, shop, question, {"product_id": product.id}), product_id=product.id)


def _by_table(product: Product) -> Reply:
    told = "；".join(
        f"{size} 码：" + "、".join(f"{name} {value}" for name, value in row.items())
        for size, row in rows(product).items()
    )
    return Reply(
        f"亲，{short(product.title)}的尺码表（厘米、公斤）：{told}～",
        parts=[product_card(product)],
        product_id=product.id,
    )


# What is read

_BARE = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d)?)(?![\d.])")
_JIN = re.compile(r"(\d{2,3}(?:\.\d)?)\s*斤")
_WRONG = re.compile(r"不对|不是|错了|说错|打错|写错")
_CHILD_MOST_CM, _LEAST_CM, _MOST_CM = 160, 140, 205
_LEAST_KG, _MOST_KG = 30.0, 130.0
_USUAL_BMI = 21.0


def _product(step: Step) -> Product:
    return step.shop.product(step.value("product_id"))


def _chart(step: Step) -> Chart:
    return chart_of(_product(step))


def _read_height(step: Step, asked: bool) -> Read:
    """A bare number is a height only when it can be one: after "不对 是168" too, whatever was asked since."""
    told = step.question.first(_HEIGHT)
    if told:
        return Read({_HEIGHT: told})
    number = _bare(step.text) if asked or _WRONG.search(step.text) else _beside_a_weight(step)
    least, most = _heights(step)
    return Read({_HEIGHT: f"{number:g}"}) if number and least <= number <= most else NOTHING


_TALL = re.compile(r"(?<![\d.])(1[4-9]\d|20[0-5])(?![\d.]|\s*(?:斤|公斤|kg|码|块|元))", re.IGNORECASE)


def _beside_a_weight(step: Step) -> float | None:
    """165 体重120: the number that can be a height, where a weight is told with it."""
    found = _TALL.search(step.text)
    return float(found[1]) if found and step.question.first(_WEIGHT) else None


def _heights(step: Step) -> tuple[float, float]:
    if _chart(step) is not Chart.CHILD:
        return _LEAST_CM, _MOST_CM
    return bounds(rows(_product(step)), HEIGHT)[0] - 10, _CHILD_MOST_CM


def _bare(text: str) -> float | None:
    found = _BARE.findall(text)
    return float(found[0]) if len(found) == 1 else None


def _read_weight(step: Step, asked: bool) -> Read:
    """In kg. A bare number may be 斤 or 公斤: the one that a body of that height more likely has."""
    told = step.question.first(_WEIGHT)
    if told:
        return Read({_WEIGHT: told})
    jin = _JIN.search(step.text)
    if jin:
        return Read({_WEIGHT: f"{float(jin[1]) / 2:g}"})
    number = _bare(step.text) if asked else None
    if number is None or (_WRONG.search(step.text) and number >= _LEAST_CM):
        return NOTHING
    kilos = min((number, number / 2), key=lambda each: abs(_bmi(each, step) - _USUAL_BMI))
    return Read({_WEIGHT: f"{kilos:g}"}) if _LEAST_KG <= kilos <= _MOST_KG else NOTHING


def _bmi(kilos: float, step: Step) -> float:
    height = float(step.value(_HEIGHT) or 165) / 100
    return kilos / height**2


_FOOT = re.compile(r"脚长\D{0,3}(\d{2,3}(?:\.\d)?)|(\d{2}(?:\.\d)?)\s*(?:cm|厘米|公分)")


def _read_foot(step: Step, asked: bool) -> Read:
    """The length in cm (245 is in mm), or the size usually worn."""
    if _chart(step) is not Chart.FOOT:
        return NOTHING
    length = number_of(_FOOT.search(step.text))
    usual = usual_size(step.text)
    number = _bare(step.text) if asked and not (length or usual) else None
    if number:
        length, usual = (number, None) if _is_length(step, number) else (None, number)
    if length:
        return Read({FOOT_LENGTH: length / 10 if length > 100 else length})
    return Read({FOOT_LENGTH: _NO_LENGTH, USUAL: f"{usual:g}"}) if usual else NOTHING


_NO_LENGTH = 0


def _is_length(step: Step, number: float) -> bool:
    """Sizes and lengths of feet never overlap in one chart."""
    least, most = bounds(rows(_product(step)), FOOT)
    return number > 100 or least - 2 <= number <= most + 2


def _read_age(step: Step, asked: bool) -> Read:
    months = age_in_months(step.text)
    return Read({AGE_MONTHS: months}) if months is not None and _chart(step) is Chart.CHILD else NOTHING


def _read_wanted(step: Step, asked: bool) -> Read:
    """The size that the shopper thinks of: "165 110斤穿M行吗" is answered about M."""
    if _chart(step) is Chart.FOOT:
        return NOTHING
    chart = rows(_product(step))
    named = [size for size in named_options(_product(step), step.question) if size in chart]
    told = len(named) == 1 and named[0] not in {step.question.first(_HEIGHT), step.question.first(_WEIGHT)}
    return Read({WANTED: named[0]}) if (told and not named[0].isdigit()) or _names_number(step, named) else NOTHING


def _names_number(step: Step, named: list[str]) -> bool:
    """A child's size is a number like a height: 120码 is one, 120 alone is not."""
    return len(named) == 1 and named[0].isdigit() and re.search(rf"{named[0]}\s*[码号]", step.text) is not None


# The form

_FITS = (
    Option("loose", "宽松一点", ("宽松", "大一点", "oversize", "松一点", "宽大")),
    Option("regular", "正常合身", ("合身", "正常", "标准", "刚好", "都行", "随便")),
    Option("slim", "修身一点", ("修身", "显瘦", "紧身", "小一点", "贴身")),
)


def _needs_height(step: Step) -> bool:
    chart = _chart(step)
    return chart is Chart.BODY or (chart is Chart.CHILD and step.value(AGE_MONTHS) is None)


def _ask_height(step: Step) -> Reply:
    child = _chart(step) is Chart.CHILD
    return Reply("亲，孩子身高多少厘米呢？不清楚的话说年龄也行～" if child else "亲，您（穿的人）身高多少厘米呢？")


def _ask_foot(step: Step) -> Reply:
    return Reply("亲，脚长多少厘米呢？没量过的话说平时穿多少码也行～")


def _ask_fit(step: Step) -> Reply:
    return Reply("亲，刚好在两个码之间，您平时喜欢怎么穿？")


def _needs_fit(step: Step) -> bool:
    """Only where the chart leaves two sizes, and the shopper did not name one."""
    return _chart(step) is Chart.BODY and step.value(WANTED) is None and len(fits_of(_product(step), step)) > 1


def _never(step: Step) -> bool:
    return False


def _nothing(step: Step) -> Reply:
    return Reply()


FORM = Form(
    name="size_form",
    title="尺码推荐",
    intents=frozenset({"ask_size_advice", "ask_product_detail"}),
    fields=(
        Field(WANTED, "尺码", _nothing, _read_wanted, _never),
        Field(AGE_MONTHS, "年龄", _nothing, _read_age, _never),
        Field(_HEIGHT, "身高", _ask_height, _read_height, _needs_height),
        Field(
            _WEIGHT,
            "体重",
            lambda step: Reply("亲，体重大概多少呢？（斤或公斤都行）"),
            _read_weight,
            lambda step: _chart(step) is Chart.BODY,
        ),
        Field(FOOT_LENGTH, "脚长", _ask_foot, _read_foot, lambda step: _chart(step) is Chart.FOOT),
        replace(options(FIT, "松紧", _ask_fit, lambda step: _FITS), needed=_needs_fit),
    ),
    submit=advice,
)
