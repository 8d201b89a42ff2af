"""What the shop says today of the parcels of an order that stood still, as a line for the ticket."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from assist_api.adapters.outreach import LOOK_INTO_HOURS, STALLED_KIND
from assist_api.adapters.shop import ShopReader
from assist_api.adapters.slots import clock
from shop.models import Parcel, ParcelState
from shop.protocol import Refused
from shop.standstill import is_still


class Found(StrEnum):
    STILL = "still"
    MOVED = "moved"
    LOST = "lost"


@dataclass(frozen=True)
class Look:
    found: Found
    words: str
    at: datetime  # of the courier's last scan


async def look(shop: ShopReader, shopper_id: str, order_id: str, now: datetime) -> Look | None:
    """None where the order is gone, or nothing was sent."""
    file = await shop.order_file(shopper_id, order_id)
    parcels = [one for one in file.parcels if one.last_event] if file else []
    if not parcels:
        return None
    lost = [one for one in parcels if one.state is ParcelState.LOST]
    still = [one for one in parcels if is_still(one, shop.policy, now)]
    if lost:
        return Look(Found.LOST, f"{_named(lost[0])}：快递判定疑似丢件，请联系快递理赔并给顾客补发或退款", _last(lost))
    if still:
        return Look(Found.STILL, "；".join(_standing(one, now) for one in still), _last(still))
    newest = max(parcels, key=lambda one: _last([one]))
    return Look(Found.MOVED, _moving(newest, now), _last(parcels))


async def urge(shop: ShopReader, shopper_id: str, order_id: str, key: str) -> str:
    """Have the shop's people urge the courier once more; what was done about it, in words."""
    try:
        await shop.look_after(shopper_id, order_id, kind=STALLED_KIND, due_hours=LOOK_INTO_HOURS, key=key)
    except Refused:
        return "请人工联系快递催查"
    return "已登记催查"


def _standing(parcel: Parcel, now: datetime) -> str:
    last = parcel.last_event
    where = f"仍停在「{last.place}」" if last and last.place else "仍没有新动态"
    hours = int((now - last.at) / timedelta(hours=1)) if last else 0
    return f"{_named(parcel)}{where}，已 {hours} 小时没有更新"


def _moving(parcel: Parcel, now: datetime) -> str:
    last = parcel.last_event
    what = f"{clock(last.at, now)} {last.text}" if last else parcel.state.zh
    return f"{_named(parcel)}已恢复（{parcel.state.zh}）：{what}"


def _named(parcel: Parcel) -> str:
    return f"{parcel.courier} {parcel.tracking_no} "


def _last(parcels: Sequence[Parcel]) -> datetime:
    return max(one.last_event.at for one in parcels if one.last_event)
