from __future__ import annotations

from datetime import datetime, timedelta

from actions.services.urging import urge_delivery, urge_shipping
from shop.models import Flag, OrderState
from shop.sql import SqlShop
from tests.actions.conftest import NOW, Ask


def test_urging_opens_a_follow_up_flags_the_order_and_says_by_when(shop: SqlShop, ask: Ask) -> None:
    reply = urge_shipping(shop, ask("快点发货", "s1002"))
    promise = reply.custom["promise"]
    due = datetime.fromisoformat(promise["due_at"])
    assert promise["kind"] == "urge_shipping" and timedelta(0) < due - NOW <= timedelta(hours=24)
    assert f"{due:%M}前" in reply.text
    assert shop.order("s1002", promise["order_id"]).notes[-1].flag is Flag.BLUE


def test_a_late_order_gets_an_apology(shop: SqlShop, ask: Ask) -> None:
    assert "抱歉" in urge_shipping(shop, ask("快点发货", "s1002")).text


def test_urging_twice_keeps_the_first_deadline(shop: SqlShop, ask: Ask) -> None:
    first = urge_shipping(shop, ask("快点发货", "s1002", message_id="m1"))
    second = urge_shipping(shop, ask("怎么还不发", "s1002", message_id="m2"))
    assert first.custom["promise"]["due_at"] == second.custom["promise"]["due_at"]


def test_an_unpaid_order_is_not_urged(shop: SqlShop, ask: Ask) -> None:
    unpaid = next(order for order in shop.orders("s1001") if order.state is OrderState.UNPAID)
    reply = urge_shipping(shop, ask("催一下", "s1001").about_order(unpaid.id))
    assert "还没有付款" in reply.text and not reply.custom


def test_an_order_on_its_way_is_tracked_instead(shop: SqlShop, ask: Ask) -> None:
    sent = next(order for order in shop.orders("s1001") if order.state is OrderState.SHIPPED)
    reply = urge_shipping(shop, ask("催一下", "s1001").about_order(sent.id))
    assert reply.parts[0]["kind"] == "parcel" and not reply.custom


def test_an_order_that_is_already_followed_up_is_not_flagged_again(shop: SqlShop, ask: Ask) -> None:
    order_id = urge_shipping(shop, ask("快点发货", "s1002", message_id="m1")).order_id or ""
    notes = shop.order("s1002", order_id).notes
    later = urge_shipping(shop, ask("怎么还不发", "s1002", message_id="m2", now=NOW + timedelta(hours=2)))
    assert "之前已经帮您催过" in later.text
    assert shop.order("s1002", order_id).notes == notes


def test_who_may_leave_is_offered_to_cancel_after_the_urging(shop: SqlShop, ask: Ask) -> None:
    reply = urge_shipping(shop, ask("还不发我就退款了", "s1002"))
    assert "已加急催仓库" in reply.text and reply.offer and reply.offer.intent == "cancel_order"


def test_of_an_order_being_refunded_the_money_is_urged(shop: SqlShop, ask: Ask) -> None:
    order = next(each for each in shop.orders("s1006") if each.state is OrderState.REFUNDING)
    assert "219 元" in urge_delivery(shop, ask("能快点不", "s1006", entities={"order_id": [order.id]})).text


def test_what_is_not_sent_is_urged_at_the_warehouse_without_asking_back(shop: SqlShop, ask: Ask) -> None:
    reply = urge_delivery(shop, ask("催一催", "s1002"))
    assert "已加急催仓库" in reply.text and reply.offer is None
