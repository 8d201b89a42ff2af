"""Where the shop sends to, what postage costs, and which courier fits a parcel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Any

from shop.amounts import NOTHING, money

Policy = Mapping[str, Any]

_NAMES = """
北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南
重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾
"""
PROVINCES = tuple(_NAMES.split())


def province(region: str) -> str:
    """The short name, 内蒙古自治区 → 内蒙古; a place that is no province stays as it is."""
    return next((name for name in PROVINCES if region.startswith(name)), region)


def delivers_to(region: str, policy: Policy) -> bool:
    name = province(region)
    return name in PROVINCES and name not in policy["shipping"]["not_delivered"]


def zone(region: str, policy: Policy) -> str:
    """near, default or remote: days and fees hang on it."""
    shipping, name = policy["shipping"], province(region)
    if name in shipping["remote_regions"]:
        return "remote"
    return "near" if name in shipping["wished_courier"]["near_regions"] else "default"


def free_from(region: str, policy: Policy) -> Decimal:
    return money(policy["shipping"][f"{_kind(region, policy)}free_from"])


def postage(region: str, amount: Decimal, policy: Policy) -> Decimal:
    """For goods of that amount, discounts taken off."""
    if amount >= free_from(region, policy):
        return NOTHING
    return money(policy["shipping"][f"{_kind(region, policy)}fee"])


def _kind(region: str, policy: Policy) -> str:
    return "remote_" if zone(region, policy) == "remote" else ""


def warehouse(category: str, policy: Policy) -> str:
    """The id of the house that sends such goods."""
    houses = policy["shipping"]["warehouses"]
    return next(str(house["id"]) for house in houses if category in house["categories"])


@dataclass(frozen=True)
class Load:
    """What is to be sent, and whereto."""

    region: str
    weight_g: int
    value: Decimal
    category: str
    handling: tuple[str, ...] = ()  # 易碎, 冷藏


@dataclass(frozen=True)
class Choice:
    """A courier that may carry the load."""

    code: str
    days: tuple[int, int]  # from sending to arrival, least and most
    surcharge: Decimal  # beside the postage
    insurance: Decimal  # part of the surcharge: for a value that is worth insuring
    usual: bool


@dataclass(frozen=True)
class Advice:
    choices: Sequence[Choice]  # the usual one first; empty where the shop does not deliver
    recommended: Choice | None
    reason: str  # 易碎, 冷藏, 贵重, 偏远, 大件 or 常规


def advise(load: Load, policy: Policy) -> Advice:
    if not delivers_to(load.region, policy):
        return Advice((), None, "")
    usual, wished = _usual(load, policy), _wished(load, policy)
    choices = (usual,) if wished is None else (usual, wished)
    reason, better = _reason(load, policy, wished is not None)
    return Advice(choices, wished if better else usual, reason)


def _usual(load: Load, policy: Policy) -> Choice:
    """By category; what is too heavy for that courier goes with the one for heavy goods, at the same postage."""
    shipping = policy["shipping"]
    heavy = load.weight_g > shipping["heavy"]["from_kg"] * 1000
    code = shipping["heavy"]["code"] if heavy else shipping["couriers"][load.category]
    return Choice(code, _days(shipping["days"], load.region, policy), NOTHING, NOTHING, usual=True)


def _wished(load: Load, policy: Policy) -> Choice | None:
    """The courier for which a shopper may pay more; None where it does not go or the goods are too heavy for it."""
    rule = policy["shipping"]["wished_courier"]
    usual = _usual(load, policy)
    if province(load.region) in rule["not_to"] or load.weight_g > rule["most_kg"] * 1000 or usual.code == rule["code"]:
        return None
    near = zone(load.region, policy) == "near"
    base = money(rule["surcharge_near" if near else "surcharge"])
    more = money(rule["more_per_kg_near" if near else "more_per_kg"]) * _started_kg_above(load, rule["first_kg"])
    insurance = _insurance(load, policy)
    return Choice(rule["code"], _days(rule["days"], load.region, policy), base + more + insurance, insurance, False)


def _started_kg_above(load: Load, first_kg: int) -> int:
    return max(0, ceil(load.weight_g / 1000) - first_kg)


def _insurance(load: Load, policy: Policy) -> Decimal:
    rule = policy["shipping"]["insurance"]
    if load.value < money(rule["from"]):
        return NOTHING
    return max(money(rule["least"]), money(load.value * Decimal(str(rule["rate"]))))


def _days(days: Mapping[str, Sequence[int]], region: str, policy: Policy) -> tuple[int, int]:
    least, most = days[zone(region, policy)]
    return least, most


def longest_days(region: str, policy: Policy) -> int:
    """From sending to arrival, with the usual courier."""
    return _days(policy["shipping"]["days"], region, policy)[1]


def _reason(load: Load, policy: Policy, can_be_wished: bool) -> tuple[str, bool]:
    """Why this courier, and whether it is the better one; the first that holds."""
    reasons = (
        (load.handling[0] if load.handling else "", bool(load.handling), True),
        ("大件", load.weight_g > policy["shipping"]["heavy"]["from_kg"] * 1000, False),
        ("贵重", load.value >= money(policy["shipping"]["insurance"]["from"]), True),
        ("偏远", zone(load.region, policy) == "remote", False),
    )
    found = next(((word, better) for word, holds, better in reasons if holds), ("常规", False))
    return found[0], found[1] and can_be_wished
