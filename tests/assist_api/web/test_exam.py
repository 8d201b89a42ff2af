from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nlu_data.dataset import sentences_of
from tests.assist_api.conftest import Service
from tests.assist_api.teaching.data import write_data

Hands = Callable[..., Any]


@pytest.fixture
def nlu_data(tmp_path: Path) -> Path:
    return write_data(tmp_path / "nlu_data")


@pytest.fixture
def call(service: Service) -> Hands:
    hands = {name: service.desk(name) for name in ("小林", "小满")}
    service.rasa.intents = {"催": "urge_shipping", "好": "praise"}

    def called(method: str, path: str = "", by: str = "小满", **body: Any) -> Any:
        address, headers = f"/api/v1/trainer/exam{path}", hands[by].headers
        if method == "POST":
            return service.client.post(address, json=body, headers=headers)
        return service.client.get(address, params=body, headers=headers)

    return called


def test_a_trainer_sees_numbers_and_no_sentence(call: Hands) -> None:
    told = call("GET", by="小林")
    assert (told.json()["exam"], told.json()["failures"]) == (3, 1)
    assert "点赞" not in told.text
    assert call("GET", "/sentences", by="小林").status_code == 403


def test_a_reviewer_reads_and_searches_the_sentences(call: Hands) -> None:
    assert call("GET", "/sentences", q="点赞").json()["rows"] == [{"text": "给你们点赞", "intent": "praise"}]
    assert call("GET", "/sentences", intent="urge_shipping").json()["found"] == 1


def test_a_reviewer_makes_the_exam_grow(call: Hands, nlu_data: Path) -> None:
    assert call("POST", "/sentences", intent="praise", texts=["五星好店"]).json() == {
        "added": ["五星好店"],
        "refused": [],
    }
    assert sentences_of("praise", "test", nlu_data)[-1] == "五星好店"


def test_nobody_else_does(call: Hands, nlu_data: Path) -> None:
    assert call("POST", "/sentences", by="小林", intent="praise", texts=["五星好店"]).status_code == 403
    assert "五星好店" not in sentences_of("praise", "test", nlu_data)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("质量好很", "train_copy"), ("真不错呀", "train_copy"), ("给你们点赞", "there"), ("没有催你", "known_failure")],
)
def test_what_is_trained_on_measures_nothing(call: Hands, text: str, reason: str) -> None:
    told = call("POST", "/sentences", intent="praise", texts=[text]).json()
    assert (told["added"], [one["reason"] for one in told["refused"]]) == ([], [reason])


def test_a_known_failure_shows_what_the_bot_says_now(call: Hands) -> None:
    row = {"text": "没有催你", "right": "praise", "says": "urge_shipping", "now": "urge_shipping", "mended": False}
    assert call("GET", "/failures").json()["rows"] == [row]


def test_what_the_bot_gets_right_is_no_known_failure(call: Hands) -> None:
    assert call("POST", "/failures", text="好得没话说", right="praise").json()["error"]["code"] == "exam_refused"


def test_a_new_known_failure_keeps_what_the_bot_says(call: Hands, nlu_data: Path) -> None:
    assert call("POST", "/failures", text="不催，就问问", right="ask_ship_time").json()["says"] == "urge_shipping"
    line = '- {text: "不催，就问问", right: ask_ship_time, says: urge_shipping}\n'
    assert (nlu_data / "known_failures.yml").read_text("utf-8").endswith(line)


def test_a_mended_failure_moves_into_the_exam(call: Hands, service: Service, nlu_data: Path) -> None:
    assert call("POST", "/failures/mend", text="没有催你").json()["error"]["code"] == "exam_refused"
    service.rasa.intents = {"催": "praise"}
    assert call("GET", "/failures").json()["rows"][0]["mended"]
    assert call("POST", "/failures/mend", text="没有催你").status_code == 200
    assert call("GET", "/failures").json()["rows"] == []
    assert sentences_of("praise", "test", nlu_data)[-1] == "没有催你"


def test_a_known_failure_can_be_dropped(call: Hands) -> None:
    assert call("POST", "/failures/drop", text="没有催你").status_code == 204
    assert call("POST", "/failures/drop", text="没有催你").json()["error"]["code"] == "failure_not_found"


def test_failures_are_shown_while_the_bot_is_down(call: Hands, service: Service) -> None:
    service.rasa.down = True
    assert call("GET", "/failures").json()["rows"][0]["now"] is None
