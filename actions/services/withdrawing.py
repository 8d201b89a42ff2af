"""撤销: a return or refund that was asked for is taken back, as long as the warehouse has not registered the goods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.services.fields import Option, confirmation, options
from actions.services.focus import find_order
from actions.services.forms import Form, Step, begin
from actions.services.lines import ORDER, line_returned, name_of, order_in
from actions.services.question import Question
from actions.services.reply import NEEDS_IDENTITY, Reply
from actions.services.return_rules import OPEN
from actions.services.wording import day_and_date, yuan
from shop.models import Flag, Order, Return, ReturnState
from shop.protocol import Shop
from shop.windows import without_reason_until

RETURN = "return_id"
_YES = re.compile(
    r"^(算了|对|嗯|是的?|好的?)*[，, ]*(不[退换]了|撤销?吧?|撤了吧?|取消吧?|不想[退换]了)"
)  # 不退了 leaves a return, but not this form
_GOING_ON = re.compile(
    r"^(那|先|还是)*(不撤|先不撤|别撤|接着[退换]|继续[退换]|[退换]吧|算了$|算了[，, ]*(还是|接着|继续)|退出|再说)"
)


def request(shop: Shop, question: Question) -> Reply:
    if question.shopper_id is None:
        return NEEDS_IDENTITY
    ids = {each.order_id for each in shop.returns(question.shopper_id) if each.state in OPEN}
    if not ids and not question.order_id:
        return Reply("亲，帮您查过了，您现在没有在办的退货或退款，不用撤销～")
    found = find_order(shop, question, likely=lambda order: order.id in ids, ask="亲，您想撤销哪一单的申请呢？")
    if found.order is None:
        return found.reply or Reply()
    return replace(_of_order(shop, found.order, question), order_id=found.order.id)


def _of_order(shop: Shop, order: Order, question: Question) -> Reply:
    opened = [each for each in shop.returns(order.shopper_id) if each.order_id == order.id and each.state in OPEN]
    if not opened:
        return Reply(f"亲，{name_of(order.lines[0])}这单没有在办的退货或退款，不用撤销～")
    if all(each.state is ReturnState.RECEIVED for each in opened):
        at = opened[0].received_at
        told = f"{day_and_date(at, question.now)}" if at else ""
        return Reply(f"亲，仓库{told}已经登记收货，退款在办了，这时候撤不了啦。还想要的话，可以再拍一单～")
    values = {ORDER: order.id, **({RETURN: opened[0].id} if len(opened) == 1 else {})}
    return begin(FORM, shop, question, values)


def _opened(step: Step) -> Sequence[Return]:
    returns = step.shop.returns(step.question.shopper_id or "")
    return [each for each in returns if each.order_id == step.value(ORDER) and each.state in OPEN]


def _choices(step: Step) -> Sequence[Option]:
    return [Option(each.id, f"{_goods(step, each)} {each.kind}", (_goods(step, each),)) for each in _opened(step)]


def _goods(step: Step, asked: Return) -> str:
    return name_of(line_returned(order_in(step), asked))


def _asked(step: Step) -> Return:
    returns = step.shop.returns(step.question.shopper_id or "")
    return next(each for each in returns if each.id == step.value(RETURN))


def _summary(step: Step) -> Reply:
    asked = _asked(step)
    amount = f"（{yuan(asked.amount)}）" if asked.amount else ""
    return Reply(f"亲，确认撤销{_goods(step, asked)}的{asked.kind}申请{amount}吗？{_then(step, asked)}")


def _then(step: Step, asked: Return) -> str:
    """What becomes of the goods, and whether it can be asked for again."""
    order = order_in(step)
    if order.signed_at is None:
        return "撤销后这单照常发货配送。"
    if asked.state is ReturnState.SENT_BACK:
        return "东西已经寄出来了，撤销后我会备注仓库，到仓由同事联系您怎么寄还。"
    product = next((line.product_id for line in order.lines if line.sku_id == asked.sku_id), None)
    category = step.shop.product(product).category if product else ""
    until = without_reason_until(order, category, step.shop.policy())
    if until and until > step.question.now:
        return f"撤销后东西您留着用，{day_and_date(until, step.question.now)}前改主意还能再申请。"
    return "撤销后就过了无理由退换的期限，之后只能按质量问题处理哦。"


def _submit(step: Step) -> Reply:
    before = _asked(step)
    key = step.question.message_id
    step.shop.withdraw_return(step.question.shopper_id or "", before.id, key=f"{key}:withdraw_return")
    if before.state is ReturnState.SENT_BACK:
        text = f"退货已撤销但包裹已寄出（{before.courier}{before.tracking_no}），到仓请联系买家寄还"
        step.shop.add_note(
            step.question.shopper_id or "",
            before.order_id,
            by="小二",
            text=text,
            flag=Flag.PURPLE,
            key=f"{key}:withdrawn",
        )
        return Reply("好的亲，已经撤销了，也备注了仓库，包裹到仓后同事会联系您～", order_id=before.order_id)
    then = "，这单照常给您发货" if order_in(step).signed_at is None else "，东西您放心留着"
    return Reply(f"好的亲，已经帮您撤销了{then}～", order_id=before.order_id)


FORM = Form(
    name="withdraw_form",
    title="撤销申请",
    intents=frozenset({"cancel_return"}),
    fields=(
        options(RETURN, "申请", lambda step: Reply("亲，这单有几个申请，要撤销哪一个呢？"), _choices),
        confirmation(_summary, yes="确认撤销", no="先不撤了", also=_YES),
    ),
    submit=_submit,
    left="好的亲，那申请就接着办，不撤啦～",
    leaving=_GOING_ON,
)
