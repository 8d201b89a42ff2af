import json
from typing import Any

import pytest
from starlette.websockets import WebSocketDisconnect

from assist_api.domain.events import Audience, CaseWatched
from tests.assist_api.conftest import Service, Shopper, read_frames


def hello(socket: Any, **fields: Any) -> None:
    socket.send_text(json.dumps({"type": "hello", **fields}))


def follow(service: Service, _shopper: Shopper) -> Any:
    return service.client.websocket_connect("/api/v1/chat/ws")


def test_the_widget_gets_what_it_missed_and_then_what_is_new(service: Service) -> None:
    shopper = service.shopper()
    shopper.say("运费多少")
    with follow(service, shopper) as socket:
        hello(socket, token=shopper.token, conversation_id=shopper.id, after=1)
        assert read_frames(socket, "ready")["seq"] == 2
        assert read_frames(socket, "message")["seq"] == 2
        shopper.post("我的快递到哪了")
        assert [read_frames(socket, "message")["seq"] for _ in range(2)] == [3, 4]


def test_the_widget_hears_who_owns_the_conversation(service: Service) -> None:
    shopper = service.shopper()
    with follow(service, shopper) as socket:
        hello(socket, token=shopper.token, after=0)
        shopper.post("转人工")
        assert read_frames(socket, "state")["state"] == "waiting"
        service.desk().post(f"conversations/{shopper.id}/take")
        assert read_frames(socket, "state") == {
            "type": "state",
            "conversation_id": shopper.id,
            "state": "agent",
            "agent": "小青",
            "epoch": 2,
            "bot_helps": False,
        }


@pytest.mark.parametrize(
    "first",
    ["not json", "[]", '{"type": "hello"}', '{"type": "ping", "token": "x"}', '{"type": "hello", "token": "x"}'],
)
def test_a_socket_without_a_good_hello_is_told_why_and_closed(service: Service, first: str) -> None:
    with service.client.websocket_connect("/api/v1/chat/ws") as socket:
        socket.send_text(first)
        assert read_frames(socket, "error")["error"]["message"]
        with pytest.raises(WebSocketDisconnect):
            socket.receive_text()


def test_another_conversations_token_is_refused(service: Service) -> None:
    mine, other = service.shopper(), service.shopper()
    with follow(service, mine) as socket:
        hello(socket, token=mine.token, conversation_id=other.id)
        assert read_frames(socket, "error")["error"]["code"] == "conversation_not_found"


def test_the_desk_hears_of_a_waiting_case_and_its_messages(service: Service) -> None:
    shopper, desk = service.shopper(), service.desk()
    with service.client.websocket_connect("/api/v1/desk/ws") as socket:
        hello(socket, token=desk.token)
        read_frames(socket, "ready")
        shopper.post("转人工")
        assert read_frames(socket, "message")["text"] == "转人工"
        row = read_frames(socket, "conversation")["row"]
        while row["state"] != "waiting":
            row = read_frames(socket, "conversation")["row"]
        assert row["id"] == shopper.id


def test_suggestions_reach_the_agent_who_owns_the_case(service: Service) -> None:
    shopper, desk = service.shopper(), service.desk()
    shopper.say("转人工")
    with service.client.websocket_connect("/api/v1/desk/ws") as socket:
        hello(socket, token=desk.token)
        read_frames(socket, "ready")
        desk.post(f"conversations/{shopper.id}/take")
        shopper.post("退货怎么弄")
        assert read_frames(socket, "suggestions")["suggestions"][0]["text"] == "签收 7 天内可退。"


def test_an_open_desk_counts_as_an_agent_on_duty_and_a_closed_one_does_not(service: Service) -> None:
    waiting, desk = service.shopper(), service.desk()
    waiting.say("转人工")
    with service.client.websocket_connect("/api/v1/desk/ws") as socket:
        hello(socket, token=desk.token)
        read_frames(socket, "ready")
        assert "预计等待" in waiting.state()["queue"]["sentence"]
    assert "都不在线" in waiting.state()["queue"]["sentence"]


def test_typing_is_heard_on_the_other_side_only(service: Service) -> None:
    shopper, desk = service.shopper(), service.desk()
    with service.client.websocket_connect("/api/v1/desk/ws") as heard, follow(service, shopper) as socket:
        hello(heard, token=desk.token)
        read_frames(heard, "ready")
        hello(socket, token=shopper.token)
        read_frames(socket, "ready")
        socket.send_text('{"type": "typing"}')
        assert read_frames(heard, "typing")["who"] == "shopper"
        desk.post(f"conversations/{shopper.id}/typing")
        assert json.loads(socket.receive_text())["who"] == "agent"


def test_a_trainer_has_no_place_at_the_desk(service: Service) -> None:
    with service.client.websocket_connect("/api/v1/desk/ws") as socket:
        hello(socket, token=service.desk("小林").token)
        assert read_frames(socket, "error")["error"]["code"] == "not_allowed"


def test_a_widget_that_believes_to_have_more_than_there_is_still_hears_what_is_new(service: Service) -> None:
    shopper = service.shopper()
    with follow(service, shopper) as socket:
        hello(socket, token=shopper.token, after=10**9)
        read_frames(socket, "ready")
        shopper.post("运费多少")
        assert read_frames(socket, "message")["seq"] == 1


def test_colleagues_hear_who_has_a_case_open_and_shoppers_do_not(service: Service) -> None:
    desk, other = service.desk("小青"), service.desk("小禾")
    with (
        service.client.websocket_connect("/api/v1/desk/ws") as mine,
        service.client.websocket_connect("/api/v1/desk/ws") as theirs,
    ):
        for socket, hands in ((mine, desk), (theirs, other)):
            socket.send_json({"type": "hello", "token": hands.token})
            read_frames(socket, "ready")
        mine.send_json({"type": "watching", "conversation_id": "c1", "doing": "typing"})
        told = read_frames(theirs, "watching")
    assert (told["conversation_id"], told["agent"], told["doing"]) == ("c1", "小青", "typing")
    assert CaseWatched.audience is Audience.DESK


def test_a_watching_that_says_nothing_is_refused(service: Service) -> None:
    with service.client.websocket_connect("/api/v1/desk/ws") as socket:
        socket.send_json({"type": "hello", "token": service.desk().token})
        socket.send_json({"type": "watching", "conversation_id": 7})
        assert read_frames(socket, "error")["error"]["code"] == "invalid_input"
