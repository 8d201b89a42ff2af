"""Which order and product are in question, and what the slots say of them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from assist_api.adapters.scene import Need, needs_of
from assist_api.adapters.shop import ShopReader
from assist_api.adapters.slots import FEW, values
from assist_api.domain.slots import NAMES
from shop.sql import SqlShop
from tests.assist_api.adapters.conftest import Look


def test_without_a_word_of_it_the_newest_order_comes_first_and_others_may_be_meant(look: Look) -> None:
    scene = look("s1006")
    assert scene.files[0].order.created_at == max(file.order.created_at for file in scene.files)
    assert not scene.settled


def test_the_order_on_the_agents_screen_is_the_one(look: Look) -> None:
    older = look("s1006").files[-1].order.id
    scene = look("s1006", order_id=older)
    assert (scene.order_id, scene.settled) == (older, True)
    assert scene.product == scene.files[0].products[0]


@pytest.mark.parametrize("order_id", ["2390000000000000", "-"])
def test_a_strangers_order_on_the_screen_changes_nothing(look: Look, order_id: str) -> None:
    assert look("s1006", order_id=order_id).order_id == look("s1006").order_id


def test_an_order_is_known_by_its_number_and_by_what_is_in_it(look: Look) -> None:
    unpaid, sent = look("s1001").files
    assert look("s1001", f"{sent.order.id}到哪了").order_id == sent.order.id
    goods = next(product for product in sent.products if product and product.id == "c101")
    assert look("s1001", f"那件{goods.kind}呢").order_id == sent.order.id
    assert look("s1001", "到哪了").order_id == unpaid.order.id


def test_the_page_tells_the_product_unless_an_order_is_on_the_screen(look: Look) -> None:
    bought = look("s1001").files[-1]
    assert look("s1001", page_product_id="a601").product.id == "a601"  # type: ignore[union-attr]
    on_screen = look("s1001", page_product_id="a601", order_id=bought.order.id)
    assert on_screen.product == bought.products[0]


def test_every_slot_that_can_be_filled_has_a_name_for_people(look: Look) -> None:
    filled = {
        slot for who in ("s1001", "s1006", "s1010", "s1012") for slot in values(look(who, page_product_id="c101"))
    }
    assert filled <= NAMES.keys()
    assert {"order.pay_by", "return.tracking_no", "order.price_back", "product.matching"} <= filled


def test_a_visitor_without_orders_leaves_the_order_slots_empty(look: Look) -> None:
    found = values(look(None, page_product_id="c101"))
    assert not [slot for slot in found if slot.startswith(("order.", "parcel.", "return.", "shopper."))]
    assert found["product.price"] == "139.00"


def test_few_are_left_only_where_the_live_stock_says_so(look: Look) -> None:
    scene = look(None, page_product_id="c101")
    assert scene.product
    assert values(scene)["product.few_skus"] == "雾霾蓝 M只剩 3 件"
    assert "product.few_left" not in values(scene)
    plenty = replace(scene.product, skus=tuple(replace(sku, stock=FEW + 1) for sku in scene.product.skus))
    assert "product.few_skus" not in values(replace(scene, product=plenty))
    last = replace(scene.product, skus=(replace(scene.product.skus[0], stock=2),))
    assert values(replace(scene, product=last))["product.few_left"] == "2"


def test_a_coupon_that_is_used_or_over_is_not_told(look: Look, now: datetime) -> None:
    scene = look("s1001")
    over = tuple(replace(coupon, valid_until=now - timedelta(hours=1)) for coupon in scene.coupons)
    assert "coupon.list" not in values(replace(scene, coupons=over))


def test_only_what_the_slots_need_is_read() -> None:
    assert needs_of(["order.id", "return.amount", "product.matching"]) == {Need.RETURNS, Need.MATCHING}


def test_a_shop_behind_a_network_is_asked_at_once_and_says_the_same(shop: SqlShop) -> None:
    async def both() -> None:
        near, far = ShopReader(shop), ShopReader(shop, far=True)
        assert await near.order_files("s1006") == await far.order_files("s1006")

    asyncio.run(both())
