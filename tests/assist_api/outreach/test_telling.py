"""The bot speaks first: in the open conversation, or when it is opened; and only what is true at that moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from assist_api.domain.outreach import Kind, Plan
from assist_api.settings import Settings
from assist_api.store import outreach as rows
from assist_api.store.unit_of_work import UnitOfWork, in_transaction
from shop.models import Order, OrderState, ParcelState
from tests.assist_api.conftest import Shopper, eventually
from tests.assist_api.outreach.conftest import Stage, bot_lines, titles


def test_a_first_visit_shows_the_unpaid_order_with_its_reasons_to_press(stage: Stage, unpaid: Order) -> None:
    told = bot_lines(stage.service.shopper("s1001"))
    assert len(told) == 1
    assert "束脚针织休闲裤" in told[0]["text"]
    assert "109.00 元" in told[0]["text"]
    assert told[0]["parts"][0]["id"] == unpaid.id
    assert titles(told[0]) == ["尺码拿不准", "再比比价格", "付款不成功", "不想要了", "别再提醒"]


def test_an_event_appears_in_the_open_conversation(stage: Stage, on_the_way: Order) -> None:
    shopper = stage.service.shopper("s1001")
    stage.happens("shipped", order_id=on_the_way.id)
    told = bot_lines(shopper)[0]
    assert "已经发出" in told["text"]
    assert told["seq"] == 1
    assert told["parts"][0]["kind"] == "parcel"


def test_of_what_waited_one_message_is_told_and_the_rest_keeps_its_distance(
    stage: Stage, unpaid: Order, on_the_way: Order
) -> None:
    stage.happens("shipped", order_id=on_the_way.id)
    shopper = stage.service.shopper("s1001")
    assert "还没付款" in bot_lines(shopper)[0]["text"]
    stage.is_held_back("shipped", "gap")
    assert len(bot_lines(shopper)) == 1


def test_for_an_absent_shopper_it_waits_for_the_next_visit_and_tells_the_newest_only(
    stage: Stage, on_the_way: Order
) -> None:
    stage.happens("shipped", order_id=on_the_way.id)
    stage.service.clock.pass_time(hours=3)
    stage.change_parcels(on_the_way.id, state=ParcelState.DELIVERED)
    stage.happens("delivered", order_id=on_the_way.id)
    told = bot_lines(stage.service.shopper("s1001"))
    stage.is_dropped("shipped", "overtaken")
    assert ["已签收" in line["text"] for line in told] == [True]
    assert titles(told[0]) == ["我还没收到", "收到有问题"]


def test_facts_are_read_when_it_is_told_never_from_the_event(stage: Stage, on_the_way: Order) -> None:
    stage.happens("delivered", order_id=on_the_way.id)
    shopper = stage.service.shopper("s1001")
    stage.is_dropped("delivered", "overtaken")
    assert shopper.messages() == []


def test_an_order_that_was_paid_meanwhile_is_not_reminded_of(stage: Stage, unpaid: Order) -> None:
    stage.change_order(unpaid.id, state=OrderState.PAID, paid_at=stage.now)
    shopper = stage.service.shopper("s1001")
    stage.is_dropped("payment_reminder", "paid")
    assert shopper.messages() == []


def test_the_shops_word_of_a_payment_ends_the_reminders(stage: Stage, unpaid: Order) -> None:
    stage.happens("order_paid", order_id=unpaid.id)
    stage.is_dropped("payment_reminder", "paid")
    stage.is_dropped("payment_last_hint", "paid")


def test_there_is_one_reminder_whatever_the_shop_repeats(stage: Stage, unpaid: Order) -> None:
    shopper = stage.service.shopper("s1001")
    bot_lines(shopper)
    for _ in range(2):
        stage.happens("order_created", order_id=unpaid.id)
        stage.service.clock.pass_time(hours=2)
        stage.service.shopper("s1001")
    stage.happens("restocked", sku_id="c101-02")  # told after it, so that a second reminder would stand before it
    assert ["还没付款" in line["text"] for line in bot_lines(shopper, 2)] == [True, False]


def test_a_last_hint_comes_before_the_order_closes_and_then_nothing_more(stage: Stage) -> None:
    order = stage.order(OrderState.UNPAID)
    stage.change_order(order.id, created_at=stage.now - timedelta(hours=2))
    at = (stage.now - timedelta(hours=2)).isoformat()
    stage.happens("order_created", order_id=order.id, at=at)
    shopper = stage.service.shopper("s1001")
    bot_lines(shopper)
    stage.service.clock.pass_time(hours=20, minutes=35)  # 08:35, the order closes at 10:00
    stage.service.shopper("s1001")
    assert "自动关闭" in bot_lines(shopper, 2)[1]["text"]


def test_a_big_order_is_given_more_time(stage: Stage) -> None:
    order = stage.order(OrderState.UNPAID)
    stage.change_order(order.id, goods_total=899, created_at=stage.now - timedelta(minutes=30))
    stage.happens("order_created", order_id=order.id, at=(stage.now - timedelta(minutes=30)).isoformat())
    shopper = stage.service.shopper("s1001")
    stage.is_held_back("payment_reminder", "not_yet")
    stage.service.clock.pass_time(minutes=31)
    stage.service.shopper("s1001")
    assert "899.00 元" in bot_lines(shopper)[0]["text"]


def test_in_the_quiet_hours_the_open_chat_stays_silent_until_the_morning(stage: Stage, on_the_way: Order) -> None:
    shopper = stage.service.shopper("s1001")
    stage.service.clock.pass_time(hours=10, minutes=30)  # 22:30
    stage.present("s1001")
    stage.happens("shipped", order_id=on_the_way.id)
    stage.is_held_back("shipped", "quiet_hours")
    assert shopper.messages() == []
    stage.service.clock.pass_time(hours=10)
    stage.present("s1001")
    assert "已经发出" in bot_lines(shopper)[0]["text"]


def test_who_opens_the_chat_at_night_is_told_what_waited(stage: Stage, on_the_way: Order) -> None:
    stage.service.clock.pass_time(hours=11)  # 23:00
    stage.happens("shipped", order_id=on_the_way.id)
    assert "已经发出" in bot_lines(stage.service.shopper("s1001"))[0]["text"]


def test_a_silent_order_is_confirmed_once_with_what_it_costs(stage: Stage) -> None:
    order = stage.order(OrderState.UNPAID)
    stage.change_order(
        order.id, state=OrderState.PAID, paid_at=stage.now, paid=109, ship_by=stage.now + timedelta(hours=48)
    )
    stage.happens("order_paid", order_id=order.id)
    stage.service.clock.pass_time(minutes=4)
    shopper = stage.service.shopper("s1001")
    told = bot_lines(shopper)[0]
    assert "四川省成都市锦江区****" in told["text"]
    assert "商品 109.00 元，邮费 0.00 元，实付 109.00 元" in told["text"]
    assert titles(told) == ["信息没错", "改地址"]
    assert "前发出" in shopper.say("信息没错")[0]["text"]


def test_who_has_spoken_before_paying_has_no_silent_order(stage: Stage) -> None:
    order = stage.order(OrderState.UNPAID)
    shopper = stage.service.shopper("s1001")
    shopper.say("运费多少")
    stage.change_order(order.id, state=OrderState.PAID, paid_at=stage.now)
    stage.happens("order_paid", order_id=order.id)
    stage.service.clock.pass_time(minutes=40)
    stage.service.shopper("s1001")
    stage.is_dropped("order_confirmation", "talked")


def test_a_stalled_parcel_is_told_with_an_apology_and_a_deadline_that_the_shop_keeps(stage: Stage) -> None:
    order = stage.shop.orders("s1003")[0]
    shopper = stage.service.shopper("s1003")
    stage.happens("stalled", "s1003", order_id=order.id)
    told = bot_lines(shopper)[0]
    assert "抱歉" in told["text"]
    assert "明天 12:00前给您一个结果" in told["text"]
    promises = stage.service.desk().get(f"conversations/{shopper.id}").json()["promises"]
    assert [(one["order_id"], one["kind"]) for one in promises] == [(order.id, "urge_delivery")]
    stage.service.clock.pass_time(minutes=1)
    stage.happens("stalled", "s1003", order_id=order.id)
    eventually(lambda: stage.settled_as("told_before"))


def test_what_the_bot_has_shown_when_asked_is_not_told_again(stage: Stage) -> None:
    order = stage.shop.orders("s1003")[0]
    parcel = {"type": "card", "kind": "parcel", "tracking_no": stage.shop.parcels("s1003", order.id)[0].tracking_no}
    stage.service.rasa.replies["快递"] = [{"text": "停在沈阳了"}, {"custom": {"parts": [parcel]}}]
    shopper = stage.service.shopper("s1003")
    happened = (stage.now - timedelta(minutes=1)).isoformat()
    shopper.say("我的快递到哪了")
    stage.happens("stalled", "s1003", order_id=order.id, at=happened)
    stage.is_held_back("stalled", "just_written")
    stage.service.clock.pass_time(minutes=3)
    stage.service.shopper("s1003")
    stage.is_dropped("stalled", "told_before")


def test_money_that_is_back_is_told_with_its_sum(stage: Stage) -> None:
    order = stage.order(OrderState.REFUNDING, "s1006")
    amount = stage.refund(order.id)
    shopper = stage.service.shopper("s1006")
    stage.happens("refunded", "s1006", order_id=order.id)
    assert f"{amount} 元" in bot_lines(shopper)[0]["text"]


def test_goods_that_are_back_are_shown_with_their_stock(stage: Stage) -> None:
    shopper = stage.service.shopper("s1005")
    stage.happens("restocked", "s1005", sku_id="c101-02")
    told = bot_lines(shopper)[0]
    assert "到货啦" in told["text"]
    assert told["parts"][0]["kind"] == "product"


def test_goods_that_are_gone_again_are_not_announced(stage: Stage) -> None:
    stage.change_stock("c101-02", 0)
    stage.service.shopper("s1005")
    stage.happens("restocked", "s1005", sku_id="c101-02")
    stage.is_dropped("restocked", "overtaken")


def test_a_visitor_who_is_not_known_is_told_nothing_of_anybody(stage: Stage, on_the_way: Order) -> None:
    visitor, shopper = stage.service.shopper(), stage.service.shopper("s1001")
    stage.happens("shipped", order_id=on_the_way.id)
    bot_lines(shopper)
    assert visitor.messages() == []


def test_an_order_of_somebody_else_is_never_told(stage: Stage, on_the_way: Order) -> None:
    shopper = stage.service.shopper("s1005")
    stage.happens("shipped", "s1005", order_id=on_the_way.id)
    stage.is_dropped("shipped", "gone")
    assert shopper.messages() == []


def test_a_kill_between_plan_and_telling_loses_and_doubles_nothing(
    open_service: Callable[..., Any], settings: Settings, stage: Stage, unpaid: Order
) -> None:
    shopper = stage.service.shopper("s1001")
    bot_lines(shopper)
    with open_service() as second:
        again = Shopper(second.client, shopper.id, shopper.token)
        second.shopper("s1001")
        again.say("你好")
        assert [m["from"] for m in again.messages()] == ["bot", "shopper", "bot"]


def test_what_was_planned_before_a_kill_is_told_after_the_restart(
    open_service: Callable[..., Any], settings: Settings, stage: Stage, unpaid: Order
) -> None:
    assert stage.planned("payment_reminder")["state"] == "planned"
    with open_service() as second:
        assert "还没付款" in bot_lines(second.shopper("s1001"))[0]["text"]


def planned(unit: UnitOfWork, plan: Plan) -> None:
    rows.plan(unit.connection, plan)


def test_that_a_parcel_moves_again_is_told_once(stage: Stage, on_the_way: Order) -> None:
    """As the ticket of a parcel that stood still plans it."""
    shopper = stage.service.shopper(on_the_way.shopper_id)
    stage.present(on_the_way.shopper_id)
    at, until = stage.now, stage.now + timedelta(hours=1)
    for key in ("moved:t1:0", "moved:t2:0"):
        plan = Plan(key, Kind.MOVED, on_the_way.shopper_id, at, at, until, order_id=on_the_way.id)
        in_transaction(stage.engine, planned, plan)
    assert "物流已经恢复啦" in bot_lines(shopper)[0]["text"]
    eventually(lambda: stage.planned("moved") and stage.settled_as("overtaken") == 1)
