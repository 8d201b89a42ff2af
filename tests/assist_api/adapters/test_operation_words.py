"""What an agent may say to the shopper after an operation: the shop's facts, masked, within the red lines."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine

from assist_api.adapters.backoffice import BackOffice, operator
from assist_api.adapters.drafts import DraftChecker
from assist_api.adapters.operation_views import changes, done_view
from assist_api.adapters.operation_words import sentence
from assist_api.adapters.refusal_words import refused_in_words
from assist_api.adapters.shop import ShopReader
from assist_api.errors import InvalidInput, OperationRefused
from shop.connect import read_policy
from shop.models import OrderState
from shop.operations import OPERATIONS
from shop.protocol import Refusal
from shop.sql import SqlShop
from shop.staff_protocol import Done
from tests.shop.conftest import NOW, sqlite_copy, sqlite_demo, world
from tests.shop.finding import CHANGING, MERGING, PROTECTED, SHORT, order_in, order_of

__all__ = ["sqlite_copy", "sqlite_demo", "world"]
AN_AGENT = operator("小青", ("agent",))
ADDRESS = {"receiver": "李雷", "phone": "13800138000", "region": "浙江", "detail": "杭州市西湖区文三路 1 号"}
Perform = Callable[..., Done]


@pytest.fixture
def shop(sqlite_copy: Engine) -> SqlShop:
    return SqlShop(sqlite_copy, read_policy(), clock=lambda: NOW)


@pytest.fixture
def perform(shop: SqlShop) -> Perform:
    keys = iter(range(100))

    def do(shopper_id: str, order_id: str, name: str, /, **fields: Any) -> Done:
        office = BackOffice(ShopReader(shop))
        key = f"k{next(keys)}"
        return asyncio.run(office.perform(AN_AGENT, shopper_id, order_id, name, fields, key=key))

    return do


def said(done: Done, reason: str = "") -> str:
    return sentence(done, read_policy(), reason)


def all_of_them(shop: SqlShop, perform: Perform) -> Iterator[tuple[str, Done]]:
    """Every operation once, each where it may be done."""
    paid, unpaid = order_in(shop, CHANGING, OrderState.PAID).id, order_in(shop, "s1001", OrderState.UNPAID).id
    merging, signed = order_of(shop, MERGING, "s211-01").id, order_in(shop, "s1004", OrderState.SIGNED).id
    short, fallen = order_of(shop, SHORT, "f406-01").id, order_in(shop, PROTECTED, OrderState.SIGNED).id
    made: dict[str, Done] = {}

    def do(shopper_id: str, order_id: str, name: str, **fields: Any) -> tuple[str, Done]:
        made[name] = perform(shopper_id, order_id, name, **fields)
        return name, made[name]

    yield do(CHANGING, paid, "change_address", address=ADDRESS)
    yield do(CHANGING, paid, "change_item", sku_id="c106-02", to_sku_id="c106-03", quantity=1)
    yield do("s1001", unpaid, "change_postage", postage="6.00")
    yield do(CHANGING, paid, "add_note", text="轻放", flag=None)
    yield do(MERGING, merging, "return_postage", way="out", amount=None)
    yield do(MERGING, merging, "cancel_order", reason="不想要了")
    yield do(CHANGING, paid, "refund", reason="不想要了")
    yield do("s1004", signed, "pay_out", amount="8.50", reason="线头")
    yield do("s1004", signed, "grant_coupon", amount="10", from_amount="0", reason="久等了")
    yield do("s1004", signed, "grant_points", points=100, reason="久等了")
    yield do(PROTECTED, fallen, "refund_difference")
    yield do(SHORT, short, "resend", pieces=[{"sku_id": "f406-01", "quantity": 1}], reason="少件")
    yield do(
        "s1004", signed, "register_return", sku_id="c101-02", kind="换货", reason="质量问题", exchange_sku_id="c101-03"
    )
    returned = made["register_return"].returned
    assert returned
    yield do("s1004", signed, "decide_return", return_id=returned.id, approve=True, reason="")
    yield do("s1004", signed, "note_return_parcel", return_id=returned.id, courier="顺丰速运", tracking_no="SF12345")
    yield do("s1004", signed, "receive_return", return_id=returned.id)
    yield do("s1004", signed, "make_exchange", return_id=returned.id)


def test_each_has_a_sentence_that_crosses_no_red_line(shop: SqlShop, perform: Perform) -> None:
    told = dict(all_of_them(shop, perform))
    assert set(OPERATIONS) - set(told) == {"change_price", "set_flag"}
    checker = DraftChecker(ShopReader(shop))
    for name, done in told.items():
        words = said(done, "不想要了")
        assert words.startswith("亲，") and "None" not in words, name
        owner = done.order.shopper_id if done.order else None
        assert not asyncio.run(checker.check(words, shopper_id=owner)), words


def test_sums_and_numbers_are_the_shops(shop: SqlShop, perform: Perform) -> None:
    told = {name: said(done) for name, done in all_of_them(shop, perform)}
    assert "8.50 元" in told["pay_out"] and "无门槛" in told["grant_coupon"]
    assert "您付的是 159.00 元，后来 139.00 元" in told["refund_difference"]
    assert "应付 115.00 元" in told["change_postage"]
    assert "11月24日 15:30 前发出" in told["resend"]


def test_a_rejection_says_why(shop: SqlShop, perform: Perform) -> None:
    signed = order_in(shop, "s1004", OrderState.SIGNED).id
    fields = {"sku_id": "c101-02", "kind": "退货退款", "reason": "质量问题", "exchange_sku_id": None}
    asked = perform("s1004", signed, "register_return", **fields).returned
    assert asked
    reason = "照片里没有看到问题。"
    done = perform("s1004", signed, "decide_return", return_id=asked.id, approve=False, reason=reason)
    assert "没有通过：照片里没有看到问题。有疑问" in said(done, reason)


def test_what_changes_is_told_line_by_line(shop: SqlShop, perform: Perform) -> None:
    paid = order_in(shop, MERGING, OrderState.PAID).id
    done = perform(MERGING, paid, "change_postage", postage="3")
    assert {"what": "运费", "before": "8.00 元", "after": "3.00 元"} in changes(done.before, done.order)
    assert done_view(done)["effects"] == ["顾客得到 5.00 元"]


def test_every_refusal_has_words() -> None:
    for refusal in Refusal:
        assert refused_in_words("refund", refusal).endswith("。")


def test_who_is_no_agent_may_give_nothing(shop: SqlShop) -> None:
    office = BackOffice(ShopReader(shop))
    assert set(office.limits(operator("小林", ("trainer",)).role).values()) == {Decimal(0)}
    assert office.limits(operator("周主管", ("agent", "supervisor")).role)["payout"] == 200


def test_an_operation_that_makes_no_sense_is_refused_without_asking_the_shop(perform: Perform) -> None:
    for name, fields in (("fly", {}), ("pay_out", {"amount": "-1", "reason": "x"}), ("pay_out", {"amount": "x"})):
        with pytest.raises(InvalidInput):
            perform("s1004", "1", name, **fields)


def test_a_limit_is_told_in_words(shop: SqlShop, perform: Perform) -> None:
    signed = order_in(shop, "s1004", OrderState.SIGNED).id
    with pytest.raises(OperationRefused, match="主管") as error:
        perform("s1004", signed, "pay_out", amount="21", reason="补偿")
    assert error.value.details == {"refusal": "over_limit"}
