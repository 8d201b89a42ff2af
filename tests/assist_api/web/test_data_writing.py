from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assist_api.domain.inbox import Line
from assist_api.services import inbox_filling
from assist_api.store.engine import open_engine
from assist_api.store.unit_of_work import in_transaction
from nlu_data.dataset import sentences_of
from tests.assist_api.conftest import OPENING, Service
from tests.assist_api.domain.test_teaching import RULES
from tests.assist_api.teaching.data import intent_file, put, write_data

Hands = Callable[..., Any]
Label = Callable[[str, str], None]


@pytest.fixture
def nlu_data(tmp_path: Path) -> Path:
    return write_data(tmp_path / "nlu_data")


@pytest.fixture
def call(service: Service) -> Hands:
    hands = {name: service.desk(name) for name in ("小林", "小满")}

    def called(method: str, path: str, by: str = "小满", **body: Any) -> Any:
        address, headers = f"/api/v1/trainer/{path}", hands[by].headers
        if method == "POST":
            return service.client.post(address, json=body, headers=headers)
        return service.client.get(address, params=body, headers=headers)

    return called


@pytest.fixture
def label(service: Service, call: Hands) -> Label:
    def labelled(text: str, intent: str) -> None:
        engine = open_engine(service.settings.database_url)
        in_transaction(engine, inbox_filling.import_lines, [Line(f"f:{text}", text, OPENING)], RULES.weights)
        engine.dispose()
        items = call("POST", "labelling/next", limit=50).json()["items"]
        item = next(one["id"] for one in items if one["text"].startswith(text[:2]))
        done = call("POST", f"inbox/{item}/label", act=f"a:{text}", decision="choose", intent=intent)
        assert done.status_code == 200, done.text

    return labelled


def test_an_agreed_label_becomes_a_line_of_its_intents_file(call: Hands, label: Label, nlu_data: Path) -> None:
    file = nlu_data / "train" / "service" / "praise.yml"
    before = file.read_text("utf-8")
    label("包装特别用心", "praise")
    assert call("POST", "data/write").json()["written"] == 1
    assert file.read_text("utf-8") == before + "    - 包装特别用心\n"
    assert call("GET", "data/pending").json()["rows"] == []


def test_what_would_be_written_is_shown_before(call: Hands, label: Label, nlu_data: Path) -> None:
    label("包装特别用心", "praise")
    found = call("GET", "data/pending", by="小林").json()
    assert [(one["text"], one["intent"], one["by"]) for one in found["rows"]] == [("包装特别用心", "praise", "小满")]
    assert found["files"][0]["diff"].endswith("+    - 包装特别用心\n")
    assert "包装特别用心" not in sentences_of("praise", root=nlu_data)


@pytest.mark.parametrize(
    ("text", "intent", "reason"),
    [
        ("点赞给你们", "praise", "exam_copy"),
        ("给你们点赞吧", "urge_shipping", "exam_copy"),
        ("真不错呀", "urge_shipping", "elsewhere"),
        ("没有催你", "urge_shipping", "known_failure"),
    ],
)
def test_what_does_harm_is_refused_with_its_reason(
    call: Hands, label: Label, nlu_data: Path, text: str, intent: str, reason: str
) -> None:
    label(text, intent)
    told = call("POST", "data/write").json()
    assert (told["written"], [one["reason"] for one in told["refused"]]) == (0, [reason])
    assert told["refused"][0]["why"].endswith("。")
    assert text not in sentences_of(intent, root=nlu_data)
    assert [one["reason"] for one in call("GET", "data/pending").json()["refused"]] == [reason]


def test_a_trainer_without_the_last_word_writes_nothing(call: Hands, label: Label, nlu_data: Path) -> None:
    label("包装特别用心", "praise")
    assert call("POST", "data/write", by="小林").status_code == 403
    assert "包装特别用心" not in sentences_of("praise", root=nlu_data)


def test_what_the_data_holds_already_is_done_with(call: Hands, label: Label, nlu_data: Path) -> None:
    """As after a kill between the file and the record."""
    label("包装特别用心", "praise")
    put(nlu_data / "train" / "service" / "praise.yml", intent_file("praise", ["包装特别用心"]))
    assert call("POST", "data/write").json()["written"] == 0
    assert call("GET", "data/pending").json() == {"rows": [], "refused": [], "files": []}
    assert sentences_of("praise", root=nlu_data) == ["包装特别用心"]


def test_masked_values_are_made_up_before_the_bot_reads_them(call: Hands, label: Label, nlu_data: Path) -> None:
    label("催下仓库打13912345678", "urge_shipping")
    call("POST", "data/write")
    assert "催下仓库打13800138000" in sentences_of("urge_shipping", root=nlu_data)


def test_only_the_chosen_labels_are_written(call: Hands, label: Label, nlu_data: Path) -> None:
    label("包装特别用心", "praise")
    label("物超所值呢", "praise")
    first = call("GET", "data/pending").json()["rows"][0]
    assert call("POST", "data/write", labels=[first["id"]]).json()["written"] == 1
    assert len(call("GET", "data/pending").json()["rows"]) == 1


def test_a_message_of_two_questions_stays_until_both_are_written(service: Service, call: Hands, nlu_data: Path) -> None:
    engine = open_engine(service.settings.database_url)
    in_transaction(
        engine, inbox_filling.import_lines, [Line("f:1", "手写卡片好暖，点赞给你们", OPENING)], RULES.weights
    )
    engine.dispose()
    item = call("POST", "labelling/next").json()["items"][0]["id"]
    parts = [{"text": "手写卡片好暖", "intent": "praise"}, {"text": "点赞给你们", "intent": "praise"}]
    call("POST", f"inbox/{item}/label", act="a:1", decision="split", parts=parts)
    assert call("POST", "data/write").json()["written"] == 1
    left = call("GET", "data/pending").json()
    assert (left["rows"], [one["text"] for one in left["refused"]]) == ([], ["点赞给你们"])
    assert sentences_of("praise", root=nlu_data).count("手写卡片好暖") == 1


def test_an_intent_that_is_gone_is_told(call: Hands, label: Label, nlu_data: Path) -> None:
    label("包装特别用心", "praise")
    put(nlu_data / "intents.yml", "service:\n  laud: {zh: 夸, means: x}\n")
    (nlu_data / "train" / "service" / "praise.yml").unlink()
    assert [one["reason"] for one in call("GET", "data/pending").json()["refused"]] == ["unknown_intent"]
