"""What the shop's rules forbid, told with the reason and the way that is left."""

from __future__ import annotations

from collections.abc import Mapping

from actions.services.reply import TO_A_PERSON, Button, Reply, handover
from shop.protocol import Refusal

# The sentence, and the button of the way that is left: a person where nothing else is.
_TOLD: Mapping[Refusal, tuple[str, Button]] = {
    Refusal.LOCKED: ("亲，仓库已经在配货了，系统里改不了啦。我可以请同事联系仓库试试拦下来～", TO_A_PERSON),
    Refusal.SHIPPED: ("亲，这单已经发出去了，系统里改不了啦～可以看看包裹到哪了，或者请同事联系快递处理～", TO_A_PERSON),
    Refusal.WRONG_STATE: ("亲，这笔订单现在的状态办不了这个，麻烦看看是不是选错了订单～", Button("看看我的订单", says="我的订单")),
    Refusal.OUT_OF_STOCK: ("亲，不好意思，这个规格刚刚没货了，可以换个规格，或者到货了我通知您～", Button("还有哪些有货", "ask_stock")),
    Refusal.PRICE_DIFFERS: ("亲，付过款的订单只能换成同价的规格。想要的这款价格不一样，可以取消这单重新拍～", Button("取消这单", "cancel_order")),
    Refusal.NOT_DELIVERED: ("亲，不好意思，那边目前还送不到，换一个内地的收货地址就可以～", TO_A_PERSON),
    Refusal.TOO_LATE: ("亲，已经过了可以办理的时间。如果是质量问题或有特殊情况，可以请同事帮您看看～", TO_A_PERSON),
    Refusal.NOT_RETURNABLE: ("亲，这类商品拆封或使用后不支持无理由退换，质量问题不受影响，可以拍照给我看看～", Button("是质量问题", "report_quality_issue")),
    Refusal.ALREADY_OPEN: ("亲，这个已经办过啦，不用重复提交，正在处理中～", TO_A_PERSON),
    Refusal.DIFFERENT: ("亲，收货信息或发货仓不一样的订单没法合在一起发哦～", TO_A_PERSON),
    Refusal.NOTHING_DUE: ("亲，帮您核对过了，目前没有需要退的差价～", TO_A_PERSON),
    Refusal.SOLD_OUT: ("亲，这张券已经领完啦～", Button("还有什么券", "ask_coupon")),
    Refusal.LEVEL: ("亲，这个是更高等级会员的专享，您再买一些升级后就能用～", Button("有什么活动", "ask_promotion")),
}  # fmt: skip


def told(refusal: Refusal, title: str = "", order_id: str | None = None) -> Reply:
    """`title` says what was to be done: a person who takes over finds it in the note."""
    if refusal not in _TOLD:
        note = f"店铺系统不支持自助办理：{title}"
        return Reply(
            "亲，这个需要同事在后台帮您办，我这就把您的情况转给人工同事～",
            custom=handover("unsupported", note),
            order_id=order_id,
        )
    text, way = _TOLD[refusal]
    return Reply(text, buttons=[way], order_id=order_id)
