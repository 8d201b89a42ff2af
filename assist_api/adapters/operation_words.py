"""What an operation came to, in a sentence that the agent may say to the shopper, from the shop's own facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from shop.models import Order, OrderLine, OrderState, Return, ReturnState
from shop.staff_protocol import Done

Policy = Mapping[str, Any]
T = TypeVar("T")
EXCHANGE, REFUND_ONLY = "换货", "仅退款"


@dataclass(frozen=True)
class _Facts:
    done: Done
    policy: Policy
    reason: str

    @property
    def now(self) -> Order:
        return _there(self.done.order)

    @property
    def before(self) -> Order:
        return _there(self.done.before)

    @property
    def returned(self) -> Return:
        return _there(self.done.returned)

    @property
    def made(self) -> Order:
        return _there(self.done.replacement)


def sentence(done: Done, policy: Policy, reason: str = "") -> str:
    """Empty for what concerns only the shop's own people. `reason`: as the agent gave it."""
    told = _SENTENCES.get(done.operation)
    return told(_Facts(done, policy, reason)) if told else ""


def _address(facts: _Facts) -> str:
    before, now = facts.before, facts.now
    parts = (
        (f"收件人 {now.receiver}", now.receiver != before.receiver),
        (f"电话 {now.phone_masked}", now.phone_masked != before.phone_masked),
        (f"地址 {now.address_masked}", now.address_masked != before.address_masked),
    )
    told = "，".join(part for part, changed in parts if changed) or f"地址 {now.address_masked}"
    return f"亲，收货信息已经帮您改好了：{told}，我们会按新的发货～"


def _item(facts: _Facts) -> str:
    known = set(facts.before.lines)
    changed = [line for line in facts.now.lines if line not in known] or facts.now.lines
    return f"亲，已经帮您改成 {_goods(changed)}，我们会按新规格配货～"


def _postage(facts: _Facts) -> str:
    now = facts.now
    if now.paid_at:
        return f"亲，运费改为 {now.postage} 元，多付的 {facts.done.amount} 元会原路退回您的付款账户～"
    return f"亲，运费已经改为 {now.postage} 元，现在应付 {now.to_pay} 元，刷新付款页面就能看到～"


def _price(facts: _Facts) -> str:
    return f"亲，价格已经帮您改好了，现在应付 {facts.now.to_pay} 元，刷新付款页面就能看到～"


def _cancelled(facts: _Facts) -> str:
    if facts.now.state is OrderState.CANCELLED:
        return "亲，订单已经帮您取消了～"
    return f"亲，订单已经帮您取消，{facts.done.amount} 元的退款申请也提交了，审核后{_arrives(facts.policy)}～"


def _noted(facts: _Facts) -> str:
    return "亲，已经帮您备注好了～"


def _refunded(facts: _Facts) -> str:
    return f"亲，已经为您退款 {facts.done.amount} 元，{_arrives(facts.policy)}～"


def _paid_out(facts: _Facts) -> str:
    return f"亲，给您打款的 {facts.done.amount} 元已经处理好了，请留意到账通知～"


def _postage_back(facts: _Facts) -> str:
    return f"亲，运费 {facts.done.amount} 元已经退给您了，请留意到账通知～"


def _difference(facts: _Facts) -> str:
    falls = "；".join(
        f"{fall.title} {fall.sku_label} 您付的是 {fall.paid} 元，后来 {fall.lowest} 元" for fall in facts.done.basis
    )
    return f"亲，价保差价 {facts.done.amount} 元已经退给您了（{falls}）～"


def _coupon(facts: _Facts) -> str:
    coupon = _there(facts.done.coupon)
    least = f"满 {coupon.from_amount} 元可用" if coupon.from_amount else "无门槛"
    return f"亲，送您一张 {coupon.amount} 元优惠券（{least}），{_day(coupon.valid_until)}前有效，在卡券包里就能看到～"


def _points(facts: _Facts) -> str:
    return f"亲，已经为您补偿 {facts.done.points} 积分～"


def _resent(facts: _Facts) -> str:
    made = facts.made
    return f"亲，已经为您补发 {_goods(made.lines)}，补发单号 {made.id}，{_moment(made.ship_by)} 前发出～"


def _registered(facts: _Facts) -> str:
    asked = facts.returned
    if asked.state is ReturnState.APPROVED:
        return f"亲，{asked.kind}已经帮您登记并通过了，{_send_back(asked)}"
    hours = facts.policy["returns"]["review_hours"]
    return f"亲，{asked.kind}申请已经帮您登记好了，我们会在 {hours} 小时内审核～"


def _decided(facts: _Facts) -> str:
    asked = facts.returned
    if asked.state is ReturnState.APPROVED:
        return f"亲，您的{asked.kind}申请已经通过，{_send_back(asked)}"
    return f"亲，很抱歉，您的{asked.kind}申请没有通过：{facts.reason.rstrip('。')}。有疑问可以随时告诉我～"


def _on_its_way(facts: _Facts) -> str:
    asked = facts.returned
    return f"亲，退回的快递登记好了：{asked.courier} {asked.tracking_no}，仓库收到后就为您处理～"


def _received(facts: _Facts) -> str:
    asked = facts.returned
    if asked.kind == EXCHANGE:
        return "亲，您退回的商品仓库已经收到，接下来为您发出换的商品～"
    least, most = facts.policy["returns"]["refund_days_after_inbound"]
    return f"亲，您退回的商品仓库已经收到，{least}-{most} 天内为您退款～"


def _exchanged(facts: _Facts) -> str:
    made = facts.made
    return f"亲，换货单做好了：{_goods(made.lines)}，{_moment(made.ship_by)} 前发出，单号 {made.id}～"


_SENTENCES: Mapping[str, Callable[[_Facts], str]] = {
    "change_address": _address,
    "change_item": _item,
    "change_postage": _postage,
    "change_price": _price,
    "cancel_order": _cancelled,
    "add_note": _noted,
    "refund": _refunded,
    "pay_out": _paid_out,
    "return_postage": _postage_back,
    "refund_difference": _difference,
    "grant_coupon": _coupon,
    "grant_points": _points,
    "resend": _resent,
    "register_return": _registered,
    "decide_return": _decided,
    "note_return_parcel": _on_its_way,
    "receive_return": _received,
    "make_exchange": _exchanged,
}


def _there(thing: T | None) -> T:
    if thing is None:
        raise ValueError("the shop left out what the operation came to")
    return thing


def _goods(lines: Sequence[OrderLine]) -> str:
    return "、".join(f"{line.title} {line.sku_label} ×{line.quantity}" for line in lines)


def _arrives(policy: Policy) -> str:
    least, most = policy["orders"]["refund_days"]
    return f"款项会原路退回您的付款账户，一般 {least}-{most} 天到账"


def _send_back(asked: Return) -> str:
    if asked.kind == REFUND_ONLY:
        return "我们会尽快为您退款～"
    return "麻烦您把商品寄回，寄出后把快递公司和单号告诉我就好～"


def _day(at: datetime) -> str:
    return f"{at.month}月{at.day}日"


def _moment(at: datetime | None) -> str:
    return f"{_day(at)} {at:%H:%M}" if at else "尽快"
