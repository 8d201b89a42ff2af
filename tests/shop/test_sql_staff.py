"""What only a shop behind a database can show of its people's operations: the record, other rules, many at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from shop import schema
from shop.connect import read_policy
from shop.models import OrderState
from shop.operations import (
    ChangeAddress,
    ChangeItem,
    ChangePostage,
    ChangePrice,
    PayOut,
    Piece,
    Refund,
    RegisterReturn,
    Resend,
)
from shop.protocol import Refusal
from shop.sql import SqlShop
from tests.shop.conftest import NOW
from tests.shop.contract_orders import HOME
from tests.shop.contract_staff import HOODIE, NUTS, QING, do
from tests.shop.finding import CHANGING, SHORT, order_in, order_of, refused, stock
from tests.shop.test_sql import at_once, put, rows


@pytest.fixture
def shop(engine: Engine) -> SqlShop:
    return SqlShop(engine, read_policy(), clock=lambda: NOW)


def taobao(engine: Engine) -> SqlShop:
    policy: Mapping[str, Any] = read_policy()
    return SqlShop(engine, {**policy, "shop": {**policy["shop"], "platform": "taobao"}}, clock=lambda: NOW)


def test_the_record_says_who_did_it_and_in_which_role(engine: Engine, shop: SqlShop) -> None:
    order = order_in(shop, CHANGING, OrderState.PAID)
    do(shop, order, ChangeItem("c106-02", "c106-03", 1))
    (row,) = rows(engine, schema.audit)
    assert (row.by, row.role, row.action, row.key) == ("小青", "agent", "staff.change_item", "k1")
    assert (row.before["lines"][0]["sku_id"], row.after["lines"][0]["sku_id"]) == ("c106-02", "c106-03")


def test_what_a_shopper_does_bears_nobodys_name(engine: Engine, shop: SqlShop) -> None:
    shop.cancel_order(CHANGING, order_in(shop, CHANGING, OrderState.PAID).id, reason="不要了", key="m1")
    assert [(row.by, row.role) for row in rows(engine, schema.audit)] == [("", "")]


def test_neither_a_preview_nor_what_is_refused_leaves_a_trace(engine: Engine, shop: SqlShop) -> None:
    order = order_in(shop, CHANGING, OrderState.PAID)
    shop.perform(QING, CHANGING, order.id, Refund("不要了"), key="k1", preview=True)
    with refused(Refusal.OVER_LIMIT):
        do(shop, order, PayOut(Decimal(21), "补偿"))
    assert not [*rows(engine, schema.audit), *rows(engine, schema.done), *rows(engine, schema.given)]
    assert shop.order(CHANGING, order.id) == order


def test_a_full_address_is_copied_to_the_order_that_replaces_goods(engine: Engine, shop: SqlShop) -> None:
    order = order_in(shop, CHANGING, OrderState.PAID)
    do(shop, order, ChangeAddress(HOME))
    put(engine, schema.orders, order.id, state=OrderState.SIGNED, shipped_at=NOW, signed_at=NOW)
    made = do(shop, order, Resend((Piece("c106-02", 1),), "破损"), key="k2").replacement
    addresses = {row.order_id: row.detail for row in rows(engine, schema.order_addresses)}
    assert made and addresses == {order.id: HOME.detail, made.id: HOME.detail}


def test_on_taobao_a_price_can_be_changed_while_nothing_is_paid(engine: Engine, shop: SqlShop) -> None:
    free, order = taobao(engine), order_in(shop, "s1001", OrderState.UNPAID)
    done = do(free, order, ChangePrice("c106-02", Decimal("99.00")))
    assert done.order and (done.order.lines[0].price, done.order.goods_total, done.left) == (
        Decimal(99),
        Decimal(99),
        Decimal(10),
    )
    with refused(Refusal.OVER_LIMIT):
        do(free, order, ChangePrice("c106-02", Decimal(80)), key="k2")
    with refused(Refusal.WRONG_STATE):
        do(free, order_in(shop, CHANGING, OrderState.PAID), ChangePrice("c106-02", Decimal(99)))


def test_what_is_sold_out_cannot_be_sent_again(engine: Engine, shop: SqlShop) -> None:
    put(engine, schema.skus, NUTS, stock=0)
    with refused(Refusal.OUT_OF_STOCK):
        do(shop, order_of(shop, SHORT, NUTS), Resend((Piece(NUTS, 1),), "少件"))
    assert not rows(engine, schema.replacements)


def test_a_rejected_exchange_frees_what_was_kept_back(engine: Engine, shop: SqlShop) -> None:
    order, before = order_in(shop, "s1004", OrderState.SIGNED), stock(shop, "c101-03")
    do(shop, order, RegisterReturn(HOODIE, "换货", "尺码不合适", "c101-03"))
    assert stock(shop, "c101-03") == before - 1
    do(shop, order, Refund("不换了，退款"), key="k2")
    assert stock(shop, "c101-03") == before


def test_of_many_payments_at_once_the_limit_holds(engine: Engine, shop: SqlShop) -> None:
    order = order_in(shop, "s1004", OrderState.SIGNED)

    def pay(number: int) -> Callable[[], object]:
        return lambda: do(shop, order, PayOut(Decimal(15), "补偿"), key=f"k{number}")

    assert at_once([pay(number) for number in range(5)]).count(Refusal.OVER_LIMIT) == 4
    with engine.connect() as connection:
        assert connection.execute(select(func.sum(schema.given.c.amount))).scalar_one() == 15


def test_a_double_click_at_the_same_moment_is_one_refund(engine: Engine, shop: SqlShop) -> None:
    order = order_in(shop, CHANGING, OrderState.PAID)
    first, second = at_once([lambda: do(shop, order, Refund("不要了"))] * 2)
    assert first == second
    assert len(shop.returns(CHANGING)) == len(rows(engine, schema.given)) == 1


def test_an_agent_and_a_shopper_who_change_at_once_leave_one_truth(shop: SqlShop) -> None:
    order = order_in(shop, CHANGING, OrderState.PAID)
    found = at_once(
        [
            lambda: do(shop, order, Refund("不要了")).order,
            lambda: shop.change_address(CHANGING, order.id, HOME, key="m1"),
            lambda: do(shop, order, ChangePostage(Decimal(0)), key="k2"),
        ]
    )
    assert Refusal.NOTHING_DUE in found or Refusal.WRONG_STATE in found
    assert shop.order(CHANGING, order.id).state is OrderState.REFUNDED
