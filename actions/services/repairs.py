"""维修: mended for nothing under warranty, after it with the price told first; spare parts by their price in the sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from actions.services.faults import FAULT, fault
from actions.services.fields import Option, confirmation, evidence, options
from actions.services.focus import find_order
from actions.services.forms import Form, Step, begin
from actions.services.goods import shop_product
from actions.services.lines import ORDER, SKU, category_in, item, line_in, name_of, of_order, order_in
from actions.services.question import Question
from actions.services.reply import Button, Reply, knowledge, promise
from actions.services.return_rules import not_yet
from actions.services.safety import at_risk
from actions.services.subject import product_in_question
from actions.services.warranty import repair_until
from actions.services.wording import day_and_date, moment, short
from shop.models import Order, Product, TicketKind
from shop.protocol import Shop

EVIDENCE, WAY = "evidence", "way"
_LEVEL, _DUE_HOURS = 3, 24
_PARTS = re.compile(r"配件|滤芯|滤网|电池|内胆|炸篮|刷头|替换|零件|备件|充电器|遥控")
_ASKS = re.compile(r"多久|几天|多少钱|收费|要钱|网点|维修点|电话|进度|修好没|哪里|在哪|能修吗$|可以维修吗$")


def request(shop: Shop, question: Question) -> Reply:
    risk = at_risk(shop, question)
    if risk:
        return risk
    parts = _spare_part(shop, question)
    if parts:
        return parts
    if question.shopper_id is None and _ASKS.search(question.text):
        return knowledge(question.text)
    found = find_order(shop, question, likely=_likely(shop), ask="亲，您想修的是哪一单的东西呢？")
    if found.order is None:
        return found.reply or Reply()
    objection = not_yet(found.order, "维修") or _not_arrived(found.order)
    return objection or replace(begin(FORM, shop, question, of_order(found.order)), order_id=found.order.id)


def _likely(shop: Shop) -> Callable[[Order], bool]:
    """What has a warranty is what people want mended."""
    covered = shop.policy()["warranty"]

    def likely(order: Order) -> bool:
        goods = (shop_product(shop, line.product_id) for line in order.lines)
        return order.signed_at is not None and any(each is not None and each.category in covered for each in goods)

    return likely


def _not_arrived(order: Order) -> Reply | None:
    if order.signed_at:
        return None
    text = (
        f"亲，{short(order.lines[0].title)}这单现在是「{order.state.zh}」，收到后有问题再联系我，保修从签收那天算起～"
    )
    return Reply(text, order_id=order.id)


def _spare_part(shop: Shop, question: Question) -> Reply | None:
    """A price that stands in the sheet: 滤芯价格."""
    if not _PARTS.search(question.text):
        return None
    product = product_in_question(shop, question)
    priced = _priced(product) if product else None
    if product is None or priced is None:
        return None
    name, said = priced
    return Reply(f"亲，{short(product.title)}的{name}：{said}～", product_id=product.id)


def _priced(product: Product) -> tuple[str, str] | None:
    return next((pair for pair in product.attributes.items() if pair[0].endswith("价格")), None)


# Free or at a price


def _until(step: Step) -> datetime | None:
    return repair_until(order_in(step), category_in(step), step.shop.policy())


def _is_free(step: Step) -> bool:
    until = _until(step)
    return until is not None and step.question.now <= until


def _check(step: Step) -> Reply | None:
    """What has no warranty is not mended by us; a fault of it is a matter of quality."""
    if not step.value(SKU) or category_in(step) in step.shop.policy()["warranty"]:
        return at_risk(step.shop, step.question.about_order(step.value(ORDER)))
    return Reply(
        f"亲，{name_of(line_in(step))}没有维修服务。要是质量问题，我可以帮您按质量问题退换，运费我们承担～",
        buttons=[Button("是质量问题", "report_quality_issue", {"order_id": step.value(ORDER)})],
        order_id=step.value(ORDER),
    )


def _ways(step: Step) -> Sequence[Option]:
    if not step.value(FAULT):
        return ()
    return (
        Option("上门", "上门维修", ("上门", "来家", "到家", "师傅来")),
        Option("寄修", "寄回维修", ("寄", "邮寄", "返厂", "送修")),
    )


def _ask_way(step: Step) -> Reply:
    until = _until(step)
    last = day_and_date(until, step.question.now) if until else ""
    if _is_free(step):
        return Reply(f"亲，还在保修期内（到{last}），正常使用的故障免费修，运费和上门费我们出。您看怎么修方便呢？")
    return Reply(f"亲，保修到{last}已经过了，可以付费维修，同事会先报价，您同意了再修。您看怎么修方便呢？")


def _summary(step: Step) -> Reply:
    cost = "保修期内免费" if _is_free(step) else "已过保修，先报价后维修"
    return Reply(
        f"亲，核对一下：{name_of(line_in(step))}，故障是「{step.value(FAULT)}」，{step.value(WAY)}，{cost}。确认报修吗？"
    )


def _submit(step: Step) -> Reply:
    cost = "保修期内免费" if _is_free(step) else "过保，先报价"
    ticket = step.shop.open_ticket(
        step.question.shopper_id or "",
        step.value(ORDER),
        kind=TicketKind.REPAIR,
        level=_LEVEL,
        text=f"{name_of(line_in(step))}：{step.value(FAULT)}，{cost}，照片或视频 {len(step.value(EVIDENCE) or ())} 个",
        wish=step.value(WAY),
        due_hours=_DUE_HOURS,
        key=f"{step.question.message_id}:repair_ticket",
    )
    due = moment(ticket.due_at, step.question.now)
    then = "和您约上门时间" if step.value(WAY) == "上门" else "把寄修地址发您，先别寄哦"
    return Reply(
        f"好的亲，报修登记好了，同事最晚{due}前{then}～",
        custom=promise(step.value(ORDER), "repair", ticket.due_at),
        order_id=step.value(ORDER),
    )


FORM = Form(
    name="repair_form",
    title="报修",
    intents=frozenset({"request_repair", "report_quality_issue", "ask_warranty", "ask_usage_care"}),
    fields=(
        item("亲，这单有几件，要修哪一件呢？"),
        fault("故障", "亲，是什么故障呢？简单说说就行，比如开不了机、不加热～"),
        evidence(EVIDENCE, "视频", lambda step: Reply("亲，麻烦录一小段故障的视频或拍张照片发我；拍不了说一声就行～"), lambda step: True),
        options(WAY, "维修方式", _ask_way, _ways),
        confirmation(_summary, yes="确认报修"),
    ),
    submit=_submit,
    check=_check,
    left="好的亲，那先不报修了，需要的时候随时跟我说～",
)  # fmt: skip
