"""The way to a shop from its address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from shop.http import HttpShop
from shop.shopify import ShopifyShop
from shop.sql import SqlShop
from shop.staff_protocol import StaffShop
from shop.woocommerce import WooCommerceShop

DEMO_POLICY = Path(__file__).parent / "demo" / "policy.yml"
DEFAULT_URL = "sqlite:///var/shop.db"


def open_shop(url: str = DEFAULT_URL, policy_path: Path = DEMO_POLICY, *, token: str = "") -> StaffShop:
    """By the address: a back end of the shop's own, a platform's interface, or a database."""
    policy = read_policy(policy_path)
    for prefix, adapter in _ADAPTERS.items():
        if url.startswith((f"{prefix}https://", f"{prefix}http://")):
            return adapter(url.removeprefix(prefix), token, policy)
    return SqlShop(url, policy)


_ADAPTERS: Mapping[str, Callable[[str, str, Mapping[str, Any]], StaffShop]] = {
    "": HttpShop,
    "woocommerce+": WooCommerceShop,
    "shopify+": ShopifyShop,
}


def read_policy(path: Path = DEMO_POLICY) -> Mapping[str, Any]:
    policy: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return policy
