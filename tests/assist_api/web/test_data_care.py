from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nlu_data.dataset import read_catalogue, sentences_of
from tests.assist_api.conftest import Service, eventually
from tests.assist_api.teaching.data import TRAIN, intent_file, put, write_data

Hands = Callable[..., Any]


@pytest.fixture
def nlu_data(tmp_path: Path) -> Path:
    folder = write_data(tmp_path / "nlu_data")
    praise = [*TRAIN["praise"], "股票买哪只好", "催一下仓库吧"]  # no praise at all
    put(folder / "train" / "service" / "praise.yml", intent_file("praise", praise))
    return folder


@pytest.fixture
def call(service: Service) -> Hands:
    hands = {name: service.desk(name) for name in ("小林", "小满", "小青")}

    def called(method: str, path: str = "", by: str = "小满", **body: Any) -> Any:
        address, headers = f"/api/v1/trainer/data{path}", hands[by].headers
        if method == "POST":
            return service.client.post(address, json=body, headers=headers)
        return service.client.get(address, params=body, headers=headers)

    return called


@pytest.fixture
def findings(call: Hands) -> dict[str, Any]:
    assert call("POST", "/look", by="小林").json()["state"] == "running"
    eventually(lambda: call("GET", "/findings").json()["look"]["state"] == "fresh", within_s=60)
    found: dict[str, Any] = call("GET", "/findings", by="小林").json()
    return found


def test_every_intent_is_told_in_numbers(call: Hands) -> None:
    told = call("GET", by="小林").json()
    row = next(one for one in told["rows"] if one["name"] == "praise")
    assert (row["train"], row["exam"], row["zh"], row["flags"]) == (8, 1, "表扬", ["few"])
    assert "no_exam" in next(one["flags"] for one in told["rows"] if one["name"] == "out_of_scope")
    assert told["look"]["state"] == "never"


def test_sentences_of_two_intents_that_say_the_same_are_listed(findings: dict[str, Any]) -> None:
    pairs = [{one["one"]["text"], one["other"]["text"]} for one in findings["close"]["rows"]]
    assert {"股票买哪只", "股票买哪只好"} in pairs
    assert {"催一下仓库", "催一下仓库吧"} in pairs


def test_a_finding_that_is_right_is_shown_no_more(call: Hands, findings: dict[str, Any]) -> None:
    key = findings["close"]["rows"][0]["key"]
    assert call("POST", f"/findings/{key}/settle", by="小林").status_code == 204
    assert call("POST", f"/findings/{key}/settle").status_code == 204
    left = call("GET", "/findings").json()["close"]
    assert (left["found"], key in [one["key"] for one in left["rows"]]) == (findings["close"]["found"] - 1, False)


def test_a_look_tells_how_well_an_intent_is_understood(call: Hands, findings: dict[str, Any]) -> None:
    rows = {one["name"]: one for one in call("GET").json()["rows"]}
    assert all(0 <= one["understood"] <= 1 for one in rows.values())
    assert rows["praise"]["repeated"] == 0


def test_a_look_is_old_once_the_data_has_changed(call: Hands, findings: dict[str, Any], nlu_data: Path) -> None:
    put(nlu_data / "train" / "service" / "praise.yml", intent_file("praise", TRAIN["praise"]))
    found = call("GET", "/findings").json()
    assert found["look"]["state"] == "old"
    assert {"股票买哪只", "股票买哪只好"} not in [
        {one["one"]["text"], one["other"]["text"]} for one in found["close"]["rows"]
    ]


def move(**other: Any) -> dict[str, Any]:
    return {"kind": "move", "texts": ["催一下仓库吧"], "source": "praise", "target": "urge_shipping", **other}


def test_a_move_is_shown_and_then_done(call: Hands, nlu_data: Path) -> None:
    shown = call("POST", "/changes/preview", change=move()).json()
    assert "+    - 催一下仓库吧" in "".join(one["diff"] for one in shown["files"])
    assert "催一下仓库吧" in sentences_of("praise", root=nlu_data)
    done = call("POST", "/changes", change=move(), stamp=shown["stamp"]).json()
    assert len(done["files"]) == 2
    assert sentences_of("urge_shipping", root=nlu_data)[-1] == "催一下仓库吧"


def test_what_was_changed_since_the_preview_is_not_overwritten(call: Hands, nlu_data: Path) -> None:
    stamp = call("POST", "/changes/preview", change=move()).json()["stamp"]
    texts = [*TRAIN["urge_shipping"], "还没发吗"]
    put(nlu_data / "train" / "logistics" / "urge_shipping.yml", intent_file("urge_shipping", texts))
    refused = call("POST", "/changes", change=move(), stamp=stamp)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "data_changed")
    assert sentences_of("urge_shipping", root=nlu_data) == texts


def test_a_merge_tells_who_still_names_the_intent_and_asks_before_it_leaves_them(call: Hands, nlu_data: Path) -> None:
    change = {"kind": "merge", "source": "ask_ship_time", "target": "urge_shipping"}
    shown = call("POST", "/changes/preview", change=change).json()
    kinds = {one["kind"] for one in shown["mentions"]}
    assert {"rule", "domain", "program"} <= kinds
    assert (
        call("POST", "/changes", change=change, stamp=shown["stamp"]).json()["error"]["code"] == "data_change_refused"
    )
    assert call("POST", "/changes", change=change, stamp=shown["stamp"], accept_left=True).status_code == 200
    assert "ask_ship_time" not in read_catalogue(nlu_data)
    assert len(sentences_of("urge_shipping", "test", nlu_data)) == 2


def test_the_exam_sentences_that_flip_are_foretold(call: Hands) -> None:
    change = {"kind": "merge", "source": "ask_ship_time", "target": "urge_shipping"}
    told = call("POST", "/changes/flips", change=change).json()
    assert told["exam"] == 3
    assert told["after"] - told["before"] == pytest.approx((len(told["won"]) - len(told["lost"])) / 3)


def test_a_split_is_a_new_intent_that_answers_as_the_old(call: Hands, nlu_data: Path) -> None:
    change = {"kind": "split", "intent": "out_of_scope", "new": "ask_stocks", "zh": "炒股", "means": "stock tips"}
    change |= {"texts": ["股票买哪只"]}  # type: ignore[dict-item]
    stamp = call("POST", "/changes/preview", change=change).json()["stamp"]
    assert call("POST", "/changes", change=change, stamp=stamp).status_code == 200
    assert read_catalogue(nlu_data)["ask_stocks"].like == "out_of_scope"
    assert call("GET", "/intents/ask_stocks", by="小林").json()["rows"] == ["股票买哪只"]


@pytest.mark.parametrize(
    "change",
    [
        move(target="praise"),
        move(texts=["没有这句"]),
        move(target="nobody_knows"),
        {"kind": "rename", "intent": "praise", "name": "urge_shipping", "zh": "催", "means": "x"},
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(call: Hands, change: dict[str, Any]) -> None:
    refused = call("POST", "/changes/preview", change=change)
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "data_change_refused")


def test_a_new_title_is_written_and_needs_no_leave(call: Hands, nlu_data: Path) -> None:
    change = {"kind": "rename", "intent": "praise", "name": "praise", "zh": "夸奖", "means": "praises the shop"}
    shown = call("POST", "/changes/preview", change=change).json()
    assert shown["left"] == 0
    call("POST", "/changes", change=change, stamp=shown["stamp"])
    assert read_catalogue(nlu_data)["praise"].zh == "夸奖"


@pytest.mark.parametrize("path", ["/changes/preview", "/changes/flips", "/changes"])
def test_only_a_reviewer_changes_the_data(call: Hands, path: str) -> None:
    body = {"change": move(), **({"stamp": "x"} if path == "/changes" else {})}
    assert call("POST", path, by="小林", **body).status_code == 403


def test_an_agent_sees_nothing_of_it(call: Hands) -> None:
    assert {call("GET", path, by="小青").status_code for path in ("", "/findings", "/pending")} == {403}


def test_a_look_lasts_over_a_restart(findings: dict[str, Any], service: Service) -> None:
    kept = json.loads((service.settings.var / "teaching" / "care.json").read_text("utf-8"))
    assert len(kept["close"]) == findings["close"]["found"]
