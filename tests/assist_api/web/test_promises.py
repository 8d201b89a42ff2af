"""What an agent promises shows in the case by itself, and is corrected with one click."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assist_api.conftest import Desk, Service, Shopper, eventually, read_frames

PROMISE = "今天给您补发，您放心"


@pytest.fixture
def shopper(service: Service) -> Shopper:
    talking = service.shopper("s1001")
    talking.say("少发了一件")
    return talking


@pytest.fixture
def desk(service: Service, shopper: Shopper) -> Desk:
    taking = service.desk()
    taking.post(f"conversations/{shopper.id}/take")
    return taking


def say(desk: Desk, shopper: Shopper, text: str) -> None:
    answer = desk.post(f"conversations/{shopper.id}/messages", {"client_id": text[:8].encode().hex(), "text": text})
    assert answer.status_code == 201, answer.text


def promises(desk: Desk, shopper: Shopper) -> list[dict[str, Any]]:
    return list(desk.get(f"conversations/{shopper.id}").json()["promises"])


def promised(desk: Desk, shopper: Shopper) -> dict[str, Any]:
    say(desk, shopper, PROMISE)
    return dict(eventually(lambda: promises(desk, shopper))[0])


def test_a_promise_shows_with_its_words_and_who_made_it(desk: Desk, shopper: Shopper) -> None:
    found = promised(desk, shopper)
    assert (found["kind_zh"], found["text"], found["by"]) == ("补发", PROMISE, "小青")
    assert found["due_at"].startswith("2026-11-23T15:00")  # 23:00 in the shop


def test_desks_hear_of_it(service: Service, desk: Desk, shopper: Shopper) -> None:
    with service.client.websocket_connect("/api/v1/desk/ws") as socket:
        socket.send_json({"type": "hello", "token": desk.token, "after": 0})
        read_frames(socket, "ready")
        say(desk, shopper, PROMISE)
        assert read_frames(socket, "promises")["promises"][0]["kind"] == "resend"


def test_it_is_ticked_when_it_was_kept_and_a_slip_is_taken_back(desk: Desk, shopper: Shopper) -> None:
    found = promised(desk, shopper)
    (kept,) = desk.post(f"promises/{found['id']}/kept").json()["promises"]
    assert kept["kept_at"]
    (again,) = desk.post(f"promises/{found['id']}/kept").json()["promises"]
    assert again["kept_at"] is None


def test_what_was_none_goes_with_one_click(desk: Desk, shopper: Shopper) -> None:
    found = promised(desk, shopper)
    assert desk.post(f"promises/{found['id']}/none").json()["promises"] == []


def test_another_time_is_set_and_the_past_refused(desk: Desk, shopper: Shopper) -> None:
    path = f"promises/{promised(desk, shopper)['id']}/due"
    (later,) = desk.post(path, {"due_at": "2026-11-24T10:00:00+08:00"}).json()["promises"]
    assert later["due_at"] == "2026-11-24T02:00:00+00:00"
    assert desk.post(path, {"due_at": "2026-11-22T10:00:00+08:00"}).status_code == 422
    assert desk.post(path, {"due_at": "2026-11-24T10:00:00"}).status_code == 422


def test_an_unknown_one_is_not_found(desk: Desk) -> None:
    assert desk.post("promises/p0/kept").json()["error"]["code"] == "promise_not_found"


def test_the_bots_words_are_read_too(service: Service, shopper: Shopper) -> None:
    service.rasa.replies["补一件"] = [{"text": "亲，已经登记，明天给您补发。"}]
    shopper.say("补一件")
    (found,) = eventually(lambda: promises(service.desk("小禾"), shopper))
    assert (found["kind"], found["by"]) == ("resend", "小二")


def test_what_the_bots_action_promises_is_not_found_twice(service: Service, shopper: Shopper) -> None:
    kept = {"order_id": "o1", "kind": "urge_delivery", "due_at": "2026-11-24T04:00:00+00:00"}
    service.rasa.replies["催"] = [{"text": "亲，明天中午前给您答复。", "custom": {"promise": kept}}]
    shopper.say("催一下")
    desk = service.desk("小禾")
    eventually(lambda: promises(desk, shopper))
    assert [one["kind"] for one in promises(desk, shopper)] == ["urge_delivery"]
