from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine

from shop.connect import read_policy
from shop.demo.create import create
from shop.protocol import ShopUnavailable
from shop.sql import SqlShop
from tests.shop.conftest import NOW
from tests.shop.contract import ShopContract


@pytest.fixture
def shop(engine: Engine) -> SqlShop:
    return SqlShop(engine, read_policy(), clock=lambda: NOW)


class TestSqlShop(ShopContract):
    pass


def test_a_shop_without_tables_is_unavailable_instead_of_empty() -> None:
    with pytest.raises(ShopUnavailable):
        SqlShop("sqlite://", {}).orders("s1001")


def test_threads_that_push_at_once_open_one_follow_up(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/shop.db"
    create(url, now=NOW)
    shop = SqlShop(url, {}, clock=lambda: NOW)
    order = shop.orders("s1002")[0]

    def push(number: int) -> str:
        key = f"m{number}"
        return shop.open_follow_up("s1002", order.id, kind="urge_shipping", due_hours=4, key=key).id

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(push, range(24)))) == 1
