"""The demo's shoppers: who they are and where they live. The same seed makes the same people on every day."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from shop.amounts import money
from shop.demo.catalogue import read
from shop.demo.world import Person, Place
from shop.models import Shopper

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁沈任姚卢"
_PREFIXES = ("135", "136", "138", "139", "150", "151", "158", "159", "176", "177", "181", "186", "187", "189", "199")
_CITIES_OF_STORIES = {
    "s1001": "成都市",
    "s1002": "上海市",
    "s1003": "哈尔滨市",
    "s1004": "苏州市",
    "s1005": "广州市",
    "s1006": "北京市",
    "s1007": "杭州市",
    "s1008": "武汉市",
    "s1009": "南京市",
    "s1010": "上海市",
    "s1011": "宁波市",
    "s1012": "苏州市",
}


def people(now: datetime) -> tuple[Person, ...]:
    draw = Random("people of the demo")
    homes: list[dict[str, Any]] = read("places.yml")
    weights = [home["weight"] for home in homes]
    names: list[str] = read("nicknames.yml")
    return tuple(
        _person(f"s{number}", name, _home(f"s{number}", draw.choices(homes, weights)[0], homes), now, draw)
        for number, name in enumerate(names, 1001)
    )


def _home(shopper_id: str, drawn: dict[str, Any], homes: list[dict[str, Any]]) -> Place:
    city = _CITIES_OF_STORIES.get(shopper_id, drawn["city"])
    return _place(next(home for home in homes if home["city"] == city))


def _place(home: dict[str, Any]) -> Place:
    return Place(home["region"], home["city"], tuple(home["districts"]), tuple(home["via"]))


def _person(shopper_id: str, name: str, place: Place, now: datetime, draw: Random) -> Person:
    last4 = f"{draw.randrange(10000):04}"
    since = now - timedelta(days=draw.randint(60, 2200), hours=draw.randint(0, 23))
    province = "" if place.city.startswith(place.region) else f"{place.region}{_suffix(place.region)}"
    return Person(
        shopper=Shopper(shopper_id, name, last4, "新客", place.region, since, money(0)),
        place=place,
        receiver=f"{draw.choice(_SURNAMES)}**",
        phone_masked=f"{draw.choice(_PREFIXES)}****{last4}",
        address_masked=f"{province}{place.city}{draw.choice(place.districts)}****",
    )


def _suffix(region: str) -> str:
    return {
        "内蒙古": "自治区",
        "广西": "壮族自治区",
        "宁夏": "回族自治区",
        "新疆": "维吾尔自治区",
        "西藏": "自治区",
    }.get(region, "省")
