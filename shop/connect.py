"""The way to a shop from its address."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from shop.http import HttpShop
from shop.protocol import Shop
from shop.sql import SqlShop

DEMO_POLICY = Path(__file__).parent / "demo" / "policy.yml"
DEFAULT_URL = "sqlite:///var/shop.db"


def open_shop(url: str = DEFAULT_URL, policy_path: Path = DEMO_POLICY, *, token: str = "") -> Shop:
    """By the address: `https://…` is a back end of the shop's own, everything else a database."""
    policy = read_policy(policy_path)
    if url.startswith(("https://", "http://")):
        return HttpShop(url, token, policy)
    return SqlShop(url, policy)


def read_policy(path: Path = DEMO_POLICY) -> Mapping[str, Any]:
    policy: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return policy
