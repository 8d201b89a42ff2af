from __future__ import annotations

import inspect
from contextlib import closing
from typing import Any, cast

import pytest
from sqlalchemy import Engine

from shop import schema
from shop.connect import read_policy
from shop.http import HttpShop
from shop.models import OrderState
from shop.protocol import Refusal, Shop
from shop.rehearsal import READS, NotDone, Rehearsal
from shop.sql import SqlShop
from tests.services import free_port
from tests.shop.conftest import NOW
from tests.shop.finding import CHANGING, order_in, refused
from tests.shop.test_sql import calls, rows


@pytest.fixture
def shop(engine: Engine) -> SqlShop:
    return SqlShop(engine, read_policy(), clock=lambda: NOW)


def rehearsed(shop: Shop) -> Shop:
    return cast(Shop, Rehearsal(shop))


def everything(engine: Engine) -> dict[str, list[Any]]:
    return {table.name: rows(engine, table) for table in schema.metadata.sorted_tables}


def test_what_reads_are_the_calls_without_a_key() -> None:
    named = {name: each for name, each in vars(Shop).items() if inspect.isfunction(each) and not name.startswith("_")}
    assert {name for name, each in named.items() if "key" not in inspect.signature(each).parameters} == READS


def test_nothing_of_a_rehearsal_remains(engine: Engine, shop: SqlShop) -> None:
    for action, call in calls(cast(SqlShop, Rehearsal(shop))).items():
        before = everything(engine)
        call(f"r-{action}")
        assert everything(engine) == before, action
        if action == "open_return":  # the next call is about it
            calls(shop)[action]("k")


def test_a_rehearsal_tells_what_would_come_of_it(shop: SqlShop) -> None:
    order = order_in(shop, CHANGING, OrderState.PAID)
    rehearsal = Rehearsal(shop)
    assert rehearsal.cancel_order(CHANGING, order.id, reason="不要了", key="m1").state is OrderState.REFUNDING
    assert rehearsal.wrote and shop.order(CHANGING, order.id) == order


def test_a_rehearsal_is_refused_as_the_deed_would_be(shop: SqlShop) -> None:
    order, rehearsal = order_in(shop, CHANGING, OrderState.LOCKED), Rehearsal(shop)
    with refused(Refusal.LOCKED):
        rehearsal.cancel_order(CHANGING, order.id, reason="不要了", key="m1")
    assert not rehearsal.wrote


def test_the_shop_itself_writes_as_before(shop: SqlShop) -> None:
    order = order_in(shop, CHANGING, OrderState.PAID)
    shop.rehearsal()
    shop.cancel_order(CHANGING, order.id, reason="不要了", key="m1")
    assert shop.order(CHANGING, order.id).state is OrderState.REFUNDING


def test_a_shop_that_cannot_take_back_is_not_written_to() -> None:
    """Nothing listens there: a call would be ShopUnavailable."""
    with closing(HttpShop(f"http://127.0.0.1:{free_port()}", "token", {})) as shop, pytest.raises(NotDone):
        rehearsed(shop).cancel_order("s1001", "1", reason="不要了", key="m1")
