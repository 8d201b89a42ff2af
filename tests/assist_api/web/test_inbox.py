"""The trainers' inbox over HTTP: collected, masked, imported, unmasked."""

from __future__ import annotations

import json
from typing import Any

import httpx2
import pytest

from tests.assist_api.conftest import Desk, Service

PATH = "/api/v1/trainer/inbox"
KEY = {"X-API-Key": "key"}


@pytest.fixture
def trainer(service: Service) -> Desk:
    return service.desk("小林")


def look(trainer: Desk) -> int:
    return int(trainer.client.post(f"{PATH}/look", headers=trainer.headers).json()["new"])


def page(trainer: Desk, **params: Any) -> dict[str, Any]:
    found: dict[str, Any] = trainer.client.get(PATH, params=params, headers=trainer.headers).json()
    return found


def send(service: Service, body: str, headers: dict[str, str] = KEY, **params: Any) -> httpx2.Response:
    kind = "application/x-ndjson" if body.startswith("{") else "text/tab-separated-values"
    return service.client.post(
        f"{PATH}/import", params=params, content=body.encode(), headers={**headers, "Content-Type": kind}
    )


def test_what_the_bot_could_not_answer_is_collected_with_what_it_understood(service: Service, trainer: Desk) -> None:
    service.shopper().say("嘀嘀嗒嗒")
    assert look(trainer) == 1
    [row] = page(trainer)["rows"]
    assert (row["text"], row["intent_zh"], row["reasons"]) == ("嘀嘀嗒嗒", "没听懂", ["fallback"])
    assert look(trainer) == 0


def test_products_are_told_by_their_names_and_unknown_ones_by_their_ids(service: Service, trainer: Desk) -> None:
    send(service, "text\tproduct_id\n有没有赠品\tc101\n在吗\tgone9\n", name="f")
    told = {one["value"]: one["title"] for one in page(trainer)["facets"]["product"]}
    known = service.client.app.state.parts.tools.shop.shop.product("c101").title  # type: ignore[attr-defined]
    assert told == {"c101": known, "gone9": "gone9"}


def test_a_request_for_a_person_is_there_as_a_handover(service: Service, trainer: Desk) -> None:
    service.shopper().say("转人工")
    look(trainer)
    assert page(trainer, reason="handover")["rows"][0]["text"] == "转人工"


def test_a_message_that_the_bot_never_read_is_read_afterwards(service: Service, trainer: Desk) -> None:
    service.rasa.down = True
    service.shopper().say("快递呢")
    service.rasa.down = False
    look(trainer)
    assert page(trainer)["rows"][0]["intent"] is None
    look(trainer)
    row = page(trainer)["rows"][0]
    assert (row["intent"], row["confidence"], row["reasons"]) == ("track_shipment", 0.9, ["fallback"])


def test_a_trainer_reads_no_phone_numbers_and_may_not_unmask(service: Service, trainer: Desk) -> None:
    service.shopper().say("嘀嗒 我电话13812345678")
    look(trainer)
    [row] = page(trainer)["rows"]
    found = trainer.client.get(f"{PATH}/{row['id']}", headers=trainer.headers)
    assert row["text"] == found.json()["item"]["text"] == "嘀嗒 我电话【手机号】"
    assert not found.json()["may_unmask"]
    assert "13812345678" not in found.text
    refused = trainer.client.post(f"{PATH}/{row['id']}/unmask", headers=trainer.headers)
    assert refused.status_code == 403


def test_a_supervisor_unmasks_the_message_and_what_was_said_around_it(service: Service, trainer: Desk) -> None:
    service.shopper().say("嘀嗒 我电话13812345678")
    look(trainer)
    item, lead = page(trainer)["rows"][0]["id"], service.desk("小满")
    assert service.client.get(f"{PATH}/{item}", headers=lead.headers).json()["may_unmask"]
    shown = service.client.post(f"{PATH}/{item}/unmask", headers=lead.headers).json()
    assert shown["text"] == shown["messages"]["1"] == "嘀嗒 我电话13812345678"


def test_the_conversation_is_shown_around_the_message(service: Service, trainer: Desk) -> None:
    shopper = service.shopper()
    for text in ("你好", "嘀嘀嗒嗒", "运费多少"):
        shopper.say(text)
    look(trainer)
    item = page(trainer)["rows"][0]["id"]
    said = trainer.client.get(f"{PATH}/{item}", headers=trainer.headers).json()["messages"]
    assert [one["text"] for one in said if one["from"] == "shopper"] == ["你好", "嘀嘀嗒嗒", "运费多少"]
    assert [one["text"] for one in said if one["looked_at"]] == ["嘀嘀嗒嗒"]


def test_lines_of_json_are_imported_once_however_often_they_are_sent(service: Service, trainer: Desk) -> None:
    rows = [{"text": "有没有赠品", "id": "a1", "channel": "app"}, {"text": "能刻字吗", "id": "a2"}]
    body = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    assert send(service, body).json() == {"lines": 2, "new": 2, "known": 0, "refused": 0, "refusals": []}
    assert send(service, body).json()["known"] == 2
    told = page(trainer)
    assert told["total"] == 2
    assert {one["value"]: one["count"] for one in told["facets"]["channel"]} == {"app": 1, "import": 1}


def test_a_file_of_tabs_is_imported_in_pieces_by_the_numbers_of_its_lines(service: Service, trainer: Desk) -> None:
    assert send(service, "text\tproduct_id\n有没有赠品\tp1\n在吗\n", name="f").json()["new"] == 2
    assert send(service, "text\n在吗\n有货吗\n", name="f", first=3).json()["new"] == 2
    assert send(service, "text\n在吗\n有货吗\n", name="f", first=3).json()["known"] == 2
    assert {row["text"]: row["copies"] for row in page(trainer)["rows"]} == {"有没有赠品": 1, "在吗": 2, "有货吗": 1}


def test_lines_that_cannot_be_read_are_named_and_the_others_are_taken(service: Service, trainer: Desk) -> None:
    body = "\n".join(
        ['{"text": "能刻字吗"}', "{", '{"text": ""}', '{"tekst": "x"}', "", '{"text": "x", "at": "gestern"}']
    )
    told = send(service, body).json()
    assert (told["lines"], told["new"], told["refused"]) == (5, 1, 4)
    assert [one["line"] for one in told["refusals"]] == [2, 3, 4, 6]
    assert told["refusals"][0]["why"] == "不是合法的 JSON"


def test_a_file_without_a_column_of_text_is_refused(service: Service) -> None:
    assert "text 这一列" in send(service, "words\n在吗\n").json()["error"]["message"]


def test_an_import_needs_a_key_or_a_trainer(service: Service, trainer: Desk) -> None:
    assert send(service, "text\n在吗\n", {}).status_code == 401
    assert send(service, "text\n在吗\n", service.desk().headers).status_code == 403
    assert send(service, "text\n在吗\n", trainer.headers).status_code == 200


def test_imported_messages_are_encoded_then_read_and_then_nothing_is_lacking(service: Service, trainer: Desk) -> None:
    send(service, "text\n我的快递呢\n在吗\n")
    assert page(trainer)["unfinished"] == {"vector": 2}
    look(trainer)
    assert page(trainer)["unfinished"] == {"reading": 2}
    look(trainer)
    told = page(trainer)
    assert told["unfinished"] == {}
    assert {row["text"]: row["intent"] for row in told["rows"]} == {
        "我的快递呢": "track_shipment",
        "在吗": "nlu_fallback",
    }


def test_an_agent_has_no_inbox(service: Service) -> None:
    assert service.client.get(PATH, headers=service.desk().headers).status_code == 403


def test_an_unknown_item_is_not_found(trainer: Desk) -> None:
    assert trainer.client.get(f"{PATH}/i0", headers=trainer.headers).json()["error"]["code"] == "inbox_item_not_found"
