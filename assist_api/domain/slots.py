"""Slots like {order.id} in the texts of the shop's people: filled from live facts, and never sent as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assist_api.errors import SlotsUnfilled

SLOT = re.compile(r"\{([a-z]+(?:\.\w+)+)\}")
# What may stand in a canned reply, as a person calls it; the shop's rules, {policy.…}, come beside these.
NAMES: Mapping[str, str] = {
    "agent.name": "客服昵称",
    "coupon.best": "可用优惠券",
    "coupon.list": "名下优惠券",
    "coupon.offers": "可领优惠券",
    "order.address": "收货地址",
    "order.amount": "订单金额",
    "order.arrival": "预计送达",
    "order.courier": "快递公司",
    "order.id": "订单号",
    "order.invoice": "发票状态",
    "order.items": "商品和规格",
    "order.paid_at": "付款时间",
    "order.pay_by": "付款截止时间",
    "order.price_back": "可退差价",
    "order.price_until": "价保截止",
    "order.return_until": "无理由退换截止",
    "order.ship_time": "最晚发货时间",
    "order.signed_at": "签收时间",
    "order.state": "订单状态",
    "order.title": "订单商品",
    "order.tracking_no": "运单号",
    "parcel.arrival": "预计送达",
    "parcel.courier": "快递公司",
    "parcel.progress": "最新物流",
    "parcel.state": "包裹状态",
    "parcel.tracking_no": "运单号",
    "product.certificate": "检测报告",
    "product.few_left": "仅剩件数",
    "product.few_skus": "快断货的规格",
    "product.in_stock": "有货的规格",
    "product.instalments": "免息期数",
    "product.matching": "搭配商品",
    "product.points": "商品卖点",
    "product.price": "商品价格",
    "product.restock": "补货时间",
    "product.stock": "库存",
    "product.title": "商品名称",
    "promotion.rules": "进行中的活动",
    "return.amount": "退款金额",
    "return.kind": "售后类型",
    "return.refund_by": "最晚退款时间",
    "return.review_by": "审核截止时间",
    "return.state": "售后状态",
    "return.title": "售后商品",
    "return.tracking_no": "退货单号",
    "shopper.level": "会员等级",
    "shopper.name": "顾客昵称",
}


@dataclass(frozen=True)
class Filled:
    """`facts`: what was written for each slot; `missing`: the slots that still stand in the text."""

    text: str
    facts: Mapping[str, str]
    missing: tuple[str, ...]


def slots_in(text: str) -> list[str]:
    return list(dict.fromkeys(SLOT.findall(text)))


def fill(text: str, values: Mapping[str, str]) -> Filled:
    names = slots_in(text)
    facts = {name: values[name] for name in names if name in values}
    return Filled(
        SLOT.sub(lambda found: facts.get(found[1], found[0]), text),
        facts,
        tuple(name for name in names if name not in facts),
    )


def name_of(slot: str) -> str:
    """As a person reads it."""
    return NAMES.get(slot, slot)


def refuse_unfilled(text: str) -> None:
    """Raises where a slot still stands in what is about to be sent."""
    missing = slots_in(text)
    if missing:
        raise SlotsUnfilled(unfilled_sentence(missing))


def unfilled_sentence(missing: Sequence[str]) -> str:
    listed = "、".join(f"{{{slot}}}（{name_of(slot)}）" if slot in NAMES else f"{{{slot}}}" for slot in missing)
    return f"还有没填的内容：{listed}，请补上或删掉再发送。"
