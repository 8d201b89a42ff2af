"""Who a visitor is: an order's number and the last four digits of its phone. Wrong and foreign read the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.services.reply import TO_A_PERSON, Reply
from shop.protocol import NotFound, Shop

LOCKED = Reply(
    "亲，信息核对了几次都没有对上，为了订单安全，先暂停核对，过一刻钟再试。您也可以登录后再来找我，或者点下面请人工同事帮您～",
    buttons=[TO_A_PERSON],
    custom={"failure": "identity_locked"},
)

_ORDER = re.compile(r"(?<!\d)\d{15,20}(?!\d)")
_PHONE = re.compile(r"(?<!\d)1\d{6}(\d{4})(?!\d)")
_FOUR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_OF_A_PHONE = re.compile(r"尾号|后四位|后4位|手机|电话")


@dataclass(frozen=True)
class Given:
    order_id: str | None = None
    phone_last4: str | None = None


def read_identity(text: str, *, asked: bool) -> Given:
    """What a message gives away. Four bare digits are a phone's only when it was asked for, or the text says so."""
    order = _ORDER.search(text)
    rest = _ORDER.sub(" ", text)
    whole = _PHONE.search(rest)
    four = _FOUR.search(rest) if asked or order or _OF_A_PHONE.search(text) else None
    phone = whole or four
    return Given(order.group() if order else None, phone.group(1) if phone else None)


def identify(shop: Shop, order_id: str, phone_last4: str) -> str | None:
    """The shopper's id, or None."""
    try:
        return shop.shopper_by_order(order_id, phone_last4).id
    except NotFound:
        return None
