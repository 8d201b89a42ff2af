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


def test_after_a_restart_the_desks_have_time_to_come_back_before_their_cases_are_given_away(
    open_service: Callable[..., Any], settings: Settings
) -> None:
    put_staff(settings)
    with open_service() as first:
        first.clock.pass_time(minutes=-2)
        shopper, desk = first.shopper(), first.desk()
        shopper.say("转人工")
        desk.post(f"conversations/{shopper.id}/take")
        shopper.post("在吗")
    with open_service() as second:
        waiting = Shopper(second.client, shopper.id, shopper.token)
        second.shopper().say("运费多少")
        assert waiting.state()["state"] == "agent"
        second.clock.pass_time(seconds=55)
        assert eventually(lambda: waiting.state()["state"] == "waiting")


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


class GrowsWithEachAnswer:
    """A handover model that wants a person once the second answer is known."""

    def read(self, turns: Sequence[Turn], answer: str = "") -> Said:
        return Said(4.0 if answer and len(turns) > 1 else -4.0, "failing", bool(answer))


def test_at_a_handover_the_bot_does_not_say_once_more_what_it_has_said(
    open_service: Callable[..., Any], settings: Settings
) -> None:
    put_staff(settings)
    rasa = FakeRasa()
    rasa.replies["快递"] = [{"text": "亲，您的卫衣最后一条物流停在合肥转运中心，已经登记催查，明天给您结果～"}]
    with open_service(rasa, talk=GrowsWithEachAnswer()) as service:
        shopper = service.shopper("s1003")
        shopper.say("快递怎么不动")
        told = shopper.say("快递又是这套话")
        assert shopper.state()["state"] == "waiting"
        assert [one["text"] for one in told if "合肥转运中心" in one["text"]] == []


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
