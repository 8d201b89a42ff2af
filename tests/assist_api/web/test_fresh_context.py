"""After a person the bot begins afresh: no form, no old failure, no old anger; and at night it is honest."""

from __future__ import annotations

import pytest

from tests.assist_api.conftest import Service, Shopper


def with_a_person(service: Service, move: str) -> Shopper:
    """A shopper who was unhappy, was handed over, and whose case the agent ended by `move`."""
    shopper, desk = service.shopper(), service.desk()
    shopper.say("太慢了 运费怎么算")
    shopper.say("转人工")
    desk.post(f"conversations/{shopper.id}/take")
    desk.post(f"conversations/{shopper.id}/{move}")
    return shopper


@pytest.mark.parametrize("move", ["close", "return_to_bot"])
def test_the_bot_gets_a_new_memory_in_which_no_form_is_open(service: Service, move: str) -> None:
    shopper = with_a_person(service, move)
    shopper.say("我的快递到哪了")
    before, after = service.rasa.asked[0], service.rasa.asked[-1]
    assert before["sender"] != after["sender"]
    assert after["sender"].startswith(shopper.id)


@pytest.mark.parametrize("move", ["close", "return_to_bot"])
def test_the_bot_is_told_of_the_new_message_alone(service: Service, move: str) -> None:
    shopper = with_a_person(service, move)
    shopper.say("我的快递到哪了")
    metadata = service.rasa.asked[-1]["metadata"]
    assert metadata["focus"] is None
    assert metadata["feeling"] == {"label": "neutral", "urgent": False}


@pytest.mark.parametrize("move", ["close", "return_to_bot"])
def test_what_was_before_the_person_brings_no_second_handover(service: Service, move: str) -> None:
    shopper = with_a_person(service, move)
    assert shopper.say("太慢了 能快点吗")[0]["from"] == "bot"
    assert shopper.state()["state"] == "bot"


def test_with_nobody_there_the_bot_says_so_once_and_offers_to_leave_word(service: Service) -> None:
    shopper = service.shopper()
    shopper.say("快递太慢了")
    second, third = shopper.say("运费怎么也太慢了"), shopper.say("退货也太慢了")
    honest = [message for message in (*second, *third) if "人工客服这会儿都不在线" in message["text"]]
    assert len(honest) == 1
    assert honest[0]["parts"][0]["buttons"] == [{"title": "转人工"}]
    assert shopper.state()["state"] == "bot"
    shopper.say("转人工")
    assert shopper.state()["state"] == "waiting"
