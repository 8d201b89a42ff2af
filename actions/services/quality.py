"""质量问题: first what can be tried at home, then photos, then a new one, the money, or repair, at the shop's cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from actions.services import package_problem
from actions.services.faults import FAULT, fault
from actions.services.fields import Option, confirmation, evidence, options
from actions.services.focus import find_order
from actions.services.forms import Field, Form, Step, begin
from actions.services.lines import ORDER, SKU, category_in, item, line_in, name_of, of_order, order_in, product_in
from actions.services.question import Question
from actions.services.reply import Reply, promise
from actions.services.return_rules import already_open, arrived, likely, not_yet
from actions.services.returning import where_to
from actions.services.safety import at_risk
from actions.services.warranty import repair_until
from actions.services.wording import day_and_date, moment, yuan
from shop.models import ReturnState, TicketKind
from shop.protocol import Shop
from shop.refunds import refundable
from shop.windows import quality_until

TRIED, EVIDENCE, WISH = "tried", "evidence", "wish"
NEW, RETURN, REPAIR, PERSON = "换新", "退货退款", "维修", "同事核实"
_LEVEL, _DUE_HOURS = 3, 24  # DESIGN §5: a small flaw, closed within a day


def report(shop: Shop, question: Question) -> Reply:
    risk = at_risk(shop, question)
    if risk:
        return risk
    found = find_order(shop, question, likely=likely, ask="亲，抱歉影响您使用了，是哪一单的东西有问题呢？")
    if found.order is None:
        return found.reply or Reply()
    order = found.order
    if package_problem.admits(order, question.text):
        return package_problem.report(shop, question.about_order(order.id))
    objection = not_yet(order, "这个")
    if objection:
        return objection
    if not arrived(order):
        text = f"亲，{name_of(order.lines[0])}这单现在是「{order.state.zh}」，收到后有任何问题随时拍照发我，质量问题来回运费我们承担～"
        return Reply(text, order_id=order.id)
    return replace(begin(FORM, shop, question, of_order(order)), order_id=order.id)


# What can be tried at home


def _tip(step: Step) -> str:
    """The product's own answer to this complaint; else its care, where it is about washing or cleaning."""
    product, said = product_in(step), step.value(FAULT) or ""
    if product is None:
        return ""
    answer = next((each.answer for each in product.complaint_points if _about(each.point, said)), "")
    return answer or (product.care if any(word in said for word in _CARE) else "")


_CARE = ("洗", "缩水", "起球", "掉色", "褪色", "褶皱", "起皱", "清洁")


def _about(point: str, fault: str) -> bool:
    """Two letters of the point in the words, other than those that say little."""
    pairs = {point[at : at + 2] for at in range(len(point) - 1)} - {"有点", "一点", "容易", "不了", "了吗"}
    return point in fault or any(pair in fault for pair in pairs)


def _tried() -> Field:
    field = options(TRIED, "试过没有", _ask_tried, _tried_choices)
    return replace(field, needed=lambda step: bool(_tip(step)) and not step.value(WISH))


def _ask_tried(step: Step) -> Reply:
    return Reply(f"亲，抱歉影响您使用了。先跟您说下这款的情况：{_tip(step).rstrip('。')}。这样处理过还是不行吗？")


def _tried_choices(step: Step) -> Sequence[Option]:
    if not step.value(FAULT) or not step.value(SKU):
        return ()
    return (
        Option("yes", "还是不行", ("试过", "都做了"), ("还是", "不行", "没用", "一样", "处理过", "照做", "不管用")),
        Option("later", "我先试试", ("我先试", "我去试", "回头试"), ("试试", "好了", "可以了", "解决了")),
    )


def _check(step: Step) -> Reply | None:
    risk = at_risk(step.shop, step.question.about_order(step.value(ORDER)))
    if risk or not step.value(SKU):
        return risk
    if step.value(TRIED) == "later":
        last = quality_until(order_in(step), step.shop.policy())
        by = f"{day_and_date(last, step.question.now)}前" if last and last > step.question.now else ""
        return Reply(f"好的亲，先试试看，还是不行的话{by}随时来找我，照样给您处理～", order_id=step.value(ORDER))
    return already_open(step.shop, step)


# Proof and wish


def _photos() -> Field:
    return evidence(EVIDENCE, "照片", _ask_photos, lambda step: True)


def _ask_photos(step: Step) -> Reply:
    what = "录一小段故障的视频或拍张照片" if category_in(step) == "小家电" else "拍张整体和问题处的近照"
    return Reply(f"亲，抱歉给您添麻烦了，麻烦{what}发我，核实更快；暂时拍不了说一声就行～")


def _in_time(step: Step) -> bool:
    until = quality_until(order_in(step), step.shop.policy())
    return until is not None and step.question.now <= until


def _under_warranty(step: Step) -> bool:
    until = repair_until(order_in(step), category_in(step), step.shop.policy())
    return until is not None and step.question.now <= until


def _wishes(step: Step) -> Sequence[Option]:
    """In the quality window all ways are open; under warranty repair; after that a person looks at it."""
    if not step.value(SKU) or not step.value(FAULT):
        return ()
    repair = (
        [Option(REPAIR, "免费维修", ("维修", "保修"), ("修", "需要", "好", "可以", "行"))]
        if _under_warranty(step)
        else []
    )
    if not _in_time(step):
        return repair or [Option(PERSON, "请同事核实", ("核实",), ("需要", "好", "可以", "行"))]
    new = [Option(NEW, "换一件新的", ("换新", "换一", "换货", "新的"), ("换",))] if _in_stock(step) else []
    return [*new, Option(RETURN, "退货退款", ("退货", "退款", "退钱"), ("退",)), *repair]


def _in_stock(step: Step) -> bool:
    product, line = product_in(step), line_in(step)
    return product is not None and any(sku.id == line.sku_id and sku.stock >= line.quantity for sku in product.skus)


def _ask_wish(step: Step) -> Reply:
    if _in_time(step):
        return Reply("亲，收到。质量问题来回运费都由我们承担，您希望怎么处理呢？")
    last = day_and_date(_last_day(step), step.question.now)
    if _under_warranty(step):
        return Reply(f"亲，退换的期限到{last}已经过了，不过还在保修期内，可以免费维修，需要吗？")
    return Reply(f"亲，退换的期限到{last}已经过了，系统没法直接退换，我可以提交给同事核实处理，需要吗？")


def _last_day(step: Step) -> datetime:
    return quality_until(order_in(step), step.shop.policy()) or step.question.now


def _summary(step: Step) -> Reply:
    return Reply(f"亲，核对一下：{name_of(line_in(step))}，问题是「{step.value(FAULT)}」，{_way(step)}。确认提交吗？")


def _way(step: Step) -> str:
    amount = yuan(refundable(order_in(step), line_in(step)))
    return {
        NEW: "换一件同款新的，来回运费我们出",
        RETURN: f"退货退款，预计退 {amount}，寄回运费我们出",
        REPAIR: "保修期内免费维修，来回运费我们出",
        PERSON: "提交给同事核实处理",
    }[step.value(WISH)]


# Confirmed


def _submit(step: Step) -> Reply:
    if step.value(WISH) in _KINDS:
        return _returned(step)
    return _ticketed(step)


_KINDS = {NEW: "换货", RETURN: "退货退款"}


def _returned(step: Step) -> Reply:
    """A return by the quality window: a person looks at the photos first."""
    asked = step.shop.open_return(
        step.question.shopper_id or "",
        step.value(ORDER),
        step.value(SKU),
        kind=_KINDS[step.value(WISH)],
        reason=f"质量问题：{step.value(FAULT)}",
        evidence=step.value(EVIDENCE) or (),
        exchange_sku_id=step.value(SKU) if step.value(WISH) == NEW else None,
        key=f"{step.question.message_id}:open_return",
    )
    if asked.state is ReturnState.APPROVED:
        return Reply(f"好的亲，{asked.kind}申请通过啦～{where_to(step.shop)}", order_id=asked.order_id)
    hours = step.shop.policy()["returns"]["review_hours"]
    follow_up = step.shop.open_follow_up(
        step.question.shopper_id or "",
        asked.order_id,
        kind="return_review",
        due_hours=hours,
        key=f"{step.question.message_id}:return_review",
    )
    due = moment(follow_up.due_at, step.question.now)
    return Reply(
        f"好的亲，再次抱歉。{asked.kind}申请提交好了，同事最晚{due}前核实完，通过后把寄回地址发您，先别寄哦～",
        custom=promise(asked.order_id, "return_review", follow_up.due_at),
        order_id=asked.order_id,
    )


def _ticketed(step: Step) -> Reply:
    kind = TicketKind.REPAIR if step.value(WISH) == REPAIR else TicketKind.QUALITY
    ticket = step.shop.open_ticket(
        step.question.shopper_id or "",
        step.value(ORDER),
        kind=kind,
        level=_LEVEL,
        text=f"{name_of(line_in(step))}：{step.value(FAULT)}，照片 {len(step.value(EVIDENCE) or ())} 张",
        wish=step.value(WISH),
        due_hours=_DUE_HOURS,
        key=f"{step.question.message_id}:quality_ticket",
    )
    due = moment(ticket.due_at, step.question.now)
    return Reply(
        f"好的亲，已经登记给同事了，{due}前联系您，东西先别再用，也先别寄哦～",
        custom=promise(step.value(ORDER), "quality", ticket.due_at),
        order_id=step.value(ORDER),
    )


FORM = Form(
    name="quality_form",
    title="质量问题",
    intents=frozenset({"report_quality_issue", "report_package_problem", "request_return", "request_exchange", "request_repair", "ask_usage_care", "ask_product_detail"}),
    fields=(
        item("亲，这单有几件，是哪一件有问题呢？"),
        fault("问题", "亲，抱歉影响您使用了，具体是什么问题呢？简单说说就行～"),
        _tried(),
        _photos(),
        options(WISH, "处理方式", _ask_wish, _wishes),
        confirmation(_summary),
    ),
    submit=_submit,
    check=_check,
    left="好的亲，那先不登记了，有问题随时跟我说～",
)  # fmt: skip
