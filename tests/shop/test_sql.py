from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, Row, Table, func, select, update

from shop import restock, schema
from shop.connect import read_policy
from shop.demo.create import create
from shop.models import Address, OrderState, ReturnState, ShopEventKind, TicketKind
from shop.protocol import Refusal, Refused, ShopUnavailable
from shop.sql import SqlShop
from tests.shop.conftest import NOW
from tests.shop.contract import ShopContract
from tests.shop.contract_orders import HOME
from tests.shop.finding import CHANGING, FITTED, MERGING, PROTECTED, SHORT, order_in, order_of, stock


@pytest.fixture
def shop(engine: Engine) -> SqlShop:
    return SqlShop(engine, read_policy(), clock=lambda: NOW)


class TestSqlShop(ShopContract):
    pass


def test_a_shop_without_tables_is_unavailable_instead_of_empty() -> None:
    with pytest.raises(ShopUnavailable):
        SqlShop("sqlite://", {}).orders("s1001")


def rows(engine: Engine, table: Table) -> list[Row[Any]]:
    with engine.connect() as connection:
        return list(connection.execute(select(table)))


def put(engine: Engine, table: Table, key: str, **values: Any) -> None:
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(update(table).where(table.c.id == key).values(**values))


# The record of who did what


def test_a_change_is_recorded_with_the_order_before_and_after(engine: Engine, shop: SqlShop) -> None:
    order = order_in(shop, CHANGING, OrderState.PAID)
    shop.change_item(CHANGING, order.id, "c106-02", to_sku_id="c106-03", quantity=1, key="m1")
    (row,) = rows(engine, schema.audit)
    assert (row.shopper_id, row.order_id, row.action, row.key, row.at) == (CHANGING, order.id, "change_item", "m1", NOW)
    assert (row.before["lines"][0]["sku_id"], row.after["lines"][0]["sku_id"]) == ("c106-02", "c106-03")


def test_what_came_of_a_call_is_recorded_beside_the_order(engine: Engine, shop: SqlShop) -> None:
    order = shop.orders("s1004")[0]
    asked = shop.open_return("s1004", order.id, order.lines[0].sku_id, kind="退货退款", reason="不喜欢", key="m1")
    (row,) = rows(engine, schema.audit)
    assert (row.before["state"], row.after["state"], row.result["id"]) == ("signed", "refunding", asked.id)


def calls(shop: SqlShop) -> dict[str, Callable[[str], object]]:
    """Every writing call of the protocol, with a key of its own."""
    change, late = order_in(shop, CHANGING, OrderState.PAID), shop.orders("s1002")[0]
    fitted, short, signed = order_of(shop, FITTED, "a610-01"), order_of(shop, SHORT, "f406-01"), shop.orders("s1004")[0]
    day = shop.installation_days(FITTED, fitted.id)[0]
    merging = [each.id for each in shop.orders(MERGING)]
    sent = shop.returns("s1006")[0].id
    return {
        "add_note": lambda key: shop.add_note("s1002", late.id, by="小二", text="急", flag=None, key=key),
        "open_follow_up": lambda key: shop.open_follow_up(SHORT, short.id, kind="urge", due_hours=1, key=key),
        "change_address": lambda key: shop.change_address(CHANGING, change.id, HOME, key=key),
        "change_item": lambda key: shop.change_item(
            CHANGING, change.id, "c106-02", to_sku_id="c106-03", quantity=1, key=key
        ),
        "cancel_order": lambda key: shop.cancel_order(CHANGING, change.id, reason="不要了", key=key),
        "merge_orders": lambda key: shop.merge_orders(MERGING, merging, key=key),
        "open_return": lambda key: shop.open_return(
            "s1004", signed.id, signed.lines[0].sku_id, kind="退货退款", reason="不喜欢", key=key
        ),
        "note_return_parcel": lambda key: shop.note_return_parcel(
            "s1004", shop.returns("s1004")[0].id, courier="顺丰", tracking_no="SF1", key=key
        ),
        "withdraw_return": lambda key: shop.withdraw_return("s1006", sent, key=key),
        "claim_price_protection": lambda key: shop.claim_price_protection(
            PROTECTED, shop.orders(PROTECTED)[0].id, key=key
        ),
        "book_installation": lambda key: shop.book_installation(FITTED, fitted.id, day=day, window="上午", key=key),
        "open_ticket": lambda key: shop.open_ticket(
            SHORT, short.id, kind=TicketKind.MISSING_ITEM, level=2, text="少了", due_hours=4, key=key
        ),
        "request_invoice": lambda key: shop.request_invoice(
            SHORT, short.id, title="个人", tax_no="", email="a@example.com", key=key
        ),
        "take_coupon": lambda key: shop.take_coupon("s1005", "cp01", key=key),
        "notify_restock": lambda key: shop.notify_restock("s1001", "c101-12", key=key),
    }  # fmt: skip


def test_every_writing_call_is_recorded_once_however_often_its_key_comes(engine: Engine, shop: SqlShop) -> None:
    for action, call in calls(shop).items():
        before = len(rows(engine, schema.audit))
        assert call(f"k-{action}") == call(f"k-{action}"), action
        new = rows(engine, schema.audit)[before:]
        assert {row.action for row in new} == {action}
        assert len(new) == (2 if action == "merge_orders" else 1)  # one for each order that is changed


def test_what_is_refused_leaves_no_trace(engine: Engine, shop: SqlShop) -> None:
    order = order_in(shop, CHANGING, OrderState.LOCKED)
    with pytest.raises(Refused):
        shop.cancel_order(CHANGING, order.id, reason="不要了", key="m1")
    assert not rows(engine, schema.audit) and not rows(engine, schema.done)


def test_a_full_address_lies_in_one_table_and_nowhere_else(engine: Engine, shop: SqlShop) -> None:
    order = order_in(shop, CHANGING, OrderState.PAID)
    shop.change_address(CHANGING, order.id, HOME, key="m1")
    holding = {table.name for table in schema.metadata.sorted_tables if "文三路" in str(rows(engine, table))}
    assert holding == {"shop_order_addresses"}
    shop.change_address(CHANGING, order.id, Address("韩梅", "13900139000", "上海", "徐汇区 9 号"), key="m2")
    assert [row.receiver for row in rows(engine, schema.order_addresses)] == ["韩梅"]


# Rules that need another state than the demo's


def test_what_was_oversold_does_not_come_back_to_the_shelf(engine: Engine, shop: SqlShop) -> None:
    order = order_in(shop, MERGING, OrderState.PAID)
    before = stock(shop, order.lines[0].sku_id)
    put(engine, schema.orders, order.id, oversold=True)
    shop.cancel_order(MERGING, order.id, reason="不等了", key="m1")
    assert stock(shop, order.lines[0].sku_id) == before


def test_a_part_of_a_day_is_full_when_every_fitter_is_booked(engine: Engine, shop: SqlShop) -> None:
    order_id = order_of(shop, FITTED, "a610-01").id
    policy = {**read_policy(), "installation": {"days_ahead": 7, "windows": {"上午": "09:00"}, "fitters": 1}}
    narrow = SqlShop(engine, policy, clock=lambda: NOW)
    taken = next(each for each in shop.installations(FITTED) if each.booked_for)
    assert taken.booked_for and taken.booked_for.date() not in narrow.installation_days(FITTED, order_id)
    with pytest.raises(Refused) as error:
        narrow.book_installation(FITTED, order_id, day=taken.booked_for.date(), window="上午", key="m1")
    assert error.value.refusal is Refusal.SOLD_OUT


def test_a_return_that_the_warehouse_has_registered_stays(engine: Engine, shop: SqlShop) -> None:
    (asked, *_) = shop.returns("s1006")
    put(engine, schema.returns, asked.id, state=ReturnState.RECEIVED)
    with pytest.raises(Refused) as error:
        shop.withdraw_return("s1006", asked.id, key="m1")
    assert error.value.refusal is Refusal.WRONG_STATE


def test_orders_from_two_warehouses_are_not_merged(engine: Engine, shop: SqlShop) -> None:
    first, second = shop.orders(MERGING)
    with engine.execution_options(writes=True).begin() as connection:
        lines = schema.order_lines
        connection.execute(update(lines).where(lines.c.order_id == first.id).values(product_id="f401"))
    with pytest.raises(Refused) as error:
        shop.merge_orders(MERGING, [first.id, second.id], key="m1")
    assert error.value.refusal is Refusal.DIFFERENT


def test_below_the_threshold_merged_orders_pay_postage_once(engine: Engine, shop: SqlShop) -> None:
    """20 and 20 are 40, below 59: one fee of 8 stays, the other comes back."""
    ids = [each.id for each in shop.orders(MERGING)]
    for each in ids:
        put(engine, schema.orders, each, goods_total=Decimal(20), paid=Decimal(28))
    assert shop.merge_orders(MERGING, ids, key="m1").postage_refund == 8
    assert sorted(each.postage for each in shop.orders(MERGING)) == [0, 8]
    assert {each.paid - each.postage for each in shop.orders(MERGING)} == {20}


def test_a_cancellation_stays_when_its_goods_are_gone(engine: Engine, shop: SqlShop) -> None:
    order = order_in(shop, MERGING, OrderState.PAID)
    shop.cancel_order(MERGING, order.id, reason="不要了", key="m1")
    put(engine, schema.skus, order.lines[0].sku_id, stock=0)
    with pytest.raises(Refused) as error:
        shop.withdraw_return(MERGING, shop.returns(MERGING)[0].id, key="m2")
    assert error.value.refusal is Refusal.OUT_OF_STOCK
    assert shop.order(MERGING, order.id).state is OrderState.REFUNDING


def test_what_is_worn_next_to_the_skin_comes_back_only_for_a_fault(engine: Engine, shop: SqlShop) -> None:
    order = order_in(shop, "s1004", OrderState.SIGNED)
    put(engine, schema.products, "c101", kind="文胸")
    with pytest.raises(Refused) as error:
        shop.open_return("s1004", order.id, "c101-02", kind="退货退款", reason="不喜欢", key="m1")
    assert error.value.refusal is Refusal.NOT_RETURNABLE
    asked = shop.open_return("s1004", order.id, "c101-02", kind="退货退款", reason="质量问题", key="m2")
    assert asked.state is ReturnState.APPLIED


def test_who_waits_hears_once_when_the_goods_are_back(shop: SqlShop) -> None:
    for shopper_id in ("s1001", "s1002"):
        shop.notify_restock(shopper_id, "c101-12", key="m1")
    last = shop.events(limit=10_000)[-1].id
    assert (shop.restock("c101-12", 30), shop.restock("c101-12", 40)) == (2, 0)
    told = shop.events(after=last)
    assert [(each.kind, each.shopper_id, each.sku_id) for each in told] == [
        (ShopEventKind.RESTOCKED, "s1001", "c101-12"),
        (ShopEventKind.RESTOCKED, "s1002", "c101-12"),
    ]
    assert stock(shop, "c101-12") == 40


def test_the_command_restocks_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path}/shop.db"
    create(url, now=NOW)
    SqlShop(url, read_policy()).notify_restock("s1001", "c101-12", key="m1")
    monkeypatch.setattr("sys.argv", ["restock", "c101-12", "30", "--url", url])
    restock.main()
    assert "通知了 1 位" in capsys.readouterr().out
    monkeypatch.setattr("sys.argv", ["restock", "c999", "30", "--url", url])
    with pytest.raises(SystemExit):
        restock.main()


# Many at once


def at_once(calls: list[Callable[[], object]]) -> list[object]:
    """What each call returned, or why it was refused."""

    def outcome(call: Callable[[], object]) -> object:
        try:
            return call()
        except Refused as error:
            return error.refusal

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(outcome, calls))


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


def test_an_order_that_many_cancel_at_once_is_cancelled_once(shop: SqlShop) -> None:
    order = order_in(shop, MERGING, OrderState.PAID)
    before = stock(shop, order.lines[0].sku_id)

    def cancel(number: int) -> Callable[[], object]:
        return lambda: shop.cancel_order(MERGING, order.id, reason="不要了", key=f"m{number}").state

    found = at_once([cancel(number) for number in range(6)])
    assert sorted(map(str, found)) == ["refunding", *["wrong_state"] * 5]
    assert stock(shop, order.lines[0].sku_id) == before + 1
    assert len(shop.returns(MERGING)) == 1


def test_the_same_message_twice_at_once_is_one_call(engine: Engine, shop: SqlShop) -> None:
    ids = [each.id for each in shop.orders(MERGING)]
    first, second = at_once([lambda: shop.merge_orders(MERGING, ids, key="m1")] * 2)
    assert first == second
    assert len(rows(engine, schema.refunds)) == 2


def test_of_two_that_merge_at_once_one_is_refused(shop: SqlShop) -> None:
    ids = [each.id for each in shop.orders(MERGING)]
    found = at_once(
        [
            lambda: shop.merge_orders(MERGING, ids, key="m1"),
            lambda: shop.merge_orders(MERGING, list(reversed(ids)), key="m2"),
        ]
    )
    assert found.count(Refusal.ALREADY_OPEN) == 1
    assert sum(each.postage for each in shop.orders(MERGING)) == 0


def test_changing_and_cancelling_at_once_loses_no_piece(shop: SqlShop) -> None:
    order = order_in(shop, CHANGING, OrderState.PAID)
    before = stock(shop, "c106-02") + stock(shop, "c106-03")
    at_once(
        [
            lambda: shop.change_item(CHANGING, order.id, "c106-02", to_sku_id="c106-03", quantity=1, key="m1"),
            lambda: shop.cancel_order(CHANGING, order.id, reason="不要了", key="m2"),
        ]
    )
    assert shop.order(CHANGING, order.id).state is OrderState.REFUNDING
    assert stock(shop, "c106-02") + stock(shop, "c106-03") == before + 1


def test_the_last_piece_goes_to_one_shopper(engine: Engine, shop: SqlShop) -> None:
    put(engine, schema.skus, "c106-03", stock=1)
    other = order_of(shop, "s1001", "c106-02")
    mine = order_in(shop, CHANGING, OrderState.PAID)
    found = at_once(
        [
            lambda: shop.change_item(CHANGING, mine.id, "c106-02", to_sku_id="c106-03", quantity=1, key="m1"),
            lambda: shop.change_item("s1001", other.id, "c106-02", to_sku_id="c106-03", quantity=1, key="m1"),
        ]
    )
    assert found.count(Refusal.OUT_OF_STOCK) == 1
    assert stock(shop, "c106-03") == 0


def test_the_last_coupon_goes_to_one_shopper(engine: Engine, shop: SqlShop) -> None:
    put(engine, schema.coupon_offers, "cp01", left=1)
    takers = ("s1001", "s1002", "s1003", "s1005")
    found = at_once([lambda who=who: shop.take_coupon(who, "cp01", key="m1") for who in takers])  # type: ignore[misc]
    assert found.count(Refusal.SOLD_OUT) == 3
    with engine.connect() as connection:
        assert connection.execute(select(func.min(schema.coupon_offers.c.left))).scalar_one() == 0
