from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import Engine

from shop import rest
from shop.connect import read_policy
from shop.http import HttpShop
from shop.protocol import NotFound, Shop, ShopUnavailable
from shop.sql import SqlShop
from tests.services import free_port
from tests.shop.conftest import NOW
from tests.shop.contract import ShopContract
from tests.shop.json_server import FAULTS, serving
from tests.shop.shop_server import TOKEN, ShopServer


@pytest.fixture
def server(sqlite_copy: Engine) -> Iterator[ShopServer]:
    with serving(ShopServer(SqlShop(sqlite_copy, read_policy(), clock=lambda: NOW))) as place:
        yield place


@pytest.fixture
def shop(server: ShopServer) -> Iterator[HttpShop]:
    with closing(HttpShop(server.url, TOKEN, read_policy())) as shop:
        yield shop


class TestHttpShop(ShopContract):
    pass


@pytest.mark.parametrize("fault", FAULTS)
def test_a_back_end_in_trouble_is_unavailable(
    server: ShopServer, shop: Shop, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rest, "LIMIT_S", 0.4)
    server.fault = FAULTS[fault]
    with closing(HttpShop(server.url, TOKEN, {})) as hasty:
        with pytest.raises(ShopUnavailable):
            hasty.orders("s1001")
        with pytest.raises(ShopUnavailable):
            hasty.take_coupon("s1001", "o1", key="m1")
    server.fault = None
    monkeypatch.undo()
    assert shop.orders("s1001")


def test_a_back_end_that_is_down_is_unavailable() -> None:
    with closing(HttpShop(f"http://127.0.0.1:{free_port()}", TOKEN, {})) as shop, pytest.raises(ShopUnavailable):
        shop.product("c101")


def test_a_wrong_token_is_unavailable_and_not_an_empty_shop(server: ShopServer) -> None:
    with closing(HttpShop(server.url, "another", {})) as shop, pytest.raises(ShopUnavailable):
        shop.orders("s1001")


def test_the_key_of_a_write_goes_with_it(server: ShopServer, shop: Shop) -> None:
    order = shop.orders("s1002")[0]
    shop.add_note("s1002", order.id, by="小二", text="轻放", flag=None, key="m77")
    assert server.keys == ["m77"]


@pytest.mark.parametrize("order_id", ["../../s1006/orders/1", "x/../..", "?limit=1", "", "%2e%2e"])
def test_an_id_never_leads_to_another_path(shop: Shop, order_id: str) -> None:
    with pytest.raises(NotFound):
        shop.order("s1001", order_id)
