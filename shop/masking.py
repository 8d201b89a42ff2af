"""What may be shown of personal data: enough for its owner to know it again."""

from __future__ import annotations

import re

from shop.models import Address
from shop.shipping import PROVINCES, province

_DISTRICT = re.compile(r"^(?:[^市盟\d]{1,9}?(?:市|自治州|地区|盟))?(?:[^区县旗市\d]{1,9}[区县旗市])?")
_SUFFIX = {"内蒙古": "自治区", "广西": "壮族自治区", "宁夏": "回族自治区", "新疆": "维吾尔自治区", "西藏": "自治区"}
_CITIES = ("北京", "天津", "上海", "重庆")


def masked_name(name: str) -> str:
    return f"{name[:1]}**"


def masked_phone(phone: str) -> str:
    digits = re.sub(r"\D", "", phone)
    return f"{digits[:3] if len(digits) >= 11 else ''}****{digits[-4:]}"


def masked_email(email: str) -> str:
    name, _, host = email.partition("@")
    return f"{name[:1]}***@{host}"


def masked_address(address: Address) -> str:
    """Down to the district: 浙江省杭州市西湖区****."""
    name = province(address.region)
    full = name if name in _CITIES else f"{name}{_SUFFIX.get(name, '省')}"
    rest = re.sub(rf"^(?:{'|'.join(PROVINCES)})(?:省|(?:壮族|回族|维吾尔)?自治区)?", "", address.detail.strip())
    if name in _CITIES:
        rest = f"市{rest.removeprefix('市')}"
        return f"{full}{'市' if not _DISTRICT.match(rest[1:]) else ''}{rest[:1]}{_named(rest[1:])}****"
    return f"{full}{_named(rest)}****"


def _named(rest: str) -> str:
    found = _DISTRICT.match(rest)
    return found.group() if found else ""
