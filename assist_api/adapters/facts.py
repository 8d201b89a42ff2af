"""Suggested replies composed from the shop's live facts: the order, the parcel, the product on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from assist_api.adapters.shop import OrderFile
from assist_api.domain.duty import SHOP_TIME
from assist_api.domain.ranking import Candidate, Fact
from shop.models import OrderState, Product

OVER = frozenset({OrderState.COMPLETED, OrderState.CLOSED_UNPAID, OrderState.CANCELLED, OrderState.REFUNDED})
ABOUT_PARCELS = frozenset(
    {"track_shipment", "urge_delivery", "ask_delivery_time", "report_not_received", "ask_courier", "query_order"}
)
ABOUT_SENDING = frozenset({"urge_shipping", "ask_ship_time", "query_order", "track_shipment", "ask_delivery_time"})
ABOUT_PRODUCTS = frozenset({"ask_stock", "ask_product_detail", "ask_price", "ask_size_advice"})


def candidates(
    intent: str, confidence: float, files: Sequence[OrderFile], product: Product | None, now: datetime
) -> list[Candidate]:
    """At most one reply for each kind of fact the intent asks for, from the newest order to which it applies."""
    found = []
    for intents, compose in _COMPOSERS:
        if intent in intents:
            found += compose(files, now)[:1]
    if intent in ABOUT_PRODUCTS and product:
        found.append(_stock(product, now))
    return [
        Candidate(text, "fact", source, title, now.isoformat(), confidence, False, facts)
        for text, source, title, facts in found
    ]


_Composed = tuple[str, str, str, tuple[Fact, ...]]


def _parcels(files: Sequence[OrderFile], now: datetime) -> list[_Composed]:
    return [_parcel(file, now) for file in files if file.parcels and file.order.state not in OVER]


def _parcel(file: OrderFile, now: datetime) -> _Composed:
    order, parcel = file.order, file.parcels[0]
    last = parcel.last_event
    progress = f"最新进度（{clock(last.at, now)}）：{last.text}" if last else "快递还没有揽收记录"
    arrival = f"，预计{clock(parcel.expected_at, now)}前送达" if parcel.expected_at and parcel.expected_at > now else ""
    text = f"亲，您的「{order.title}」由{parcel.courier}承运，单号 {parcel.tracking_no}，{progress}{arrival}。"
    facts = (
        Fact("order.id", order.id),
        Fact("parcel.tracking_no", parcel.tracking_no),
        Fact("parcel.state", parcel.state.zh),
    )
    return text, parcel.id, f"订单 {order.id} 的物流", facts


def _sending(files: Sequence[OrderFile], now: datetime) -> list[_Composed]:
    waiting = (OrderState.PAID, OrderState.LOCKED)
    return [_unsent(file, now) for file in files if file.order.state in waiting]


def _unsent(file: OrderFile, now: datetime) -> _Composed:
    order = file.order
    late = order.ship_by is not None and order.ship_by < now
    promise = clock(order.ship_by, now) if order.ship_by else ""
    by = (
        f"已经超过承诺的发货时间（{promise}），很抱歉，我马上催仓库并跟进到发出为止" if late else f"最晚{promise}前发出"
    )
    facts = (Fact("order.id", order.id), Fact("order.state", order.state.zh), Fact("order.ship_by", promise))
    return f"亲，您的「{order.title}」目前{order.state.zh}，{by}。", order.id, f"订单 {order.id}", facts


def _stock(product: Product, now: datetime) -> _Composed:
    there = [sku for sku in product.skus if sku.stock > 0]
    labels = "、".join(f"{sku.label}（{sku.stock} 件）" for sku in there[:4])
    text = (
        f"亲，这款「{product.title}」现货：{labels}，您看中哪一个？"
        if there
        else f"亲，这款「{product.title}」暂时缺货。"
    )
    return (
        text,
        product.id,
        product.title,
        (Fact("product.price", f"{product.price:.2f}"), Fact("product.stock", str(product.stock))),
    )


_COMPOSERS: tuple[tuple[frozenset[str], Callable[[Sequence[OrderFile], datetime], list[_Composed]]], ...] = (
    (ABOUT_PARCELS, _parcels),
    (ABOUT_SENDING, _sending),
)


def clock(moment: datetime, now: datetime) -> str:
    """今天 15:20, 明天 09:00, 11月25日 18:00: in shop time, as a person would say it."""
    there, here = moment.astimezone(SHOP_TIME), now.astimezone(SHOP_TIME)
    days = (there.date() - here.date()).days
    day = {-1: "昨天", 0: "今天", 1: "明天", 2: "后天"}.get(days, f"{there.month}月{there.day}日")
    return f"{day} {there:%H:%M}"
