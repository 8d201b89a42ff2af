"""What an operation did, or would do, as JSON for the desk: what changes on the order, and what comes besides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from assist_api.adapters.desk_views import return_view
from assist_api.adapters.views import iso, money
from shop.models import Flag, Order, OrderState
from shop.price_protection import Fall
from shop.staff_protocol import Done

FLAGS = {Flag.RED: "红旗", Flag.YELLOW: "黄旗", Flag.GREEN: "绿旗", Flag.BLUE: "蓝旗", Flag.PURPLE: "紫旗"}


def done_view(done: Done) -> dict[str, Any]:
    return {
        "operation": done.operation,
        "changes": changes(done.before, done.order),
        "effects": list(_effects(done)),
        "amount": money(done.amount),
        "points": done.points,
        "left": money(done.left) if done.left is not None else None,
        "returned": return_view(done.returned) if done.returned else None,
        "replacement_id": done.replacement.id if done.replacement else None,
        "basis": [fall_view(fall) for fall in done.basis],
    }


def changes(before: Order | None, now: Order | None) -> list[dict[str, str]]:
    """What reads differently, in the order of the order's page."""
    if before is None or now is None:
        return []
    read = ((what, look(before), look(now)) for what, look in _LOOKS)
    return [{"what": what, "before": old, "after": new} for what, old, new in read if old != new]


_LOOKS: Sequence[tuple[str, Callable[[Order], str]]] = (
    ("状态", lambda order: order.state.zh),
    ("商品", lambda order: "、".join(f"{line.title} {line.sku_label} ×{line.quantity}" for line in order.lines)),
    ("收件人", lambda order: order.receiver),
    ("电话", lambda order: order.phone_masked),
    ("地址", lambda order: order.address_masked),
    ("商品金额", lambda order: f"{order.goods_total} 元"),
    ("优惠", lambda order: f"{order.discount} 元"),
    ("运费", lambda order: f"{order.postage} 元"),
    ("应付", lambda order: _due(order)),
    ("实付", lambda order: f"{order.paid} 元"),
    ("旗帜", lambda order: FLAGS[order.flag] if order.flag else "无"),
    ("备注", lambda order: order.notes[-1].text if order.notes else "无"),
)


def _due(order: Order) -> str:
    return f"{order.goods_total - order.discount + order.postage} 元" if order.state is OrderState.UNPAID else ""


def _effects(done: Done) -> Iterator[str]:
    if done.coupon:
        yield f"顾客得到一张 {done.coupon.amount} 元优惠券，有效期到 {done.coupon.valid_until:%Y-%m-%d}"
    elif done.amount:
        yield f"顾客得到 {done.amount} 元"
    if done.points:
        yield f"顾客得到 {done.points} 积分"
    if done.returned:
        yield f"{done.returned.kind}单变为「{done.returned.state.zh}」"
    if done.replacement:
        goods = "、".join(f"{line.title} {line.sku_label} ×{line.quantity}" for line in done.replacement.lines)
        yield f"生成 0 元的新订单：{goods}，发往 {done.replacement.receiver} {done.replacement.address_masked}"


def fall_view(fall: Fall) -> dict[str, Any]:
    return {
        "sku_id": fall.sku_id,
        "title": fall.title,
        "sku_label": fall.sku_label,
        "quantity": fall.quantity,
        "paid": money(fall.paid),
        "lowest": money(fall.lowest),
        "fell_at": iso(fall.fell_at),
        "amount": money(fall.amount),
    }
