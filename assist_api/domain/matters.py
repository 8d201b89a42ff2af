"""The matter of a case as a shopper would put it: 您的卫衣停在合肥转运中心 3 天没动静. From known facts only."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from assist_api.domain.handover import Turn
from assist_api.domain.order_facts import OrderFacts, Standing
from assist_api.domain.shop_time import day, span
from assist_api.domain.topics import TOPICS, VAGUE

_Teller = Callable[[str, OrderFacts, datetime], str]


def matter(turns: Sequence[Turn], order: OrderFacts | None, now: datetime) -> str:
    """Of the latest matter that was understood; "" where none was."""
    intent, text = _latest(turns)
    if not intent:
        return ""
    goods = _goods(turns, order, intent)
    if intent in _FAULTS:
        return _fault(intent, text, goods)
    if intent in WAITED and order:
        teller = _STANDINGS.get(order.standing(now))
        told = teller(goods, order, now) if teller else _plain(intent, goods)
        return f"{told}，您却没收到" if intent == "report_not_received" and told.endswith("已签收") else told
    return _plain(intent, goods)


def _latest(turns: Sequence[Turn]) -> tuple[str, str]:
    read = [(turn.understanding.intent, turn.text) for turn in turns if turn.understanding]
    return next(((intent, text) for intent, text in reversed(read) if intent in TOPICS and intent != VAGUE), ("", ""))


def _goods(turns: Sequence[Turn], order: OrderFacts | None, intent: str) -> str:
    """The word the shopper used for it, else the shop's everyday word; "" where no product is known."""
    named = [
        str(entity["value"])
        for turn in turns
        for entity in (turn.understanding.entities if turn.understanding else ())
        if entity["entity"] == "product_word"
    ]
    return named[-1] if named else (order.goods if order and intent in _OF_AN_ORDER else "")


# What is waited for: the order and its parcel say how it stands

_WAITED = "track_shipment urge_delivery ask_delivery_time urge_shipping ask_ship_time report_not_received query_order"
WAITED = frozenset(_WAITED.split())


def _not_sent(goods: str, order: OrderFacts, now: datetime) -> str:
    return f"您的{goods or '订单'}还没发出"


def _late(goods: str, order: OrderFacts, now: datetime) -> str:
    since = f"付款 {span(order.paid_at, now)}" if order.paid_at else ""
    return f"您的{goods or '订单'}{since}还没发出，过了我们承诺的时间"


def _stalled(goods: str, order: OrderFacts, now: datetime) -> str:
    parcel = order.parcel
    since = f" {span(parcel.moved_at, now)}" if parcel and parcel.moved_at else ""
    where = f"停在{parcel.place}" if parcel and parcel.place else ""
    return f"您的{goods or '包裹'}{where}{since or ''}没有动静"


def _arrived(goods: str, order: OrderFacts, now: datetime) -> str:
    when = day(order.signed_at, now) if order.signed_at else ""
    return f"您的{goods or '包裹'}显示{when}已签收"


_STANDINGS: dict[Standing, _Teller] = {
    Standing.TO_SEND: _not_sent,
    Standing.LATE: _late,
    Standing.STALLED: _stalled,
    Standing.ON_THE_WAY: lambda goods, order, now: f"您的{goods or '包裹'}还在路上",
    Standing.TROUBLE: lambda goods, order, now: f"您的{goods or '包裹'}派送出了异常",
    Standing.LOST: lambda goods, order, now: f"您的{goods or '包裹'}疑似在路上丢了",
    Standing.ARRIVED: _arrived,
}

# What is wrong with the goods: in the shopper's own word for it

_FAULTS = {
    "report_package_problem": "您收到的{goods}有问题",
    "report_quality_issue": "您的{goods}出了质量问题",
}
_WORDS = tuple(
    (re.compile(said), told)
    for said, told in (
        ("少[发寄装了]|漏[发寄装]|缺[件少]", "您的{goods}少了东西"),
        ("发错|寄错|错发|不是我(买|拍|要|订)的|错了", "您买的{goods}发错了"),
        ("冒烟", "您的{goods}冒烟了"),
        ("起火|着火", "您的{goods}着火了"),
        ("漏电|触电|电到", "您的{goods}漏电"),
        ("爆炸|炸了|炸裂", "您的{goods}炸了"),
        ("过敏", "您用了{goods}过敏"),
        ("碎", "您的{goods}碎了"),
        ("破损|压[坏扁烂]|摔[坏碎]", "您的{goods}收到就破损了"),
        ("开线|脱线", "您的{goods}开线了"),
        ("开胶", "您的{goods}开胶了"),
        ("掉色|褪色|染色", "您的{goods}掉色"),
        ("起球", "您的{goods}起球了"),
        ("缩水", "您的{goods}缩水了"),
        ("破了|破洞|有个?洞", "您的{goods}破了"),
        ("发霉|霉点", "您的{goods}发霉了"),
        ("异味|怪味|臭", "您的{goods}有异味"),
        ("坏了|坏的|不能用|用不了|没反应|不转|不亮|不加热", "您的{goods}用不了"),
    )
)


def _fault(intent: str, text: str, goods: str) -> str:
    told = next((words for said, words in _WORDS if said.search(text)), _FAULTS[intent])
    return told.format(goods=goods or "宝贝")


# The rest: what was asked or wanted. {goods} is the product or 宝贝, {of} is 卫衣的 or nothing, {which} 卫衣的 or 商品.

_ABOUT_AN_ORDER = (
    "request_return request_exchange request_repair ask_refund_progress request_price_protection change_address"
    " change_order_item cancel_order add_order_note ask_invoice book_installation cancel_return ask_return_shipping"
    " report_package_problem report_quality_issue ask_warranty ask_usage_care merge_orders"
)
_OF_AN_ORDER = WAITED.union(_ABOUT_AN_ORDER.split())
_PLAIN = {
    "track_shipment": "您的{goods}到哪了还没个准信",
    "urge_delivery": "您的{goods}一直没送到",
    "ask_delivery_time": "您的{goods}什么时候到还没个准信",
    "urge_shipping": "您的{goods}迟迟没发",
    "ask_ship_time": "您问的{of}发货时间",
    "report_not_received": "您没收到{goods}",
    "query_order": "您问的{of}订单",
    "ask_shipping_fee": "您问的运费",
    "ask_courier": "您问的快递",
    "ask_ship_from": "您问的发货地",
    "ask_delivery_area": "您问的配送范围",
    "ask_refund_progress": "您{of}退款还没到账",
    "request_return": "您想退{goods}",
    "request_exchange": "您想给{goods}换货",
    "request_repair": "您的{goods}要维修",
    "cancel_return": "您想撤销{of}退货",
    "ask_return_policy": "您问的退换规则",
    "ask_return_shipping": "您问的{of}退货怎么寄",
    "request_price_protection": "您的{goods}买了之后降了价",
    "change_address": "您{of}订单要改收货地址",
    "change_order_item": "您{of}订单要改商品",
    "cancel_order": "您想取消{of}订单",
    "add_order_note": "您要给{of}订单加备注",
    "merge_orders": "您想把订单合并发货",
    "ask_invoice": "您{of}发票",
    "ask_payment_method": "您问的付款方式",
    "report_payment_problem": "您付款遇到了问题",
    "place_order_help": "您下单遇到了问题",
    "book_installation": "您的{goods}上门安装的事",
    "ask_product_detail": "您问的{which}细节",
    "ask_size_advice": "您问的{of}尺码",
    "ask_stock": "您问的{of}库存",
    "ask_authenticity": "您问的{goods}是不是正品",
    "ask_usage_care": "您问的{of}用法和保养",
    "ask_warranty": "您问的{of}质保",
    "ask_recommendation": "您想挑一款合适的{goods}",
    "compare_products": "您要比较的几款{goods}",
    "ask_price": "您问的{of}价格",
    "bargain": "您想要的优惠",
    "ask_promotion": "您问的活动和优惠",
    "ask_coupon": "您问的优惠券",
    "ask_gift": "您问的赠品",
}
_WITHOUT_GOODS = {"request_return": "您想退货", "request_exchange": "您想换货", "cancel_return": "您想撤销退货"}


def _plain(intent: str, goods: str) -> str:
    if not goods and intent in _WITHOUT_GOODS:
        return _WITHOUT_GOODS[intent]
    thing = goods or ("包裹" if intent in WAITED else "宝贝")
    return _PLAIN[intent].format(goods=thing, of=f"{goods}的" if goods else "", which=f"{goods}的" if goods else "商品")
