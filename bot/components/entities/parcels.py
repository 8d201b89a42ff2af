"""The long numbers: an order has 15 to 20 digits, a parcel 12 to 15 or letters in front, as couriers print them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.components.entities.found import Found, before

# No \b: between Chinese and a digit it never matches.
_ALONE, _END = r"(?<![A-Za-z0-9.])", r"(?![A-Za-z0-9])"
_ORDER = re.compile(r"(?<!\d)\d{15,20}(?!\d)")
_AFTER_ORDER = re.compile(r"订单(?:编?号|编码)?\D{0,4}$")
_TRACKING = re.compile(
    _ALONE
    + r"(?:SF[ -]?\d(?:[ -]?\d){11,12}"  # SF Express, often copied in groups
    + r"|JD[A-Z]{0,3}\d{10,13}(?:-\d+-\d+-?)?"
    + r"|[A-Z]{1,5}\d{9,16}(?:[A-Z]{2})?"
    + r"|7[35678]\d{12,13}"  # Zhongtong and Shentong: as long as the shortest order numbers
    + r"|\d{12,14})"
    + _END,
    re.IGNORECASE,
)
# Ten or eleven digits are a parcel's number only where they are called so.
_SHORT_TRACKING = re.compile(r"(?:运单|快递单|物流单)号?[是为:： ]{0,2}(\d{10,11})" + _END)
# Twelve digits from 5 or 6 on are mostly the number of an item, pasted with its link.
_ITEM = re.compile(r"[56]\d{11}")
_SENT = re.compile(r"单号|运单|快递|物流|包裹|寄|签收|取件")
_KNOWN = "tracking_no"


def find(text: str) -> Iterator[Found]:
    parcels = list(_parcels(text))
    yield from parcels
    taken = {found.start for found in parcels}
    for match in _ORDER.finditer(text):
        if match.start() not in taken:
            yield Found("order_id", match.start(), match.end(), match[0])


def _parcels(text: str) -> Iterator[Found]:
    for match in _TRACKING.finditer(text):
        if not _is_order(text, match) and not (_ITEM.fullmatch(match[0]) and not _SENT.search(text)):
            yield Found(_KNOWN, match.start(), match.end(), re.sub(r"[ ]|(?<=\d)-(?=\d{2})", "", match[0]).upper())
    for match in _SHORT_TRACKING.finditer(text):
        yield Found(_KNOWN, match.start(1), match.end(1), match[1])


def _is_order(text: str, match: re.Match[str]) -> bool:
    return len(match[0]) == 15 and match[0].isdigit() and _AFTER_ORDER.search(before(text, match.start())) is not None
