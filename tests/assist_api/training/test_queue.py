"""From a trainer's wish to a score card: the real service and worker, with a stand-in for Rasa's environment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assist_api.services import training
from assist_api.settings import Settings
from assist_api.store.engine import open_engine
from assist_api.store.unit_of_work import in_transaction
from tests.assist_api.conftest import OPENING, eventually, put_staff
from tests.assist_api.training.conftest import FIRST, PRAISES, Trainers


def test_a_training_ends_with_a_model_a_log_and_a_score_card(trainers: Trainers) -> None:
    run = trainers.ended(trainers.ask(why="新增了夸奖的说法"))
    assert (run["state"], run["done"], run["asked_by"], run["why"]) == ("done", 1.0, "小林", "新增了夸奖的说法")
    assert run["card"]["model"] == run["model"]
    assert "个字" in run["log"]


def test_the_new_model_is_compared_with_the_live_one(trainers: Trainers) -> None:
    assert trainers.ended(trainers.ask())["card"]["live"] == FIRST


def test_what_is_live_stays_live_after_a_training(trainers: Trainers) -> None:
    trainers.ended(trainers.ask())
    assert trainers.get()["bot"]["live"] == FIRST


def test_a_training_reads_the_sentences_as_they_were_when_it_began(trainers: Trainers) -> None:
    trainers.say("SLOW")
    run_id = trainers.ask()
    eventually(lambda: "个字" in trainers.get(f"/runs/{run_id}")["log"])
    trainers.say("BROKEN")
    assert trainers.get(f"/runs/{run_id}")["state"] == "running"
    trainers.post(f"/runs/{run_id}/cancel")


def test_trainings_run_one_after_the_other(trainers: Trainers) -> None:
    trainers.say("SLOW")
    first, second = trainers.ask(), trainers.ask()
    eventually(lambda: trainers.get(f"/runs/{first}")["state"] == "running")
    assert trainers.get(f"/runs/{second}")["state"] == "queued"
    trainers.say("真好")
    trainers.post(f"/runs/{first}/cancel")
    assert trainers.ended(second)["state"] == "done"


def test_a_running_training_can_be_stopped(trainers: Trainers) -> None:
    trainers.say("SLOW")
    run_id = trainers.ask()
    eventually(lambda: trainers.get(f"/runs/{run_id}")["stage"] == "train")
    trainers.post(f"/runs/{run_id}/cancel")
    assert trainers.ended(run_id)["state"] == "cancelled"


def test_a_queued_training_is_gone_at_once(trainers: Trainers) -> None:
    trainers.say("SLOW")
    first, second = trainers.ask(), trainers.ask()
    eventually(lambda: trainers.get(f"/runs/{first}")["state"] == "running")
    assert trainers.post(f"/runs/{second}/cancel").json()["state"] == "cancelled"
    answer = trainers.post(f"/runs/{second}/cancel")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "training_ended")
    trainers.post(f"/runs/{first}/cancel")


def test_a_training_that_fails_says_why(trainers: Trainers) -> None:
    run = trainers.trained("BROKEN")
    assert run["state"] == "failed" and "句子读不懂" in run["problem"]


def test_data_that_is_not_in_order_is_not_trained_on_and_the_run_says_what_is_wrong(trainers: Trainers) -> None:
    run = trainers.trained(f"{PRAISES[0]}！")
    assert (run["state"], run["model"]) == ("failed", None)
    assert run["problem"].splitlines() == [
        "数据有 1 处问题，没有开始训练，改好后请再训练：",
        "训练句子“客服小姐姐好耐心！”（表扬）和训练句子“客服小姐姐好耐心”（表扬）说的是一样的话。",
    ]
    refused = trainers.post(f"/runs/{run['id']}/publish", "小满", why="上线")
    assert refused.json()["error"]["code"] == "model_not_found"


def test_the_queue_has_an_end(trainers: Trainers) -> None:
    trainers.say("SLOW")
    first = trainers.ask()
    eventually(lambda: trainers.get(f"/runs/{first}")["state"] == "running")
    asked = [trainers.post("/runs").status_code for _ in range(6)]
    assert asked == [201] * 5 + [409]
    trainers.post(f"/runs/{first}/cancel")


def test_waiting_for_news_of_a_training_brings_them(trainers: Trainers) -> None:
    run_id = trainers.ask()
    known = trainers.get(f"/runs/{run_id}")
    newer = trainers.get(f"/runs/{run_id}?after={known['revision']}&wait=10")
    assert newer["revision"] > known["revision"]


def test_agents_see_no_trainings(trainers: Trainers) -> None:
    assert trainers.get(who="小青")["error"]["code"] == "not_allowed"
    assert trainers.get("/runs/unknown")["error"]["code"] == "training_not_found"


def test_a_training_that_was_cut_off_is_said_to_be(open_service: Callable[[], Any], settings: Settings) -> None:
    put_staff(settings)
    with open_service() as opened:
        trainers = Trainers(opened)
        trainers.say("SLOW")
        run_id = trainers.ask()
        eventually(lambda: trainers.get(f"/runs/{run_id}")["state"] == "running")
    with open_service() as opened:
        run = Trainers(opened).ended(run_id)
    assert (run["state"], run["problem"]) == ("failed", training.INTERRUPTED)


def test_a_run_whose_process_fell_silent_is_put_away(trainers: Trainers, settings: Settings) -> None:
    trainers.say("SLOW")
    run_id = trainers.ask()
    eventually(lambda: trainers.get(f"/runs/{run_id}")["state"] == "running")
    engine = open_engine(settings.database_url)
    later = OPENING.replace(hour=23)
    assert in_transaction(engine, training.claim, "another", later)[0] is None
    engine.dispose()
    assert trainers.ended(run_id)["problem"] == training.INTERRUPTED
