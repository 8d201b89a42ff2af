"""Which piece of which order a form is about: one line of it, told by its place, its button or its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from actions.services.cards import order_card
from actions.services.focus import picture_of, words_fit
from actions.services.forms import NOTHING, Field, Read, Step
from actions.services.goods import shop_product
from actions.services.ordinals import place_of
from actions.services.reply import Button, Reply
from actions.services.wording import short
from shop.models import Order, OrderLine, Product, Return
from shop.protocol import Shop

ORDER, SKU = "order_id", "sku_id"
_OTHER = re.compile(r"另[外一]|不是这|搞错|弄错|说错|^不对|^错了")


def of_order(order: Order) -> dict[str, str]:
    """What a form begins with: the order, and the piece where there is but one."""
    known = {ORDER: order.id}
    return {**known, SKU: order.lines[0].sku_id} if len(order.lines) == 1 else known


def order_in(step: Step) -> Order:
    return step.shop.order(step.question.shopper_id or "", step.value(ORDER))


def line_in(step: Step) -> OrderLine:
    return next(line for line in order_in(step).lines if line.sku_id == step.value(SKU))


def line_returned(order: Order, asked: Return) -> OrderLine:
    """The piece that a return is about; the order's first where it has changed since."""
    return next((line for line in order.lines if line.sku_id == asked.sku_id), order.lines[0])


def product_in(step: Step) -> Product | None:
    return shop_product(step.shop, line_in(step).product_id)


def category_in(step: Step) -> str:
    product = product_in(step)
    return product.category if product else ""


def name_of(line: OrderLine) -> str:
    label = f"（{line.sku_label}）" if line.sku_label else ""
    return f"{short(line.title)}{label}"


def item(ask: str) -> Field:
    """One of several pieces. "不对，是另一双" may name a piece of another order of this shopper's."""

    def put(step: Step) -> Reply:
        order = order_in(step)
        buttons = [Button(name_of(line), says=name_of(line)) for line in order.lines]
        return Reply(ask, parts=[order_card(order, picture_of(step.shop, order))], buttons=buttons)

    def read(step: Step, asked: bool) -> Read:
        lines = order_in(step).lines
        found = _pressed(lines, step.text) or (_placed(lines, step.text) if asked else None)
        found = found or _only(_worded(step.shop, lines, step.text))
        if found and found.sku_id != step.value(SKU):
            return Read({SKU: found.sku_id})
        return _of_another_order(step) if _OTHER.search(step.text) else NOTHING

    return Field(SKU, "商品", put, read)


def _pressed(lines: Sequence[OrderLine], text: str) -> OrderLine | None:
    return next((line for line in lines if name_of(line) == text.strip()), None)


def _placed(lines: Sequence[OrderLine], text: str) -> OrderLine | None:
    place = place_of(text, len(lines))
    return lines[place] if place is not None else None


def _only(found: Sequence[OrderLine]) -> OrderLine | None:
    return found[0] if len(found) == 1 else None


def _worded(shop: Shop, lines: Sequence[OrderLine], text: str) -> list[OrderLine]:
    """By the goods' names; pieces of one name are told apart by size and colour."""
    fitting = [line for line in lines if _named(shop, line, text)]
    labelled = [line for line in fitting or lines if _labelled(line, text)]
    return labelled if len(labelled) == 1 or not fitting else fitting


def _named(shop: Shop, line: OrderLine, text: str) -> bool:
    product = shop_product(shop, line.product_id)
    return product is not None and words_fit(text, product)


def _labelled(line: OrderLine, text: str) -> bool:
    said = text.upper()
    return any(
        re.search(rf"(?<![A-Z0-9]){re.escape(part)}(?![A-Z0-9])", said) for part in line.sku_label.upper().split()
    )


def _of_another_order(step: Step) -> Read:
    others = [(order, line) for order, line in _all_lines(step) if order.id != step.value(ORDER)]
    named = [pair for pair in others if _named(step.shop, pair[1], step.text)]
    labelled = [pair for pair in named if _labelled(pair[1], step.text)]
    fitting = labelled or named
    if len(fitting) != 1:
        return NOTHING
    order, line = fitting[0]
    return Read({ORDER: order.id, SKU: line.sku_id}, f"好的，那就说{name_of(line)}，")


def _all_lines(step: Step) -> Iterator[tuple[Order, OrderLine]]:
    for order in step.shop.orders(step.question.shopper_id or ""):
        if order.signed_at:
            yield from ((order, line) for line in order.lines)
