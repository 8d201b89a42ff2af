"""From the trainer's wish to the clusters on the page, by the real process that computes them."""

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
from tests.assist_api.conftest import OPENING, Desk, Service, eventually
from tests.assist_api.domain.test_teaching import RULES
from tests.assist_api.teaching.test_clusters import around

SENTENCES = tuple(
    [f"红包{end}" for end in ("怎么用", "在哪买", "能退吗", "过期吗", "多少钱", "有折扣吗", "能转让吗", "怎么查余额")]
    + [
        f"旧手机{end}"
        for end in ("能换新吗", "抵多少钱", "怎么回收", "要寄回吗", "估价准吗", "上门取吗", "没盒子行吗", "多久到账")
    ]
)
PATH = "/api/v1/trainer/clusters"
Hands = Callable[..., Any]


@pytest.fixture
def ids(service: Service) -> dict[str, str]:
    """Messages of two kinds in the inbox, with vectors, by their text."""
    engine = open_engine(service.settings.database_url)
    lines = [Line(f"f:{at}", text, OPENING) for at, text in enumerate(SENTENCES)]
    in_transaction(engine, inbox_filling.import_lines, lines, RULES.weights)
    found = {one.text: one.id for one in reading(engine, inbox_filling.lacking, Lacks.VECTOR, 100)}
    vectors = around(2, len(SENTENCES) // 2, 0.02)
    placed = [Placed(found[text], _bytes(one), None, None, None) for text, one in zip(SENTENCES, vectors, strict=True)]
    in_transaction(engine, inbox_filling.place, placed, RULES.weights)
    engine.dispose()
    return found


def _bytes(vector: np.ndarray[Any, Any]) -> bytes:
    return np.concatenate([vector, np.zeros(384 - len(vector), np.float16)]).astype(np.float16).tobytes()


@pytest.fixture
def trainer(service: Service) -> Desk:
    return service.desk("小林")


@pytest.fixture
def get(service: Service, trainer: Desk) -> Hands:
    return lambda path="", **query: service.client.get(f"{PATH}{path}", params=query, headers=trainer.headers)


@pytest.fixture
def post(service: Service, trainer: Desk) -> Hands:
    return lambda path, **body: service.client.post(f"{PATH}{path}", json=body, headers=trainer.headers)


@pytest.fixture
def found(ids: dict[str, str], get: Hands, post: Hands) -> list[dict[str, Any]]:
    """The clusters that a run has found."""
    assert post("/run").status_code == 202
    run = eventually(lambda: now if (now := get("/run").json()["run"])["state"] != "running" else None, 60)
    assert run["state"] == "done", run
    rows: list[dict[str, Any]] = get().json()["rows"]
    return rows


def test_two_kinds_of_messages_are_two_clusters(found: list[dict[str, Any]], get: Hands) -> None:
    assert [one["messages"] for one in found] == [8, 8]
    assert {one["keywords"][0] for one in found} == {"红包", "手机"}
    told = get("/run").json()
    assert told["run"]["clusters"] == 2 and told["run"]["loose"] == 0 and told["run"]["memory_mb"] > 0
    assert told["counts"] == {"open": 2, "named": 0, "dismissed": 0}


def test_a_cluster_tells_its_messages(found: list[dict[str, Any]], get: Hands) -> None:
    gift = next(one for one in found if "红包" in one["keywords"])
    told = get(f"/{gift['id']}").json()
    assert {one["text"] for one in told["members"]} == set(SENTENCES[:8])
    assert [one["text"] for one in told["members"]][: len(told["typical"])] == told["typical"]


def test_the_inbox_knows_the_clusters(found: list[dict[str, Any]], service: Service, trainer: Desk) -> None:
    path = f"/api/v1/trainer/inbox?cluster={found[0]['id']}"
    rows = service.client.get(path, headers=trainer.headers).json()["rows"]
    assert len(rows) == 8 and all(row["cluster_size"] == 8 for row in rows)


def test_words_narrow_the_list(found: list[dict[str, Any]], get: Hands) -> None:
    assert [one["typical"][0][:3] for one in get(q="旧手机").json()["rows"]] == ["旧手机"]
    assert get(q="没有这个词").json()["rows"] == []


def test_what_is_put_aside_stays_aside_in_the_next_run(found: list[dict[str, Any]], get: Hands, post: Hands) -> None:
    assert post(f"/{found[0]['id']}/dismiss").status_code == 204
    assert post(f"/{found[0]['id']}/dismiss").json()["error"]["code"] == "cluster_decided"
    post("/run")
    eventually(lambda: get("/run").json()["run"]["state"] == "done", 60)
    assert get("/run").json()["counts"] == {"open": 1, "named": 0, "dismissed": 1}
    aside = get(state="dismissed").json()["rows"][0]
    assert aside["keywords"] == found[0]["keywords"]
    assert post(f"/{aside['id']}/take-up").status_code == 204
    assert get("/run").json()["counts"]["open"] == 2


def test_one_run_at_a_time_and_it_can_be_cancelled(ids: dict[str, str], get: Hands, post: Hands) -> None:
    post("/run")
    again = post("/run")
    assert (again.status_code, again.json()["error"]["code"]) == (409, "clustering_runs")
    assert post("/run/cancel").json()["run"]["state"] == "cancelled"
    assert post("/run").status_code == 202


def test_an_empty_inbox_has_nothing_to_group(post: Hands) -> None:
    answer = post("/run")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "nothing_to_cluster")


def test_a_cluster_that_is_gone_is_told_so(get: Hands) -> None:
    assert get("/77").json()["error"]["code"] == "cluster_not_found"


def test_agents_have_no_business_here(service: Service) -> None:
    assert service.client.get(PATH, headers=service.desk("小青").headers).status_code == 403
