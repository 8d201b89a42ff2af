"""发票: never refused. A new one is asked for by a form; of one asked for the state is told; a special one is a person's work."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from actions.services.fields import Option, confirmation, options
from actions.services.focus import find_order
from actions.services.forms import NOTHING, Field, Form, Read, Step, begin
from actions.services.order_words import goods_of
from actions.services.question import Question
from actions.services.reply import Reply, handover, knowledge, promise
from actions.services.tax_numbers import is_tax_number, number_in
from actions.services.too_late import ARRIVED, IN_TIME, UNDER_WAY
from actions.services.wording import moment, yuan
from shop.masking import masked_email
from shop.models import Invoice, Order, OrderState
from shop.protocol import Shop

_KIND, _TITLE, _TAX_NO, _EMAIL = "kind", "title", "tax_no", "email"
_PERSON, _COMPANY = "个人", "公司"
_STANDS = (IN_TIME | UNDER_WAY | ARRIVED) - {OrderState.UNPAID}

_SPECIAL = re.compile(r"专票|专用发票|增值税专|增票|抵扣|\d+个点的?票")
_AGAIN = re.compile(
    r"重开|重新开|换一?张|换(成)?.{0,3}抬头|改(一?下)?抬头|抬头.{0,6}(错|不对|改|换|少)|税号.{0,3}错|名字错|作废|补一?张|丢了|金额(不对|少开)|打回|不给报|换成公司"
)
_WHERE = re.compile(
    r"在哪|哪里|下载|[我的]发票呢|还没(来|收到|开|寄)|没(收到|看到|有发票)|催|开了没|开好|发到哪|几天|多久|什么时候|打不开|失效|重新发|重发"
)
_TIME = re.compile(r"几天|多久|什么时候|几时")
_GENERAL = re.compile(r"收费|加钱|税点|要钱|哪个公司|纳税人|纸质|随货|实付|原价|查验|真的|有效|退货|退款|还你们|明细|内容|办公用品|劳保|合开|一张(上|发票|票)|两张|几张|型号|sn|收据|凭证|普票还是|怎么发给|税务局|凭什么|去年|半年", re.IGNORECASE)  # fmt: skip


def ask(shop: Shop, question: Question) -> Reply:
    if _SPECIAL.search(question.text):
        return _special(shop, question)
    again, where = _AGAIN.search(question.text), _WHERE.search(question.text)
    if (question.shopper_id is None and not again) or (_GENERAL.search(question.text) and not (again or where)):
        return knowledge(question.text)
    found = find_order(shop, question, likely=_likely(bool(again or where)), ask="您要开哪一笔订单的发票呢？")
    if found.order is None:
        return found.reply or Reply()
    return _of_order(shop, found.order, question, again=bool(again), where=bool(where))


def _likely(asked_for: bool) -> Any:
    """Who asks where it is means one asked for; who wants one means an order without."""
    return lambda order: order.state in _STANDS and bool(order.invoice) == asked_for


def _special(shop: Shop, question: Question) -> Reply:
    needs = "、".join(shop.policy()["invoice"]["special_vat_needs"])
    order = f"，订单 {question.focus_order_id}" if question.focus_order_id else ""
    return Reply(
        f"可以的亲，专票要先登记开票资质，麻烦准备好{needs}，我请同事来给您登记办理～",
        custom=handover("special_vat", f"顾客要开增值税专用发票{order}"),
    )


def _of_order(shop: Shop, order: Order, question: Question, *, again: bool, where: bool) -> Reply:
    invoice = shop.invoice(order.shopper_id, order.id) if order.invoice else None
    if invoice and again:
        return _again(order, question)
    if invoice:
        return _state(shop, order, invoice, question)
    if _TIME.search(question.text):
        return knowledge(question.text)
    opening = f"亲，{goods_of(order)}这单还没有申请过发票，我现在就帮您开。" if where or again else ""
    return _closed(order) or begin(FORM, shop, question, {"order_id": order.id}, opening)


def _closed(order: Order) -> Reply | None:
    if order.state in _STANDS:
        return None
    if order.state is OrderState.UNPAID:
        text = f"可以开的亲，免费的。{goods_of(order)}这单还没付款，付好跟我说一声就帮您申请～"
    else:
        text = (
            f"亲，{goods_of(order)}这单现在是「{order.state.zh}」，没有实付金额可以开票。要开别的订单跟我说一声就行～"
        )
    return Reply(text, order_id=order.id)


def _again(order: Order, question: Question) -> Reply:
    note = f"订单 {order.id} 发票要红冲重开：{question.text[:60]}"
    text = (
        f"可以重开的亲，{goods_of(order)}这张要同事冲红后按正确的信息重开，已经帮您转过去了。原来那张先不要用于报销哦～"
    )
    return Reply(text, custom=handover("invoice_again", note), order_id=order.id)


def _state(shop: Shop, order: Order, invoice: Invoice, question: Question) -> Reply:
    goods, where = goods_of(order), f"已发到 {invoice.email_masked}" if invoice.email_masked else ""
    if invoice.issued_at:
        at = moment(invoice.issued_at, question.now)
        text = f"亲，{goods}的发票{at}开好了，抬头「{invoice.title}」，{where}，订单详情里也能下载～"
        return Reply(text, order_id=order.id)
    due = _due(shop, invoice)
    if due < question.now:
        note = f"订单 {order.id} 发票超时未开（{invoice.asked_at:%m-%d %H:%M} 申请）"
        text = f"亲，很抱歉，{goods}的发票原本{moment(due, question.now)}前该开好，已经晚了，我请同事马上处理～"
        return Reply(text, custom=handover("invoice_late", note), order_id=order.id)
    text = f"亲，{goods}的发票正在开具，最晚{moment(due, question.now)}前开好，会发到 {invoice.email_masked}～"
    return Reply(text, custom=promise(order.id, "invoice", due), order_id=order.id)


def _due(shop: Shop, invoice: Invoice) -> Any:
    return invoice.asked_at + timedelta(hours=shop.policy()["invoice"]["issued_within_hours"])


# The form


_KINDS = (
    Option(_PERSON, "个人抬头", ("个人", "私人", "开我的名字", "自己")),
    Option(
        _COMPANY, "公司抬头", ("公司", "单位", "企业", "对公", "报销", "报账", "学校", "幼儿园", "有限", "采购", "财务")
    ),
)
_COMPANY_NAME = re.compile(
    r"([一-龥（）()A-Za-z0-9·]{2,40}?(?:有限责任公司|股份有限公司|有限公司|集团公司|分公司|事务所|大学|学院|中学|小学|学校|幼儿园|医院|协会|研究院|研究所|工作室|商行|委员会|合作社|银行|集团|公司|中心|厂))(?=$|[\s，,。；;、：:!！]|税号|邮箱|吧|谢谢|的|[0-9A-Z])"
)
_LEAD = re.compile(
    r"^(?:.*(?:抬头|名称|名字|公司名|单位|开票信息)(?:是|为|写|开|用|换成|改成)*|.*(?:开|写|用|是))[:：\s]*"
)
_TOO_VAGUE = re.compile(
    r"^(我们?|你们|本|这个?|那个?|要开?|开|换成|改成|的|单位|需要)*(公司|学校|医院|集团|中心|厂|银行)$"
)
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_NO_TAX_NO = re.compile(r"没有?税号|无税号|不需要税号")


def _is_company(step: Step) -> bool:
    return bool(step.value(_KIND) == _COMPANY)


def _read_title(step: Step, asked: bool) -> Read:
    if step.is_elsewhere():
        return NOTHING
    found = _COMPANY_NAME.search(step.text)
    name = _LEAD.sub("", found.group(1)) if found else ""
    if len(name) >= 4 and not _TOO_VAGUE.match(name):
        return Read({_TITLE: name, _KIND: _COMPANY})
    said = step.text.strip()
    plain = re.fullmatch(r"[一-龥（）()A-Za-z0-9·]{4,40}", said)
    return Read({_TITLE: said}) if asked and plain and step.question.intent not in {"affirm", "deny"} else NOTHING


def _read_tax_no(step: Step, asked: bool) -> Read:
    number = number_in(step.text)
    if number and is_tax_number(number):
        return Read({_TAX_NO: number, _KIND: _COMPANY})
    if asked and _NO_TAX_NO.search(step.text):
        return Read({_TAX_NO: ""})
    remark = "亲，这个税号核对不上，麻烦对着营业执照再看一下。"
    return Read(remark=remark) if number and asked else NOTHING


def _read_email(step: Step, asked: bool) -> Read:
    found = _MAIL.search(step.text)
    if found:
        return Read({_EMAIL: found.group()})
    return Read(remark="亲，这个邮箱好像不完整，") if asked and "@" in step.text else NOTHING


def _order(step: Step) -> Order:
    return step.shop.order(step.question.shopper_id or "", step.value("order_id"))


def _ask_kind(step: Step) -> Reply:
    rule = step.shop.policy()["invoice"]
    free = "免费" if rule["free"] else ""
    return Reply(f"可以的亲，{free}开{rule['kind']}。抬头开个人还是公司呢？", order_id=step.value("order_id"))


def _summary(step: Step) -> Reply:
    order = _order(step)
    tax = f"，税号尾号 {step.value(_TAX_NO)[-4:]}" if step.value(_TAX_NO) else ""
    text = f"亲，跟您核对一下：{goods_of(order)}，抬头「{_title(step)}」{tax}，金额 {yuan(order.paid)}，发到 {masked_email(step.value(_EMAIL))}。确认就帮您申请～"
    return Reply(text, order_id=order.id)


def _title(step: Step) -> str:
    return step.value(_TITLE) if _is_company(step) else _PERSON


def _submit(step: Step) -> Reply:
    order = _order(step)
    invoice = step.shop.request_invoice(
        order.shopper_id,
        order.id,
        title=_title(step),
        tax_no=(step.value(_TAX_NO) or "") if _is_company(step) else "",
        email=step.value(_EMAIL),
        key=f"{step.question.message_id}:invoice",
    )
    due = _due(step.shop, invoice)
    text = f"好的亲，发票已经申请，最晚{moment(due, step.question.now)}前开好发到您邮箱（{invoice.email_masked}）～"
    return Reply(text, custom=promise(order.id, "invoice", due), order_id=order.id)


def _check(step: Step) -> Reply | None:
    order = _order(step)
    invoice: Invoice | None = step.shop.invoice(order.shopper_id, order.id) if order.invoice else None
    return _state(step.shop, order, invoice, step.question) if invoice else _closed(order)


FORM = Form(
    name="invoice_form",
    title="开发票",
    intents=frozenset({"ask_invoice"}),
    fields=(
        options(_KIND, "抬头类型", _ask_kind, lambda step: _KINDS),
        Field(_TITLE, "抬头", lambda step: Reply("好的亲，公司全称是什么呢？"), _read_title, _is_company),
        Field(_TAX_NO, "税号", lambda step: Reply("公司税号（18 位统一社会信用代码）发我一下～"), _read_tax_no, _is_company),
        Field(_EMAIL, "邮箱", lambda step: Reply("好的亲，电子发票发到哪个邮箱呢？"), _read_email),
        confirmation(_summary, yes="确认申请", no="先不开了"),
    ),
    submit=_submit,
    check=_check,
    left="好的亲，那发票先不开，什么时候需要跟我说就行～",
)  # fmt: skip
