from __future__ import annotations

import pytest

from actions.services.lost_parcels import FORM, report
from actions.services.question import Question
from shop.models import Flag, OrderState, TicketKind
from shop.sql import SqlShop
from tests.actions.conftest import Ask
from tests.actions.walk import walk


@pytest.fixture
def signed(shop: SqlShop, ask: Ask) -> Question:
    order = next(order for order in shop.orders("s1004") if order.state is OrderState.SIGNED)
    return ask("显示签收了我没收到", "s1004").about_order(order.id)


def test_where_the_courier_left_it_is_told_before_anything_else(shop: SqlShop, signed: Question) -> None:
    reply = report(shop, signed)
    assert "签收" in reply.text and "都找过了吗" in reply.text
    assert reply.parts[0]["kind"] == "parcel"


def test_a_parcel_that_is_nowhere_becomes_a_ticket_with_a_promise(shop: SqlShop, signed: Question) -> None:
    reply = walk(FORM, report(shop, signed), shop, signed, "都找过了，没有", "补发", "确认提交")
    (ticket,) = shop.tickets("s1004")
    assert ticket.kind is TicketKind.LOST and ticket.wish == "补发" and ticket.level == 2
    assert reply.custom["promise"]["due_at"] == ticket.due_at.isoformat()
    assert shop.order("s1004", ticket.order_id or "").flag is Flag.RED


def test_who_wants_to_look_first_is_let_go(shop: SqlShop, signed: Question) -> None:
    reply = walk(FORM, report(shop, signed), shop, signed, "我再去找找")
    assert "没收到" in reply.text and not shop.tickets("s1004")


def test_a_parcel_on_its_way_is_tracked_instead(shop: SqlShop, ask: Ask) -> None:
    reply = report(shop, ask("怎么还没收到", "s1001"))
    assert reply.draft is None and "预计" in reply.text


def test_nothing_is_written_before_the_yes(shop: SqlShop, signed: Question) -> None:
    walk(FORM, report(shop, signed), shop, signed, "都找过了，没有", "退款")
    assert not shop.tickets("s1004")


def test_of_an_order_paid_back_the_money_is_missed(shop: SqlShop, ask: Ask) -> None:
    order = next(each for each in shop.orders("s1012") if each.state is OrderState.REFUNDED)
    reply = report(shop, ask("没收到啊", "s1012", focus_order_id=order.id))
    assert "229 元" in reply.text and reply.draft is None
