"""退货退款: what comes back, why, for how much, who pays the postage; refused only by rule, and late only by a person."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from actions.services import refunds
from actions.services.fields import confirmation
from actions.services.focus import find_order
from actions.services.forms import Form, Step, begin
from actions.services.lines import SKU, category_in, item, line_in, name_of, of_order, order_in
from actions.services.question import Question
from actions.services.reasons import EVIDENCE, REASON, is_fault, opened, photos, reason, reason_told
from actions.services.reply import Reply, promise
from actions.services.return_rules import (
    already_open,
    arrived,
    forbidden,
    is_late,
    likely,
    not_yet,
    saleable,
)
from actions.services.wording import moment, yuan
from shop.models import Return, ReturnState, Ticket, TicketKind
from shop.protocol import Shop
from shop.refunds import refundable

_TURNED_DOWN = re.compile(r"(被|给我?|你们)(拒|驳)|驳回|没(有)?通过|不(给|让)?通过|拒绝我?的?(退|申请)")
WITH_GOODS, REFUND_ONLY = "退货退款", "仅退款"


def request(shop: Shop, question: Question) -> Reply:
    if _TURNED_DOWN.search(question.text):
        return refunds.progress(shop, question)
    found = find_order(shop, question, likely=likely, ask="亲，您想退哪一单呢？")
    if found.order is None:
        return found.reply or Reply()
    objection = not_yet(found.order, "退货")
    return objection or replace(begin(FORM, shop, question, of_order(found.order)), order_id=found.order.id)


def kind_of(step: Step) -> str:
    """Goods that have not arrived cannot come back: the money alone does, and the parcel is refused at the door."""
    return WITH_GOODS if arrived(order_in(step)) else REFUND_ONLY


def _check(step: Step) -> Reply | None:
    objection = not_yet(order_in(step), "退货")
    if objection or not step.value(SKU):
        return objection
    return already_open(step.shop, step, kind_of(step)) or (forbidden(step) if kind_of(step) == WITH_GOODS else None)


# Before it is sent off


def _summary(step: Step) -> Reply:
    line = line_in(step)
    told = _LATE if is_late(step) else _ON_TIME[kind_of(step)]
    return Reply(
        f"亲，核对一下：退{name_of(line)}{_pieces(line.quantity)}，原因「{step.value(REASON)}」，"
        f"{told.format(amount=yuan(refundable(order_in(step), line)), postage=postage(step))}确认提交吗？"
    )


_LATE = "已经超过期限，我会提交给同事特批，批准的话预计退 {amount}，{postage}。"
_ON_TIME = {
    WITH_GOODS: "预计退 {amount}，{postage}。",
    REFUND_ONLY: "包裹还在路上，申请的是仅退款，预计退 {amount}，送到时请直接拒收。",
}


def _pieces(quantity: int) -> str:
    return f" {quantity} 件" if quantity > 1 else ""


def postage(step: Step) -> str:
    """Who pays for the way back."""
    if is_fault(step):
        return "来回运费我们承担"
    if category_in(step) in step.shop.policy()["returns"]["freight_insurance_categories"]:
        return "寄回运费您先付，退款后由运费险按规则理赔"
    return "寄回运费由您承担"


# When it is confirmed


def _submit(step: Step) -> Reply:
    if is_late(step):
        return late_told(step, open_late_ticket(step, WITH_GOODS))
    asked = step.shop.open_return(
        step.question.shopper_id or "",
        step.value("order_id"),
        step.value(SKU),
        kind=kind_of(step),
        reason=reason_told(step),
        evidence=step.value(EVIDENCE) or (),
        key=f"{step.question.message_id}:open_return",
    )
    return told(step, asked)


def told(step: Step, asked: Return) -> Reply:
    """What happens next: where to send it if it was approved at once, else by when somebody looks at it."""
    if asked.state is ReturnState.APPROVED:
        return Reply(f"好的亲，{asked.kind}申请通过啦～{where_to(step.shop)}", order_id=asked.order_id)
    due = review_due(step)
    after = (
        "送到时请直接拒收，包裹退回仓库后给您退款" if asked.kind == REFUND_ONLY else "通过后我把寄回地址发您，先别寄哦"
    )
    return Reply(
        f"好的亲，{asked.kind}申请提交好了，同事最晚{due}前审核完，{after}～",
        custom=_review_promise(step, asked.order_id),
        order_id=asked.order_id,
    )


def where_to(shop: Shop) -> str:
    """The whole address stands in the return order only: no phone and no street in a chat."""
    to = shop.policy()["returns"]["address"]
    return f"请寄到{to['city']}的{to['name']}，完整地址和电话在订单的退货单里，寄出后把快递公司和单号发我登记就行～"


def review_due(step: Step) -> str:
    return moment(step.question.now + _review_time(step), step.question.now)


def _review_time(step: Step) -> timedelta:
    return timedelta(hours=step.shop.policy()["returns"]["review_hours"])


def _review_promise(step: Step, order_id: str) -> dict[str, object]:
    follow_up = step.shop.open_follow_up(
        step.question.shopper_id or "",
        order_id,
        kind="return_review",
        due_hours=step.shop.policy()["returns"]["review_hours"],
        key=f"{step.question.message_id}:return_review",
    )
    return dict(promise(order_id, "return_review", follow_up.due_at))


def open_late_ticket(step: Step, wish: str) -> Ticket:
    """Level 3: closed within a day."""
    line = line_in(step)
    return step.shop.open_ticket(
        step.question.shopper_id or "",
        step.value("order_id"),
        kind=TicketKind.LATE_RETURN,
        level=3,
        text=f"超期{wish}：{name_of(line)}，原因：{reason_told(step)}，{_condition(step)}",
        wish=wish,
        due_hours=step.shop.policy()["returns"]["review_hours"],
        key=f"{step.question.message_id}:late_return",
    )


def _condition(step: Step) -> str:
    if not is_fault(step):
        return "顾客说吊牌包装齐全、未穿用"
    return f"照片 {len(step.value(EVIDENCE) or ())} 张"


def late_told(step: Step, ticket: Ticket) -> Reply:
    due = moment(ticket.due_at, step.question.now)
    return Reply(
        f"好的亲，已经提交给同事特批了，{due}前给您答复。批准前先别寄回，东西和包装请先留好～",
        custom=promise(step.value("order_id"), "late_return", ticket.due_at),
        order_id=step.value("order_id"),
    )


_YES_RETURN = re.compile(r"^(那就?|就|行|好的?|嗯|可以)*[，, ]*(退|退吧|退了吧|退了|申请退货)[～~!！。.\s]*$")
TOLD_IN_SUMMARY = re.compile(r"[运邮快递]费.{0,4}(谁|我[出付]|你们|承担)|谁[出付承]|(退|还).{0,3}(多少|几块)")

FORM = Form(
    name="return_form",
    title="退货申请",
    intents=frozenset({"request_return", "report_quality_issue", "report_package_problem"}),  # each may be a reason
    fields=(
        item("亲，这单有几件，要退哪一件呢？"),
        reason("亲，是什么原因想退呢？"),
        opened(),
        saleable(),
        photos(),
        confirmation(_summary, also=_YES_RETURN, tells=TOLD_IN_SUMMARY),
    ),
    submit=_submit,
    check=_check,
    left="好的亲，那就先不退了，需要的时候随时跟我说～",
)
