from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from shop.connect import read_policy
from shop.models import Flag, OrderState
from shop.shopify import ShopifyShop
from tests.shop.json_server import serving
from tests.shop.platform_contract import PlatformContract
from tests.shop.platform_places import SHOPIFY_TOKEN, ShopifyPlace


@pytest.fixture
def place() -> Iterator[ShopifyPlace]:
    with serving(ShopifyPlace()) as place:
        yield place


@pytest.fixture
def shop(place: ShopifyPlace) -> Iterator[ShopifyShop]:
    with closing(ShopifyShop(place.url, SHOPIFY_TOKEN, read_policy())) as shop:
        yield shop


class TestShopifyShop(PlatformContract):
    SHOPPER, PAID, SENT, UNPAID, FOREIGN = "501", "801", "802", "804", "803"


def test_a_delivered_order_is_signed_when_its_last_parcel_was(shop: ShopifyShop) -> None:
    order = shop.order("501", "805")
    assert order.state is OrderState.SIGNED and order.signed_at is not None


def test_a_paid_order_is_refunded_whole_and_once(shop: ShopifyShop, place: ShopifyPlace) -> None:
    for _ in range(2):
        assert shop.cancel_order("501", "801", reason="不想要了", key="m1").state is OrderState.REFUNDING
    assert [each["refund"] for each in place.cancelled] == [{"shipping": {"full_refund": True}}]


def test_a_flag_is_a_tag_and_a_note_is_read_back(shop: ShopifyShop) -> None:
    order = shop.add_note("501", "801", by="小二", text="轻放", flag=Flag.GREEN, key="m1")
    assert order.flag is Flag.GREEN and (order.notes[0].by, order.notes[0].text) == ("小二", "[绿旗] 轻放")
