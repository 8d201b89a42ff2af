"""Suggested replies composed from the shop's live facts: which intents get one, and what it says in each case.

A reply is a template over slots (`adapters/slots.py`); which template fits is decided by the state of things.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assist_api.adapters.scene import Need, Scene, needs_of
from assist_api.adapters.slots import price_back, the_parcel, the_return
from shop.models import OrderState, ParcelState, ReturnState
from shop.standstill import is_still
from shop.windows import no_reason_days, price_protection_until, without_reason_until

WAITING = frozenset({OrderState.PAID, OrderState.LOCKED})
SENT = frozenset({OrderState.PARTLY_SHIPPED, OrderState.SHIPPED})
ARRIVED = frozenset({OrderState.SIGNED, OrderState.COMPLETED})
BOUGHT = WAITING | SENT | ARRIVED
OVER = frozenset({OrderState.COMPLETED, OrderState.CLOSED_UNPAID, OrderState.CANCELLED, OrderState.REFUNDED})


@dataclass(frozen=True)
class Live:
    """One kind of reply. `says` picks the template, or nothing where the kind does not apply to the scene."""

    name: str
    title: str
    intents: frozenset[str]
    says: Callable[[Scene], str | None]
    needs: frozenset[Need] = frozenset()


def for_intent(intent: str) -> list[Live]:
    return [live for live in KINDS.values() if intent in live.intents]


def needs_of_intent(intent: str) -> set[Need]:
    return {need for live in for_intent(intent) for need in live.needs}


def applied(live: Live, scene: Scene) -> tuple[str, Scene] | None:
    """The template and the order it speaks of: the one in question, else the newest to which it applies."""
    tried = [scene] if scene.settled or not scene.files else [scene.on(file) for file in scene.files]
    found = ((live.says(one), one) for one in tried)
    return next(((template, one) for template, one in found if template), None)


# Parcels and sending


def _parcel(scene: Scene) -> str | None:
    parcel, file = the_parcel(scene), scene.file
    if parcel is None or file is None or file.order.state in OVER:
        return None
    if is_still(parcel, scene.policy, scene.now):
        return _STALLED
    soon = bool(parcel.expected_at and parcel.expected_at > scene.now)
    return _PARCELS.get(parcel.state, _ON_THE_WAY_SOON if soon else _ON_THE_WAY)


_CARRIED = "亲，您的「{order.title}」由{parcel.courier}承运，单号 {parcel.tracking_no}，"
_ON_THE_WAY = _CARRIED + "最新进度：{parcel.progress}。"
_ON_THE_WAY_SOON = _CARRIED + "最新进度：{parcel.progress}，预计{parcel.arrival}前送达。"
_STALLED = (
    _CARRIED
    + "最后一次更新是 {parcel.progress}，之后超过 {policy.shipping.stagnant_hours} 小时没有动静了，让您久等很抱歉。"
    "我这就联系快递核实，有结果马上告诉您。"
)
_PARCELS: Mapping[ParcelState, str] = {
    ParcelState.OUT_FOR_DELIVERY: _CARRIED + "快递员正在派送：{parcel.progress}，请您保持电话畅通。",
    ParcelState.DELIVERED: _CARRIED
    + "系统显示已签收：{parcel.progress}。您先问问家人、门卫或驿站有没有代收，找不到马上告诉我，我来联系快递核实。",
    ParcelState.EXCEPTION: _CARRIED + "派送出了点异常：{parcel.progress}。我马上联系快递处理，处理好第一时间告诉您。",
    ParcelState.LOST: _CARRIED + "这个包裹疑似丢失，非常抱歉。我现在就向快递核实，给您补发或退款，您希望哪一种？",
}


def _sending(scene: Scene) -> str | None:
    if scene.file is None or scene.file.order.state not in WAITING:
        return None
    due = scene.file.order.ship_by
    if due is None:
        return None
    return _LATE if due < scene.now else "亲，您的「{order.title}」目前{order.state}，最晚{order.ship_time}前发出。"


_LATE = (
    "亲，您的「{order.title}」目前{order.state}，已经超过承诺的发货时间（{order.ship_time}），很抱歉。"
    "我马上催仓库，并跟进到发出为止。"
)

# Paying


def _payment(scene: Scene) -> str | None:
    state = scene.file.order.state if scene.file else None
    if state is OrderState.UNPAID:
        return "亲，您的「{order.title}」还没有付款，应付 {order.amount} 元，{order.pay_by}前付款都有效，过时订单会自动关闭哦。"
    if state in WAITING:
        return "亲，订单 {order.id} 已经付款成功（{order.paid_at}，{order.amount} 元），目前{order.state}，不用重复付款哦。"
    if state is OrderState.CLOSED_UNPAID:
        return (
            "亲，「{order.title}」这单超时没有付款，已经自动关闭了。还需要的话重新拍一单就行，我帮您看着尽快安排发出。"
        )
    return None


# Changing an order


def _by_stage(stages: Mapping[OrderState, str]) -> Callable[[Scene], str | None]:
    return lambda scene: stages.get(scene.file.order.state) if scene.file else None


_IN_WAREHOUSE = "亲，「{order.title}」已经交给仓库配货了，"
_ON_ITS_WAY = "亲，「{order.title}」已经发出了（{parcel.courier} {parcel.tracking_no}），"
_ADDRESS = {
    OrderState.UNPAID: "亲，「{order.title}」还没付款，地址可以改。麻烦把新的收件人、电话和详细地址发我，我帮您改好再付款。",
    OrderState.PAID: "亲，「{order.title}」还没交给仓库，地址可以改。麻烦把新的收件人、电话和详细地址发我，我马上改。",
    OrderState.LOCKED: _IN_WAREHOUSE + "地址改不了了。发出以后我可以帮您联系快递试着转寄，不过要以快递答复为准。",
    OrderState.SHIPPED: _ON_ITS_WAY + "地址改不了了。我帮您联系快递试着转寄，不过要以快递答复为准，您把新地址发我。",
}
_ITEM = {
    OrderState.UNPAID: "亲，「{order.title}」还没付款，您想换成哪个规格、要几件？我先帮您查库存。",
    OrderState.PAID: "亲，「{order.title}」还没交给仓库，同价的规格可以换。您想换成哪个颜色、尺码？我先帮您查库存。",
    OrderState.LOCKED: _IN_WAREHOUSE + "规格改不了了。等收到以后我给您办换货，您看可以吗？",
    OrderState.SHIPPED: _ON_ITS_WAY + "规格改不了了。等收到以后我给您办换货，您看可以吗？",
}
_CANCEL = {
    OrderState.UNPAID: "亲，「{order.title}」还没付款，直接取消就行，不付款也会自动关闭。方便说下是哪里不合适吗？",
    OrderState.PAID: "亲，「{order.title}」还没交给仓库，可以取消，{order.amount} 元会原路退回。确定要帮您取消吗？",
    OrderState.LOCKED: _IN_WAREHOUSE
    + "系统里取消不了了。我先联系仓库试着拦下来，拦不住的话您拒收或者收到后退回都可以。",
    OrderState.SHIPPED: _ON_ITS_WAY + "取消不了了。您可以拒收，或者收到后申请退货，我全程帮您跟进。",
    OrderState.REFUNDING: "亲，「{order.title}」已经在退款中了，{order.amount} 元会原路退回付款账户。",
}

# After the sale


def _refund(scene: Scene) -> str | None:
    found = the_return(scene)
    if found:
        return _RETURNS[found.state, found.kind == "换货"]
    state = scene.file.order.state if scene.file else None
    return _REFUNDS.get(state) if state else None


_REFUNDS = {
    OrderState.REFUNDING: "亲，「{order.title}」这单正在退款中，{order.amount} 元会原路退回您的付款账户。",
    OrderState.REFUNDED: "亲，「{order.title}」这单的 {order.amount} 元已经原路退回付款账户，退到银行卡的以银行入账时间为准。",
}
_BACK = {
    ReturnState.APPLIED: "亲，「{return.title}」的{return.kind}申请正在审核，{return.review_by}前会有结果，我帮您盯着。",
    ReturnState.APPROVED: "亲，「{return.title}」的{return.kind}已经通过了，麻烦您按退货单上的地址寄回，寄出后填一下单号。",
    ReturnState.SENT_BACK: "亲，您退回的「{return.title}」正在路上（单号 {return.tracking_no}），",
    ReturnState.RECEIVED: "亲，仓库已经收到您退回的「{return.title}」，",
    ReturnState.REJECTED: "亲，「{return.title}」的{return.kind}申请没有通过。如果是质量问题，麻烦拍张照片发我，我再帮您看。",
    ReturnState.WITHDRAWN: "亲，「{return.title}」的{return.kind}申请已经撤销了，需要的话可以重新申请。",
}
_RETURNS: Mapping[tuple[ReturnState, bool], str] = {
    **{(state, exchange): text for state, text in _BACK.items() for exchange in (False, True)},
    (ReturnState.SENT_BACK, False): _BACK[ReturnState.SENT_BACK] + "仓库签收登记后就给您退 {return.amount} 元。",
    (ReturnState.SENT_BACK, True): _BACK[ReturnState.SENT_BACK] + "仓库签收登记后就给您发新的。",
    (ReturnState.RECEIVED, False): _BACK[ReturnState.RECEIVED] + "{return.amount} 元最晚{return.refund_by}原路退回。",
    (ReturnState.RECEIVED, True): _BACK[ReturnState.RECEIVED] + "新的会尽快给您发出，发出后我把单号给您。",
    (ReturnState.REFUNDED, False): "亲，「{return.title}」的 {return.amount} 元已经原路退回您的付款账户，"
    "退到银行卡的以银行入账时间为准。",
    (ReturnState.REFUNDED, True): "亲，「{return.title}」的{return.kind}已经处理完了，还有问题随时找我。",
}


def _returnable(scene: Scene) -> str | None:
    if scene.file is None or scene.file.order.state not in ARRIVED:
        return None
    product = scene.file.products[0]
    until = without_reason_until(scene.file.order, product.category if product else "", scene.policy)
    if until is None or product is None:
        return None
    if until < scene.now:
        return "亲，「{order.title}」的无理由退换到{order.return_until}为止，已经过了。如果是质量问题，麻烦拍张照片发我看看。"
    if product.category in scene.policy["returns"]["unopened_only"]:
        return "亲，「{order.title}」{order.return_until}前，没有拆封使用的可以无理由退换；有质量问题的话拍照发我，另外处理。"
    days = no_reason_days(product.category, scene.policy)
    rule = "extended_days" if days == scene.policy["returns"]["extended_days"] else "no_reason_days"
    return (
        f"亲，「{{order.title}}」签收后 {{policy.returns.{rule}}} 天内支持无理由退换，到{{order.return_until}}为止，"
        "吊牌齐全、不影响二次销售就行。"
    )


def _protection(scene: Scene) -> str | None:
    if scene.file is None or scene.file.order.state not in BOUGHT:
        return None
    until = price_protection_until(scene.file.order, scene.policy)
    if until is None:
        return None
    if until < scene.now:
        return "亲，「{order.title}」的价保到{order.price_until}为止，已经过了，差价退不了了，抱歉。"
    if price_back(scene):
        return "亲，帮您核对过了，「{order.title}」可以退差价 {order.price_back} 元，原路退回付款账户，我现在帮您申请好吗？"
    return "亲，帮您核对过了，「{order.title}」目前没有差价可退。价保到{order.price_until}，这期间降价了随时找我。"


def _invoice(scene: Scene) -> str | None:
    if scene.file is None or scene.file.order.state not in BOUGHT:
        return None
    return _INVOICES.get(scene.file.order.invoice)


_INVOICES = {
    "": "亲，可以开{policy.invoice.kind}的，不另收费。麻烦把抬头（公司再加税号）和邮箱发我，"
    "{policy.invoice.issued_within_hours} 小时内开好发到您邮箱。",
    "开具中": "亲，订单 {order.id} 的发票{order.invoice}，申请后 {policy.invoice.issued_within_hours} 小时内会发到您邮箱。",
    "已开具": "亲，订单 {order.id} 的发票{order.invoice}，已经发到您留的邮箱了，找不到的话我帮您重发。",
}

# Goods and offers


def _stock(scene: Scene) -> str | None:
    if scene.product is None:
        return None
    if scene.product.stock:
        return "亲，这款「{product.title}」有现货：{product.in_stock}，您看中哪一个？"
    coming = any(sku.restock_at and sku.restock_at > scene.now for sku in scene.product.skus)
    return _RESTOCK if coming else "亲，这款「{product.title}」暂时缺货，补货时间还没定，到货我可以第一时间通知您。"


_RESTOCK = "亲，这款「{product.title}」暂时缺货，{product.restock}补货，到货我第一时间通知您。"


def _price(scene: Scene) -> str | None:
    return "亲，这款「{product.title}」现在 {product.price} 元起。{promotion.rules}。" if scene.product else None


def _coupons(scene: Scene) -> str | None:
    held = any(not one.used and one.valid_until > scene.now for one in scene.coupons)
    if held:
        return "亲，您名下现在有这些券可以用：{coupon.list}，下单时选一下就抵扣了。"
    return "亲，现在店铺首页可以领：{coupon.offers}，领完下单自动抵扣。" if scene.offers else None


def _certified(scene: Scene) -> str | None:
    there = scene.product and scene.product.certificates
    return "亲，这款「{product.title}」有检测报告：{product.certificate}您放心。" if there else None


def _instalments(scene: Scene) -> str | None:
    there = scene.product and scene.product.instalments
    return "亲，「{product.title}」支持花呗 {product.instalments} 期免息，付款页选花呗分期就行。" if there else None


def _always(template: str) -> Callable[[Scene], str | None]:
    return lambda _scene: template


def _kind(name: str, title: str, intents: str, says: Callable[[Scene], str | None], *needs: Need) -> Live:
    return Live(name, title, frozenset(intents.split()), says, frozenset(needs))


KINDS: Mapping[str, Live] = {
    live.name: live
    for live in (
        _kind("parcel", "订单 {order.id} 的物流", "track_shipment urge_delivery ask_delivery_time report_not_received "
              "ask_courier query_order urge_shipping", _parcel),
        _kind("sending", "订单 {order.id} 的发货", "urge_shipping ask_ship_time query_order track_shipment "
              "ask_delivery_time", _sending),
        _kind("payment", "订单 {order.id} 的付款", "report_payment_problem place_order_help query_order "
              "ask_payment_method", _payment),
        _kind("address", "订单 {order.id} 能否改地址", "change_address", _by_stage(_ADDRESS)),
        _kind("item", "订单 {order.id} 能否改规格", "change_order_item", _by_stage(_ITEM)),
        _kind("cancel", "订单 {order.id} 能否取消", "cancel_order", _by_stage(_CANCEL)),
        _kind("refund", "售后进度", "ask_refund_progress ask_return_shipping cancel_return request_return "
              "request_exchange", _refund, Need.RETURNS),
        _kind("returnable", "订单 {order.id} 的退换期", "request_return request_exchange ask_return_policy", _returnable),
        _kind("protection", "订单 {order.id} 的价保", "request_price_protection", _protection),
        _kind("invoice", "订单 {order.id} 的发票", "ask_invoice", _invoice),
        _kind("stock", "{product.title}", "ask_stock ask_product_detail ask_size_advice", _stock),
        _kind("price", "{product.title}", "ask_price ask_promotion", _price, Need.PROMOTIONS),
        _kind("promotion", "进行中的活动", "ask_promotion", _always("亲，现在店里的活动：{promotion.rules}。"), Need.PROMOTIONS),
        _kind("coupon", "优惠券", "ask_coupon bargain", _coupons, Need.COUPONS),
        _kind("certificate", "{product.title}", "ask_authenticity", _certified),
        _kind("instalments", "{product.title}", "ask_payment_method", _instalments),
    )
}  # fmt: skip


def needs_again(name: str, slots: set[str]) -> set[Need]:
    """What has to be read to compose the reply of this name anew."""
    return set(KINDS[name].needs) | needs_of(slots) if name in KINDS else needs_of(slots)
