from typing import Any

import pytest

from tests.assist_api.conftest import Desk, Service, Shopper

KEY = {"X-API-Key": "key"}


def check(service: Service, text: str, **more: str) -> list[dict[str, Any]]:
    answer = service.client.post("/api/v1/assist/check", json={"text": text, **more}, headers=KEY)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


def taken(service: Service, product_id: str | None = None) -> tuple[Shopper, Desk]:
    shopper, desk = service.shopper("s1001", product_id), service.desk()
    shopper.say("转人工")
    desk.post(f"conversations/{shopper.id}/take")
    return shopper, desk


def send(shopper: Shopper, desk: Desk, text: str, client_id: str = "d1") -> Any:
    return desk.post(f"conversations/{shopper.id}/messages", {"client_id": client_id, "text": text})


def test_a_draft_is_told_the_line_its_place_the_reason_and_a_better_way(service: Service) -> None:
    [found] = check(service, "亲，您加我微信吧")
    assert (found["rule"], found["category"], found["blocks"]) == ("off_platform.wechat", "off_platform", True)
    assert found["span"] == {"start": 3, "end": 7}
    assert (found["text"], found["category_zh"]) == ("加我微信", "引导离开平台")
    assert found["reason"].startswith("平台规则") and found["rewriting"]


def test_an_ordinary_draft_crosses_nothing(service: Service) -> None:
    assert check(service, "亲，最晚明天下午发出，最快后天能到") == []


def test_a_claim_is_held_against_the_sheet_of_the_product(service: Service) -> None:
    assert check(service, "这件是纯棉的", product_id="c101") == []
    [found] = check(service, "这条裤子是纯棉的", product_id="c105")
    assert (found["rule"], found["rewriting"]) == ("material.cotton", "棉 79% 聚酯纤维 19% 氨纶 2%")
    assert check(service, "这条裤子是纯棉的", product_id="nothing") == []


def test_an_order_of_somebody_else_is_seen_in_a_conversation(service: Service) -> None:
    shopper = service.shopper("s1001")
    [found] = check(service, "订单 2520833377472530999 已发出", conversation_id=shopper.id)
    assert found["rule"] == "personal_data.order"


@pytest.mark.parametrize(("text", "code"), [("  ", "empty_text"), ("好" * 2001, "text_too_long")])
def test_what_is_no_message_is_no_draft(service: Service, text: str, code: str) -> None:
    answer = service.client.post("/api/v1/assist/check", json={"text": text}, headers=KEY)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, code)


def test_only_staff_and_those_with_a_key_may_check(service: Service) -> None:
    assert service.client.post("/api/v1/assist/check", json={"text": "在"}).status_code == 401


def test_a_message_that_crosses_a_blocking_line_is_not_sent(service: Service) -> None:
    shopper, desk = taken(service)
    before = len(shopper.messages())
    refused = send(shopper, desk, "我们家不开发票的")
    error = refused.json()["error"]
    assert (refused.status_code, error["code"]) == (422, "red_line_crossed")
    assert "电子商务法" in error["message"]
    assert [found["rule"] for found in error["findings"]] == ["invoice.refused"]
    assert len(shopper.messages()) == before


def test_a_line_that_only_warns_never_stops_a_message(service: Service) -> None:
    shopper, desk = taken(service)
    assert send(shopper, desk, "这是最好的卫衣").status_code == 201
    assert shopper.messages()[-1]["text"] == "这是最好的卫衣"


def test_a_note_may_say_anything(service: Service) -> None:
    shopper, desk = taken(service)
    assert desk.post(f"conversations/{shopper.id}/notes", {"text": "顾客要加微信，已拒绝"}).status_code == 201


def test_a_claim_about_the_product_on_the_page_is_checked_on_sending(service: Service) -> None:
    shopper, desk = taken(service, product_id="c105")
    assert send(shopper, desk, "这条是纯棉的").json()["error"]["code"] == "red_line_crossed"


def test_trainers_see_how_often_a_rule_stopped_or_warned(service: Service) -> None:
    shopper, desk = taken(service)
    send(shopper, desk, "我们家不开发票的")
    send(shopper, desk, "这是最好的卫衣", "d2")
    send(shopper, desk, "这是最好的卫衣", "d2")
    path = "/api/v1/trainer/red-lines"
    rows = service.client.get(path, headers=service.desk("小林").headers).json()["rows"]
    assert {row["rule"]: (row["refused"], row["sent"]) for row in rows} == {
        "invoice.refused": (1, 0),
        "absolute.best": (0, 1),
    }
    assert service.client.get(path, headers=desk.headers).status_code == 403
