"""Why the shop does not do what an agent wants, in a sentence that says what is left to do."""

from __future__ import annotations

from collections.abc import Mapping

from shop.protocol import Refusal

_WORDS: Mapping[Refusal, str] = {
    Refusal.LOCKED: "仓库已经在配货了，系统里改不了，请联系仓库拦截。",
    Refusal.SHIPPED: "这单已经发货，系统里改不了，请联系快递处理。",
    Refusal.WRONG_STATE: "订单或退货单现在的状态办不了这个操作，请刷新后再看。",
    Refusal.OUT_OF_STOCK: "库存不够，请换个规格，或告诉顾客到货时间。",
    Refusal.PRICE_DIFFERS: "付过款的订单不能换成不同价格的规格，也不能加价。",
    Refusal.NOT_DELIVERED: "那个地区店铺不配送，请让顾客换个地址。",
    Refusal.TOO_LATE: "已经过了规则里的期限。",
    Refusal.NOT_RETURNABLE: "这类商品不支持无理由退换，质量问题请写明原因。",
    Refusal.ALREADY_OPEN: "这个已经办过了，不能重复办。",
    Refusal.DIFFERENT: "收货信息或发货仓不一样，没法合并。",
    Refusal.NOTHING_DUE: "没有需要退的金额，或没有变化。",
    Refusal.SOLD_OUT: "已经没有名额了。",
    Refusal.LEVEL: "顾客的会员等级不够。",
    Refusal.OVER_LIMIT: "超出了您的额度（本单已用的也算在内），请让主管来办。",
    Refusal.TOO_MUCH: "超过了顾客实际付的金额或买的件数。",
    Refusal.PRICE_FIXED: "天猫店的商品价格不能改，只能改运费。",
    Refusal.UNSUPPORTED: "这家店铺的系统不支持在这里办，请到店铺后台操作。",
}
_OF_OPERATION: Mapping[tuple[str, Refusal], str] = {
    ("pay_out", Refusal.ALREADY_OPEN): "这单的小额打款次数已经用完了。",
    ("refund", Refusal.WRONG_STATE): "现在还不能退款：退货要等仓库收到，关闭的订单也退不了。",
    ("refund_difference", Refusal.ALREADY_OPEN): "这次降价的差价已经退过了。",
    ("refund_difference", Refusal.NOTHING_DUE): "付款后没有降价，没有差价可退。",
    ("refund_difference", Refusal.TOO_LATE): "已经过了价保期。",
    ("make_exchange", Refusal.ALREADY_OPEN): "换货单已经做过了。",
    ("make_exchange", Refusal.WRONG_STATE): "还不能制单：要等顾客寄回（提前发出请让主管来办）。",
    ("change_postage", Refusal.PRICE_DIFFERS): "付过款的订单运费只能减少，不能增加。",
    ("return_postage", Refusal.WRONG_STATE): "退回运费要等顾客签收以后；没付款的订单没有运费可退。",
}


def refused_in_words(operation: str, refusal: Refusal) -> str:
    return _OF_OPERATION.get((operation, refusal)) or _WORDS[refusal]
