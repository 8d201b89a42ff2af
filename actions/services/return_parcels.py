"""寄回: where to send it, who pays, and the number of the parcel that is on its way back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from actions.services.fields import Option, confirmation, options
from actions.services.focus import find_order
from actions.services.forms import NOTHING, Field, Form, Read, Step, begin
from actions.services.goods import shop_product
from actions.services.lines import ORDER, line_returned, name_of
from actions.services.question import Question
from actions.services.reply import Offer, Reply, knowledge
from actions.services.return_rules import OPEN
from actions.services.returning import where_to
from actions.services.subject import product_in_question
from actions.services.wording import days, yuan
from shop.models import Order, Return, ReturnState
from shop.protocol import Shop
from shop.windows import is_quality

RETURN, COURIER, NUMBER = "return_id", "courier", "tracking_no"
_NUMBER = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z0-9]*\d{6})[A-Za-z]{0,4}\d{8,20}(?![A-Za-z0-9])")
_OF_THE_COURIER = re.compile(r"到付|取件|垫|报销|赔[了付多]|理赔|到账|顺丰|平邮|指定|包装盒|怎么包|没有运费险|怎么用")
_WHO_PAYS = re.compile(r"运费|邮费|谁出|谁付|谁承担|掏钱|运费险|快递费")


def shipping(shop: Shop, question: Question) -> Reply:
    number = _number_in(question)
    if number is None and _OF_THE_COURIER.search(question.text):
        return knowledge(question.text)
    open_returns = _open(shop, question)
    asked = _without_number(question, number)
    if not open_returns and not asked.order_id:
        return _rules(shop, question)
    ids = {each.order_id for each in open_returns}
    found = find_order(shop, asked, likely=lambda order: order.id in ids, ask="亲，您问的是哪一单的退货呢？")
    if found.order is None:
        return found.reply or Reply()
    of_order = [each for each in open_returns if each.order_id == found.order.id]
    if not of_order:
        return _rules(shop, question)
    if number:
        return _noting(shop, found.order, of_order, question)
    return _where(shop, found.order, of_order[0], question)


def noted(shop: Shop, question: Question) -> Reply | None:
    """A courier's number from a shopper whose return waits to be sent is most likely the one it was sent with."""
    if _number_in(question) is None or not any(each.state is ReturnState.APPROVED for each in _open(shop, question)):
        return None
    return shipping(shop, question)


def _open(shop: Shop, question: Question) -> Sequence[Return]:
    if question.shopper_id is None:
        return ()
    return [each for each in shop.returns(question.shopper_id) if each.state in OPEN]


def _number_in(question: Question) -> str | None:
    """A courier's number, not the order's: nineteen digits belong to an order only where the shopper has such a one."""
    told = question.first(NUMBER)
    found = told or next(iter(_NUMBER.findall(question.text)), None)
    return found.upper() if found and found != question.first("order_id") else None


def _without_number(question: Question, number: str | None) -> Question:
    return replace(question, text=_NUMBER.sub(" ", question.text)) if number else question


def _rules(shop: Shop, question: Question) -> Reply:
    """Nothing was applied for: by the rules, and where to send is told when it has been approved."""
    if not _WHO_PAYS.search(question.text):
        return Reply(
            "亲，您目前没有待寄回的退换货。先申请一下，通过后我把寄回地址给您，要现在申请退货吗？",
            offer=Offer("request_return"),
        )
    product = product_in_question(shop, question)
    insured = shop.policy()["returns"]["freight_insurance_categories"]
    if product and product.category in insured:
        return Reply(
            f"亲，{product.category}类送运费险，无理由退货的寄回运费由保险赔付；质量问题、发错货来回运费都由我们承担～",
            product_id=product.id,
        )
    return Reply(
        f"亲，质量问题、发错货的来回运费我们承担；无理由退货的寄回运费由您承担，其中{'、'.join(insured)}送运费险，由保险赔付～"
    )


# An open one


def _where(shop: Shop, order: Order, asked: Return, question: Question) -> Reply:
    if _WHO_PAYS.search(question.text) and asked.state in {ReturnState.APPLIED, ReturnState.APPROVED}:
        return Reply(f"亲，{_goods(order, asked)}这次{_payer(shop, order, asked)}～", order_id=order.id)
    return Reply(_STATES[asked.state](shop, order, asked), order_id=order.id)


def _goods(order: Order, asked: Return) -> str:
    return name_of(line_returned(order, asked))


def _payer(shop: Shop, order: Order, asked: Return) -> str:
    if is_quality(asked.reason, shop.policy()):
        return "运费由我们承担，您用退货单里的上门取件，或者先垫付、把凭证发我"
    if asked.kind == "换货":
        return "寄回运费您先付，有运费险的按保险规则处理"
    product = shop_product(shop, line_returned(order, asked).product_id)
    if product and product.category in shop.policy()["returns"]["freight_insurance_categories"]:
        return "寄回运费您先付，退款后由运费险按规则理赔"
    return "属于无理由退换，寄回运费需要您承担"


def _not_yet(shop: Shop, order: Order, asked: Return) -> str:
    return f"亲，{_goods(order, asked)}的{asked.kind}还在审核，先别寄哦，通过后退货单里会有完整地址～"


def _address(shop: Shop, order: Order, asked: Return) -> str:
    if asked.kind == "仅退款":
        return f"亲，{_goods(order, asked)}申请的是仅退款，东西不用寄回来～"
    return f"亲，{_goods(order, asked)}{where_to(shop)}{_payer(shop, order, asked)}。"


def _on_its_way(shop: Shop, order: Order, asked: Return) -> str:
    return f"亲，{_goods(order, asked)}的退货已经登记了单号 {asked.tracking_no}，正在寄回途中，不用再寄啦～"


def _there(shop: Shop, order: Order, asked: Return) -> str:
    return f"亲，仓库已经收到您退回的{_goods(order, asked)}了，退款 {days(shop.policy()['returns']['refund_days_after_inbound'])}内原路退回～"


_STATES: Mapping[ReturnState, Callable[[Shop, Order, Return], str]] = {
    ReturnState.APPLIED: _not_yet,
    ReturnState.APPROVED: _address,
    ReturnState.SENT_BACK: _on_its_way,
    ReturnState.RECEIVED: _there,
}


# The number of the parcel


def _noting(shop: Shop, order: Order, returns: Sequence[Return], question: Question) -> Reply:
    ready = [each for each in returns if each.state is ReturnState.APPROVED and each.kind != "仅退款"]
    if not ready:
        return Reply(_STATES[returns[0].state](shop, order, returns[0]), order_id=order.id)
    values = {ORDER: order.id, **({RETURN: ready[0].id} if len(ready) == 1 else {})}
    return replace(begin(FORM, shop, question, values), order_id=order.id)


def _ready(step: Step) -> Sequence[Return]:
    returns = step.shop.returns(step.question.shopper_id or "")
    return [each for each in returns if each.order_id == step.value(ORDER) and each.state is ReturnState.APPROVED]


def _which(step: Step) -> Sequence[Option]:
    order = step.shop.order(step.question.shopper_id or "", step.value(ORDER))
    return [Option(each.id, _goods(order, each)) for each in _ready(step)]


def _read_courier(step: Step, asked: bool) -> Read:
    told = step.question.first("courier")
    known = told or next(
        (each.name for each in step.shop.couriers() for word in (each.name, *each.aliases) if word in step.text), None
    )
    if known is None and asked and 2 <= len(step.text.strip()) <= 8 and not step.is_elsewhere():
        known = step.text.strip()
    return Read({COURIER: known}) if known else NOTHING


def _read_number(step: Step, asked: bool) -> Read:
    number = _number_in(step.question)
    return Read({NUMBER: number}) if number and number != step.value(ORDER) else NOTHING


def _summary(step: Step) -> Reply:
    return Reply(f"亲，核对一下寄回信息：{step.value(COURIER)}，单号 {step.value(NUMBER)}。登记吗？")


def _submit(step: Step) -> Reply:
    noted = step.shop.note_return_parcel(
        step.question.shopper_id or "",
        step.value(RETURN),
        courier=step.value(COURIER),
        tracking_no=step.value(NUMBER),
        key=f"{step.question.message_id}:note_return_parcel",
    )
    window = days(step.shop.policy()["returns"]["refund_days_after_inbound"])
    then = "就给您发新的" if noted.kind == "换货" else f"后 {window}内原路退您 {yuan(noted.amount)}"
    return Reply(f"好的亲，登记好了，仓库签收入库{then}～", order_id=noted.order_id)


FORM = Form(
    name="return_parcel_form",
    title="寄回登记",
    intents=frozenset({"ask_return_shipping", "ask_courier"}),
    fields=(
        options(RETURN, "商品", lambda step: Reply("亲，寄回的是哪一件呢？"), _which),
        Field(NUMBER, "单号", lambda step: Reply("亲，快递单号是多少呢？"), _read_number),
        Field(COURIER, "快递公司", lambda step: Reply("亲，是哪家快递寄的呢？"), _read_courier),
        confirmation(_summary, yes="确认登记", no="先不登记"),
    ),
    submit=_submit,
    left="好的亲，那先不登记，寄出后再把单号发我就行～",
)
