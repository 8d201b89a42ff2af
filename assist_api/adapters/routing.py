"""What the shop says of a waiting case: level, parcels in trouble, and when an order that shall change is locked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from assist_api.adapters.shop import OrderFile, ShopReader
from assist_api.domain.conversation import Conversation
from assist_api.domain.messages import Message
from assist_api.domain.routing import RISK_URGENCY, Facts, Rules, Sign
from assist_api.errors import ShopUnavailable
from shop.models import OrderState, Parcel, ParcelState
from shop.standstill import is_still
from shop.windows import locks_at

LOOKED_BACK = 3  # of the shopper's understood messages: older ones are another matter
_TROUBLE = {ParcelState.LOST: Sign.PARCEL_LOST, ParcelState.EXCEPTION: Sign.PARCEL_EXCEPTION}


class Seen(Protocol):
    """What the database tells of a waiting case."""

    @property
    def conversation(self) -> Conversation: ...

    @property
    def talk(self) -> Sequence[Message]: ...

    @property
    def ticket_due(self) -> datetime | None: ...


async def facts(shop: ShopReader, seen: Seen, rules: Rules, now: datetime) -> Facts:
    """With the shop silent the case is placed by what was said alone, and looked at again later."""
    known = _said(seen)
    try:
        return await _with_shop(shop, seen.conversation.shopper_id, known, rules, now)
    except ShopUnavailable:
        return known


def _said(seen: Seen) -> Facts:
    understood = [one.understanding.intent for one in reversed(seen.talk) if one.understanding]
    holds = {
        Sign.RISK: seen.conversation.urgency >= RISK_URGENCY,
        Sign.ANGRY: seen.conversation.feeling == "angry",
        Sign.TICKET: seen.ticket_due is not None,
    }
    signs = frozenset(sign for sign, held in holds.items() if held)
    return Facts(tuple(understood[:LOOKED_BACK]), signs, ticket_due=seen.ticket_due)


async def _with_shop(shop: ShopReader, shopper_id: str | None, known: Facts, rules: Rules, now: datetime) -> Facts:
    shopper = await shop.shopper(shopper_id)
    if shopper is None:
        return known
    known = replace(known, level=shopper.level)
    lockable = next((one.intents for one in rules.classes if one.name == "before_lock"), frozenset())
    said = set(known.intents)
    of_parcels = bool(said & rules.parcel_talk) or said <= rules.says_nothing
    if not of_parcels and not said & lockable:
        return known
    files = await shop.order_files(shopper.id)
    if said & lockable:
        known = _before_lock(known, files, shop.policy, now)
    return _in_trouble(known, files, shop.policy, now) if of_parcels else known


def _before_lock(known: Facts, files: Iterable[OrderFile], policy: Mapping[str, Any], now: datetime) -> Facts:
    """The paid order that is locked next; one past its cut-off may be locked at any moment and has no minutes left."""
    locks = [(locks_at(file.order, policy), file.order.id) for file in files if file.order.state is OrderState.PAID]
    ahead = sorted((at, order_id) for at, order_id in locks if at and at > now)
    return replace(known, locks_at=ahead[0][0], order_id=ahead[0][1]) if ahead else known


def _in_trouble(known: Facts, files: Iterable[OrderFile], policy: Mapping[str, Any], now: datetime) -> Facts:
    found = [(sign, parcel) for file in files for parcel in file.parcels if (sign := _sign(parcel, policy, now))]
    if not found:
        return known
    signs = known.signs | {sign for sign, _ in found}
    return replace(known, signs=signs, order_id=known.order_id or found[0][1].order_id)


def _sign(parcel: Parcel, policy: Mapping[str, Any], now: datetime) -> Sign | None:
    return Sign.PARCEL_STALLED if is_still(parcel, policy, now) else _TROUBLE.get(parcel.state)
