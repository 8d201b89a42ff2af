"""What stands for each slot at this moment: one reader a slot, all of them over the same scene."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from assist_api.adapters.scene import Scene
from assist_api.domain.shop_time import clock as clock
from assist_api.domain.shop_time import day as day
from shop import price_protection
from shop.amounts import NOTHING
from shop.models import Coupon, CouponOffer, Order, OrderState, Parcel, Product, Return, ReturnState, Sku
from shop.windows import price_protection_until, without_reason_until

FEW = 5  # pieces of one SKU, from which on it may be said that few are left
LISTED = 4
Reader = Callable[[Scene], str | None]
_DONE = frozenset({ReturnState.REFUNDED, ReturnState.REJECTED, ReturnState.WITHDRAWN})


def values(scene: Scene) -> dict[str, str]:
    """Every slot that can be filled now, by its full name; the shop's rules are not among them."""
    read = ((slot, reader(scene)) for slot, reader in _READERS.items())
    return {slot: value for slot, value in read if value}


def the_return(scene: Scene) -> Return | None:
    """Of the order in question where one is meant, else of any; one that goes on before one that is over."""
    own = [one for one in scene.returns if one.order_id == scene.order_id]
    among = own or ([] if scene.settled else list(scene.returns))
    return min(among, key=lambda one: (one.state in _DONE, -one.applied_at.timestamp()), default=None)


def the_parcel(scene: Scene) -> Parcel | None:
    return scene.file.parcels[0] if scene.file and scene.file.parcels else None


def price_back(scene: Scene) -> str | None:
    """What would be paid back by the rule of price protection; None where nothing is due."""
    if scene.file is None or scene.file.order.paid_at is None:
        return None
    products = {product.id: product for product in scene.file.products if product}
    due = price_protection.due(price_protection.falls(scene.file.order, products, scene.policy, scene.now))
    return f"{due:.2f}" if due > NOTHING else None


def few(product: Product) -> list[Sku]:
    return [sku for sku in product.skus if 0 < sku.stock <= FEW]


def usable(scene: Scene) -> list[Coupon]:
    valid = [coupon for coupon in scene.coupons if not coupon.used and coupon.valid_until > scene.now]
    return sorted(valid, key=lambda coupon: (-coupon.amount, coupon.from_amount))


def _of_order(read: Callable[[Order, Scene], str | None]) -> Reader:
    return lambda scene: read(scene.file.order, scene) if scene.file else None


def _of_parcel(read: Callable[[Parcel, Scene], str | None]) -> Reader:
    def reader(scene: Scene) -> str | None:
        parcel = the_parcel(scene)
        return read(parcel, scene) if parcel else None

    return reader


def _of_product(read: Callable[[Product, Scene], str | None]) -> Reader:
    return lambda scene: read(scene.product, scene) if scene.product else None


def _of_return(read: Callable[[Return, Scene], str | None]) -> Reader:
    def reader(scene: Scene) -> str | None:
        found = the_return(scene)
        return read(found, scene) if found else None

    return reader


def _at(moment: datetime | None, scene: Scene) -> str | None:
    return clock(moment, scene.now) if moment else None


def _amount(order: Order, _scene: Scene) -> str:
    owed = order.goods_total - order.discount + order.postage
    return f"{order.paid if order.paid_at else owed:.2f}"


def _items(order: Order, _scene: Scene) -> str:
    return "、".join(f"{line.title}（{line.sku_label}）×{line.quantity}" for line in order.lines)


def _pay_by(order: Order, scene: Scene) -> str | None:
    if order.state is not OrderState.UNPAID:
        return None
    return clock(order.created_at + timedelta(hours=scene.policy["payment"]["close_after_hours"]), scene.now)


def _return_until(order: Order, scene: Scene) -> str | None:
    product = scene.file.products[0] if scene.file else None
    until = without_reason_until(order, product.category if product else "", scene.policy)
    return day(until, scene.now) if until else None


def _price_until(order: Order, scene: Scene) -> str | None:
    until = price_protection_until(order, scene.policy)
    return day(until, scene.now) if until else None


def _progress(parcel: Parcel, scene: Scene) -> str:
    last = parcel.last_event
    return f"{clock(last.at, scene.now)} {last.text}" if last else "快递还没有揽收记录"


def _arrival(parcel: Parcel, scene: Scene) -> str | None:
    there = parcel.expected_at
    return clock(there, scene.now) if there and there > scene.now else None


def _in_stock(product: Product, _scene: Scene) -> str | None:
    there = [sku for sku in product.skus if sku.stock > 0]
    more = " 等" if len(there) > LISTED else ""
    return "、".join(f"{sku.label}（{sku.stock} 件）" for sku in there[:LISTED]) + more if there else None


def _few_left(product: Product, _scene: Scene) -> str | None:
    """Of the whole product: only where every piece there is stands among the last few of its SKU."""
    last = few(product)
    return str(product.stock) if last and product.stock == sum(sku.stock for sku in last) else None


def _few_skus(product: Product, _scene: Scene) -> str | None:
    return "、".join(f"{sku.label}只剩 {sku.stock} 件" for sku in few(product)[:LISTED]) or None


def _restock(product: Product, scene: Scene) -> str | None:
    coming = [sku for sku in product.skus if not sku.stock and sku.restock_at and sku.restock_at > scene.now]
    told = [f"{sku.label}预计{day(sku.restock_at, scene.now)}" for sku in coming[:LISTED] if sku.restock_at]
    return "、".join(told) or None


def _matching(scene: Scene) -> str | None:
    there = [product for product in scene.matching if product.stock]
    return "、".join(f"「{product.title}」{product.price:.2f} 元" for product in there[:2]) or None


def _returned_title(found: Return, scene: Scene) -> str | None:
    lines = (line for file in scene.files for line in file.order.lines if file.order.id == found.order_id)
    return next((line.title for line in lines if line.sku_id == found.sku_id), None)


def _review_by(found: Return, scene: Scene) -> str | None:
    if found.state is not ReturnState.APPLIED:
        return None
    return clock(found.applied_at + timedelta(hours=scene.policy["returns"]["review_hours"]), scene.now)


def _refund_by(found: Return, scene: Scene) -> str | None:
    if found.state is not ReturnState.RECEIVED or found.received_at is None:
        return None
    return day(found.received_at + timedelta(days=scene.policy["returns"]["refund_days_after_inbound"][1]), scene.now)


def _coupon(coupon: Coupon, now: datetime) -> str:
    return f"满 {_yuan(coupon.from_amount)} 减 {_yuan(coupon.amount)} 元（{day(coupon.valid_until, now)}前有效）"


def _offer(offer: CouponOffer) -> str:
    return f"{offer.title}（满 {_yuan(offer.from_amount)} 减 {_yuan(offer.amount)} 元）"


def _yuan(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def _best_coupon(scene: Scene) -> str | None:
    return next((_coupon(coupon, scene.now) for coupon in usable(scene)), None)


def _coupons(scene: Scene) -> str | None:
    return "、".join(_coupon(coupon, scene.now) for coupon in usable(scene)[:LISTED]) or None


def _offers(scene: Scene) -> str | None:
    open_to_all = [offer for offer in scene.offers if not offer.least_level and offer.ends_at > scene.now]
    return "、".join(_offer(offer) for offer in open_to_all[:LISTED]) or None


def _promotions(scene: Scene) -> str | None:
    category = scene.product.category if scene.product else None
    running = [one for one in scene.promotions if category is None or category in one.categories or not one.categories]
    return "；".join(f"{one.title}：{one.rule.rstrip('。')}" for one in running[:2]) or None


def _plain(attribute: Callable[[Any], Any]) -> Callable[[Any, Scene], str | None]:
    def read(thing: Any, _scene: Scene) -> str | None:
        value = attribute(thing)
        return str(value) if value else None

    return read


_COURIER = _of_parcel(_plain(lambda parcel: parcel.courier))
_TRACKING = _of_parcel(_plain(lambda parcel: parcel.tracking_no))
_READERS: Mapping[str, Reader] = {
    "agent.name": lambda scene: scene.who.agent_name or None,
    "coupon.best": _best_coupon,
    "coupon.list": _coupons,
    "coupon.offers": _offers,
    "order.address": _of_order(_plain(lambda order: order.address_masked)),
    "order.amount": _of_order(_amount),
    "order.arrival": _of_parcel(_arrival),
    "order.courier": _COURIER,
    "order.id": _of_order(_plain(lambda order: order.id)),
    "order.invoice": _of_order(_plain(lambda order: order.invoice)),
    "order.items": _of_order(_items),
    "order.paid_at": _of_order(lambda order, scene: _at(order.paid_at, scene)),
    "order.pay_by": _of_order(_pay_by),
    "order.price_back": price_back,
    "order.price_until": _of_order(_price_until),
    "order.return_until": _of_order(_return_until),
    "order.ship_time": _of_order(lambda order, scene: _at(order.ship_by, scene)),
    "order.signed_at": _of_order(lambda order, scene: _at(order.signed_at, scene)),
    "order.state": _of_order(_plain(lambda order: order.state.zh)),
    "order.title": _of_order(_plain(lambda order: order.title)),
    "order.tracking_no": _TRACKING,
    "parcel.arrival": _of_parcel(_arrival),
    "parcel.courier": _COURIER,
    "parcel.progress": _of_parcel(_progress),
    "parcel.state": _of_parcel(_plain(lambda parcel: parcel.state.zh)),
    "parcel.tracking_no": _TRACKING,
    "product.certificate": _of_product(_plain(lambda product: product.certificates and product.certificates[0].says)),
    "product.few_left": _of_product(_few_left),
    "product.few_skus": _of_product(_few_skus),
    "product.in_stock": _of_product(_in_stock),
    "product.instalments": _of_product(_plain(lambda product: "、".join(map(str, product.instalments)))),
    "product.matching": _matching,
    "product.points": _of_product(_plain(lambda product: "；".join(product.selling_points))),
    "product.price": _of_product(_plain(lambda product: f"{product.price:.2f}")),
    "product.restock": _of_product(_restock),
    "product.stock": _of_product(_plain(lambda product: f"{product.stock}")),
    "product.title": _of_product(_plain(lambda product: product.title)),
    "promotion.rules": _promotions,
    "return.amount": _of_return(_plain(lambda found: f"{found.amount:.2f}")),
    "return.kind": _of_return(_plain(lambda found: found.kind)),
    "return.refund_by": _of_return(_refund_by),
    "return.review_by": _of_return(_review_by),
    "return.state": _of_return(_plain(lambda found: found.state.zh)),
    "return.title": _of_return(_returned_title),
    "return.tracking_no": _of_return(_plain(lambda found: found.tracking_no)),
    "shopper.level": lambda scene: scene.shopper.level if scene.shopper else None,
    "shopper.name": lambda scene: scene.shopper.name if scene.shopper else None,
}
