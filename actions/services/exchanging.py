"""换货: another size, colour or taste of the same goods at the same price, or the same again for a faulty one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.services import item_change
from actions.services.fields import confirmation
from actions.services.focus import find_order
from actions.services.forms import NOTHING, Field, Form, Read, Step, begin
from actions.services.lines import SKU, item, line_in, name_of, of_order, order_in, product_in
from actions.services.question import Question
from actions.services.reasons import EVIDENCE, REASON, is_fault, opened, photos, reason, reason_told, says_fault
from actions.services.reply import Button, Offer, Reply
from actions.services.return_rules import already_open, arrived, forbidden, is_late, likely, not_yet, saleable
from actions.services.returning import TOLD_IN_SUMMARY, late_told, open_late_ticket, told
from actions.services.variants import alternatives, named_options, variant
from actions.services.wording import day_and_date, short
from shop.models import Order, OrderState, Product, Sku
from shop.protocol import Shop

EXCHANGE, TO = "换货", "to_sku_id"
_MOST_SHOWN = 6
_SAME = re.compile(
    r"同款同色|一样的|一模一样|新的|没毛病的|好的那?个?$|没问题的|换一[件双台个条]$|还要这款|原来的|换新"
)
_STEP = re.compile(r"[大小](一|1|两|半)?[码号点]")
_OTHER_GOODS = re.compile(r"(别的|其他|另外?一?)(款|商品|产品|东西)")


def request(shop: Shop, question: Question) -> Reply:
    found = find_order(shop, question, likely=likely, ask="亲，您想换哪一单的呢？")
    if found.order is None:
        return found.reply or Reply()
    if found.order.state in _STILL_TO_CHANGE | {OrderState.LOCKED}:
        return item_change.change(shop, question.about_order(found.order.id), opening=_NOT_SENT)
    objection = _not_arrived(found.order)
    lines = found.order.lines
    begun = begin(FORM, shop, question, of_order(found.order))
    product_id = lines[0].product_id if len(lines) == 1 else None
    return objection or replace(begun, order_id=found.order.id, product_id=product_id)


_STILL_TO_CHANGE = frozenset({OrderState.UNPAID, OrderState.PAID})
_NOT_SENT = "亲，还没发出，不用走换货，直接帮您改规格～"


def _not_arrived(order: Order) -> Reply | None:
    """Before it is sent the order itself is changed; on its way nothing can be exchanged."""
    if arrived(order):
        return None
    goods = short(order.lines[0].title)
    if order.state in _STILL_TO_CHANGE:
        text = f"亲，您的{goods}还没发出，不用走换货，直接改订单里的规格就行。要现在改吗？"
        return Reply(text, order_id=order.id, offer=Offer("change_order_item", {"order_id": order.id}))
    if order.state in {OrderState.SHIPPED, OrderState.PARTLY_SHIPPED}:
        text = f"亲，您的{goods}还在路上，签收后再申请换货就行，吊牌包装先留好～要看看到哪了吗？"
        return Reply(text, order_id=order.id, offer=Offer("track_shipment", {"order_id": order.id}))
    return not_yet(order, EXCHANGE)


# To which


def _present(step: Step, product: Product) -> Sku | None:
    """None where the shop has dropped the SKU since."""
    return next((sku for sku in product.skus if sku.id == step.value(SKU)), None)


def _ask_target(step: Step) -> Reply:
    product = product_in(step)
    offered = _exchangeable(step, product) if product else []
    if not offered:
        return Reply(
            f"亲，{name_of(line_in(step))}同价的其他规格都没现货了，可以等到货，也可以直接退。您看要不要改成退货呢？",
            buttons=[Button("改成退货", "request_return", {"order_id": step.value("order_id")})],
        )
    buttons = [Button(sku.label, says=sku.label) for sku in offered[:_MOST_SHOWN]]
    return Reply(f"亲，{name_of(line_in(step))}想换成哪个规格呢？这些都有现货，直接说也行～", buttons=buttons)


def _exchangeable(step: Step, product: Product) -> Sequence[Sku]:
    """In stock, at the same price; the same again first where it is faulty."""
    present = _present(step, product)
    if present is None:
        return []
    same = [present] if is_fault(step) and present.stock else []
    return [*same, *alternatives(product, present, same_price=True)]


def _read_target(step: Step, asked: bool) -> Read:
    product = product_in(step) if step.value(SKU) else None
    present = _present(step, product) if product else None
    if product is None or present is None:
        return NOTHING
    found = _pressed(product, step.text) or _wished(product, present, _aimed_at(step, product, present), step.question)
    if found:
        return _taken(step, product, present, found)
    if _OTHER_GOODS.search(step.text):
        return Read(remark="亲，换货只能换同一款的其他规格；想要别的款，可以先退掉这件再拍新的。")
    if _SAME.search(step.text) and (asked or is_fault(step) or says_fault(step.text)):
        return _taken(step, product, present, present)
    return Read(remark=f"亲，{short(product.title)}没有更合适的尺码了。") if _STEP.search(step.text) else NOTHING


def _pressed(product: Product, text: str) -> Sku | None:
    return next((sku for sku in product.skus if sku.label and sku.label == text.strip()), None)


def _aimed_at(step: Step, product: Product, present: Sku) -> Sku:
    """ "黑色的" and then "M": the second word keeps the first one's colour."""
    return next((sku for sku in product.skus if sku.id == step.value(TO)), present)


def _wished(product: Product, present: Sku, aimed_at: Sku, question: Question) -> Sku | None:
    """The extractor spells sizes as the shop does: XXL is 2XL."""
    wished = named_options(product, present, f"{question.text} {question.first('size') or ''}")
    return variant(product, aimed_at, wished) if wished else None


def _taken(step: Step, product: Product, present: Sku, found: Sku) -> Read:
    """If it is there and costs the same; else why not, and what there is instead."""
    if not found.stock:
        return Read({TO: None}, f"亲，{short(product.title)}的{found.label}暂时没货{_back(found, step.question)}。")
    if found.price != present.price:
        return Read({TO: None}, f"亲，{found.label}和您买的价格不一样，没法直接换，可以退了重新拍。")
    return Read({TO: found.id})


def _back(sku: Sku, question: Question) -> str:
    return f"，预计{day_and_date(sku.restock_at, question.now)}补货" if sku.restock_at else ""


# Why: told by the difference, except for the same again


def _same_again(step: Step) -> bool:
    return step.value(TO) is not None and step.value(TO) == step.value(SKU)


def _why(step: Step) -> str:
    """A size is exchanged because it does not fit, a colour because it does not please."""
    if step.value(REASON):
        return reason_told(step)
    product = product_in(step)
    present = _present(step, product) if product else None
    target = _target(step)
    other = {kind for kind, value in target.options.items() if present and present.options.get(kind) != value}
    return "尺码不合适" if other & {"尺码", "鞋码"} else "想换其他规格"


def _target(step: Step) -> Sku:
    product = product_in(step)
    return next(sku for sku in (product.skus if product else ()) if sku.id == step.value(TO))


def _with_reason(step: Step) -> Step:
    """The rules ask for a reason, which the target has told already."""
    if step.value(REASON) or not step.value(TO):
        return step
    return replace(step, draft=step.draft.filled({REASON: _why(step)}))


def _check(step: Step) -> Reply | None:
    objection = _not_arrived(order_in(step))
    if objection or not step.value(SKU):
        return objection
    return already_open(step.shop, step, EXCHANGE) or forbidden(_with_reason(step))


def _implied(field: Field) -> Field:
    """Needed by the rules of return, with the reason that the target tells."""
    return replace(
        field,
        ask=lambda step: field.ask(_with_reason(step)),
        read=lambda step, asked: field.read(_with_reason(step), asked),
        needed=lambda step: field.needed(_with_reason(step)),
    )


def _summary(step: Step) -> Reply:
    step = _with_reason(step)
    late = "已经超过期限，我会提交给同事特批，" if is_late(step) else ""
    return Reply(
        f"亲，核对一下：{name_of(line_in(step))}换成「{_target(step).label}」，原因「{step.value(REASON)}」，"
        f"{late}{_way(step)}。确认提交吗？"
    )


def _way(step: Step) -> str:
    """Freight insurance is written for returns: for an exchange its own rules decide."""
    who = "来回运费我们承担" if is_fault(step) else "寄回运费您先付，有运费险的按保险规则处理"
    return f"先寄回旧的，仓库收到就给您发新的，{who}"


def _submit(step: Step) -> Reply:
    step = _with_reason(step)
    if is_late(step):
        return late_told(step, open_late_ticket(step, f"换成{_target(step).label}"))
    asked = step.shop.open_return(
        step.question.shopper_id or "",
        step.value("order_id"),
        step.value(SKU),
        kind=EXCHANGE,
        reason=reason_told(step),
        evidence=step.value(EVIDENCE) or (),
        exchange_sku_id=step.value(TO),
        key=f"{step.question.message_id}:open_return",
    )
    reply = told(step, asked)
    return replace(reply, text=reply.text.replace("申请", f"（换成 {_target(step).label}）申请", 1))


_YES_EXCHANGE = re.compile(r"^(那就?|就|行|好的?|嗯|可以)*[，, ]*(换|换吧|换了吧|换这个|申请换货)[～~!！。.\s]*$")


FORM = Form(
    name="exchange_form",
    title="换货申请",
    intents=frozenset({"request_exchange", "ask_stock", "change_order_item"}),
    fields=(
        item("亲，这单有几件，要换哪一件呢？"),
        Field(TO, "规格", _ask_target, _read_target),
        replace(reason("亲，收到的这件是什么问题呢？", among="faults"), needed=_same_again),
        _implied(opened()),
        _implied(saleable()),
        photos(),
        confirmation(_summary, also=_YES_EXCHANGE, tells=TOLD_IN_SUMMARY),
    ),
    submit=_submit,
    check=_check,
    left="好的亲，那就先不换了，需要的时候随时跟我说～",
)
