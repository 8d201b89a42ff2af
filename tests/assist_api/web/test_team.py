import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from assist_api.domain.conversation import Move
from assist_api.domain.messages import Sender
from assist_api.services import posting
from assist_api.settings import Settings
from assist_api.store import conversations
from assist_api.store.engine import open_engine
from assist_api.store.unit_of_work import UnitOfWork, in_transaction
from tests.assist_api.conftest import Desk, Service, Shopper, eventually, read_frames


@pytest.fixture
def lead(service: Service) -> Desk:
    return service.desk("小满")


@contextmanager
def live(service: Service, desk: Desk) -> Iterator[Any]:
    """The desk's socket, open and said hello to."""
    with service.client.websocket_connect("/api/v1/desk/ws") as opened:
        opened.send_text(json.dumps({"type": "hello", "token": desk.token}))
        read_frames(opened, "ready")
        yield opened


def handed_over(service: Service, shopper_id: str | None = "s1001") -> Shopper:
    shopper = service.shopper(shopper_id)
    shopper.say("转人工")
    return shopper


def as_made(service: Service) -> Service:
    """The demo shop's orders are of today, the newest five hours old: just after that one was paid."""
    service.clock.now = datetime.now(UTC) - timedelta(hours=4, minutes=50)
    return service


def test_the_queue_tells_why_a_case_stands_where_it_stands(service: Service) -> None:
    shopper, desk = as_made(service).shopper("s1003"), service.desk()
    shopper.say("我的快递到哪了")
    shopper.say("转人工")
    routing = eventually(lambda: desk.get("conversations").json()["rows"][0]["routing"])
    assert (routing["kind"], routing["skill"]) == ("parcel", "logistics")
    assert routing["why"][:2] == ["包裹停滞或丢失", "物流停滞"]


def test_who_only_asks_for_a_person_is_placed_by_the_parcel_that_stands_still(service: Service) -> None:
    shopper, desk = as_made(service).shopper("s1003"), service.desk()
    shopper.say("转人工")
    routing = eventually(lambda: desk.get("conversations").json()["rows"][0]["routing"])
    assert routing["kind"] == "parcel"


def test_an_open_complaint_has_the_clock_of_its_ticket(service: Service) -> None:
    shopper, desk = service.shopper("s1005"), service.desk()
    shopper.say("转人工")
    desk.post(f"conversations/{shopper.id}/take")
    ticket = {"key": "k1", "kind": "quality", "level": 2, "text": "开线了", "wish": "退款", "changed_because": "破损"}
    made = desk.post(f"conversations/{shopper.id}/tickets", ticket)
    assert made.status_code == 201, made.text
    service.clock.pass_time(seconds=30)
    desk.post(f"conversations/{shopper.id}/give_back")
    routing = eventually(lambda: desk.get("conversations").json()["rows"][0]["routing"])
    assert (routing["kind"], routing["first_by_deadline"]) == ("complaint", True)
    assert {"有未结的投诉工单", "退回排队"} <= set(routing["why"])


def test_an_address_change_has_the_minute_at_which_the_order_is_locked(service: Service) -> None:
    service.rasa.intents = {"改地址": "change_address", **service.rasa.intents}
    shopper, desk = as_made(service).shopper("s1008"), service.desk()
    shopper.say("我要改地址")
    shopper.say("转人工")
    routing = eventually(lambda: desk.get("conversations").json()["rows"][0]["routing"])
    assert routing["kind"] == "before_lock"
    assert routing["deadline"].endswith("16:00:00+08:00")


def test_the_next_case_comes_with_its_row_and_then_there_is_none(service: Service) -> None:
    shopper, desk = handed_over(service), service.desk()
    assert desk.post("next").json()["row"]["id"] == shopper.id
    refused = desk.post("next")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "nothing_to_take")


def test_a_desk_that_opens_is_seen_and_one_that_closes_too(service: Service) -> None:
    first, second = service.desk("小青"), service.desk("小禾")
    with live(service, first) as watching:
        with live(service, second):
            told = [read_frames(watching, "presence")["colleague"] for _ in range(2)]
        told.append(read_frames(watching, "presence")["colleague"])
    assert [(one["name"], one["shown"]) for one in told] == [("小青", "在线"), ("小禾", "在线"), ("小禾", "离线")]


def test_who_is_busy_is_shown_so_and_takes_no_new_case(service: Service) -> None:
    handed_over(service)
    desk = service.desk()
    assert desk.client.put("/api/v1/desk/status", json={"status": "busy"}, headers=desk.headers).status_code == 200
    shown = {one["name"]: one["status"] for one in desk.get("team").json()["team"]}
    assert shown["小青"] == "busy"
    assert desk.post("next").json()["error"]["code"] == "not_taking"


def test_the_team_is_who_has_a_desk_with_what_waits(service: Service) -> None:
    handed_over(service)
    service.clock.pass_time(minutes=3)
    told = service.desk().get("team").json()
    assert [one["name"] for one in told["team"]] == ["小满", "小禾", "小青"]
    assert (told["queue"]["waiting"], told["queue"]["longest_wait_s"]) == (1, 180)


def test_only_a_supervisor_names_skills(service: Service, lead: Desk) -> None:
    desk = service.desk()
    path, body = "/api/v1/desk/team/a1/skills", {"skills": ["logistics"], "limit": 3}
    assert desk.client.put(path, json=body, headers=desk.headers).status_code == 403
    changed = lead.client.put(path, json=body, headers=lead.headers).json()["colleague"]
    assert (changed["skills"], changed["limit"]) == (["logistics"], 3)
    assert lead.client.put(path, json={"skills": ["juggling"]}, headers=lead.headers).status_code == 422


def test_a_transfer_is_offered_live_and_accepted(service: Service) -> None:
    shopper, first, second = handed_over(service), service.desk("小青"), service.desk("小禾")
    first.post(f"conversations/{shopper.id}/take")
    with live(service, second) as watching:
        made = first.post(f"conversations/{shopper.id}/transfers", {"to_id": "a2", "note": "懂家电，帮看一下"})
        assert made.status_code == 201, made.text
        offered = read_frames(watching, "transfer")["transfer"]
    assert (offered["from"]["name"], offered["note"]) == ("小青", "懂家电，帮看一下")
    assert second.post(f"transfers/{offered['id']}/accept").json()["row"]["agent"] == "小禾"
    assert "懂家电" not in str(shopper.messages())


def test_a_transfer_needs_one_goal_and_a_note(service: Service) -> None:
    shopper, desk = handed_over(service), service.desk()
    desk.post(f"conversations/{shopper.id}/take")
    path = f"conversations/{shopper.id}/transfers"
    assert desk.post(path, {"note": "x"}).status_code == 422
    assert desk.post(path, {"note": " ", "skill": "logistics"}).json()["error"]["code"] == "empty_text"
    gone = desk.post(path, {"note": "帮看", "to_id": "a2"})
    assert (gone.status_code, gone.json()["error"]["code"]) == (409, "nobody_there")


def test_a_whisper_reaches_the_agent_and_never_the_shopper(service: Service, lead: Desk) -> None:
    shopper, desk = handed_over(service), service.desk()
    desk.post(f"conversations/{shopper.id}/take")
    others = service.desk("小禾")
    chat = service.client.websocket_connect("/api/v1/chat/ws")
    with live(service, desk) as mine, live(service, others) as theirs, chat as widget:
        widget.send_text(json.dumps({"type": "hello", "token": shopper.token, "after": 0}))
        read_frames(widget, "ready")
        assert lead.post(f"conversations/{shopper.id}/whispers", {"text": "可以补偿 10 元"}).status_code == 201
        assert read_frames(mine, "whisper")["whisper"]["text"] == "可以补偿 10 元"
        desk.post(f"conversations/{shopper.id}/messages", {"client_id": "d1", "text": "您稍等"})
        seen_by_shopper = _until(widget, "您稍等")
        seen_by_other = _until(theirs, "您稍等")
    assert "补偿" not in str(seen_by_shopper) + str(seen_by_other) + str(shopper.messages())


def _until(socket: Any, text: str) -> list[Any]:
    """The frames up to the message of that text."""
    seen: list[Any] = []
    while not seen or seen[-1].get("text") != text:
        seen.append(json.loads(socket.receive_text()))
    return seen


def test_only_supervisors_whisper_and_take_over(service: Service, lead: Desk) -> None:
    shopper, first, second = handed_over(service), service.desk("小青"), service.desk("小禾")
    first.post(f"conversations/{shopper.id}/take")
    assert second.post(f"conversations/{shopper.id}/whispers", {"text": "在吗"}).status_code == 403
    assert second.post(f"conversations/{shopper.id}/take-over").status_code == 403
    assert lead.post(f"conversations/{shopper.id}/take-over").json()["row"]["agent"] == "小满"
    assert first.post(f"conversations/{shopper.id}/messages", {"client_id": "d2", "text": "在"}).status_code == 409


def test_what_was_whispered_is_read_again_by_its_agent_only(service: Service, lead: Desk) -> None:
    shopper, first = handed_over(service), service.desk("小青")
    first.post(f"conversations/{shopper.id}/take")
    lead.post(f"conversations/{shopper.id}/whispers", {"text": "先安抚"})
    path = f"conversations/{shopper.id}/whispers"
    assert [one["by"] for one in first.get(path).json()["whispers"]] == ["小满"]
    assert service.desk("小禾").get(path).json()["whispers"] == []
    assert len(lead.get(path).json()["whispers"]) == 1


def test_first_responses_are_reported_to_supervisors(service: Service, lead: Desk) -> None:
    handed_over(service)
    eventually(lambda: lead.get("conversations").json()["rows"][0]["routing"])
    told = lead.client.get("/api/v1/reports/first-response", headers=lead.headers).json()
    assert (told["waits"], told["first_line"]["number"], told["first_line"]["late"]) == (1, 1, 0)


def test_who_waits_without_a_line_of_ours_gets_one_in_time(service: Service, settings: Settings) -> None:
    shopper = service.shopper()
    _put_in_queue(settings, shopper.id, service)
    assert shopper.messages() == [] or shopper.messages()[-1]["from"] == "shopper"
    service.clock.pass_time(seconds=6)
    told = eventually(lambda: [m for m in shopper.messages() if m["from"] == "system"])
    assert "安排客服" in told[0]["text"]


def _put_in_queue(settings: Settings, conversation_id: str, service: Service) -> None:
    """As an import or a defect would leave it: waiting, and nobody said a word."""

    def put(unit: UnitOfWork) -> None:
        held = conversations.get_locked(unit.connection, conversation_id).moved(Move.HAND_OVER, service.clock.now)
        posting.append(unit, held, Sender.SHOPPER, "有人吗", service.clock.now, name="访客")

    engine = open_engine(settings.database_url)
    in_transaction(engine, put)
    engine.dispose()
