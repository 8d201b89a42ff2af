"""After a person is done the shopper is asked once whether it helped."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from assist_api.store import resolutions
from assist_api.store.engine import open_engine
from tests.assist_api.conftest import OPENING, Service, Shopper


@pytest.fixture(params=["close", "return_to_bot"])
def done(service: Service, request: pytest.FixtureRequest) -> Shopper:
    shopper, desk = service.shopper("s1001"), service.desk()
    shopper.say("转人工")
    desk.post(f"conversations/{shopper.id}/take")
    desk.post(f"conversations/{shopper.id}/messages", {"client_id": "a", "text": "已经为您处理"})
    desk.post(f"conversations/{shopper.id}/{request.param}")
    return shopper


def kept(service: Service) -> dict[bool, int]:
    engine: Engine = open_engine(service.settings.database_url)
    with engine.connect() as connection:
        found = resolutions.count(connection, OPENING)
    engine.dispose()
    return found


def test_it_is_asked_with_two_buttons(done: Shopper) -> None:
    asked: dict[str, Any] = done.messages()[-1]
    assert "问题解决了吗" in asked["text"]
    assert [one["title"] for one in asked["parts"][0]["buttons"]] == ["解决了", "还没有"]


def test_who_says_it_is_solved_is_thanked_and_it_is_kept(service: Service, done: Shopper) -> None:
    assert "太好了" in done.say("解决了")[0]["text"]
    assert done.state()["state"] == "bot"
    assert kept(service) == {True: 1}


def test_who_says_it_is_not_goes_back_to_the_queue_with_the_history(service: Service, done: Shopper) -> None:
    assert "重新接入人工" in done.say("还没有")[0]["text"]
    assert done.state()["state"] == "waiting"
    assert kept(service) == {False: 1}
    case = service.desk().get(f"conversations/{done.id}").json()
    assert "已经为您处理" in [one["text"] for one in case["messages"]]


def test_another_question_instead_of_an_answer_goes_to_the_bot(service: Service, done: Shopper) -> None:
    assert done.say("运费多少")[0]["text"] == "收到：运费多少"
    assert kept(service) == {}
