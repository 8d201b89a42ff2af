"""取消订单: unpaid it is closed, paid the money comes back, with the warehouse or the courier a person tries to stop it."""

from __future__ import annotations

import re

from actions.services.fields import Option, confirmation, options
from actions.services.focus import find_order
from actions.services.forms import Form, Step, begin
from actions.services.order_words import goods_of
from actions.services.question import Question
from actions.services.reply import Button, Reply, handover, knowledge
from actions.services.too_late import UNDER_WAY, TooLate, by_state
from actions.services.wording import days, short, yuan
from shop.models import Order, OrderState
from shop.protocol import Shop

_STILL_TO_CANCEL = frozenset({OrderState.UNPAID, OrderState.PAID}) | UNDER_WAY
_DEPOSIT = re.compile(r"定金|订金|尾款|预售")
_ONE_OF_SEVERAL = re.compile(
    r"其中(的)?一|只退|部分退|退一[件个罐盒包条]|其他(的)?(照|还|都)|单独退|去掉|只要|取消一[件个双条]|留着|留下"
)

_TOO_LATE = TooLate(
    "cancel_order",
    "取消订单",
    by_state(
        "亲，您的{goods}仓库已经在配货，系统里取消不了啦。要我请同事联系仓库拦一下吗？拦下来就给您退款～",
        "亲，您的{goods}已经发出了，没法直接取消。要我请同事联系快递拦截吗？拦回来就给您退款，拦不住的话签收时拒收就行～",
        "亲，您的{goods}已经签收了，不能取消，不想要的话可以申请退货～",
    ),
    after_arrival=Button("申请退货", "request_return"),
)


def cancel(shop: Shop, question: Question) -> Reply:
    if _DEPOSIT.search(question.text):
        return knowledge(question.text)
    found = find_order(
        shop, question, likely=lambda order: order.state in _STILL_TO_CANCEL, ask="您想取消哪一笔订单呢？"
    )
    if found.order is None:
        return found.reply or Reply()
    order = found.order
    objection = _objection(order, question)
    return objection or begin(FORM, shop, question, {"order_id": order.id})


def _objection(order: Order, question: Question) -> Reply | None:
    if order.state is OrderState.REFUNDING:
        text = f"亲，您的{goods_of(order)}已经在退款中了，不用重复取消～"
        return Reply(text, buttons=[Button("退款到哪一步了", "ask_refund_progress")], order_id=order.id)
    if order.state in {OrderState.CANCELLED, OrderState.CLOSED_UNPAID, OrderState.REFUNDED}:
        return Reply(f"亲，您的{goods_of(order)}现在是「{order.state.zh}」，不用再取消啦～", order_id=order.id)
    return _TOO_LATE.reply(order, question) or only_a_part(order, question)


def only_a_part(order: Order, question: Question) -> Reply | None:
    """The shop's system takes an order back as a whole; single lines of a paid one are a person's work."""
    if len(order.lines) < 2 or order.state is not OrderState.PAID or not _ONE_OF_SEVERAL.search(question.text):
        return None
    note = f"订单 {order.id} 未发货，顾客只想退其中一件：{question.text[:40]}"
    return Reply(
        "好的亲，整单取消我可以直接办，只退其中一件要同事在后台处理，已经帮您转过去了，其他的照常发～",
        custom=handover("partial_refund", note),
        order_id=order.id,
    )


_REASONS = (
    Option("不想要了", "不想要了", ("不要了", "不想要", "不买了", "冲动", "不需要", "用不上", "老公不让", "改主意"), ("没有原因", "没原因", "没什么原因", "没啥", "不为什么", "随便", "嗯", "确认", "确定")),
    Option("拍错了", "拍错了", ("拍错", "买错", "选错", "重复", "买重", "多拍", "拍了两", "手滑", "误拍", "乱拍", "填错", "写错", "忘用", "忘记用")),
    Option("发货太慢", "发货太慢", ("太慢", "不发货", "没发货都", "等太久", "不等了", "等不", "不想等", "一直不发", "发货慢")),
    Option("别处更便宜", "别处更便宜", ("更便宜", "便宜", "别家", "降价")),
    Option("缺货", "缺货了", ("缺货", "没货", "断货", "补货")),
    Option("其他原因", "其他原因", ("其他", "别的原因")),
)  # fmt: skip


def _order(step: Step) -> Order:
    return step.shop.order(step.question.shopper_id or "", step.value("order_id"))


def _summary(step: Step) -> Reply:
    order = _order(step)
    if order.state is OrderState.UNPAID:
        text = f"亲，{goods_of(order)}这单还没付款（待付 {yuan(order.to_pay)}），确认取消后订单就关闭了，不能恢复哦～"
        return Reply(text, order_id=order.id)
    back = days(step.shop.policy()["orders"]["refund_days"])
    hint = _HINTS.get(step.value("reason"), "")
    text = f"亲，{goods_of(order)}取消后退您 {yuan(order.paid)}，审核通过后 {back}原路退回。{hint}确认取消吗？"
    return Reply(text, order_id=order.id)


# Often less than a cancellation is needed: said once, in the confirmation.
_HINTS = {"拍错了": "只是规格或地址不对的话，没发货可以直接帮您改，不用取消。"}


def _submit(step: Step) -> Reply:
    order = _order(step)
    key = f"{step.question.message_id}:cancel_order"
    reason = step.value("reason") or "不想要了"
    done = step.shop.cancel_order(order.shopper_id, order.id, reason=reason, key=key)
    if done.state is OrderState.CANCELLED:
        return Reply(f"好的亲，{short(order.lines[0].title)}这单已经取消了，想买随时再拍～", order_id=order.id)
    back = days(step.shop.policy()["orders"]["refund_days"])
    text = f"好的亲，已经帮您提交取消，仓库不会再发货。{yuan(order.paid)}审核通过后 {back}原路退回～"
    return Reply(text, order_id=order.id)


# "取消" leaves any other form; here it means yes.
_YES_CANCEL = re.compile(
    r"^(那就?|就|帮我|给我|确认|确定|直接|嗯|对|是的?)*(取消|退款|退了|退)(了|吧|订单|这单|掉)*[～~!！。.\s]*$"
)
_KEEPING = re.compile(
    r"^(那|我|先|还是)*(算了吧?[～。\s]*$|算了.{0,3}(等|留|要)|再等|等等|还是要|还要|不取消|别取消|不用了|不用取消|先不|留着|再说|不退了)"
)

_TOLD_IN_SUMMARY = re.compile(r"(退|还).{0,3}(多少|几块|多久|几天)|多久.{0,2}(退|到账)|什么时候.{0,2}(退|到账)|原路")


FORM = Form(
    name="cancel_form",
    title="取消订单",
    intents=frozenset({"cancel_order"}),
    fields=(
        options(
            "reason",
            "原因",
            lambda step: Reply("好的亲，方便说下取消的原因吗？"),
            lambda step: _REASONS,
        ),
        confirmation(_summary, yes="确认取消", no="先不取消", also=_YES_CANCEL, tells=_TOLD_IN_SUMMARY),
    ),
    submit=_submit,
    check=lambda step: _objection(_order(step), step.question),
    left="好的亲，那这单就先留着，照常给您安排～",
    leaving=_KEEPING,
)
