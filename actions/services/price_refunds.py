"""价保: the difference for each piece shown line by line, and paid back after a yes; nothing due is told with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from actions.services.fields import confirmation
from actions.services.focus import find_order
from actions.services.forms import Form, Step, begin
from actions.services.goods import shop_product
from actions.services.lines import ORDER, order_in
from actions.services.question import Question
from actions.services.reply import Reply, knowledge
from actions.services.wording import day_and_date, short, yuan
from shop.models import Order, OrderState, Product
from shop.price_protection import Fall, due, falls
from shop.protocol import Refusal, Refused, Shop
from shop.windows import price_protection_until

_GENERAL = re.compile(
    r"价保(几天|多久|规则|怎么申请|的入口)|有价保|价保吗|支持[价保]{2}|怎么算|退到哪|什么时候退|多久到"
)
_BOUGHT = frozenset(
    {
        OrderState.PAID,
        OrderState.LOCKED,
        OrderState.PARTLY_SHIPPED,
        OrderState.SHIPPED,
        OrderState.SIGNED,
        OrderState.COMPLETED,
    }
)


def request(shop: Shop, question: Question) -> Reply:
    if _GENERAL.search(question.text) and not question.order_id:
        return knowledge(question.text)
    found = find_order(shop, question, likely=_likely(shop, question), ask="亲，您想查哪一单的差价呢？")
    if found.order is None:
        return found.reply or Reply()
    return replace(_of_order(shop, found.order, question), order_id=found.order.id)


def _likely(shop: Shop, question: Question) -> Callable[[Order], bool]:
    def likely(order: Order) -> bool:
        return order.state in _BOUGHT and bool(_falls(shop, order, question))

    return likely


def _falls(shop: Shop, order: Order, question: Question) -> Sequence[Fall]:
    return falls(order, _products(shop, order), shop.policy(), question.now)


def _products(shop: Shop, order: Order) -> Mapping[str, Product]:
    found = (shop_product(shop, line.product_id) for line in order.lines)
    return {each.id: each for each in found if each}


def _of_order(shop: Shop, order: Order, question: Question) -> Reply:
    if order.state not in _BOUGHT:
        return _no_money(order)
    if not _falls(shop, order, question):
        return _nothing(shop, order, question)
    return begin(FORM, shop, question, {ORDER: order.id})


def _no_money(order: Order) -> Reply:
    goods = short(order.lines[0].title)
    if order.state is OrderState.UNPAID:
        return Reply(f"亲，您的{goods}还没付款，按付款时的实时价格算，不用走价保～")
    return Reply(f"亲，您的{goods}这单现在是「{order.state.zh}」，没有差价可以退啦～")


def _nothing(shop: Shop, order: Order, question: Question) -> Reply:
    """Why there is none: the days are over, or the price did not fall since."""
    until = price_protection_until(order, shop.policy())
    if until and until < question.now:
        text = f"亲，这单的价保到{day_and_date(until, question.now)}为止，已经过了，差价退不了啦，抱歉～"
        return Reply(text)
    lines = "；".join(_compared(shop, order, question))
    last = f"价保到{day_and_date(until, question.now)}，在那之前降价了随时来找我～" if until else ""
    return Reply(f"亲，帮您核对过了，没有需要退的差价：{lines}。{last}")


def _compared(shop: Shop, order: Order, question: Question) -> list[str]:
    products = _products(shop, order)
    return [
        f"{short(line.title)}您买的是 {yuan(line.price)}，现在{_now(products.get(line.product_id), line.sku_id)}"
        for line in order.lines
    ]


def _now(product: Product | None, sku_id: str) -> str:
    price = next((sku.price for sku in (product.skus if product else ()) if sku.id == sku_id), None)
    return f" {yuan(price)}" if price is not None else "已经下架"


# Something is due


def _summary(step: Step) -> Reply:
    found = _falls(step.shop, order_in(step), step.question)
    lines = "\n".join(_arithmetic(fall, step.question) for fall in found)
    return Reply(f"亲，帮您算好啦：\n{lines}\n一共可以退 {yuan(due(found))}，原路退回付款账户。确认申请吗？")


def _arithmetic(fall: Fall, question: Question) -> str:
    """(129 元 − 119 元) × 1 件 = 10 元, with the day on which the price fell."""
    at = day_and_date(fall.fell_at, question.now)
    return f"{short(fall.title)}（{fall.sku_label}）：({yuan(fall.paid)} − {at}的 {yuan(fall.lowest)}) × {fall.quantity} 件 = {yuan(fall.amount)}"


def _submit(step: Step) -> Reply:
    try:
        refund = step.shop.claim_price_protection(
            step.question.shopper_id or "", step.value(ORDER), key=f"{step.question.message_id}:price_protection"
        )
    except Refused as refused:
        return _refused(step, refused)
    return Reply(f"好的亲，差价 {yuan(refund.amount)}申请好了，会原路退回您的付款账户～", order_id=refund.order_id)


def _refused(step: Step, refused: Refused) -> Reply:
    if refused.refusal not in {Refusal.NOTHING_DUE, Refusal.ALREADY_OPEN}:
        raise refused
    return Reply("亲，这单的差价之前已经申请退过了，没有新的降价就不用再办啦～", order_id=step.value(ORDER))


def _check(step: Step) -> Reply | None:
    order = order_in(step)
    return None if _falls(step.shop, order, step.question) else _nothing(step.shop, order, step.question)


_TOLD_IN_SUMMARY = re.compile(r"^(能|可以|一共|总共|那|到底)*(退|补|差|给)?(我|您)?(多少|几块|怎么算)[钱呢啊呀?？]*$")

FORM = Form(
    name="price_form",
    title="价保申请",
    intents=frozenset({"request_price_protection"}),
    fields=(confirmation(_summary, yes="确认申请", no="先不申请", tells=_TOLD_IN_SUMMARY),),
    submit=_submit,
    check=_check,
    left="好的亲，那先不申请，价保期内随时来找我～",
)
