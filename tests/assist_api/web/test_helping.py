"""Who waits for a person may go on with the bot, and keeps the place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from assist_api.domain.handover import Turn
from assist_api.domain.said import Said
from assist_api.settings import Settings
from tests.assist_api.conftest import Service, Shopper, eventually, put_staff

STAY, SOLVED = "继续和小二聊", "问题解决了，不用排队"


@pytest.fixture
def helped(service: Service) -> Shopper:
    """Second in the queue, and the bot helps."""
    service.shopper().say("转人工")
    shopper = service.shopper("s1001")
    shopper.say("转人工")
    shopper.say(STAY)
    return shopper


def offered(shopper: Shopper) -> list[str]:
    parts = shopper.messages()[-1]["parts"]
    return [one["title"] for part in parts for one in part.get("buttons", ())]


def test_the_bot_answers_and_the_place_is_kept(helped: Shopper) -> None:
    assert helped.say("运费多少")[0]["text"] == "收到：运费多少"
    found = helped.state()
    assert (found["state"], found["bot_helps"], found["queue"]["place"]) == ("waiting", True, 2)
    assert offered(helped) == [SOLVED]


def test_the_two_ways_stay_open_whatever_was_written_meanwhile(service: Service) -> None:
    shopper = service.shopper("s1001")
    shopper.say("转人工")
    for line in ("在吗", "快点啊"):
        shopper.post(line)
    shopper.say(STAY)
    assert shopper.state()["bot_helps"] is True
    service.rasa.replies["运费"] = [{"text": "满 59 元包邮"}]
    shopper.say("运费多少")
    shopper.say(SOLVED)
    assert shopper.state()["state"] == "bot"


def test_who_says_it_is_solved_leaves_the_queue(service: Service, helped: Shopper) -> None:
    helped.say("运费多少")
    assert "取消排队" in helped.say(SOLVED)[0]["text"]
    assert helped.state()["state"] == "bot"
    assert helped.id not in [row["id"] for row in service.desk().get("conversations").json()["rows"]]


def test_who_asks_for_the_person_again_is_told_the_place_and_the_bot_is_silent(
    service: Service, helped: Shopper
) -> None:
    told = helped.say("还是转人工吧")
    assert "不在线" in told[0]["text"] or "已经在排队" in told[0]["text"]
    assert helped.state()["bot_helps"] is False
    asked = len(service.rasa.asked)
    helped.post("在吗")
    assert eventually(lambda: len(helped.messages()) > 8)
    assert len(service.rasa.asked) == asked


class AsksForAPerson:
    """A handover model to which the whole talk is a request for a person."""

    def read(self, turns: Sequence[Turn], answer: str = "") -> Said:
        return Said(4.0, "request", bool(answer))


def test_what_is_asked_of_the_bot_is_answered_though_the_talk_before_asked_for_a_person(
    open_service: Callable[..., Any], settings: Settings
) -> None:
    put_staff(settings)
    with open_service(talk=AsksForAPerson()) as service:
        shopper = service.shopper("s1001")
        shopper.say("转人工")
        shopper.say(STAY)
        assert shopper.say("运费多少")[0]["text"] == "收到：运费多少"
        assert shopper.state()["bot_helps"] is True


def test_an_agent_who_takes_the_case_ends_the_bots_help(service: Service, helped: Shopper) -> None:
    service.desk().post(f"conversations/{helped.id}/take")
    asked = len(service.rasa.asked)
    seq = helped.post("运费多少").json()["seq"]
    desk = service.desk()
    assert eventually(lambda: desk.get(f"conversations/{helped.id}").json()["messages"][-1]["intent"])
    assert helped.messages(seq) == []
    assert len(service.rasa.asked) == asked


def test_an_answer_that_comes_after_an_agent_took_the_case_is_dropped(service: Service, helped: Shopper) -> None:
    desk = service.desk()
    service.rasa.slow_s = 0.25
    seq = helped.post("运费多少").json()["seq"]
    eventually(lambda: service.rasa.arrived[-1].endswith("webhook"))
    desk.post(f"conversations/{helped.id}/take")
    service.rasa.slow_s = 0
    helped.post("你好")
    eventually(lambda: desk.get(f"conversations/{helped.id}").json()["messages"][-1]["intent"])
    assert [one["from"] for one in helped.messages(seq)] == ["system", "shopper"]


def test_anger_while_the_bot_helps_moves_the_case_up(service: Service, helped: Shopper) -> None:
    helped.say("你们是骗子吧")
    desk = service.desk()
    assert eventually(lambda: desk.get("conversations").json()["rows"][0]["id"] == helped.id)


def test_the_bots_offer_of_a_person_is_no_offer_in_the_queue(service: Service, helped: Shopper) -> None:
    both = {
        "buttons": [{"title": "转人工", "payload": "xiaoer:human"}, {"title": "查看订单", "payload": "/query_order"}]
    }
    service.rasa.replies["优惠"] = [{"text": "亲，看看这个", **both}]
    helped.say("有优惠吗")
    assert offered(helped) == ["查看订单", SOLVED]
