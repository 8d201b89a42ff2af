from typing import Any
from uuid import uuid4

import httpx2

from assist_api.store.engine import open_engine
from tests.assist_api.conftest import Desk, Service, Shopper, eventually, read_frames


def held_case(service: Service) -> tuple[Shopper, Desk]:
    shopper, desk = service.shopper("s1001"), service.desk()
    shopper.say("转人工")
    desk.post(f"conversations/{shopper.id}/take")
    return shopper, desk


def reply(desk: Desk, shopper: Shopper, text: str = "您的鞋给别人了Q9", **more: Any) -> int:
    body = {"client_id": uuid4().hex, "text": text, **more}
    return int(desk.post(f"conversations/{shopper.id}/messages", body).json()["seq"])


def take_back(desk: Desk, shopper: Shopper, seq: int) -> httpx2.Response:
    return desk.post(f"conversations/{shopper.id}/messages/{seq}/recall")


def test_what_is_taken_back_is_gone_for_the_shopper_and_a_notice_says_so(service: Service) -> None:
    shopper, desk = held_case(service)
    seq = reply(desk, shopper)
    assert take_back(desk, shopper, seq).status_code == 200
    *_, gone, notice = shopper.messages()
    assert (gone["text"], gone["recalled"]) == ("", True)
    assert (notice["text"], notice["parts"]) == ("客服撤回了一条消息", [{"type": "recalled", "seq": seq}])
    assert "Q9" not in str(desk.get(f"conversations/{shopper.id}").json())


def test_who_is_connected_hears_of_it(service: Service) -> None:
    shopper, desk = held_case(service)
    with service.client.websocket_connect("/api/v1/chat/ws") as socket:
        socket.send_json({"type": "hello", "token": shopper.token, "after": 0})
        seq = reply(desk, shopper)
        take_back(desk, shopper, seq)
        heard = eventually(lambda: [part for part in read_frames(socket, "message")["parts"] if "seq" in part])
    assert heard == [{"type": "recalled", "seq": seq}]


def test_taken_back_twice_it_is_taken_back_once(service: Service) -> None:
    shopper, desk = held_case(service)
    seq = reply(desk, shopper)
    for _ in range(2):
        assert take_back(desk, shopper, seq).status_code == 200
    assert [m["text"] for m in shopper.messages(seq)] == ["客服撤回了一条消息"]


def test_after_two_minutes_it_stays_and_so_does_what_others_said(service: Service) -> None:
    shopper, desk = held_case(service)
    seq = reply(desk, shopper)
    assert take_back(desk, shopper, 1).status_code == 403
    assert take_back(service.desk("小禾"), shopper, seq).status_code == 403
    assert take_back(desk, shopper, 99).json()["error"]["code"] == "message_not_found"
    service.clock.pass_time(seconds=121)
    assert take_back(desk, shopper, seq).json()["error"]["code"] == "recall_too_late"
    assert shopper.messages()[-1]["text"] == "您的鞋给别人了Q9"


def test_its_words_are_kept_for_supervisors_alone(service: Service) -> None:
    shopper, desk = held_case(service)
    take_back(desk, shopper, seq := reply(desk, shopper))
    path = f"conversations/{shopper.id}/recalled"
    assert desk.get(path).status_code == 403
    kept = service.desk("小满").get(path).json()["messages"]
    assert [(one["seq"], one["by"], one["text"]) for one in kept] == [(seq, "小青", "您的鞋给别人了Q9")]


def test_the_shopper_waits_again_since_the_first_message_that_has_no_answer(service: Service) -> None:
    shopper, desk = held_case(service)
    reply(desk, shopper, "在的")
    service.clock.pass_time(seconds=30)
    shopper.post("到哪了")
    asked = service.clock.now.isoformat()
    service.clock.pass_time(seconds=30)
    seq = reply(desk, shopper)
    row = take_back(desk, shopper, seq).json()["row"]
    assert (row["unanswered_since"], row["unread_by_agent"]) == (asked, True)


def test_a_promise_that_was_taken_back_is_none(service: Service) -> None:
    shopper, desk = held_case(service)
    seq = reply(desk, shopper, "今天下午给您补发Q9")
    eventually(lambda: "Q9" in promised(desk, shopper))
    take_back(desk, shopper, seq)
    assert "Q9" not in promised(desk, shopper)
    assert "Q9" not in str(rows(service, "SELECT text FROM promises"))


def promised(desk: Desk, shopper: Shopper) -> str:
    return str(desk.get(f"conversations/{shopper.id}").json()["promises"])


def test_a_suggestion_that_was_taken_back_counts_as_not_sent_and_teaches_nothing(service: Service) -> None:
    shopper, desk = held_case(service)
    shopper.post("退货怎么弄")
    path = f"conversations/{shopper.id}/suggestions"
    found = eventually(lambda: [one for one in desk.get(path).json()["suggestions"] if not one["internal"]])
    seq = reply(desk, shopper, found[0]["text"], suggestion_id=found[0]["id"])
    assert [one for one in outcomes(service) if one["outcome"]]
    take_back(desk, shopper, seq)
    assert [one for one in outcomes(service) if one["outcome"]] == []
    assert rows(service, "SELECT answer_id FROM exchanges") == []


def outcomes(service: Service) -> list[dict[str, Any]]:
    return rows(service, "SELECT outcome, sent_text FROM suggestions")


def rows(service: Service, query: str) -> list[dict[str, Any]]:
    engine = open_engine(service.settings.database_url)
    with engine.connect() as connection:
        found = [dict(row) for row in connection.exec_driver_sql(query).mappings()]
    engine.dispose()
    return found
