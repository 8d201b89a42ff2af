"""What a shopper answers is about the order that the bot spoke of, and what they wish is obeyed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shop.models import Order, OrderState
from tests.assist_api.conftest import eventually
from tests.assist_api.outreach.conftest import Stage, bot_lines, titles


def test_the_message_after_a_reminder_is_about_its_order(stage: Stage, unpaid: Order) -> None:
    shopper = stage.service.shopper("s1001")
    bot_lines(shopper)
    shopper.say("运费多少")
    shopper.say("你好")
    focus = [body["metadata"]["focus"] for body in stage.service.rasa.asked]
    assert focus == [{"order_id": unpaid.id, "product_id": "c106"}, None]


def test_a_pressed_reason_reaches_the_skill_that_helps_and_is_kept(stage: Stage, unpaid: Order) -> None:
    shopper = stage.service.shopper("s1001")
    bot_lines(shopper)
    shopper.say("不想要了")
    assert stage.service.rasa.asked[-1]["message"] == f'/cancel_order{{"order_id": "{unpaid.id}"}}'
    assert stage.planned("payment_reminder")["reason"] == "not_wanted"


def test_a_reason_in_free_words_is_kept_masked(stage: Stage, unpaid: Order) -> None:
    shopper = stage.service.shopper("s1001")
    bot_lines(shopper)
    shopper.say("付不了款 你打13812345678")
    row = stage.planned("payment_reminder")
    assert (row["reason"], row["words"]) == ("payment", "付不了款 你打[手机号]")


def test_who_pays_later_hears_how_long_there_is_time(stage: Stage, unpaid: Order) -> None:
    shopper = stage.service.shopper("s1001")
    bot_lines(shopper)
    assert shopper.say("等会儿下班付")[0]["text"] == "好的亲，不着急，订单为您保留到明天 10:00，付款后我们就安排发货～"
    assert stage.planned("payment_reminder")["reason"] == "later"


def test_a_question_of_the_bot_keeps_its_buttons_when_news_come_between(stage: Stage, on_the_way: Order) -> None:
    asked = [{"text": "哪一单？", "buttons": [{"title": "第一单", "payload": '/query_order{"order_id": "7"}'}]}]
    stage.service.rasa.replies["快递"] = asked
    shopper = stage.service.shopper("s1001")
    shopper.say("我的快递到哪了")
    stage.happens("shipped", order_id=on_the_way.id)
    bot_lines(shopper, 2)
    shopper.say("第一单")
    assert stage.service.rasa.asked[-1]["message"] == '/query_order{"order_id": "7"}'


@pytest.mark.parametrize("words", ["别再提醒", "别再提醒我了", "不要再发了"])
def test_stop_is_confirmed_by_the_bot_and_ends_all_reminders(stage: Stage, unpaid: Order, words: str) -> None:
    shopper = stage.service.shopper("s1001")
    bot_lines(shopper)
    answer = shopper.say(words)[0]
    assert "不再主动提醒" in answer["text"]
    assert titles(answer) == ["恢复提醒"]
    assert stage.service.rasa.asked == []
    stage.is_dropped("payment_last_hint", "stopped")


def test_after_stop_no_reminder_is_sent_but_news_of_the_parcel_are(
    stage: Stage, unpaid: Order, on_the_way: Order
) -> None:
    shopper = stage.service.shopper("s1001")
    bot_lines(shopper)
    shopper.say("别再提醒")
    other = stage.order(OrderState.SHIPPED)
    stage.change_order(other.id, state=OrderState.PAID)
    stage.happens("order_paid", order_id=other.id)
    stage.service.clock.pass_time(minutes=40)
    stage.service.shopper("s1001")
    stage.is_dropped("order_confirmation", "stopped")
    stage.happens("shipped", order_id=on_the_way.id)
    assert "已经发出" in bot_lines(shopper, 3)[2]["text"]


def test_reminders_can_be_turned_on_again(stage: Stage, unpaid: Order) -> None:
    shopper = stage.service.shopper("s1001")
    bot_lines(shopper)
    shopper.say("别再提醒")
    assert "已经恢复" in shopper.say("恢复提醒")[0]["text"]
    created = (stage.now - timedelta(hours=1)).isoformat()
    stage.happens("order_created", order_id="another", at=created)
    stage.service.shopper("s1001")
    eventually(lambda: stage.settled_as("talking"))  # not dropped: the wish is gone


def test_an_angry_shopper_is_not_reminded(stage: Stage) -> None:
    shopper = stage.service.shopper("s1001")
    shopper.say("太慢")
    stage.service.clock.pass_time(hours=2)
    order = stage.order(OrderState.UNPAID)
    stage.happens("order_created", order_id=order.id, at=(stage.now - timedelta(hours=1)).isoformat())
    stage.service.shopper("s1001")
    stage.is_held_back("payment_reminder", "unhappy")


def test_while_an_agent_has_the_conversation_the_agent_gets_the_news_as_a_note(
    stage: Stage, unpaid: Order, on_the_way: Order
) -> None:
    stage.service.clock.pass_time(minutes=1)
    shopper = stage.service.shopper("s1001")
    bot_lines(shopper)
    shopper.say("转人工")
    desk = stage.service.desk()
    desk.post(f"conversations/{shopper.id}/take")
    before = len(shopper.messages())
    stage.happens("shipped", order_id=on_the_way.id)
    notes = eventually(lambda: desk.get(f"conversations/{shopper.id}").json()["notes"])
    assert [note["by"] for note in notes] == ["小二"]
    assert "已经发出" in notes[0]["text"]
    assert len(shopper.messages()) == before


def test_the_agent_who_returns_it_lets_the_bot_speak_of_newer_news(stage: Stage, on_the_way: Order) -> None:
    shopper, desk = stage.service.shopper("s1001"), stage.service.desk()
    shopper.say("转人工")
    desk.post(f"conversations/{shopper.id}/take")
    desk.post(f"conversations/{shopper.id}/return_to_bot")
    stage.happens("shipped", order_id=on_the_way.id)
    assert "已经发出" in bot_lines(shopper, 2)[1]["text"]


def test_an_inquiry_that_stopped_is_followed_up_once_with_a_fact(stage: Stage) -> None:
    shopper = stage.service.shopper("s1005", product_id="c101")
    stage.service.rasa.intents["有货"] = "ask_stock"
    shopper.say("有货吗")
    stage.service.clock.pass_time(hours=5)
    stage.service.shopper("s1005")
    told = bot_lines(shopper, 2)[1]
    assert "重磅纯棉连帽卫衣" in told["text"]
    assert "秋冬换新季" in told["text"]
    assert titles(told) == ["哪个尺码合适", "有什么优惠", "别再提醒"]


def test_who_has_ordered_meanwhile_is_not_followed_up(stage: Stage) -> None:
    shopper = stage.service.shopper("s1001", product_id="c106")
    stage.service.rasa.intents["有货"] = "ask_stock"
    shopper.say("有货吗")
    stage.change_order(stage.order(OrderState.UNPAID).id, created_at=stage.now + timedelta(minutes=5))
    stage.service.clock.pass_time(hours=5)
    stage.service.shopper("s1001")
    stage.is_dropped("inquiry_follow_up", "ordered")


def test_the_report_counts_what_became_of_it(stage: Stage, unpaid: Order) -> None:
    shopper = stage.service.shopper("s1001")
    bot_lines(shopper)
    shopper.say("有点贵 再看看")
    stage.service.clock.pass_time(minutes=5)
    stage.happens("order_paid", order_id=unpaid.id)
    headers = stage.service.desk().headers
    report = stage.service.client.get("/api/v1/reports/outreach", headers=headers).json()
    rows = {row["kind"]: row for row in report["kinds"]}
    reminder = rows["payment_reminder"]
    assert [reminder[name] for name in ("planned", "sent", "answered", "paid_afterwards")] == [1, 1, 1, 1]
    assert rows["payment_last_hint"]["dropped"] == {"paid": 1}
    assert report["unpaid_reasons"] == [
        {"reason": "comparing", "reason_zh": "再比比价格", "number": 1, "words": ["有点贵 再看看"]}
    ]


def test_a_trainer_does_not_read_the_report(stage: Stage) -> None:
    headers = stage.service.desk("小林").headers
    assert stage.service.client.get("/api/v1/reports/outreach", headers=headers).status_code == 403


def test_an_angry_stop_is_obeyed_and_brings_a_person(stage: Stage, unpaid: Order) -> None:
    shopper = stage.service.shopper("s1001")
    bot_lines(shopper)
    shopper.say("别再提醒我了骗子")
    assert shopper.state()["state"] == "waiting"
    stage.is_dropped("payment_last_hint", "stopped")
