"""What a conversation is about, in the shopper's words: one name for each intent that is a matter of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from assist_api.domain.asking import LEAST_SURE, intent_of
from assist_api.domain.messages import Understanding

TOPICS = {
    "track_shipment": "包裹的进度",
    "urge_delivery": "包裹一直没动",
    "urge_shipping": "订单迟迟没发",
    "ask_ship_time": "发货时间",
    "ask_delivery_time": "到货时间",
    "ask_shipping_fee": "运费",
    "ask_courier": "发什么快递",
    "ask_ship_from": "从哪里发货",
    "ask_delivery_area": "能不能送到",
    "report_not_received": "没有收到包裹",
    "report_package_problem": "收到的包裹有问题",
    "report_quality_issue": "商品的质量问题",
    "ask_refund_progress": "退款还没到账",
    "request_return": "退货",
    "request_exchange": "换货",
    "request_repair": "维修",
    "cancel_return": "撤销退货",
    "ask_return_policy": "退换的规则",
    "ask_return_shipping": "退货怎么寄回",
    "book_installation": "上门安装",
    "request_price_protection": "差价",
    "change_address": "修改收货地址",
    "change_order_item": "修改订单里的商品",
    "cancel_order": "取消订单",
    "add_order_note": "订单备注",
    "merge_orders": "合并发货",
    "query_order": "订单的情况",
    "place_order_help": "怎么下单",
    "report_payment_problem": "付款出了问题",
    "ask_payment_method": "付款方式",
    "ask_invoice": "发票",
    "ask_product_detail": "商品的细节",
    "ask_size_advice": "选什么尺码",
    "ask_stock": "有没有货",
    "ask_authenticity": "是不是正品",
    "ask_usage_care": "怎么使用和保养",
    "ask_warranty": "质保",
    "ask_recommendation": "选哪款合适",
    "compare_products": "几款商品的区别",
    "ask_price": "价格",
    "bargain": "价格能不能优惠",
    "ask_promotion": "活动和优惠",
    "ask_coupon": "优惠券",
    "ask_gift": "赠品",
    "complain": "您反映的问题",
}
VAGUE = "complain"  # names no matter of its own: any other topic says more
USUAL = ("track_shipment", "urge_shipping", "request_return", "request_exchange", "report_quality_issue")
CHOICES = 6


class Turn(Protocol):
    @property
    def understanding(self) -> Understanding | None: ...


T = TypeVar("T", bound=Turn)

# Of goods that have arrived: the order that is still on its way is not meant.
_AFTER_ARRIVAL = frozenset(
    {
        "request_return", "request_exchange", "request_repair", "cancel_return", "ask_return_policy",
        "ask_return_shipping", "ask_refund_progress", "report_package_problem", "report_quality_issue",
        "book_installation", "request_price_protection", "ask_warranty", "ask_usage_care",
    }
)  # fmt: skip


def is_after_arrival(turns: Sequence[Turn]) -> bool:
    latest = latest_matter(turns)
    return latest is not None and intent_of(latest.understanding) in _AFTER_ARRIVAL


def topic_of(turns: Sequence[Turn]) -> str:
    """What it is about: the latest understood matter, skipping requests for a person and small talk; "" for none."""
    latest = latest_matter(turns)
    return TOPICS[intent_of(latest.understanding)] if latest else ""


def latest_matter(turns: Sequence[T]) -> T | None:
    """The newest that is surely about something, else the newest that may be; a mere complaint only where none is."""
    about = [turn for turn in reversed(turns) if intent_of(turn.understanding) in TOPICS]
    named = [turn for turn in about if intent_of(turn.understanding) != VAGUE]
    return next((turn for turn in named if _is_sure(turn)), next(iter([*named, *about]), None))


def _is_sure(turn: Turn) -> bool:
    return turn.understanding is not None and turn.understanding.confidence >= LEAST_SURE


def likely_topics(turns: Sequence[Turn], without: str = "") -> list[str]:
    """What it may be about instead: what was spoken of and nearly understood, newest first, then what most ask."""
    near = (intent for turn in reversed(turns) if turn.understanding for intent in _read(turn.understanding))
    names = [TOPICS[intent] for intent in _known([*near, *USUAL])]
    return [name for name in dict.fromkeys(names) if name != without][:CHOICES]


def _read(understood: Understanding) -> list[str]:
    return [understood.intent, *(intent for intent, _ in understood.ranking[:3])]


def _known(intents: Iterable[str]) -> list[str]:
    return [intent for intent in intents if intent in TOPICS and intent != VAGUE]
