"""改订单商品: another size, colour or number of what is not sent yet; paid goods only become goods of the same price."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.services.cancelling import only_a_part
from actions.services.fields import Option, confirmation, options
from actions.services.focus import find_order, words_fit
from actions.services.forms import NOTHING, Field, Form, Read, Step, begin
from actions.services.goods import shop_product
from actions.services.order_words import goods_of
from actions.services.ordinals import place_of
from actions.services.quantities import wished_quantity
from actions.services.question import Question
from actions.services.reply import Button, Reply
from actions.services.too_late import IN_TIME, UNDER_WAY, TooLate, by_state
from actions.services.variants import alternatives, named_options, variant
from actions.services.wording import short, yuan
from shop.models import Order, OrderLine, OrderState, Product, Sku
from shop.protocol import Shop

_LINE, _TO, _QUANTITY, _GONE = "line", "to", "quantity", "gone"
_MOST_SHOWN = 6
_ANOTHER = re.compile(r"(加|补)[一1两2几]?[件双个盒条包瓶]?.{0,8}(进去|进来|到.{0,4}单|给我加上|一起发)")

_TOO_LATE = TooLate(
    "change_order_item",
    "改规格",
    by_state(
        "亲，您的{goods}仓库已经在配货，系统里改不了规格啦。要我请同事联系仓库拦下来换吗？",
        "亲，您的{goods}已经发出了，规格改不了啦。要我请同事联系快递拦截，回来再给您换吗？也可以收到后申请换货～",
        "亲，您的{goods}已经签收了，想换规格可以申请换货～",
    ),
    after_arrival=Button("申请换货", "request_exchange"),
)


def change(shop: Shop, question: Question, opening: str = "") -> Reply:
    found = find_order(
        shop,
        question,
        likely=lambda order: order.state in IN_TIME,
        second=lambda order: order.state in UNDER_WAY,
        ask="您想改哪一笔订单的商品呢？",
    )
    if found.order is None:
        return found.reply or Reply()
    order = found.order
    early = _TOO_LATE.reply(order, question) or _another_item(order, question) or only_a_part(order, question)
    begun = begin(FORM, shop, question, {"order_id": order.id, **_only_line(order)}, opening)
    return early or replace(begun, product_id=order.lines[0].product_id if len(order.lines) == 1 else None)


def _only_line(order: Order) -> dict[str, str]:
    return {_LINE: order.lines[0].sku_id} if len(order.lines) == 1 else {}


def _another_item(order: Order, question: Question) -> Reply | None:
    if not _ANOTHER.search(question.text):
        return None
    if order.state is OrderState.UNPAID:
        text = f"亲，{goods_of(order)}这单还没付款，可以先取消，把要加的一起放进购物车再拍，一次付款也好凑包邮～"
        return Reply(text, buttons=[_cancel(order)], order_id=order.id)
    text = "亲，付过款的订单加不了商品，另外拍一单就行。收货信息一样、同一个仓库发的，拍好跟我说“合并发货”，我帮您合到一起～"
    return Reply(text, order_id=order.id)


# What the words wish for


def _order(step: Step) -> Order:
    return step.shop.order(step.question.shopper_id or "", step.value("order_id"))


def _lines(step: Step) -> Sequence[Option]:
    return [Option(line.sku_id, f"{short(line.title)} {line.sku_label}".strip()) for line in _order(step).lines]


def _read_line(step: Step, asked: bool) -> Read:
    """By its name; unless asked, a place ("第二个") may mean anything."""
    lines = _order(step).lines
    if len(lines) == 1:
        return NOTHING
    place = place_of(step.text, len(lines)) if asked else None
    fitting = [line for line in lines if _is_named(step, line)]
    chosen = lines[place] if place is not None else fitting[0] if len(fitting) == 1 else None
    return Read({_LINE: chosen.sku_id}) if chosen and chosen.sku_id != step.value(_LINE) else NOTHING


def _is_named(step: Step, line: OrderLine) -> bool:
    product = shop_product(step.shop, line.product_id)
    return f"{short(line.title)} {line.sku_label}" in step.text or bool(product and words_fit(step.text, product))


def _line(step: Step) -> OrderLine | None:
    """The line meant: chosen, or named in this very message."""
    lines = _order(step).lines
    named = _read_line(step, False).values.get(_LINE)
    chosen = named or step.value(_LINE) or _only_line(_order(step)).get(_LINE)
    return next((line for line in lines if line.sku_id == chosen), None)


def _bought(step: Step, line: OrderLine) -> tuple[Product, Sku]:
    product = step.shop.product(line.product_id)
    return product, next(sku for sku in product.skus if sku.id == line.sku_id)


# "还是XL吧" reads like a question for the size; in this form it is an answer.
_MERE_WISH = re.compile(r"(?!.*(吗|么|有没有|多少|怎么|什么|哪|呢))[^?？]{1,10}")


def _read_wish(step: Step, asked: bool) -> Read:
    line = _line(step)
    if line is None or (step.is_elsewhere() and not _MERE_WISH.fullmatch(step.text.strip())):
        return NOTHING
    product, bought = _bought(step, line)
    pressed = next((sku for sku in product.skus if sku.label == step.text.strip()), None)
    wished = named_options(product, bought, step.text)
    to = pressed or (variant(product, bought, wished) if wished else None)
    if to is not None and not to.stock:
        return Read({_GONE: to.id, _TO: None})
    quantity = wished_quantity(step.text, line.quantity)
    values = {_TO: to.id if to else None, _QUANTITY: quantity if quantity != line.quantity else None}
    taken = {name: value for name, value in values.items() if value is not None}
    if step.value(_LINE) not in {None, line.sku_id}:  # another piece now: what was wished for the first is not its
        first = f"亲，一次改一件，先改{short(line.title)}，改好了再改另一件～"
        return Read({_TO: None, _QUANTITY: None, _GONE: None, **taken}, first)
    if taken:
        return Read({**taken, _GONE: None})
    return Read(remark=f"{short(product.title)}没有这个规格哦，") if asked and wished else NOTHING


# Asking


def _ask_wish(step: Step) -> Reply:
    product, bought, shown = _shown(step)
    labels = "、".join(sku.label for sku in shown)
    text = f"好的亲，{short(product.title)}您拍的是{bought.label}，想改成哪个呢？现货有{labels}～"
    gone = next((sku for sku in product.skus if sku.id == step.value(_GONE)), None)
    if gone:
        text = f"亲，很抱歉，{short(product.title)}的{gone.label}暂时没货，现货有{labels}，改成哪个呢？"
    return Reply(text, buttons=[Button(sku.label, says=sku.label) for sku in shown], order_id=step.value("order_id"))


def _shown(step: Step) -> tuple[Product, Sku, Sequence[Sku]]:
    line = _line(step)
    assert line is not None  # the line is asked for first
    product, bought = _bought(step, line)
    return product, bought, alternatives(product, bought, same_price=_is_paid(step))[:_MOST_SHOWN]


def _is_paid(step: Step) -> bool:
    return _order(step).state is not OrderState.UNPAID


def _wish(step: Step, line: OrderLine) -> tuple[Product, Sku, Sku, int]:
    product, bought = _bought(step, line)
    to = next((sku for sku in product.skus if sku.id == step.value(_TO)), bought)
    return product, bought, to, step.value(_QUANTITY) or line.quantity


def _summary(step: Step) -> Reply:
    line = _line(step)
    assert line is not None
    product, bought, to, quantity = _wish(step, line)
    before, after = f"{bought.label} ×{line.quantity}", f"{to.label} ×{quantity}"
    sum_changes = not _is_paid(step) and (to.price != line.price or quantity != line.quantity)
    price = f"单价 {yuan(to.price)}，待付金额会重新计算。" if sum_changes else "价格不变。"
    text = f"亲，跟您核对一下：{short(product.title)}由{before}改成{after}，{price}确认就帮您改～"
    return Reply(text, order_id=step.value("order_id"))


# What forbids it


def _check(step: Step) -> Reply | None:
    order, line = _order(step), _line(step)
    late = _TOO_LATE.reply(order, step.question)
    if late or line is None:
        return late
    return _nothing_else(step, order) or _too_few(step, order, line) or _other_price(step, order, line)


def _nothing_else(step: Step, order: Order) -> Reply | None:
    product, bought, shown = _shown(step)
    if shown or step.value(_TO) or step.value(_QUANTITY) is not None:
        return None
    text = f"亲，{short(product.title)}除了您拍的{bought.label}，目前没有别的同价现货，暂时换不了。不想要的话可以取消这单～"
    return Reply(text, buttons=[_cancel(order)], order_id=order.id)


def _too_few(step: Step, order: Order, line: OrderLine) -> Reply | None:
    product, bought, to, quantity = _wish(step, line)
    if quantity < 1:
        return Reply("亲，这件不要的话可以取消订单，钱原路退回～", buttons=[_cancel(order)], order_id=order.id)
    on_shelf = to.stock + (line.quantity if to.id == bought.id else 0)
    if on_shelf >= quantity:
        return None
    text = f"亲，{short(product.title)}的{to.label}库存只够 {on_shelf} 件，改不到 {quantity} 件呢～"
    return Reply(text, order_id=order.id, product_id=product.id)


def _cancel(order: Order) -> Button:
    return Button("取消这单", "cancel_order", {"order_id": order.id})


def _other_price(step: Step, order: Order, line: OrderLine) -> Reply | None:
    _, bought, to, quantity = _wish(step, line)
    if not _is_paid(step) or (to.price == bought.price and quantity == line.quantity):
        return None
    why = (
        f"{to.label}单价 {yuan(to.price)}，和拍下的 {yuan(bought.price)}不一样"
        if to.price != bought.price
        else "付过款的订单数量改不了"
    )
    return Reply(
        f"亲，{why}，付款后只能换同价同数量的规格。可以取消这单重新拍，没发货钱会原路退回～",
        buttons=[_cancel(order)],
        order_id=order.id,
    )


# Writing


def _submit(step: Step) -> Reply:
    order, line = _order(step), _line(step)
    assert line is not None
    product, _, to, quantity = _wish(step, line)
    key = f"{step.question.message_id}:change_item"
    done = step.shop.change_item(order.shopper_id, order.id, line.sku_id, to_sku_id=to.id, quantity=quantity, key=key)
    due = f"，待付 {yuan(done.to_pay)}" if done.state is OrderState.UNPAID else "，仓库会按新的配货"
    text = f"好的亲，{short(product.title)}已经改成{to.label} ×{quantity}{due}～"
    return Reply(text, order_id=order.id, product_id=product.id)


FORM = Form(
    name="item_form",
    title="改订单商品",
    intents=frozenset({"change_order_item"}),
    fields=(
        Field(
            _LINE,
            "商品",
            options("", "", lambda step: Reply("好的亲，要改的是哪一件呢？"), _lines).ask,
            _read_line,
        ),
        Field(_TO, "规格", _ask_wish, _read_wish, lambda step: step.value(_QUANTITY) is None),
        confirmation(_summary, yes="确认修改", no="先不改了"),
    ),
    submit=_submit,
    check=_check,
    left="好的亲，那就不改了，还按您原来拍的发～",
)
