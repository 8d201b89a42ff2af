"""Which size to take: from the product's own chart, by height, weight and how loose it shall sit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from actions.services.cards import product_card
from actions.services.fields import Option, options
from actions.services.forms import NOTHING, Field, Form, Read, Step, begin
from actions.services.question import Question
from actions.services.reply import Reply
from actions.services.subject import product_in_question
from actions.services.wording import short
from shop.models import Product
from shop.protocol import Shop

_HEIGHT, _WEIGHT, _FIT = "height", "weight", "fit"


def advise(shop: Shop, question: Question) -> Reply:
    product = product_in_question(shop, question)
    if product is None:
        return Reply("亲，您想看哪一款的尺码呢？发一下商品名或者链接给我～")
    if not any(_HEIGHT_ROW in row for row in product.size_chart.values()):
        return _by_table(product)
    return begin(FORM, shop, question, {"product_id": product.id})


_HEIGHT_ROW, _WEIGHT_ROW = "身高", "体重"


def _by_table(product: Product) -> Reply:
    if not product.size_chart:
        return Reply(f"亲，{short(product.title)}不分尺码，直接拍就行～", product_id=product.id)
    rows = "；".join(f"{size} 码：{_measures(row)}" for size, row in product.size_chart.items())
    return Reply(f"亲，{short(product.title)}的尺码表：{rows}～", parts=[product_card(product)], product_id=product.id)


def _measures(row: Mapping[str, str]) -> str:
    return "、".join(f"{name} {value}" for name, value in row.items())


def _number(name: str, label: str, ask: str) -> Field:
    """From the entity of the same name: height in cm, weight in kg."""

    def read(step: Step, asked: bool) -> Read:
        value = step.question.first(name) or (_bare(step.text) if asked else None)
        return Read({name: value}) if value else NOTHING

    return Field(name, label, lambda step: Reply(ask), read)


_BARE = re.compile(r"^\D{0,3}(\d{2,3}(?:\.\d)?)\D{0,3}$")


def _bare(text: str) -> str | None:
    found = _BARE.match(text.strip())
    return found.group(1) if found else None


_FITS = (
    Option("loose", "宽松一点", ("宽松", "大一点", "oversize", "松一点")),
    Option("regular", "正常合身", ("合身", "正常", "标准", "刚好")),
    Option("slim", "修身一点", ("修身", "显瘦", "紧身", "小一点")),
)
_SHIFT = {"loose": 1, "regular": 0, "slim": 0}


def _submit(step: Step) -> Reply:
    product = step.shop.product(step.value("product_id"))
    sizes = list(product.size_chart)
    fitting = [at for at, size in enumerate(sizes) if _fits(product.size_chart[size], step)]
    if not fitting:
        return Reply(
            f"亲，{short(product.title)}的尺码表里没有完全合适的，麻烦对照表看看：{_measures(product.size_chart[sizes[-1]])}～"
        )
    size = sizes[min(max(fitting) if step.value(_FIT) == "loose" else min(fitting), len(sizes) - 1)]
    row = product.size_chart[size]
    return Reply(
        f"亲，按您的身高体重，{short(product.title)}建议拍 {size} 码（{_measures(row)}）～", product_id=product.id
    )


def _fits(row: Mapping[str, str], step: Step) -> bool:
    return _within(row[_HEIGHT_ROW], step.value(_HEIGHT)) and _within(row[_WEIGHT_ROW], step.value(_WEIGHT))


def _within(span: str, value: str) -> bool:
    least, most = (Decimal(each) for each in span.split("-"))
    return least <= Decimal(value) <= most


FORM = Form(
    name="size_form",
    title="尺码推荐",
    intents=frozenset({"ask_size_advice", "ask_product_detail"}),
    fields=(
        _number(_HEIGHT, "身高", "亲，您（穿的人）身高多少厘米呢？"),
        _number(_WEIGHT, "体重", "亲，体重大概多少公斤呢？"),
        options(_FIT, "松紧", lambda step: Reply("亲，您平时喜欢怎么穿？"), lambda step: _FITS),
    ),
    submit=_submit,
)
