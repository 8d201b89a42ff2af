"""What a shopper answers when the bot spoke first: stop, go on, and why an order is not paid. Pure."""

from __future__ import annotations

import re
from enum import StrEnum

from assist_api.domain.person_wanted import asks_in_words, may_ask
from assist_api.domain.risk import risk_in

STOP, GO_ON, CONFIRMED = "xiaoer:outreach_stop", "xiaoer:outreach_go_on", "xiaoer:outreach_confirmed"  # of buttons


class Wish(StrEnum):
    STOP = "stop"
    GO_ON = "go_on"
    CONFIRMED = "confirmed"
    LATER = "later"  # will pay later: heard with thanks, nothing else to do


_PRESSED = {STOP: Wish.STOP, GO_ON: Wish.GO_ON, CONFIRMED: Wish.CONFIRMED}
_NOT = "(别|不要|不用|不必|甭|莫|勿|停止|取消|关闭|关掉)(再|老|总|一直|老是|总是)?(给我|跟我|对我)?"
_SENDING = "(提醒|催付|催单|催我付|催付款|推送|发消息|发信息|发短信|打扰|骚扰)"
_STOP = re.compile(f"{_NOT}{_SENDING}|(不想|不需要|不要)(再)?(收到|看到|看见)?(这些|这种|你们的?|任何)?{_SENDING}|退订")
_BARE_STOP = re.compile(
    "^(请|麻烦|拜托|求你|你们?)?(别|不要|不用|甭)(再)?(发|催|说|问|烦我?|来)(我|了|啦|吧|消息|信息|[。.!！~～])*$"
)
_GO_ON = re.compile("(恢复|打开|开启|重新开|继续)(给我)?(发)?(提醒|推送|通知)|(可以|还是|继续)提醒我")
_REMIND_ME = re.compile("(到货|补货|有货|发货|降价)")  # 别忘了到货提醒我: not about our messages


def wish(text: str, pressed: str | None, *, after_ours: bool) -> Wish | None:
    """`after_ours`: the newest line before was the bot's of its own accord, so that a bare 别发了 means such lines.

    Elsewhere 别发了 is about goods on their way.
    """
    if pressed in _PRESSED:
        return _PRESSED[pressed]
    if _STOP.search(text) and not _REMIND_ME.search(text):
        return Wish.STOP
    if after_ours and _BARE_STOP.match(text.strip()):
        return Wish.STOP
    return Wish.GO_ON if _GO_ON.search(text) and not _REMIND_ME.search(text) else None


_CLAUSES = re.compile(r"[，,。.！!？?；;\s]+")
_ASKS = re.compile("怎么|多少|什么|哪|几|何时|为啥|咋|能不能|可以|有没有")


def says_more(text: str) -> bool:
    """Whether a stop in free words comes with something else that wants an answer."""
    more = [clause for clause in _CLAUSES.split(text) if not _STOP.search(clause) and not _BARE_STOP.match(clause)]
    return any(_ASKS.search(clause) for clause in more) or asks_in_words(text) or may_ask(text) or bool(risk_in(text))


class UnpaidReason(StrEnum):
    """Why an order is not paid, as the shop may count it."""

    SIZE = "size"
    COMPARING = "comparing"
    PAYMENT = "payment"
    NOT_WANTED = "not_wanted"
    DELIVERY = "delivery"
    LATER = "later"
    WRONG = "wrong"
    OTHER = "other"

    @property
    def zh(self) -> str:
        return _REASON_ZH[self]


_REASON_ZH = {
    UnpaidReason.SIZE: "尺码或款式拿不准",
    UnpaidReason.COMPARING: "再比比价格",
    UnpaidReason.PAYMENT: "付款不成功",
    UnpaidReason.NOT_WANTED: "不想要了",
    UnpaidReason.DELIVERY: "担心发货或到货时间",
    UnpaidReason.LATER: "晚点再付",
    UnpaidReason.WRONG: "拍错了要改",
    UnpaidReason.OTHER: "其他",
}
_BY_WORDS = (
    (
        UnpaidReason.WRONG,
        re.compile("拍错|下错|选错|点错|地址(错|不对)|拍重|重复(拍|下单)|改(地址|尺码|颜色)|换(个|成)"),
    ),
    (UnpaidReason.NOT_WANTED, re.compile("不(想)?(要|买|需要)了|取消|不买|买别家|别家买了|已经买了")),
    (
        UnpaidReason.PAYMENT,
        re.compile("付(款|钱)?(不了|不成功|失败|不出去)|支付(失败|不了|异常|不成功)|余额|限额|没钱|付不了"),
    ),
    (UnpaidReason.COMPARING, re.compile("贵|便宜|优惠|降价|比(比|较)|打折|活动|券|等双|凑单|划算")),
    (UnpaidReason.SIZE, re.compile("尺码|码|大小|颜色|款式|拿不准|合身|偏大|偏小|适不适合|材质|质量")),
    (UnpaidReason.DELIVERY, re.compile("发货|到货|几天|多久|快递|运费|邮费|包邮|赶不上|来得及")),
    (
        UnpaidReason.LATER,
        re.compile("晚点|等会|待会|一会|回头|晚上|明天|下班|等工资|发工资|考虑|想想|再看看|不急|稍后|马上付|这就付"),
    ),
)
_BY_INTENT = {
    "ask_size_advice": UnpaidReason.SIZE,
    "ask_product_detail": UnpaidReason.SIZE,
    "compare_products": UnpaidReason.COMPARING,
    "bargain": UnpaidReason.COMPARING,
    "ask_price": UnpaidReason.COMPARING,
    "ask_promotion": UnpaidReason.COMPARING,
    "ask_coupon": UnpaidReason.COMPARING,
    "report_payment_problem": UnpaidReason.PAYMENT,
    "ask_payment_method": UnpaidReason.PAYMENT,
    "cancel_order": UnpaidReason.NOT_WANTED,
    "change_address": UnpaidReason.WRONG,
    "change_order_item": UnpaidReason.WRONG,
    "ask_ship_time": UnpaidReason.DELIVERY,
    "ask_delivery_time": UnpaidReason.DELIVERY,
    "ask_shipping_fee": UnpaidReason.DELIVERY,
}
_NO_REASON = frozenset({"greet", "goodbye", "thank", "affirm", "deny", "chitchat", "bot_challenge", "request_human"})


def unpaid_reason(text: str, intent: str | None) -> UnpaidReason | None:
    """The reason that a shopper gives; None for a mere 好的."""
    for reason, words in _BY_WORDS:
        if words.search(text):
            return reason
    if intent in _BY_INTENT:
        return _BY_INTENT[intent]
    return None if intent in _NO_REASON or len(text) < 3 else UnpaidReason.OTHER
