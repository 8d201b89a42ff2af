"""What the shop says of one order, as plain values, and how it stands in a few words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from assist_api.domain.shop_time import clock, day, span


class Standing(StrEnum):
    """How an order stands for the one who waits for it."""

    UNPAID = "unpaid"
    LATE = "late"  # not sent, and the promise is over
    TO_SEND = "to_send"
    STALLED = "stalled"  # on its way, without a sign for longer than the shop's rule allows
    ON_THE_WAY = "on_the_way"
    TROUBLE = "trouble"  # the courier could not deliver it
    LOST = "lost"
    ARRIVED = "arrived"
    REFUNDING = "refunding"
    OVER = "over"


@dataclass(frozen=True)
class ParcelFacts:
    courier: str
    state: str
    state_zh: str
    place: str  # of the newest scan; "" before the first
    moved_at: datetime | None
    expected_at: datetime | None


@dataclass(frozen=True)
class OrderFacts:
    """A time is None where it has not come. `goods`: the everyday word, 卫衣. `parcel`: the one that is waited for."""

    id: str
    title: str
    goods: str
    picture: str
    state: str
    state_zh: str
    paid_at: datetime | None
    ship_by: datetime | None
    signed_at: datetime | None
    stagnant_hours: int
    parcel: ParcelFacts | None = None

    def standing(self, now: datetime) -> Standing:
        if self.state in _WAITING:
            return Standing.LATE if self.ship_by and self.ship_by < now else Standing.TO_SEND
        if self.state in _SENT and self.parcel:
            return self._of_parcel(self.parcel, now)
        return _OTHERS.get(self.state, Standing.OVER)

    def _of_parcel(self, parcel: ParcelFacts, now: datetime) -> Standing:
        if parcel.state in _PARCEL_TROUBLE:
            return _PARCEL_TROUBLE[parcel.state]
        quiet = now - parcel.moved_at if parcel.moved_at else timedelta()
        return Standing.STALLED if quiet >= timedelta(hours=self.stagnant_hours) else Standing.ON_THE_WAY

    def words(self, now: datetime) -> str:
        """How it stands, with the times that matter; "" where the state says it all."""
        teller = _WORDS.get(self.standing(now))
        return teller(self, now) if teller else ""


_WAITING = frozenset({"paid", "locked"})
_SENT = frozenset({"partly_shipped", "shipped"})
_PARCEL_TROUBLE = {
    "exception": Standing.TROUBLE,
    "lost": Standing.LOST,
    "delivered": Standing.ARRIVED,
}
_OTHERS = {
    "unpaid": Standing.UNPAID,
    "partly_shipped": Standing.ON_THE_WAY,
    "shipped": Standing.ON_THE_WAY,
    "signed": Standing.ARRIVED,
    "completed": Standing.ARRIVED,
    "refunding": Standing.REFUNDING,
}


def _late(order: OrderFacts, now: datetime) -> str:
    promised = f"承诺 {clock(order.ship_by, now)} 前发货，已超时" if order.ship_by else ""
    return f"付款 {span(order.paid_at, now)}没发，{promised}" if order.paid_at else promised


def _to_send(order: OrderFacts, now: datetime) -> str:
    return f"最晚 {clock(order.ship_by, now)} 前发货" if order.ship_by else ""


def _stalled(order: OrderFacts, now: datetime) -> str:
    parcel = order.parcel
    if parcel is None or parcel.moved_at is None:
        return ""
    where = f"停在{parcel.place}" if parcel.place else "物流"
    return f"{parcel.courier}{where} {span(parcel.moved_at, now)}没有更新"


def _on_the_way(order: OrderFacts, now: datetime) -> str:
    parcel = order.parcel
    if parcel is None or parcel.moved_at is None:
        return ""
    arrival = f"，预计{day(parcel.expected_at, now)}到" if parcel.expected_at and parcel.expected_at > now else ""
    return f"{parcel.courier}{parcel.state_zh}，{clock(parcel.moved_at, now)} 在{parcel.place or '途中'}{arrival}"


def _trouble(order: OrderFacts, now: datetime) -> str:
    parcel = order.parcel
    told = f"{parcel.courier}{parcel.state_zh}" if parcel else ""
    return f"{told}（{clock(parcel.moved_at, now)}）" if parcel and parcel.moved_at else told


def _arrived(order: OrderFacts, now: datetime) -> str:
    return f"{day(order.signed_at, now)}签收" if order.signed_at else ""


_WORDS: dict[Standing, Callable[[OrderFacts, datetime], str]] = {
    Standing.LATE: _late,
    Standing.TO_SEND: _to_send,
    Standing.STALLED: _stalled,
    Standing.ON_THE_WAY: _on_the_way,
    Standing.TROUBLE: _trouble,
    Standing.LOST: _trouble,
    Standing.ARRIVED: _arrived,
}
