from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from shop.connect import read_policy
from shop.protocol import NotFound, Refusal
from shop.woocommerce import WooCommerceShop
from tests.shop.finding import refused
from tests.shop.json_server import serving
from tests.shop.platform_contract import PlatformContract
from tests.shop.platform_places import WOO_TOKEN, WooPlace


@pytest.fixture
def place() -> Iterator[WooPlace]:
    with serving(WooPlace()) as place:
        yield place


@pytest.fixture
def shop(place: WooPlace) -> Iterator[WooCommerceShop]:
    with closing(WooCommerceShop(place.url, WOO_TOKEN, read_policy())) as shop:
        yield shop


class TestWooCommerceShop(PlatformContract):
    SHOPPER, PAID, SENT, UNPAID, FOREIGN = "25", "701", "702", "704", "703"


def test_a_guests_order_opens_no_account(shop: WooCommerceShop) -> None:
    with pytest.raises(NotFound):
        shop.shopper_by_order("705", "8000")


def test_a_paid_order_is_cancelled_by_a_person(shop: WooCommerceShop) -> None:
    with refused(Refusal.UNSUPPORTED):
        shop.cancel_order("25", "701", reason="不想要了", key="m1")


def test_what_is_in_stock_without_a_number_can_be_had(shop: WooCommerceShop) -> None:
    assert shop.product("95").stock > 0
