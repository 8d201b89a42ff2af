"""With nobody on duty a message or a call is taken, with a ticket and its deadline."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from tests.assist_api.conftest import Service, Shopper

PHONE = "13812345678"


@pytest.fixture
def night(service: Service) -> Shopper:
    """Half past eleven in the evening."""
    service.clock.pass_time(hours=11.5)
    shopper = service.shopper("s1003")
    shopper.say("转人工")
    return shopper


def offered(shopper: Shopper) -> list[dict[str, str]]:
    parts: list[dict[str, Any]] = shopper.messages()[-1]["parts"]
    return [window for part in parts if part["type"] == "wish" for window in part["windows"]]


def ask(shopper: Shopper, what: str, **body: str) -> httpx2.Response:
    path = f"/api/v1/chat/conversations/{shopper.id}/{what}"
    return shopper.client.post(path, json={"client_id": "w1", **body}, headers=shopper.headers)


def tickets(service: Service, shopper: Shopper) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = service.desk().get(f"conversations/{shopper.id}").json()["tickets"]
    return found


def test_it_is_said_when_somebody_is_back_and_both_wishes_are_offered(night: Shopper) -> None:
    assert "明天 09:00" in night.messages()[-1]["text"]
    assert [one["label"] for one in offered(night)][:2] == ["明天 09:00–12:00", "明天 13:00–18:00"]


def test_a_message_opens_a_ticket_whose_clock_runs_from_the_opening(service: Service, night: Shopper) -> None:
    assert ask(night, "left-messages", text="裙子开线了，想换一件").status_code == 201
    assert night.messages()[-2]["text"] == "留言：裙子开线了，想换一件"
    told = night.messages()[-1]["text"]
    ticket = tickets(service, night)[0]
    assert ticket["id"] in told
    assert "11月25日 09:00 前" in told or "后天 09:00 前" in told
    assert night.state()["state"] == "waiting"


def test_where_the_bot_has_a_ticket_already_the_wish_is_due_in_the_hours_too(service: Service, night: Shopper) -> None:
    ask(night, "left-messages", text="快递五天没动了，丢了吧")
    told = night.messages()[-1]["text"]
    assert "最晚后天" not in told
    assert "明天 13:00 前给您解决方案" in told


def test_a_call_is_kept_whole_for_the_desk_and_masked_everywhere_else(service: Service, night: Shopper) -> None:
    assert ask(night, "callbacks", phone="138 1234-5678", window=offered(night)[0]["from"]).status_code == 201
    desk = service.desk()
    kept = desk.get(f"conversations/{night.id}/callbacks").json()["callbacks"]
    assert [one["phone"] for one in kept] == [PHONE]
    assert "138****5678" in night.messages()[-2]["text"]
    case = desk.get(f"conversations/{night.id}").json()
    assert case.pop("callbacks") == kept
    assert PHONE not in str(night.messages()) + str(case) + desk.get("conversations").text
    desk.post(f"conversations/{night.id}/callbacks/{kept[0]['id']}/done")
    assert PHONE not in desk.get(f"conversations/{night.id}/callbacks").text


@pytest.mark.parametrize("phone", ["", "12345", "23812345678", "138123456789", "电话"])
def test_a_number_that_cannot_be_is_refused_in_a_sentence(night: Shopper, phone: str) -> None:
    refused = ask(night, "callbacks", phone=phone, window=offered(night)[0]["from"])
    assert (refused.status_code, "11 位" in refused.json()["error"]["message"]) == (422, True)


def test_a_window_that_was_not_offered_is_refused(night: Shopper) -> None:
    assert ask(night, "callbacks", phone=PHONE, window="2020-01-01T09:00:00+08:00").status_code == 422


def test_the_same_wish_sent_twice_is_one(service: Service, night: Shopper) -> None:
    window = offered(night)[0]["from"]
    first = ask(night, "callbacks", phone=PHONE, window=window).json()
    assert ask(night, "callbacks", phone=PHONE, window=window).json() == first
    assert len(tickets(service, night)) == 1
    assert len(service.desk().get(f"conversations/{night.id}/callbacks").json()["callbacks"]) == 1


def test_who_does_not_wait_for_a_person_has_nothing_to_wish(service: Service) -> None:
    shopper = service.shopper()
    shopper.say("你好")
    assert ask(shopper, "left-messages", text="在吗").json()["error"]["code"] == "illegal_move"
