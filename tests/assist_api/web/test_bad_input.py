"""Whatever comes in, what goes out is the error of the API, never a 500."""

import json
from typing import Any

import pytest

from tests.assist_api.conftest import Service

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"client_id": "a", "text": ""}, 422, "empty_text"),
        ({"client_id": "a", "text": "   "}, 422, "empty_text"),
        ({"client_id": "a", "text": "长" * 10_000}, 422, "text_too_long"),
        ({"client_id": "a", "text": "长" * 30_000}, 422, "invalid_input"),
        ({"client_id": "a", "text": "a\u0000b\u001b[31m"}, 422, "control_characters"),
        ({"client_id": "a", "text": "\ud800"}, 422, None),
        ({"client_id": "", "text": "hi"}, 422, "invalid_input"),
        ({"client_id": "a", "text": "hi", "admin": True}, 422, "invalid_input"),
        ({"client_id": "a"}, 422, "empty_text"),
        ({"client_id": "a", "pictures": ["../1"]}, 422, "invalid_input"),
        ({"client_id": "a", "pictures": ["0" * 32] * 7}, 422, "invalid_input"),
        ({"client_id": "a", "pictures": ["0" * 32]}, 404, "picture_not_found"),
        ({"client_id": 7, "text": ["x"]}, 422, "invalid_input"),
        ([], 422, "invalid_input"),
    ],
)
def test_a_message_that_cannot_be_taken_is_refused_in_a_sentence(
    service: Service, body: Any, status: int, code: str | None
) -> None:
    shopper = service.shopper()
    path = f"/api/v1/chat/conversations/{shopper.id}/messages"
    response = service.client.post(path, content=json.dumps(body), headers=shopper.headers | JSON)
    assert response.status_code == status
    assert code in (None, response.json()["error"]["code"])
    assert response.json()["error"]["message"]
    assert shopper.messages() == []


def test_broken_json_is_said_to_be_broken(service: Service) -> None:
    shopper = service.shopper()
    path = f"/api/v1/chat/conversations/{shopper.id}/messages"
    response = service.client.post(path, content=b'{"text": ', headers=shopper.headers | JSON)
    assert (response.status_code, response.json()["error"]["code"]) == (422, "invalid_json")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("conversations/c1/shopper/tags", {"tag": "老客\0"}),
        ("conversations/c1/transfers", {"to_id": "a\u001b[31m", "note": "在催"}),
        ("tickets/t1/owner", {"to": "小禾", "text": "\0"}),
        ("canned", {"category": "welcome", "title": "好", "text": "好", "examples": ["\0"]}),
    ],
)
def test_no_field_takes_what_no_screen_shows(service: Service, path: str, body: dict[str, Any]) -> None:
    answer = service.desk("小满").post(path, body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "control_characters")


@pytest.mark.parametrize("address", ["desk/conversations/c%00", "desk/search?q=a&shopper=%00"])
def test_no_address_takes_a_nul(service: Service, address: str) -> None:
    answer = service.client.get(f"/api/v1/{address}", headers=service.desk().headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "control_characters")


def test_html_is_kept_as_text(service: Service) -> None:
    shopper = service.shopper()
    shopper.say("<script>alert(1)</script>")
    assert shopper.messages()[0]["text"] == "<script>alert(1)</script>"


def test_an_unknown_and_a_foreign_conversation_read_the_same(service: Service) -> None:
    mine, other = service.shopper(), service.shopper()
    answers = [
        service.client.get(f"/api/v1/chat/conversations/{conversation_id}", headers=mine.headers)
        for conversation_id in (other.id, "c0000")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert answers[0].json() == answers[1].json()


@pytest.mark.parametrize("header", [None, "Bearer ", "Bearer nonsense", "Basic eDp5", "Bearer a.b.c"])
def test_without_a_good_token_nothing_is_read(service: Service, header: str | None) -> None:
    shopper = service.shopper()
    headers = {"Authorization": header} if header else {}
    response = service.client.get(f"/api/v1/chat/conversations/{shopper.id}", headers=headers)
    assert response.status_code == 401
    assert response.json()["error"]["code"] in ("not_signed_in", "token_refused")


def test_a_shopper_token_of_another_shop_or_signature_is_refused(service: Service) -> None:
    token = service.shopper_token("s1001")
    for bad in (token[:-2] + "xx", "x.y.z", token.split(".")[0]):
        response = service.client.post("/api/v1/chat/conversations", json={"shopper": bad})
        assert (response.status_code, response.json()["error"]["code"]) == (401, "token_refused")


def test_a_shoppers_token_does_not_open_a_conversation_by_itself(service: Service) -> None:
    shopper = service.shopper("s1001")
    headers = {"Authorization": f"Bearer {service.shopper_token('s1001')}"}
    assert service.client.get(f"/api/v1/chat/conversations/{shopper.id}", headers=headers).status_code == 401


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/nothing", "/static/nothing.js"])
def test_an_unknown_address_is_an_error_like_others(service: Service, path: str) -> None:
    response = service.client.get(path)
    assert (response.status_code, response.json()["error"]["code"]) == (404, "not_found")


@pytest.mark.parametrize("query", ["after=-1", "after=x", "wait=99", "wait=nan"])
def test_odd_numbers_in_a_query_are_refused(service: Service, query: str) -> None:
    shopper = service.shopper()
    response = service.client.get(f"/api/v1/chat/conversations/{shopper.id}/messages?{query}", headers=shopper.headers)
    assert (response.status_code, response.json()["error"]["code"]) == (422, "invalid_input")
