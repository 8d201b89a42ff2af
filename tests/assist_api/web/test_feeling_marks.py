from typing import Any

import httpx2
from sqlalchemy import select

from assist_api.domain.feeling_marks import Label
from assist_api.services import feeling_marks
from assist_api.store.engine import open_engine
from assist_api.store.schema import decisions
from assist_api.store.unit_of_work import reading
from tests.assist_api.conftest import Desk, Service, Shopper, eventually, read_frames

MARKS = "/api/v1/trainer/feeling-marks"


def said(service: Service, text: str = "太慢了", words: str = "太慢了") -> tuple[Shopper, Desk, int]:
    """A shopper whose message the model has read, and its number."""
    shopper, desk = service.shopper("s1001"), service.desk()
    shopper.say(text)
    seq = eventually(
        lambda: next(
            (m["seq"] for m in case_of(desk, shopper)["messages"] if words in m["text"] and m["feeling"]), None
        )
    )
    return shopper, desk, int(seq)


def case_of(desk: Desk, shopper: Shopper) -> Any:
    return desk.get(f"conversations/{shopper.id}").json()


def mark(desk: Desk, shopper: Shopper, seq: int, feeling: str) -> httpx2.Response:
    return desk.post(f"conversations/{shopper.id}/messages/{seq}/feeling", {"feeling": feeling})


def marks(service: Service) -> list[dict[str, Any]]:
    headers = service.desk("小林").headers
    found: list[dict[str, Any]] = service.client.get(MARKS, headers=headers).json()["rows"]
    return found


def decide(service: Service, mark_id: str, accept: bool) -> httpx2.Response:
    headers = service.desk("小林").headers
    return service.client.post(f"{MARKS}/{mark_id}/decision", json={"accept": accept}, headers=headers)


def weighed_of(service: Service, messages: int) -> list[dict[str, Any]] | None:
    """What a stored decision weighed that was made on so many messages of the shopper."""
    engine = open_engine(service.settings.database_url)
    found = reading(engine, lambda unit: unit.connection.execute(select(decisions.c.inputs)).all())
    return next((inputs["turns"] for (inputs,) in found if len(inputs["turns"]) == messages), None)


def test_an_agents_word_corrects_the_message_and_the_conversation_at_once(service: Service) -> None:
    shopper, desk, seq = said(service)
    answer = mark(desk, shopper, seq, "neutral").json()
    assert (answer["feeling"], answer["felt_by"], answer["row"]["feeling"]) == ("neutral", "小青", "neutral")
    shown = next(m for m in case_of(desk, shopper)["messages"] if m["seq"] == seq)
    assert (shown["feeling"], shown["felt_by"], shown["evidence"]) == ("neutral", "小青", [])


def test_an_agents_word_reaches_the_later_decisions(service: Service) -> None:
    shopper, desk, seq = said(service)
    mark(desk, shopper, seq, "neutral")
    shopper.say("你们发什么快递")
    weighed = eventually(lambda: weighed_of(service, 2))
    assert (weighed[0]["feeling"]["label"], weighed[0]["feeling"]["by"]) == ("neutral", "小青")


def test_the_other_desks_hear_of_it(service: Service) -> None:
    shopper, desk, seq = said(service)
    with service.client.websocket_connect("/api/v1/desk/ws") as socket:
        socket.send_json({"type": "hello", "token": desk.token})
        read_frames(socket, "ready")
        mark(desk, shopper, seq, "angry")
        heard = read_frames(socket, "feeling")
    assert (heard["seq"], heard["feeling"], heard["felt_by"]) == (seq, "angry", "小青")


def test_agreeing_with_the_model_takes_a_correction_back(service: Service) -> None:
    shopper, desk, seq = said(service)
    mark(desk, shopper, seq, "neutral")
    assert mark(desk, shopper, seq, "dissatisfied").json()["felt_by"] == ""
    assert [row["label"] for row in marks(service)] == ["dissatisfied"]


def test_only_what_a_shopper_said_and_was_read_can_be_marked(service: Service) -> None:
    shopper, desk, seq = said(service)
    reply = next(m["seq"] for m in case_of(desk, shopper)["messages"] if m["from"] == "bot")
    assert mark(desk, shopper, reply, "angry").json()["error"]["code"] == "feeling_not_read"
    assert mark(desk, shopper, 99, "angry").json()["error"]["code"] == "message_not_found"
    assert mark(desk, shopper, seq, "furious").status_code == 422
    assert mark(service.desk("小林"), shopper, seq, "angry").status_code == 403


def test_trainers_see_who_said_what_masked_and_that_agents_differ(service: Service) -> None:
    shopper, desk, seq = said(service, "太慢了，打我电话13812345678", "太慢了")
    mark(desk, shopper, seq, "neutral")
    mark(service.desk("小禾"), shopper, seq, "angry")
    rows = marks(service)
    assert {(row["by"], row["model"], row["label"], row["agreed"]) for row in rows} == {
        ("小青", "dissatisfied", "neutral", False),
        ("小禾", "dissatisfied", "angry", False),
    }
    assert all("13812345678" not in row["text"] and "[手机号]" in row["text"] for row in rows)


def test_of_marks_that_differ_one_at_most_is_learned(service: Service) -> None:
    shopper, desk, seq = said(service)
    mark(desk, shopper, seq, "neutral")
    mark(service.desk("小禾"), shopper, seq, "angry")
    chosen = next(row for row in marks(service) if row["label"] == "angry")
    answer = decide(service, chosen["id"], accept=True).json()["rows"]
    assert {row["label"]: row["decided"] for row in answer} == {"neutral": "rejected", "angry": "accepted"}
    learned = reading(open_engine(service.settings.database_url), feeling_marks.for_training)
    assert learned == [{"text": "太慢了", "feeling": "angry", "urgent": False}]


def test_a_mark_that_is_not_accepted_teaches_nothing(service: Service) -> None:
    shopper, desk, seq = said(service)
    mark(desk, shopper, seq, Label.NEUTRAL)
    decide(service, marks(service)[0]["id"], accept=False)
    assert reading(open_engine(service.settings.database_url), feeling_marks.for_training) == []
    assert decide(service, "f0", accept=True).json()["error"]["code"] == "feeling_mark_not_found"


def test_a_mark_anew_waits_for_the_trainer_anew(service: Service) -> None:
    shopper, desk, seq = said(service)
    mark(desk, shopper, seq, "neutral")
    decide(service, marks(service)[0]["id"], accept=True)
    mark(desk, shopper, seq, "angry")
    assert [(row["label"], row["decided"]) for row in marks(service)] == [("angry", None)]


def test_an_agent_may_not_decide_what_is_learned(service: Service) -> None:
    assert service.client.get(MARKS, headers=service.desk().headers).status_code == 403
