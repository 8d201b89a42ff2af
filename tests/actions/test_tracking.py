from __future__ import annotations

from datetime import timedelta

from actions.services.tracking import track
from shop.models import Flag, OrderState
from shop.sql import SqlShop
from tests.actions.conftest import NOW, Ask


def test_a_parcel_on_its_way_is_told_with_its_place_its_day_and_its_timeline(shop: SqlShop, ask: Ask) -> None:
    reply = track(shop, ask("我的快递到哪了", "s1001"))
    parcel = shop.parcels("s1001", reply.order_id or "")[0]
    assert parcel.last_event and parcel.last_event.place in reply.text
    assert reply.parts[0]["tracking_no"] == parcel.tracking_no
    assert reply.parts[0]["events"][0]["at"] == parcel.last_event.at.isoformat()
    assert "月" in reply.text


def test_a_stalled_parcel_is_called_stalled_and_followed_up(shop: SqlShop, ask: Ask) -> None:
    reply = track(shop, ask("我的包裹怎么不动了", "s1003"))
    assert "没有新动态" in reply.text and "抱歉" in reply.text
    promise = reply.custom["promise"]
    assert promise["kind"] == "urge_delivery" and promise["due_at"] > NOW.isoformat()
    notes = shop.order("s1003", promise["order_id"]).notes
    assert notes[-1].flag is Flag.BLUE


def test_the_same_message_twice_writes_one_note(shop: SqlShop, ask: Ask) -> None:
    question = ask("我的包裹怎么不动了", "s1003")
    order_id = track(shop, question).order_id or ""
    track(shop, question)
    assert len([note for note in shop.order("s1003", order_id).notes if note.by == "小二"]) == 1


def test_an_order_not_sent_names_its_promise_and_offers_to_urge(shop: SqlShop, ask: Ask) -> None:
    reply = track(shop, ask("我的快递到哪了", "s1002"))
    assert "还没有发出" in reply.text and "抱歉" in reply.text
    assert reply.offer and reply.offer.intent == "urge_shipping"


def test_a_delivered_parcel_offers_the_way_to_say_that_it_is_not_there(shop: SqlShop, ask: Ask) -> None:
    signed = next(order for order in shop.orders("s1004") if order.state is OrderState.SIGNED)
    reply = track(shop, ask("到了吗", "s1004").about_order(signed.id))
    assert "已签收" in reply.text
    assert [button.intent for button in reply.buttons] == ["report_not_received"]


def test_a_foreign_order_reads_like_one_that_is_not_there(shop: SqlShop, ask: Ask) -> None:
    foreign = shop.orders("s1001")[0].id
    assert (
        track(shop, ask(f"查一下{foreign}", "s1003")).text
        == track(shop, ask("查一下2034000000000000000", "s1003")).text
    )


def test_an_unknown_visitor_is_asked_who_they_are(shop: SqlShop, ask: Ask) -> None:
    assert track(shop, ask("我的快递到哪了", None)).needs == "identity"


def test_a_shopper_without_orders_hears_so(shop: SqlShop, ask: Ask) -> None:
    assert "还没有订单" in track(shop, ask("我的快递呢", "s1005")).text


def test_a_stalled_parcel_is_not_told_twice_in_the_same_words(shop: SqlShop, ask: Ask) -> None:
    first = track(shop, ask("快递到哪了", "s1003"))
    later = ask("是不是丢了", "s1003", now=NOW + timedelta(minutes=3), focus_order_id=first.order_id, message_id="m2")
    second = track(shop, later).text
    assert "已经在催查" in second and "停在" not in second
