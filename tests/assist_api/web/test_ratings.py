"""What a shopper says of an answer, and what becomes of the question."""

from __future__ import annotations

import httpx2

from tests.assist_api.conftest import Service, Shopper


def rate(shopper: Shopper, seq: int, helpful: object) -> httpx2.Response:
    path = f"/api/v1/chat/conversations/{shopper.id}/messages/{seq}/rating"
    return shopper.client.post(path, json={"helpful": helpful}, headers=shopper.headers)


def reasons(service: Service) -> dict[str, list[str]]:
    trainer = service.desk("小林")
    service.client.post("/api/v1/trainer/inbox/look", headers=trainer.headers)
    rows = service.client.get("/api/v1/trainer/inbox", headers=trainer.headers).json()["rows"]
    return {row["text"]: row["reasons"] for row in rows}


def test_an_answer_that_was_no_help_brings_its_question_to_the_trainers(service: Service) -> None:
    shopper = service.shopper()
    shopper.say("你好")
    [answer] = shopper.say("运费多少")
    assert rate(shopper, answer["seq"], False).status_code == 204
    assert reasons(service) == {"运费多少": ["thumbs_down"]}


def test_the_last_word_counts_and_the_shopper_finds_it_again(service: Service) -> None:
    shopper = service.shopper()
    [answer] = shopper.say("运费多少")
    rate(shopper, answer["seq"], False)
    rate(shopper, answer["seq"], True)
    assert [message.get("helpful") for message in shopper.messages()] == [None, True]
    assert reasons(service) == {}


def test_only_what_the_bot_said_is_rated(service: Service) -> None:
    shopper = service.shopper()
    shopper.say("运费多少")
    assert rate(shopper, 1, False).json()["error"]["message"] == "只能评价小二的回答。"
    assert rate(shopper, 9, False).status_code == 404
    assert rate(shopper, 2, "maybe").status_code == 422


def test_nobody_rates_in_a_conversation_of_others(service: Service) -> None:
    one, other = service.shopper(), service.shopper()
    [answer] = one.say("运费多少")
    path = f"/api/v1/chat/conversations/{one.id}/messages/{answer['seq']}/rating"
    assert one.client.post(path, json={"helpful": False}, headers=other.headers).status_code == 404
