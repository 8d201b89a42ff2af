"""What is asked about one order, answered from its record: what is in it, what it came to, where it goes, what was noted."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta

from actions.services.order_words import goods_of, line_of
from actions.services.question import Question
from actions.services.wording import moment, yuan
from shop.models import Order, OrderState
from shop.protocol import Shop

_Tell = Callable[[Shop, Order, Question], str]


def details(shop: Shop, order: Order, question: Question) -> str | None:
    """A sentence for each thing that the words ask for, at most three; None where they ask for the state only."""
    if _ALL.search(question.text):
        return f"亲，{_goods(shop, order, question)}；{_amount(shop, order, question)}；{_address(shop, order, question)}；现在是「{order.state.zh}」～"
    asked = [tell for words, tell in _TOPICS if words.search(question.text)][:3]
    told = list(filter(None, (tell(shop, order, question) for tell in asked)))
    return f"亲，{'；'.join(told)}～" if told else None


_ALL = re.compile(r"详情|明细|订单信息|信息对不对|全部信息|核对(一下)?订单")


def _goods(shop: Shop, order: Order, question: Question) -> str:
    return f"这单买的是{'、'.join(line_of(line) for line in order.lines)}"


def _amount(shop: Shop, order: Order, question: Question) -> str:
    """The sum with its parts, so that it can be checked."""
    off = f" − 优惠 {yuan(order.discount)}" if order.discount else ""
    postage = f" + 运费 {yuan(order.postage)}" if order.postage else "，包邮"
    word = "实付" if order.paid_at else "待付"
    due = order.paid if order.paid_at else order.to_pay
    return f"商品 {yuan(order.goods_total)}{off}{postage}，{word} {yuan(due)}"


def _address(shop: Shop, order: Order, question: Question) -> str:
    return f"收货信息是{order.receiver} {order.phone_masked}，{order.address_masked}"


def _notes(shop: Shop, order: Order, question: Question) -> str:
    notes = "、".join(f"「{note.text}」" for note in order.notes[-3:])
    return f"这单的备注有{notes}" if notes else "这单目前没有备注"


def _invoice(shop: Shop, order: Order, question: Question) -> str:
    invoice = shop.invoice(order.shopper_id, order.id) if order.invoice else None
    return f"发票{invoice.state}，抬头「{invoice.title}」" if invoice else "这单还没申请发票"


def _payment(shop: Shop, order: Order, question: Question) -> str:
    if order.paid_at:
        at = moment(order.paid_at, question.now)
        return f"放心，您的{goods_of(order)}下单成功，{at}已经付款（{yuan(order.paid)}），现在是「{order.state.zh}」"
    if order.state is OrderState.UNPAID:
        return f"您的{goods_of(order)}拍下了，但还没付款，待付 {yuan(order.to_pay)}"
    return f"您的{goods_of(order)}没有付款，现在是「{order.state.zh}」"


def _when(shop: Shop, order: Order, question: Question) -> str:
    paid = f"，{moment(order.paid_at, question.now)}付款" if order.paid_at else ""
    return f"{moment(order.created_at, question.now)}下的单{paid}"


def _number(shop: Shop, order: Order, question: Question) -> str:
    return f"{goods_of(order)}的订单号是 {order.id}"


def _why_closed(shop: Shop, order: Order, question: Question) -> str:
    if order.state is OrderState.CLOSED_UNPAID:
        hours = shop.policy()["payment"]["close_after_hours"]
        return f"您的{goods_of(order)}拍下后 {hours} 小时内没付款，系统自动关闭了，没有扣款。还想要的话重新拍就行"
    if order.state is OrderState.LOCKED:
        return f"您的{goods_of(order)}「仓库配货中」就是仓库已经在拣货打包了，地址和规格暂时锁定，很快会发出，是正常的"
    return ""


def _packages(shop: Shop, order: Order, question: Question) -> str:
    parcels = len(order.parcel_ids)
    if parcels > 1:
        return f"您的{goods_of(order)}不在同一个仓库，所以分成 {parcels} 个包裹寄，运费不会多收"
    return "这单是一个包裹" if parcels else ""


_NEARBY = timedelta(hours=12)


def _doubles(shop: Shop, order: Order, question: Question) -> str:
    """Whether the same goods were bought twice within a short time."""
    same = [each for each in shop.orders(order.shopper_id) if _is_alike(each, order)]
    if len(same) > 1:
        return f"{goods_of(order)}您拍了 {len(same)} 单一样的，没发货的可以取消多的那单"
    return f"没有拍重，{goods_of(order)}只有一单"


def _is_alike(one: Order, other: Order) -> bool:
    alike = sorted(line.sku_id for line in one.lines) == sorted(line.sku_id for line in other.lines)
    return alike and abs(one.created_at - other.created_at) <= _NEARBY and one.state in _LIVE


_LIVE = frozenset(OrderState) - {OrderState.CLOSED_UNPAID, OrderState.CANCELLED, OrderState.REFUNDED}

_TOPICS: Sequence[tuple[re.Pattern[str], _Tell]] = (
    (re.compile(r"拍重|拍没拍重|重复|下了两单|两份"), _doubles),
    (re.compile(r"关闭|被取消|系统.{0,4}关|锁定|配货中"), _why_closed),
    (re.compile(r"几个包裹|拆(单|成)|分成了|两个包裹"), _packages),
    (re.compile(r"付款成功|付上|付没付|付款了没|付了没|成功(了)?(吗|没|么)|有没有成功|下单成功|下成功|成没成|拍上|抢到|接到|收到我的订单|付过款|付了款|生效"), _payment),
    (re.compile(r"买了?(些?什么|些?啥|的是什么)|里面?(都|面)?有(什么|啥)|几件|几瓶|什么(颜色|尺码|码|规格|型号|口味|花色|色号)|哪(个|款)(颜色|码|规格|码)?|是不是.{0,8}(款|色|码|号)|[是还]\S{1,4}还是|大号还是小号|多大码|商品有"), _goods),
    (re.compile(r"付了多少|多少钱|实付|总共付|一共付|优惠了多少|总价|金额"), _amount),
    (re.compile(r"地址|收货人|收件人|寄到哪|寄给谁|发到哪|电话"), _address),
    (re.compile(r"备注"), _notes),
    (re.compile(r"发票"), _invoice),
    (re.compile(r"什么时候(买|拍|下|付)|几点|付款时间|下单时间|哪天(买|拍|下)"), _when),
    (re.compile(r"订单号(是)?(多少|是啥|发)|单号(多少|是哪个|是多少)|订单编号"), _number),
)  # fmt: skip
