"""开工卡: the day's activities, stock and sending, and what is out of date, from the shop and from what is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from assist_api.adapters.shop import ShopReader
from assist_api.domain.canned import CannedReply
from assist_api.domain.duty import SHOP_TIME, shop_day
from assist_api.domain.shift import day_passed, ends
from knowledge_base.entries import Entry
from shop.models import OrderState, Product, Promotion, ShopEvent, ShopEventKind, Sku

MOST_SHOWN = 60  # of each list: the rest is counted
NEAR_PROMISE = timedelta(hours=12)
LOOKED_BACK = timedelta(days=7)  # an order older than its promise and this has been seen by others
_PAGE = 500
_TO_SEND = frozenset({OrderState.PAID, OrderState.LOCKED})
_DONE = frozenset({ShopEventKind.SHIPPED, ShopEventKind.ORDER_CLOSED, ShopEventKind.REFUNDED})


async def activities(shop: ShopReader) -> list[dict[str, Any]]:
    """Each running offer with what an agent must be able to say of it."""
    return [_activity(one, shop.policy) for one in await shop.promotions()]


def _activity(one: Promotion, policy: Mapping[str, Any]) -> dict[str, Any]:
    said = one.rule.rstrip("。")
    return {
        "id": one.id,
        "title": one.title,
        "until": one.ends_at.isoformat(),
        "conditions": one.rule,
        "scope": "、".join(one.categories),
        "combines": "可以和店铺优惠券叠加" if one.stacks_with_coupons else "不能和店铺优惠券叠加",
        "exceptions": _exceptions(one, policy),
        "script": f"亲，{one.title}正在进行：{said}，{_until(one.ends_at)} 结束。看中哪款发我，我帮您算到手价～",
        "refund": _refund(one, policy),
    }


def _until(moment: datetime) -> str:
    """Midnight is the end of a day, as people say it: 12月1日 24:00, not 12月2日 00:00."""
    local = moment.astimezone(SHOP_TIME)
    if local.time() != time():
        return f"{local.month}月{local.day}日 {local:%H:%M}"
    last = local - timedelta(days=1)
    return f"{last.month}月{last.day}日 24:00"


def _exceptions(one: Promotion, policy: Mapping[str, Any]) -> list[str]:
    left_out = [name for name in policy["shop"]["categories"] if name not in one.categories]
    found = [f"{'、'.join(left_out)}不参加"] if left_out else []
    if one.least_level:
        found.append(f"仅限{one.least_level}及以上会员")
    if one.big:
        found.append(f"大促订单 {policy['shipping']['promise_hours_sale']} 小时内发出")
    return found


def _refund(one: Promotion, policy: Mapping[str, Any]) -> str:
    returns, protection = policy["returns"], policy["price_protection"]
    days = protection["days_sale" if one.big else "days"]
    longer = [name for name in one.categories if name in returns["extended_categories"]]
    extended = f"（{'、'.join(longer)} {returns['extended_days']} 天）" if longer else ""
    least, most = returns["refund_days_after_inbound"]
    return (
        f"签收后 {returns['no_reason_days']} 天无理由{extended}，按实付金额退；"
        f"仓库收到退货后 {least}–{most} 天到账；付款后 {days} 天内降价可申请价保。"
    )


async def stock(shop: ShopReader, scarce: int) -> dict[str, Any]:
    """What is out, and what is down to `scarce` pieces."""
    skus = [(product, sku) for product in await shop.products() for sku in product.skus]
    out = [_sku(*pair) for pair in skus if pair[1].stock == 0]
    low = sorted((_sku(*pair) for pair in skus if 0 < pair[1].stock <= scarce), key=lambda one: one["stock"])
    return {"out": _shortened(out), "low": _shortened(low), "scarce": scarce}


def _sku(product: Product, sku: Sku) -> dict[str, Any]:
    back = sku.restock_at.isoformat() if sku.restock_at else None
    return {"sku_id": sku.id, "title": product.title, "label": sku.label, "stock": sku.stock, "restock_at": back}


async def dispatch(shop: ShopReader, now: datetime) -> dict[str, Any]:
    """When sending ends today, from where, and which orders come near their promise (or are past it)."""
    shipping = shop.policy["shipping"]
    return {
        "same_day_before": shipping["same_day_before"],
        "promise_hours": shipping["promise_hours"],
        "warehouses": [{"name": one["name"], "categories": one["categories"]} for one in shipping["warehouses"]],
        "near_promise": await _near_promise(shop, now),
    }


async def _near_promise(shop: ShopReader, now: datetime) -> dict[str, Any]:
    """Of the orders whose payment the shop's events tell of: those paid and not yet sent."""
    unsent = _unsent(await _events(shop), now - LOOKED_BACK)
    found = []
    for shopper_id, order_id in unsent:
        file = await shop.order_file(shopper_id, order_id)
        if file and file.order.state in _TO_SEND and file.order.ship_by and file.order.ship_by <= now + NEAR_PROMISE:
            found.append(file.order)
    found.sort(key=lambda order: order.ship_by or now)
    told = [
        {"order_id": one.id, "title": one.title, "ship_by": one.ship_by.isoformat(), "late": one.ship_by < now}
        for one in found
        if one.ship_by
    ]
    return _shortened(told)


async def _events(shop: ShopReader) -> list[ShopEvent]:
    told: list[ShopEvent] = []
    while page := await shop.events(told[-1].id if told else "", _PAGE):
        told += page
        if len(page) < _PAGE:
            break
    return told


def _unsent(events: Iterable[ShopEvent], since: datetime) -> list[tuple[str, str]]:
    paid: dict[str, str] = {}
    for event in events:
        if event.order_id and event.kind is ShopEventKind.ORDER_PAID and event.at >= since:
            paid[event.order_id] = event.shopper_id
        elif event.order_id and event.kind in _DONE:
            paid.pop(event.order_id, None)
    return [(shopper_id, order_id) for order_id, shopper_id in paid.items()]


def out_of_date(entries: Sequence[Entry], canned: Sequence[CannedReply], now: datetime) -> dict[str, Any]:
    """Knowledge that ends within three days or has ended, and texts that name a day that is over."""
    today = shop_day(now)
    marked = [_mark("知识", one.id, one.question, _why(one, today)) for one in entries]
    marked += [_mark("话术", one.id, one.wording.title, day_passed(one.wording.text, today)) for one in canned]
    return _shortened([one for one in marked if one["why"]])


def _why(entry: Entry, today: date) -> str | None:
    return ends(entry.valid_until, today) or day_passed(entry.answer, today)


def _mark(kind: str, thing_id: str, title: str, why: str | None) -> dict[str, Any]:
    return {"kind": kind, "id": thing_id, "title": title, "why": why}


def _shortened(found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {"number": len(found), "shown": list(found[:MOST_SHOWN])}
