from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from assist_api.domain.inbox import Line
from assist_api.domain.teaching import Lacks
from assist_api.services import inbox_filling
from assist_api.services.inbox_filling import Placed
from assist_api.store.engine import open_engine
from assist_api.store.unit_of_work import in_transaction, reading
from tests.assist_api.conftest import OPENING, Desk, Service
from tests.assist_api.domain.test_teaching import RULES

SENTENCES = ("快递到哪了", "快递走到哪里了", "快递到哪了 运费怎么算", "投诉你们")
Hands = Callable[..., Any]
Ids = list[str]


@pytest.fixture
def ids(service: Service) -> list[str]:
    """Messages in the inbox, with vectors of which each is a little further from the first."""
    engine = open_engine(service.settings.database_url)
    lines = [Line(f"f:{at}", text, OPENING) for at, text in enumerate(SENTENCES)]
    in_transaction(engine, inbox_filling.import_lines, lines, RULES.weights)
    lacking = reading(engine, inbox_filling.lacking, Lacks.VECTOR, 10)
    found = {one.text: one.id for one in lacking}
    placed = [Placed(found[text], _vector(at), None, None, None) for at, text in enumerate(SENTENCES)]
    in_transaction(engine, inbox_filling.place, placed, RULES.weights)
    engine.dispose()
    return [found[text] for text in SENTENCES]


def _vector(at: int) -> bytes:
    angle = at * 0.4
    return np.array([np.cos(angle), np.sin(angle)] + [0.0] * 382, dtype=np.float16).tobytes()


@pytest.fixture
def trainer(service: Service) -> Desk:
    return service.desk("小林")


@pytest.fixture
def post(service: Service, trainer: Desk) -> Hands:
    def posted(path: str, by: Desk | None = None, **body: Any) -> Any:
        headers = (by or trainer).headers
        return service.client.post(f"/api/v1/trainer/{path}", json=body, headers=headers)

    return posted


@pytest.fixture
def get(service: Service, trainer: Desk) -> Hands:
    def got(path: str, by: Desk | None = None, **query: Any) -> Any:
        headers = (by or trainer).headers
        return service.client.get(f"/api/v1/trainer/{path}", params=query, headers=headers)

    return got


def test_a_message_comes_with_what_the_bot_marks_in_it_and_where_it_may_be_split(
    post: Hands, ids: Ids, service: Service
) -> None:
    service.rasa.entities = [{"entity": "courier", "value": "快递", "start": 0, "end": 2}]
    rows = {row["id"]: row for row in post("labelling/next").json()["items"]}
    assert rows[ids[2]]["halves"] == ["快递到哪了", "运费怎么算"]
    assert rows[ids[0]]["entities"] == [{"entity": "courier", "start": 0, "end": 2}]
    assert rows[ids[0]]["halves"] == []


def test_a_bot_that_does_not_answer_keeps_nobody_from_labelling(post: Hands, ids: Ids, service: Service) -> None:
    service.rasa.down = True
    assert [row["entities"] for row in post("labelling/next", limit=1).json()["items"]] == [None]
    assert post("labelling/propose", texts=[SENTENCES[0]]).json()["parts"][0]["entities"] == []


def test_a_label_takes_the_message_off_the_list_and_undoing_brings_it_back(post: Hands, get: Hands, ids: Ids) -> None:
    said = post(f"inbox/{ids[0]}/label", act="a1", decision="choose", intent="track_shipment")
    assert said.json() == {"act": "a1", "state": "labelled"}
    assert get("labelling/progress").json() == {"left": 3, "second": 0, "done": 1}
    assert post("labelling/undo", act="a1").json() == {"items": [ids[0]]}
    assert get("labelling/progress").json()["left"] == 4
    assert post("labelling/undo").json()["error"]["code"] == "nothing_to_undo"


def test_an_intent_that_the_catalogue_lacks_is_refused_in_a_sentence(post: Hands, ids: Ids) -> None:
    answer = post(f"inbox/{ids[0]}/label", act="a1", decision="choose", intent="sing_a_song")
    assert answer.status_code == 422 and "意图目录里没有" in answer.json()["error"]["message"]


def test_the_pieces_of_a_split_message_have_proposals_of_their_own(post: Hands, ids: Ids, get: Hands) -> None:
    parts = post("labelling/propose", texts=["快递到哪了", "运费怎么算"]).json()["parts"]
    assert [part["proposal"] for part in parts] == ["track_shipment", "ask_shipping_fee"]
    said = [{"text": part["text"], "intent": part["proposal"]} for part in parts]
    assert post(f"inbox/{ids[2]}/label", act="a1", decision="split", parts=said).json()["state"] == "labelled"


def test_neighbours_are_those_that_wait_and_are_like_enough(get: Hands, post: Hands, ids: Ids) -> None:
    rows = get(f"inbox/{ids[0]}/neighbours", least=0.6).json()["rows"]
    assert [row["id"] for row in rows] == ids[1:3]
    assert rows[0]["likeness"] == pytest.approx(np.cos(0.4), abs=1e-3)
    post("labelling/many", act="m", items=[ids[1]], decision="skip")
    assert [row["id"] for row in get(f"inbox/{ids[0]}/neighbours", least=0.6).json()["rows"]] == [ids[2]]
    post("labelling/undo")
    assert len(get(f"inbox/{ids[0]}/neighbours", least=0.6).json()["rows"]) == 2


def test_many_are_labelled_by_one_act(post: Hands, get: Hands, ids: Ids) -> None:
    said = post("labelling/many", act="m", items=ids[:3], decision="choose", intent="track_shipment")
    assert sorted(said.json()["items"]) == sorted(ids[:3])
    assert get("labelling/progress").json()["done"] == 3


def test_intents_are_found_by_what_a_person_types(get: Hands) -> None:
    assert get("intents", q="wl").json()["rows"][0]["name"] == "track_shipment"
    assert get("intents", q="退款进度").json()["rows"][0]["name"] == "ask_refund_progress"
    assert get("intents", q="complain").json()["rows"][0]["zh"] == "投诉"
    assert len(get("intents").json()["rows"]) > 50


def test_two_annotators_and_a_reviewer(post: Hands, get: Hands, ids: Ids, service: Service) -> None:
    second = service.desk("小满")
    post(f"inbox/{ids[0]}/label", act="a1", decision="choose", intent="track_shipment")
    (row,) = post("labelling/next", by=second, second=True).json()["items"]
    post(f"inbox/{row['id']}/label", by=second, act="b1", decision="choose", intent="urge_delivery")
    found = get("labelling/agreement").json()
    assert found["agreement"]["items"] == 1 and len(found["disagreements"]) == 1
    last_word = {"act": "c1", "decision": "choose", "intent": "urge_delivery"}
    assert post(f"inbox/{ids[0]}/settle", **last_word).status_code == 403
    assert post(f"inbox/{ids[0]}/settle", by=second, **last_word).json()["state"] == "labelled"
    assert get("labelling/agreement").json()["disagreements"] == []


def test_comments_are_read_by_all(post: Hands, get: Hands, ids: Ids) -> None:
    post(f"inbox/{ids[0]}/comments", text="像是催发货")
    assert [(one["by"], one["text"]) for one in get(f"inbox/{ids[0]}/comments").json()["rows"]] == [
        ("小林", "像是催发货")
    ]
    assert post(f"inbox/{ids[0]}/comments", text=" ").status_code == 422
    assert post("inbox/nothing/comments", text="？").status_code == 404


def test_an_agent_labels_nothing(post: Hands, ids: Ids, service: Service) -> None:
    answer = post(f"inbox/{ids[0]}/label", by=service.desk("小青"), act="a1", decision="skip")
    assert answer.status_code == 403
