"""包裹异常: broken, missing or wrong goods. Apology, the record compared, a photo where it does not settle it, then the wish."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from actions.services.fields import Option, confirmation, evidence, options
from actions.services.focus import find_order
from actions.services.forms import LEAVING, Field, Form, Step, begin
from actions.services.lines import ORDER, SKU, item, line_in, name_of, of_order, order_in, product_in
from actions.services.packing import Mistake, mistakes, packed_label, still_coming
from actions.services.question import Question
from actions.services.reply import Offer, Reply, promise
from actions.services.return_rules import arrived, not_yet, open_on
from actions.services.safety import at_risk
from actions.services.wording import moment, yuan
from shop.amounts import down
from shop.models import Flag, Order, OrderLine, OrderState, TicketKind
from shop.protocol import Shop
from shop.refunds import refundable
from shop.windows import damage_until, quality_until

KIND, WISH, EVIDENCE = "kind", "wish", "evidence"
_DUE_HOURS = {2: 4, 3: 24}  # by the level of the complaint (DESIGN §5)
RESEND, EXCHANGE, RETURN, REFUND, KEEP = "补发", "换成对的", "退货退款", "退款", "留下补偿"

_KINDS = (
    Option("damaged", "收到是坏的", ("坏", "破", "碎", "裂", "漏了", "漏出", "漏得", "变形", "压扁", "压成", "磕", "摔", "湿", "化了", "烂", "断", "有个洞", "破洞", "划痕", "污渍")),
    Option("missing", "少了东西", ("少发", "漏发", "少了", "缺了", "少件", "少一", "少给", "没放", "没有放", "只有一", "只收到", "少寄", "缺一", "没看到", "空盒", "空的")),
    Option("wrong", "发错了", ("发错", "错发", "寄错", "不是我买的", "不是我拍的", "不是我要的", "发成", "颜色不对", "颜色错", "尺码不对", "码不对", "型号不对", "款式不对", "货不对", "搞错", "拿错", "串了")),
)  # fmt: skip
_TICKETS = {"damaged": TicketKind.DAMAGED, "missing": TicketKind.MISSING_ITEM, "wrong": TicketKind.WRONG_ITEM}
_REASONS = {"damaged": "破损", "missing": "少件", "wrong": "发错货"}


def report(shop: Shop, question: Question) -> Reply:
    risk = at_risk(shop, question)
    if risk:
        return risk
    found = find_order(
        shop, question, likely=_likely_in(shop, question), ask="亲，抱歉给您添麻烦了，是哪一单收到有问题呢？"
    )
    if found.order is None:
        return found.reply or Reply()
    objection = not_yet(found.order, "这个")
    return objection or replace(_begun(shop, found.order, question), order_id=found.order.id)


def _likely_in(shop: Shop, question: Question) -> Callable[[Order], bool]:
    """An order whose packing record shows such a mistake comes before all others."""
    orders = shop.orders(question.shopper_id) if question.shopper_id else ()
    shown = {order.id for order in orders if admits(order, question.text)}
    return lambda order: order.id in shown if shown else _likely(order)


def admits(order: Order, text: str) -> bool:
    """Whether the record shows what is said to be wrong."""
    return _kind_said(text) in {mistake.kind for mistake in mistakes(order)}


def _likely(order: Order) -> bool:
    return arrived(order) or order.state in {OrderState.SHIPPED, OrderState.PARTLY_SHIPPED}


def _begun(shop: Shop, order: Order, question: Question) -> Reply:
    """What the record shows is admitted before anything is asked."""
    shown = mistakes(order)
    known = {**of_order(order), **({KIND: shown[0].kind, SKU: shown[0].line.sku_id} if len(shown) == 1 else {})}
    said = _kind_said(question.text)
    if len(shown) == 1 and said in {None, shown[0].kind}:
        return begin(FORM, shop, question, known, _admitted(shop, shown[0]))
    return begin(FORM, shop, question, of_order(order), "亲，收到这样的真的很抱歉，我马上帮您处理。")


def _kind_said(text: str) -> str | None:
    found = [(len(word), each.value) for each in _KINDS for word in each.words if word in text]
    return max(found)[1] if found else None


def _admitted(shop: Shop, mistake: Mistake) -> str:
    line = mistake.line
    if mistake.kind == "wrong":
        return f"亲，核对了出库记录，您买的是{name_of(line)}，仓库确实错装成了{packed_label(shop, line)}，是我们的失误，非常抱歉，不用您再举证。"
    return f"亲，核对了出库记录，您买了 {line.quantity} 件{name_of(line)}，仓库只装了 {line.packed_quantity} 件，是我们的失误，非常抱歉，不用您再举证。"


# What the record says of the piece in question


def _mistake_in(step: Step) -> Mistake | None:
    """Of this piece and of this kind."""
    found = (each for each in mistakes(order_in(step)) if each.line.sku_id == step.value(SKU))
    return next((each for each in found if each.kind == step.value(KIND)), None)


def _is_unproven(step: Step) -> bool:
    return _mistake_in(step) is None


def _check(step: Step) -> Reply | None:
    risk = at_risk(step.shop, step.question.about_order(step.value(ORDER)))
    if risk or not step.value(SKU):
        return risk
    return _coming_apart(step) if step.value(KIND) == "missing" else None


def _coming_apart(step: Step) -> Reply | None:
    """Several parcels: the other one is on its way, nothing is missing."""
    order = order_in(step)
    line = line_in(step)
    waits = order.state is OrderState.PARTLY_SHIPPED and line.packed_quantity is None
    parcel = still_coming(step.shop.parcels(step.question.shopper_id or "", order.id), line)
    if waits:
        text = f"亲，这单是分仓发的，{name_of(line)}在另一个包裹里，还没发出，没有漏发，请放心～要我帮您催一下吗？"
        return Reply(text, order_id=order.id, offer=Offer("urge_shipping", {"order_id": order.id}))
    if parcel and len(order.parcel_ids) > 1:
        text = f"亲，这单是分开发的，{name_of(line)}在另一个包裹里（{parcel.courier}），还在路上，没有漏发。要看看到哪了吗？"
        return Reply(text, order_id=order.id, offer=Offer("track_shipment", {"order_id": order.id}))
    return None


def _photos() -> Field:
    return evidence(EVIDENCE, "照片", _ask_photos, _is_unproven)


def _ask_photos(step: Step) -> Reply:
    """What the record says is told, since the photo is to be compared with it."""
    line = line_in(step)
    what = {
        "damaged": "麻烦拍一下外包装（带面单）和破损的地方",
        "missing": f"出库记录上{name_of(line)}装了 {line.packed_quantity or line.quantity} 件，我需要和仓库核对，麻烦拍一下外包装（带面单）和收到的全部东西",
        "wrong": f"出库记录上装的是{name_of(line)}，我需要和仓库核对，麻烦拍一下收到的商品、吊牌和外包装面单",
    }[step.value(KIND)]
    return Reply(f"亲，{what}；暂时拍不了说一声就行～")


# The wish


def _wishes(step: Step) -> Sequence[Option]:
    if not step.value(KIND) or not step.value(SKU):
        return ()
    offered = [*_in_goods(step), *_in_money(step)]
    return [*offered, *([_keep_option(step)] if _keep_amount(step) else [])]


def _in_goods(step: Step) -> list[Option]:
    """Only while there is one on the shelf."""
    if not _in_stock(step):
        return []
    if step.value(KIND) == "wrong":
        return [
            Option(
                EXCHANGE,
                "换成对的",
                ("换成对的", "换对的", "换吧", "要换", "还是换", "重新发", "补发", "重发"),
                ("换", "发对的", "要对的"),
            )
        ]
    return [Option(RESEND, "补发", ("补发", "补寄", "重新发", "重发", "再发"), ("补", "换"))]


def _in_money(step: Step) -> list[Option]:
    if step.value(KIND) == "wrong":
        return [Option(RETURN, "退货退款", ("退货",), ("退",))]
    return [Option(REFUND, "退款", ("退钱", "退我"), ("退",))]


def _keep_option(step: Step) -> Option:
    return Option(
        KEEP,
        f"留下，补偿 {yuan(_keep_amount(step))}",
        ("不退不换", "补偿", "补点", "补钱", "懒得", "嫌麻烦", "不想退", "不用退"),
        ("留下", "留着", "将就", "赔"),
    )


def _keep_amount(step: Step) -> Decimal:
    """A share of the price for whoever keeps it as it is, by policy; nothing for what is not there."""
    rule = step.shop.policy()["returns"].get("keep_offer")
    if rule is None or step.value(KIND) == "missing":
        return Decimal(0)
    line = line_in(step)
    return min(down(line.price * Decimal(str(rule["share"]))), down(Decimal(str(rule["most"]))))


def _in_stock(step: Step) -> bool:
    product = product_in(step)
    return product is not None and any(sku.id == step.value(SKU) and sku.stock >= _pieces(step) for sku in product.skus)


def _pieces(step: Step) -> int:
    mistake = _mistake_in(step)
    return mistake.missing if mistake and mistake.kind == "missing" else 1


def _ask_wish(step: Step) -> Reply:
    gone = "" if _in_stock(step) else f"{name_of(line_in(step))}现在没有库存，补发不了。"
    return Reply(f"亲，{gone}您希望怎么处理呢？运费都由我们承担～")


# Confirmed


def _summary(step: Step) -> Reply:
    line = line_in(step)
    text = f"亲，核对一下：{name_of(line)}{_SAID[step.value(KIND)]}，{_solution(step)}。确认提交吗？"
    return Reply(text)


_SAID = {"damaged": "收到破损", "missing": "少发", "wrong": "发错"}


def _solution(step: Step) -> str:
    return _SOLUTIONS[step.value(WISH)](step)


_SOLUTIONS: Mapping[str, Callable[[Step], str]] = {
    RESEND: lambda step: f"给您补发 {_pieces(step)} 件，运费我们出",
    EXCHANGE: lambda step: "换成您买的规格，来回运费我们出",
    RETURN: lambda step: f"退货退款，预计退 {yuan(refundable(order_in(step), line_in(step)))}，寄回运费我们出",
    REFUND: lambda step: f"退款，预计退 {yuan(_refund(step))}",
    KEEP: lambda step: f"东西您留下，补偿 {yuan(_keep_amount(step))}",
}


def _refund(step: Step) -> Decimal:
    """For the pieces that are missing; for what is broken, the whole line."""
    line = line_in(step)
    pieces = _pieces(step) if step.value(KIND) == "missing" else line.quantity
    return refundable(order_in(step), line, pieces)


def _submit(step: Step) -> Reply:
    line, level = line_in(step), _level(step)
    _open_return(step, line)
    _note(step)
    ticket = step.shop.open_ticket(
        step.question.shopper_id or "",
        step.value(ORDER),
        kind=_TICKETS[step.value(KIND)],
        level=level,
        text=f"{name_of(line)}{_SAID[step.value(KIND)]}，{_proof(step)}，顾客希望：{_solution(step)}",
        wish=step.value(WISH),
        due_hours=_DUE_HOURS[level],
        key=f"{step.question.message_id}:package_ticket",
    )
    due = moment(ticket.due_at, step.question.now)
    return Reply(
        f"好的亲，再次跟您说声抱歉。已经登记并加急：{_solution(step)}，同事最晚{due}前给您落实好，结果会在这里告诉您～",
        custom=promise(step.value(ORDER), "package_problem", ticket.due_at),
        order_id=step.value(ORDER),
    )


def _level(step: Step) -> int:
    """Told after the hours for broken parcels, without a record that shows it: no longer to be settled at once."""
    until = damage_until(order_in(step), step.shop.policy())
    late = until is not None and until < step.question.now
    return 3 if late and _is_unproven(step) else 2


def _proof(step: Step) -> str:
    if not _is_unproven(step):
        return "出库记录属实"
    late = "，已过破损报告时限" if _level(step) == 3 else ""
    return f"照片 {len(step.value(EVIDENCE) or ())} 张{late}"


def _open_return(step: Step, line: OrderLine) -> None:
    """Where goods or the whole line's money come back; what cannot be opened as one is done from the ticket."""
    kind = _RETURNS.get(step.value(WISH))
    if kind is None or not _may_return(step, line):
        return
    step.shop.open_return(
        step.question.shopper_id or "",
        step.value(ORDER),
        line.sku_id,
        kind=kind,
        reason=_REASONS[step.value(KIND)],
        evidence=step.value(EVIDENCE) or (),
        exchange_sku_id=line.sku_id if kind == "换货" else None,
        key=f"{step.question.message_id}:open_return",
    )


_RETURNS = {EXCHANGE: "换货", RETURN: "退货退款", REFUND: "仅退款"}


def _note(step: Step) -> None:
    step.shop.add_note(
        step.question.shopper_id or "",
        step.value(ORDER),
        by="小二",
        text=f"{_SAID[step.value(KIND)]}：{_solution(step)}",
        flag=Flag.PURPLE,
        key=f"{step.question.message_id}:package_note",
    )


def _may_return(step: Step, line: OrderLine) -> bool:
    order = order_in(step)
    until = quality_until(order, step.shop.policy())
    whole = _refund(step) == refundable(order, line) or step.value(WISH) != REFUND
    free = open_on(step.shop.returns(step.question.shopper_id or ""), order.id, line.sku_id) is None
    return arrived(order) and whole and free and until is not None and step.question.now <= until


FORM = Form(
    name="package_form",
    title="包裹问题",
    intents=frozenset({"report_package_problem", "report_quality_issue", "request_return", "request_exchange"}),
    fields=(
        options(KIND, "问题", lambda step: Reply("亲，收到的是什么情况呢？"), lambda step: _KINDS),
        item("亲，这单有几件，是哪一件呢？"),
        _photos(),
        options(WISH, "处理方式", _ask_wish, _wishes),
        confirmation(_summary),
    ),
    submit=_submit,
    check=_check,
    left="好的亲，那先不登记了，有需要随时跟我说～",
    leaving=re.compile(rf"^(?!算了.*留)(?:{LEAVING.pattern})"),  # 算了，留着吧 is a wish
)
