"""A parcel's way from a warehouse to a home, as its courier reports it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from shop.demo.world import Place
from shop.models import CarrierEvent

_TRACKING = {  # what a courier's numbers begin with, and how many digits follow
    "shunfeng": ("SF", 13),
    "zhongtong": ("78", 12),
    "yuantong": ("YT", 13),
    "yunda": ("43", 13),
    "debangwuliu": ("DPK", 12),
    "ems": ("11", 11),
}
_DELIVERED = (
    "您的快件已签收，签收人：本人。如有疑问请联系派送员，感谢使用{courier}",
    "您的快件已由【{station}菜鸟驿站】代收，请凭取件码及时领取",
    "您的快件已投递至【{station}丰巢快递柜】，请及时取件",
    "您的快件已签收，签收人：家人代收",
)


def tracking_no(courier_code: str, draw: Random) -> str:
    prefix, digits = _TRACKING[courier_code]
    return prefix + str(draw.randrange(10 ** (digits - 1), 10**digits))


def journey(
    place: Place, warehouse: str, courier: str, sent: datetime, days: int, draw: Random
) -> tuple[CarrierEvent, ...]:
    """Every event from collection to signature, over so many days; cut it where the story stops."""
    arrival = (sent + timedelta(days=days)).replace(hour=draw.randint(10, 19), minute=draw.randint(0, 59))
    legs = _legs(place, warehouse, courier, draw)
    collected, door = (
        sent + timedelta(minutes=draw.randint(40, 170)),
        arrival - timedelta(minutes=draw.randint(60, 170)),
    )
    times = [*_spread(collected, door, len(legs) - 1, draw), arrival]
    return tuple(CarrierEvent(at, *leg) for at, leg in zip(times, legs, strict=True))


def until_the_door(
    place: Place, warehouse: str, courier: str, sent: datetime, door: datetime, draw: Random
) -> tuple[CarrierEvent, ...]:
    legs = _legs(place, warehouse, courier, draw)[:-1]
    times = _spread(sent + timedelta(minutes=draw.randint(40, 170)), door, len(legs), draw)
    return tuple(CarrierEvent(at, *leg) for at, leg in zip(times, legs, strict=True))


def _legs(place: Place, warehouse: str, courier: str, draw: Random) -> Sequence[tuple[str, str]]:
    origin, station = f"{warehouse}市", f"{draw.choice(place.districts)}营业部"
    stops = list(dict.fromkeys([f"{warehouse}转运中心", *place.via]))
    legs = [(origin, f"【{origin}】{courier}{warehouse}电商部已揽收")]
    for here, onward in zip(stops, [*stops[1:], f"{place.city}{station}"], strict=True):
        legs += [(here, f"快件已到达【{here}】"), (here, f"快件已从【{here}】发出，下一站【{onward}】")]
    agent = f"{draw.choice('王李张刘陈杨赵黄周吴')}师傅"
    return [
        *legs,
        (place.city, f"快件已到达【{place.city}{station}】"),
        (place.city, f"【{place.city}】{station}{agent}正在派送，请保持电话畅通"),
        (place.city, draw.choice(_DELIVERED).format(courier=courier, station=station[:-3])),
    ]


def _spread(first: datetime, last: datetime, count: int, draw: Random) -> list[datetime]:
    step = (last - first) / (count - 1)
    moved = [first + step * (number + draw.uniform(-0.25, 0.25)) for number in range(1, count - 1)]
    return [first, *(at.replace(microsecond=0) for at in moved), last]


def days_on_the_way(region: str, policy: Mapping[str, Any], draw: Random) -> int:
    shipping = policy["shipping"]
    least, most = shipping["days"][_distance(region, shipping)]
    return draw.randint(least, most)


def expected(region: str, sent: datetime, policy: Mapping[str, Any]) -> datetime:
    """The latest day that the shop's rules name, in the evening."""
    shipping = policy["shipping"]
    latest = sent + timedelta(days=longest_way(region, shipping))
    return latest.replace(hour=21, minute=0, second=0, microsecond=0)


def longest_way(region: str, shipping: Mapping[str, Any]) -> int:
    return int(shipping["days"][_distance(region, shipping)][1])


def _distance(region: str, shipping: Mapping[str, Any]) -> str:
    if region in shipping["remote_regions"]:
        return "remote"
    return "near" if region in shipping["wished_courier"]["near_regions"] else "default"
