"""Tickets at the desk: opened with a proposal, worked on, told, asked about, closed or opened again."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from assist_api.services import people
from assist_api.services.people import Agent
from assist_api.store.engine import open_engine
from assist_api.store.unit_of_work import in_transaction
from tests.assist_api.conftest import _PASSWORD_HASH, Desk, Service, Shopper, eventually, read_frames

COMPLAINT = "快递五天了一动不动，投诉你们"


@pytest.fixture
def shopper(service: Service) -> Shopper:
    talking = service.shopper("s1001")
    talking.say(COMPLAINT)
    talking.say("在吗")
    return talking


@pytest.fixture
def desk(service: Service) -> Desk:
    return service.desk()


@pytest.fixture
def chief(service: Service) -> Desk:
    engine = open_engine(service.settings.database_url)
    in_transaction(engine, people.ensure_staff, Agent("v1", "小岚", ("supervisor",)), _PASSWORD_HASH)
    engine.dispose()
    return service.desk("小岚")


def opened(desk: Desk, shopper: Shopper, **given: Any) -> dict[str, Any]:
    usual = {"key": uuid4().hex, "kind": "logistics", "level": 2, "text": "快递五天没动", "wish": "尽快送到"}
    answer = desk.post(f"conversations/{shopper.id}/tickets", usual | given)
    assert answer.status_code == 201, answer.text
    return dict(answer.json()["ticket"])


def moved(desk: Desk, ticket: dict[str, Any], move: str, text: str = "") -> Any:
    return desk.post(f"tickets/{ticket['id']}/moves", {"move": move, "text": text})


def write(desk: Desk, ticket: dict[str, Any], purpose: str, text: str) -> Any:
    letter = {"client_id": uuid4().hex, "purpose": purpose, "text": text}
    return desk.post(f"tickets/{ticket['id']}/messages", letter)


def sent(desk: Desk, ticket: dict[str, Any], purpose: str, text: str) -> None:
    answer = write(desk, ticket, purpose, text)
    assert answer.status_code == 201, answer.text


def solved_and_asked(desk: Desk, shopper: Shopper) -> dict[str, Any]:
    ticket = opened(desk, shopper)
    moved(desk, ticket, "solve", "已补发")
    sent(desk, ticket, "ask", "亲，已经给您补发了，这次处理帮到您了吗？")
    return ticket


def read(desk: Desk, ticket: dict[str, Any]) -> dict[str, Any]:
    return dict(desk.get(f"tickets/{ticket['id']}").json()["ticket"])


def test_level_and_kind_are_proposed_with_reasons(desk: Desk, shopper: Shopper) -> None:
    found = desk.get(f"conversations/{shopper.id}/ticket-proposal").json()
    assert (found["level"], found["kind"]) == (2, "logistics")
    assert "发货或物流延误" in found["reasons"]
    assert found["text"] == COMPLAINT
    assert len(found["levels"]) == 3
    assert len(found["kinds"]) == 10


def test_who_opens_it_otherwise_than_proposed_says_why(desk: Desk, shopper: Shopper) -> None:
    body = {"key": "k1", "kind": "safety", "level": 1, "text": "箱子漏液烫伤"}
    assert desk.post(f"conversations/{shopper.id}/tickets", body).status_code == 422
    ticket = opened(desk, shopper, **body, changed_because="顾客电话里说手被烫了")
    assert (ticket["level"], ticket["owner"]) == (1, "小青")
    assert "顾客电话里说手被烫了" in [each["text"] for each in ticket["history"]]


def test_the_form_sent_twice_opens_one_ticket(desk: Desk, shopper: Shopper) -> None:
    assert opened(desk, shopper, key="same")["id"] == opened(desk, shopper, key="same")["id"]


def test_tickets_are_listed_and_shown_in_their_case(desk: Desk, shopper: Shopper) -> None:
    ticket = opened(desk, shopper)
    assert [row["id"] for row in desk.get("tickets", owner="me").json()["rows"]] == [ticket["id"]]
    (row,) = desk.get(f"conversations/{shopper.id}/tickets").json()["rows"]
    assert row["next"]["clock_zh"] == "给出方案"


def test_desks_hear_of_every_change(service: Service, desk: Desk, shopper: Shopper) -> None:
    with service.client.websocket_connect("/api/v1/desk/ws") as socket:
        socket.send_json({"type": "hello", "token": desk.token, "after": 0})
        read_frames(socket, "ready")
        opened(desk, shopper)
        assert read_frames(socket, "ticket")["ticket"]["text"] == "快递五天没动"


def test_the_whole_way_to_a_shopper_who_was_helped(desk: Desk, shopper: Shopper) -> None:
    ticket = solved_and_asked(desk, shopper)
    asked = shopper.messages()[-1]
    assert (asked["from"], asked["text"]) == ("agent", "亲，已经给您补发了，这次处理帮到您了吗？")
    assert [each["title"] for each in asked["parts"][0]["buttons"]] == ["帮到了", "还没解决"]
    assert "谢谢您的反馈" in shopper.say("帮到了")[-1]["text"]
    found = read(desk, ticket)
    assert (found["state"], found["helped"]) == ("closed", True)


def test_one_that_did_not_help_is_opened_again_at_a_higher_level(desk: Desk, shopper: Shopper) -> None:
    ticket = solved_and_asked(desk, shopper)
    assert "1 小时内给您答复" in shopper.say("还没解决")[-1]["text"]
    found = read(desk, ticket)
    assert (found["state"], found["level"], found["reopened"], found["helped"]) == ("in_hand", 1, 1, False)


def test_who_taps_twice_changes_nothing_more(desk: Desk, shopper: Shopper) -> None:
    ticket = solved_and_asked(desk, shopper)
    shopper.say("帮到了")
    shopper.say("帮到了")
    assert [each["what"] for each in read(desk, ticket)["history"]].count("helped") == 1


def test_a_talk_by_phone_is_noted_and_its_agreement_confirmed_in_the_chat(desk: Desk, shopper: Shopper) -> None:
    ticket = opened(desk, shopper, call={"said": "五天没动，很急", "agreed": "今天改发顺丰"})
    assert ticket["source"] == "phone"
    assert "电话：五天没动，很急；约定：今天改发顺丰" in [each["text"] for each in ticket["history"]]
    sent(desk, ticket, "confirm", "跟您确认：今天给您改发顺丰，对吗？")
    assert "按约定登记" in shopper.say("没问题，就这样")[-1]["text"]
    assert read(desk, ticket)["state"] == "agreed"


def test_an_agreement_that_differs_is_talked_over_again(desk: Desk, shopper: Shopper) -> None:
    ticket = opened(desk, shopper, call={"said": "五天没动", "agreed": "退 20 元"})
    sent(desk, ticket, "confirm", "跟您确认：给您退 20 元，对吗？")
    shopper.say("和说好的不一样")
    eventually(lambda: read(desk, ticket)["state"] == "in_hand")


def test_a_serious_one_is_solved_only_when_supplier_and_batch_are_known(desk: Desk, shopper: Shopper) -> None:
    shopper.say("插上电就冒烟，手被烫伤了")
    ticket = opened(desk, shopper, kind="safety", level=1)
    assert moved(desk, ticket, "solve", "已退款").json()["error"]["message"].startswith("1 级工单要先填写")
    desk.post(f"tickets/{ticket['id']}/trace", {"text": "佛山厂，批次 2611A"})
    assert moved(desk, ticket, "solve", "已退款").status_code == 200


def test_a_supervisors_step_meets_the_supervisors_clock(desk: Desk, chief: Desk, shopper: Shopper) -> None:
    shopper.say("插上电就冒烟，手被烫伤了")
    ticket = opened(desk, shopper, kind="safety", level=1)
    assert read(desk, ticket)["next"]["clock_zh"] == "主管介入"
    chief.post(f"tickets/{ticket['id']}/notes", {"text": "我来联系供应商"})
    assert read(desk, ticket)["next"]["clock_zh"] == "办结"


def test_a_step_out_of_its_turn_is_told_in_a_sentence(desk: Desk, shopper: Shopper) -> None:
    answer = moved(desk, opened(desk, shopper), "reopen", "再看看")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "ticket_move_refused")
    assert "待受理" in answer.json()["error"]["message"] or "处理中" in answer.json()["error"]["message"]


def test_level_and_kind_are_changed_with_a_reason(desk: Desk, shopper: Shopper) -> None:
    ticket = opened(desk, shopper)
    path = f"tickets/{ticket['id']}/grade"
    assert desk.post(path, {"level": 1, "kind": "safety", "reason": " "}).status_code == 422
    desk.post(path, {"level": 1, "kind": "safety", "reason": "箱子里漏电"})
    found = read(desk, ticket)
    assert (found["level"], found["kind"]) == (1, "safety")
    assert found["history"][-1]["text"] == "2 级 延误或破损 / 物流 → 1 级 严重质量或安全 / 安全：箱子里漏电"


def test_waiting_for_the_shopper_stops_the_clock(service: Service, desk: Desk, shopper: Shopper) -> None:
    ticket = opened(desk, shopper)
    desk.post(f"tickets/{ticket['id']}/wait", {"text": "等顾客发照片"})
    service.clock.pass_time(hours=9)
    assert read(desk, ticket)["next"]["running"] == "paused"
    desk.post(f"tickets/{ticket['id']}/go-on")
    assert read(desk, ticket)["next"]["running"] == "runs"


def test_a_ticket_is_handed_to_a_colleague(desk: Desk, shopper: Shopper) -> None:
    ticket = opened(desk, shopper)
    assert desk.post(f"tickets/{ticket['id']}/owner", {"to": "没这人"}).status_code == 422
    desk.post(f"tickets/{ticket['id']}/owner", {"to": "小禾", "text": "快递那边你熟"})
    assert read(desk, ticket)["owner"] == "小禾"


def test_nothing_that_crosses_a_red_line_is_told(desk: Desk, shopper: Shopper) -> None:
    ticket = opened(desk, shopper)
    moved(desk, ticket, "solve", "已处理")
    answer = write(desk, ticket, "tell", "删掉差评就给您返现 10 元")
    assert answer.json()["error"]["code"] == "red_line_crossed"


def test_into_a_colleagues_conversation_nothing_is_sent(service: Service, desk: Desk, shopper: Shopper) -> None:
    ticket = opened(desk, shopper)
    moved(desk, ticket, "solve", "已处理")
    service.desk("小禾").post(f"conversations/{shopper.id}/take")
    assert write(desk, ticket, "tell", "已经处理好了").json()["error"]["code"] == "conversation_taken"


def test_a_trainer_sees_no_tickets(service: Service) -> None:
    assert service.desk("小林").get("tickets").status_code == 403
