"""Nobody is left waiting: an owed reaction outlives the process that owed it."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from assist_api.domain.handover import Turn
from assist_api.domain.said import Said
from assist_api.settings import Settings
from tests.assist_api.conftest import Shopper, eventually, put_staff
from tests.assist_api.fakes import FakeRasa


def test_a_message_stored_before_a_kill_is_answered_after_the_restart(
    open_service: Callable[..., Any], settings: Settings
) -> None:
    put_staff(settings)
    slow = FakeRasa()
    slow.slow_s = 30
    with open_service(slow) as first:
        shopper = first.shopper()
        shopper.post("我的快递到哪了")
    with open_service() as second:
        after = Shopper(second.client, shopper.id, shopper.token)
        told = eventually(lambda: [m for m in after.messages() if m["from"] == "bot"])
        assert [m["text"] for m in told] == ["收到：我的快递到哪了"]


def test_the_messages_id_is_the_key_under_which_the_bot_is_asked_again(
    open_service: Callable[..., Any], settings: Settings
) -> None:
    put_staff(settings)
    rasa = FakeRasa()
    with open_service(rasa) as service:
        shopper = service.shopper()
        shopper.say("我的快递到哪了")
        shopper.say("运费多少")
    ids = [body["metadata"]["message_id"] for body in rasa.asked]
    assert len(set(ids)) == 2
    assert all(ids)


def test_two_failures_in_a_row_bring_a_person(open_service: Callable[..., Any], settings: Settings) -> None:
    put_staff(settings)
    rasa = FakeRasa()
    rasa.down = True
    with open_service(rasa) as service:
        shopper = service.shopper()
        shopper.say("那个怎么弄")
        shopper.say("还在吗")
        assert shopper.state()["state"] == "waiting"


def test_an_answer_that_says_it_could_not_help_is_a_failure_also_where_the_bot_reports_none(
    open_service: Callable[..., Any], settings: Settings
) -> None:
    put_staff(settings)
    rasa = FakeRasa()
    rasa.replies["尾号"] = [{"text": "亲，订单号和手机号后四位没有对上，麻烦核对一下再发我～"}]
    with open_service(rasa) as service:
        shopper = service.shopper()
        shopper.say("尾号6612")
        assert shopper.state()["state"] == "bot"
        shopper.say("那尾号0937呢")
        assert shopper.state()["state"] == "waiting"


class BrokenTalk:
    def read(self, turns: Sequence[Turn], answer: str = "") -> Said:
        raise ZeroDivisionError("a defect")


@pytest.mark.parametrize(("text", "talk"), [("崩", None), ("在吗", BrokenTalk())])
def test_a_message_on_which_the_work_breaks_gets_a_person_and_holds_up_nothing(
    open_service: Callable[..., Any], settings: Settings, text: str, talk: BrokenTalk | None
) -> None:
    put_staff(settings)
    with open_service(talk=talk) as service:
        shopper = service.shopper()
        shopper.post(text)
        shopper.post("你好")

        def given_up() -> bool:
            service.clock.pass_time(seconds=11)
            return bool(shopper.state()["state"] == "waiting")

        eventually(given_up, within_s=15)
        assert "没能处理好" in shopper.messages()[2]["text"]


def test_what_the_bot_promises_is_kept_for_whoever_comes_next(
    open_service: Callable[..., Any], settings: Settings
) -> None:
    put_staff(settings)
    rasa = FakeRasa()
    promise = {"order_id": "77", "kind": "urge_shipping", "due_at": "2026-11-24T12:00:00+08:00"}
    rasa.replies["快递"] = [{"text": "已帮您催了"}, {"custom": {"promise": promise}}]
    with open_service(rasa) as service:
        shopper = service.shopper()
        shopper.say("快递催一下")
        kept = service.desk().get(f"conversations/{shopper.id}").json()["promises"]
    assert [(one["order_id"], one["kind"], one["due_at"]) for one in kept] == [
        ("77", "urge_shipping", "2026-11-24T04:00:00+00:00")
    ]
