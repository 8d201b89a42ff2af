"""The demo shop as the adapters read it, and what an agent's screen may show of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

import pytest

from assist_api.adapters.scene import Need, Scene, Who, read_more, read_scene
from assist_api.adapters.shop import ShopReader
from shop.china_time import now as now_in_china
from shop.connect import read_policy
from shop.sql import SqlShop

Look = Callable[..., Scene]


@pytest.fixture
def now() -> datetime:
    """The demo's dates count from today."""
    return now_in_china()


@pytest.fixture
def shop(shop_url: str) -> SqlShop:
    return SqlShop(shop_url, read_policy())


@pytest.fixture
def look(shop: SqlShop, now: datetime) -> Look:
    """The scene of a shopper, with everything read that a reply may need."""

    async def read(shopper_id: str | None, *texts: str, **screen: str) -> Scene:
        reader = ShopReader(shop)
        scene = await read_scene(reader, Who(shopper_id, **screen), texts, now)
        return await read_more(reader, scene, list(Need))

    return lambda *texts, **screen: asyncio.run(read(*texts, **screen))
