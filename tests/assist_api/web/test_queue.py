"""Who waits hears of the place as it changes, without a message of it."""

from __future__ import annotations

from tests.assist_api.conftest import Service, read_frames


def test_the_place_moves_up_live_when_the_one_ahead_is_taken(service: Service) -> None:
    first, second = service.shopper(), service.shopper()
    first.say("转人工")
    second.say("转人工")
    with service.client.websocket_connect("/api/v1/chat/ws") as socket:
        socket.send_json({"type": "hello", "token": second.token, "after": 0})
        before = len(second.messages())
        service.desk().post(f"conversations/{first.id}/take")
        while (frame := read_frames(socket, "queue"))["place"] != 1:
            pass
    assert frame["ahead"] == 0
    assert len(second.messages()) == before


def test_with_an_open_desk_a_range_is_told_and_without_one_none(service: Service) -> None:
    shopper, desk = service.shopper(), service.desk()
    shopper.say("转人工")
    assert shopper.state()["queue"]["least"] is None
    with service.client.websocket_connect("/api/v1/desk/ws") as socket:
        socket.send_json({"type": "hello", "token": desk.token})
        read_frames(socket, "ready")
        found = shopper.state()["queue"]
    assert (found["place"], found["attended"], found["least"]) == (1, True, 1)
