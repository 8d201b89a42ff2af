from __future__ import annotations

from pathlib import Path

import pytest

from tests.assist_api.training.conftest import FIRST, Trainers


def test_a_published_model_is_live_and_the_history_says_who_when_and_why(trainers: Trainers) -> None:
    run = trainers.trained("真好")
    told = trainers.post(f"/runs/{run['id']}/publish", "小满", why="夸奖听得更准").json()
    assert told["bot"] == {"live": run["model"], "previous": FIRST, "loaded": sorted([FIRST, run["model"]])}
    (first,) = told["publications"]
    assert (first["kind"], first["outcome"], first["by"], first["why"]) == ("publish", "done", "小满", "夸奖听得更准")
    assert (first["model"], first["previous"], first["run_id"]) == (run["model"], FIRST, run["id"])
    assert first["at"] and first["ended_at"]


def test_rolling_back_brings_the_model_before(trainers: Trainers) -> None:
    run = trainers.trained("真好")
    trainers.post(f"/runs/{run['id']}/publish", "小满", why="上线")
    told = trainers.post("/rollback", "小满", why="答非所问").json()
    assert told["bot"]["live"] == FIRST
    assert (told["publications"][0]["kind"], told["publications"][0]["previous"]) == ("rollback", run["model"])


def test_rolling_back_again_goes_another_step_back(trainers: Trainers) -> None:
    models = []
    for words in ("一", "二"):
        run = trainers.trained(words)
        models.append(run["model"])
        trainers.post(f"/runs/{run['id']}/publish", "小满", why="上线")
    lives = [trainers.post("/rollback", "小满", why="回滚").json()["bot"]["live"] for _ in range(2)]
    assert lives == [models[0], FIRST]


def test_one_can_go_back_to_any_publication(trainers: Trainers) -> None:
    for words in ("一", "二", "三"):
        run = trainers.trained(words)
        trainers.post(f"/runs/{run['id']}/publish", "小满", why="上线")
    oldest = trainers.get()["publications"][-1]
    told = trainers.post("/rollback", "小满", why="回到最早", publication_id=oldest["id"]).json()
    assert told["bot"]["live"] == oldest["model"]


def test_with_nothing_before_there_is_no_way_back(trainers: Trainers) -> None:
    assert trainers.post("/rollback", "小满", why="回滚").json()["error"]["code"] == "model_not_found"


def test_only_a_reviewer_publishes(trainers: Trainers) -> None:
    run = trainers.trained("真好")
    for path in (f"/runs/{run['id']}/publish", "/rollback"):
        assert trainers.post(path, "小林", why="上线").status_code == 403
    assert (trainers.get()["may_publish"], trainers.get(who="小满")["may_publish"]) == (False, True)


def test_publishing_needs_a_reason(trainers: Trainers) -> None:
    run = trainers.trained("真好")
    assert trainers.post(f"/runs/{run['id']}/publish", "小满", why=" ").status_code == 422
    assert trainers.get()["publications"] == []


def test_a_model_that_the_bot_refuses_leaves_the_live_one_and_a_trace(trainers: Trainers) -> None:
    run = trainers.trained("真好")
    trainers.service.rasa.broken_models.add(run["model"])
    answer = trainers.post(f"/runs/{run['id']}/publish", "小满", why="上线")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "model_refused")
    told = trainers.get()
    assert told["bot"]["live"] == FIRST
    assert told["publications"][0]["outcome"] == "failed" and "no model" in told["publications"][0]["problem"]


def test_a_file_that_is_not_the_trained_one_is_never_loaded(trainers: Trainers, tmp_path: Path) -> None:
    run = trainers.trained("真好")
    (tmp_path / "models" / "bot" / run["model"]).write_bytes(b"something else")
    answers = [
        trainers.post(f"/runs/{run['id']}/publish", "小满", why="上线"),
        trainers.post(f"/runs/{run['id']}/load"),
    ]
    assert [answer.json()["error"]["code"] for answer in answers] == ["model_refused", "model_refused"]
    assert trainers.get()["bot"]["loaded"] == [FIRST]


def test_a_training_that_failed_has_nothing_to_publish(trainers: Trainers) -> None:
    run = trainers.trained("BROKEN")
    assert trainers.post(f"/runs/{run['id']}/publish", "小满", why="上线").status_code == 404


def test_a_sentence_is_understood_by_both_models_side_by_side(trainers: Trainers) -> None:
    run = trainers.trained("真好")
    told = trainers.post(f"/runs/{run['id']}/compare", text="快递到哪了").json()
    assert told["new"]["intent"] == told["live"]["intent"] == "track_shipment"
    assert run["model"] in trainers.get()["bot"]["loaded"]


def test_without_the_bot_nothing_changes_and_the_page_still_opens(trainers: Trainers) -> None:
    run = trainers.trained("真好")
    trainers.service.rasa.down = True
    assert trainers.post(f"/runs/{run['id']}/publish", "小满", why="上线").status_code == 503
    assert trainers.get()["bot"] is None
    trainers.service.rasa.down = False
    assert trainers.get()["publications"] == []


def test_models_that_neither_runs_nor_history_name_any_more_are_deleted(
    trainers: Trainers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assist_api.services.training.MOST_LISTED", 1)
    published = trainers.trained("一")
    trainers.post(f"/runs/{published['id']}/publish", "小满", why="上线")
    unused, newest = trainers.trained("二"), trainers.trained("三")
    left = {file.name for file in (tmp_path / "models" / "bot").iterdir()}
    assert {published["model"], newest["model"], FIRST} <= left and unused["model"] not in left
