"""A model is talked to before it is published; the talk reaches nobody, and may become a test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
import yaml

from tests.assist_api.training.conftest import FIRST, Trainers
from tests.conversations.dialogue import read_dialogues

SHARING = "/api/v1/trainer/sharing"
BUTTONS = [{"text": "要退还是要换呢？", "buttons": [{"title": "退货", "payload": "/request_return"}]}]


@dataclass
class Guest:
    """Somebody who was sent the link."""

    trainers: Trainers
    token: str
    talk_id: str = ""

    def call(self, verb: str, path: str = "", **body: Any) -> Any:
        address, headers = f"/api/v1/trials/talks{path}", {"Authorization": f"Bearer {self.token}"}
        return self.trainers.service.client.request(verb, address, json=body or None, headers=headers)

    def begin(self) -> Guest:
        self.talk_id = self.call("POST").json()["talk_id"]
        return self

    def say(self, text: str, client_id: str | None = None) -> list[dict[str, Any]]:
        body = {"client_id": client_id or f"m{abs(hash(text))}", "text": text}
        found: list[dict[str, Any]] = self.call("POST", f"/{self.talk_id}/messages", **body).json()["messages"]
        return found


def sharing(trainers: Trainers, verb: str, path: str = "", who: str = "小林", **body: Any) -> Any:
    headers = trainers.service.desk(who).headers
    return trainers.service.client.request(verb, f"{SHARING}{path}", json=body or None, headers=headers)


def shared(trainers: Trainers, run_id: str | None = None, **more: Any) -> dict[str, Any]:
    body = {"run_id": run_id, "title": "新版本", "hours": 24, **more}
    made: dict[str, Any] = sharing(trainers, "POST", **body).json()
    return made


def guest(trainers: Trainers, **more: Any) -> Guest:
    return Guest(trainers, shared(trainers, **more)["path"].removeprefix("/trial/#")).begin()


def test_a_candidate_answers_whoever_has_the_link(trainers: Trainers) -> None:
    run = trainers.trained("真好")
    visitor = guest(trainers, run_id=run["id"])
    told = visitor.say("你好")
    assert [(one["seq"], one["from"], one["text"]) for one in told] == [
        (1, "shopper", "你好"),
        (2, "bot", "收到：你好"),
    ]
    asked = trainers.service.rasa.asked[-1]
    assert (asked["metadata"]["model"], asked["metadata"]["shopper_id"]) == (run["model"], None)
    assert trainers.service.rasa.models["live"] == FIRST


def test_a_trial_is_no_conversation_of_the_shop(trainers: Trainers) -> None:
    trainers.service.rasa.replies["人工"] = [{"text": "好的", "custom": {"handover": {"reason": "requested"}}}]
    told = guest(trainers).say("转人工")
    assert told[-1]["from"] == "system" and "不会真的转给客服" in told[-1]["text"]
    agent = trainers.service.desk("小青")
    listed = agent.get("conversations").json()
    assert not any(listed[name] for name in listed if isinstance(listed[name], list))


@pytest.mark.parametrize(("how", "told"), [("rehearsed", "没有真的办理"), ("stopped", "先停在这一步")])
def test_a_guest_is_told_that_nothing_was_done_and_the_test_of_the_talk_does_not_expect_it(
    trainers: Trainers, how: str, told: str
) -> None:
    said = [{"text": "取消好了亲"}] if how == "rehearsed" else []
    trainers.service.rasa.replies["取消"] = [*said, {"custom": {"trial": how}}]
    visitor = guest(trainers)
    assert told in visitor.say("取消订单")[-1]["text"]
    assert trainers.service.rasa.asked[-1]["metadata"]["trial"] is True
    assert "试聊" not in sharing(trainers, "GET", f"/talks/{visitor.talk_id}/test").json()["yaml"].partition("turns")[2]


def test_what_the_bot_leaves_to_the_knowledge_base_is_answered(trainers: Trainers) -> None:
    trainers.service.rasa.replies["退货"] = [{"custom": {"knowledge": {"query": "退货规则"}}}]
    assert guest(trainers).say("退货要多久")[1]["text"] == "签收 7 天内可退。"


def test_the_entry_of_a_taught_intent_is_told_and_expected_by_the_test_of_the_talk(trainers: Trainers) -> None:
    trainers.service.rasa.replies["退货"] = [{"custom": {"knowledge": {"entry": "returns.rule"}}}]
    visitor = guest(trainers)
    assert visitor.say("退货要多久")[1]["text"] == "签收 7 天内可退。"
    test = sharing(trainers, "GET", f"/talks/{visitor.talk_id}/test").json()["yaml"]
    assert "knowledge.entry: returns.rule" in test


def test_an_entry_that_is_gone_is_said_to_be_missing(trainers: Trainers) -> None:
    trainers.service.rasa.replies["退货"] = [{"custom": {"knowledge": {"entry": "returns.gone"}}}]
    assert "没有找到答案" in guest(trainers).say("退货要多久")[1]["text"]


def test_a_button_is_pressed_by_its_title_and_nobody_reads_its_payload(trainers: Trainers) -> None:
    trainers.service.rasa.replies["退换"] = BUTTONS
    visitor = guest(trainers)
    told = visitor.say("想退换")
    assert told[-1]["parts"] == [{"type": "buttons", "buttons": [{"title": "退货"}]}]
    visitor.say("退货")
    assert trainers.service.rasa.asked[-1]["message"] == "/request_return"


def test_the_same_message_twice_is_one_turn(trainers: Trainers) -> None:
    visitor = guest(trainers)
    visitor.say("你好", "same")
    assert len(visitor.say("你好", "same")) == 2


def test_a_model_that_does_not_answer_is_told(trainers: Trainers) -> None:
    visitor = guest(trainers)
    trainers.service.rasa.down = True
    assert "没有回答" in visitor.say("你好")[1]["text"]


def test_a_talk_goes_on_where_it_was(trainers: Trainers) -> None:
    visitor = guest(trainers)
    visitor.say("你好")
    assert len(visitor.call("GET", f"/{visitor.talk_id}").json()["messages"]) == 2


def test_a_link_opens_nothing_after_its_time_or_once_it_was_taken_back(trainers: Trainers) -> None:
    visitor, other = guest(trainers), guest(trainers)
    for link in sharing(trainers, "GET").json()["links"]:
        if link["path"].endswith(other.token):
            assert sharing(trainers, "POST", f"/{link['id']}/revoke").status_code == 204
    assert other.call("GET", f"/{other.talk_id}").json()["error"]["code"] == "trial_ended"
    trainers.service.clock.pass_time(hours=25)
    ended = visitor.call("POST", f"/{visitor.talk_id}/messages", client_id="x", text="你好")
    assert (ended.status_code, ended.json()["error"]["code"]) == (410, "trial_ended")


def test_a_link_opens_no_talk_of_another_link_and_no_conversation(trainers: Trainers) -> None:
    visitor, other = guest(trainers), guest(trainers)
    assert other.call("GET", f"/{visitor.talk_id}").status_code == 404
    headers = {"Authorization": f"Bearer {visitor.token}"}
    assert trainers.service.client.get("/api/v1/chat/conversations/c1", headers=headers).status_code == 401
    shopper = trainers.service.shopper()
    assert Guest(trainers, shopper.token).call("POST").status_code == 401


def test_trainers_read_what_was_said_and_understood(trainers: Trainers) -> None:
    visitor = guest(trainers)
    visitor.say("你好")
    (link,) = sharing(trainers, "GET").json()["links"]
    assert link["talks"] == 1
    (talk,) = sharing(trainers, "GET", f"/{link['id']}/talks").json()["talks"]
    (turn,) = talk["turns"]
    assert (turn["text"], turn["replies"], turn["intent"], turn["confidence"]) == ("你好", ["收到：你好"], "greet", 0.9)


def test_a_trainer_reads_no_phone_number_in_a_talk(trainers: Trainers) -> None:
    guest(trainers).say("我的电话13812345678")
    (link,) = sharing(trainers, "GET").json()["links"]
    assert "138" not in str(sharing(trainers, "GET", f"/{link['id']}/talks").json())


def test_a_talk_becomes_a_conversation_test_that_the_tests_can_read(trainers: Trainers) -> None:
    trainers.service.rasa.replies["退换"] = BUTTONS
    visitor = guest(trainers, page="c101")
    visitor.say("想退换")
    visitor.say("退货")
    made = sharing(trainers, "GET", f"/talks/{visitor.talk_id}/test").json()
    kept = sharing(trainers, "POST", f"/talks/{visitor.talk_id}/test", "小满", yaml=made["yaml"])
    assert kept.status_code == 201
    (dialogue,) = read_dialogues(trainers.service.settings.nlu_data / kept.json()["file"])
    assert (dialogue.name, dialogue.page) == ("新版本：想退换", "c101")
    assert dialogue.turns[0] == {"says": "想退换", "expect": {"contains": ["要退还是要换呢"], "buttons": ["退货"]}}
    assert dialogue.turns[1]["presses"] == "退货"


def test_only_a_reviewer_keeps_a_test_and_none_twice(trainers: Trainers) -> None:
    visitor = guest(trainers)
    visitor.say("你好")
    made = sharing(trainers, "GET", f"/talks/{visitor.talk_id}/test").json()["yaml"]
    path = f"/talks/{visitor.talk_id}/test"
    assert sharing(trainers, "POST", path, yaml=made).status_code == 403
    assert sharing(trainers, "POST", path, "小满", yaml=made).status_code == 201
    again = sharing(trainers, "POST", path, "小满", yaml=made).json()["error"]
    assert (again["code"], "换个名字" in again["message"]) == ("conversation_test_refused", True)


@pytest.mark.parametrize(
    "body", [{"hours": 0}, {"hours": 24 * 31}, {"title": " "}, {"title": "长" * 61}, {"page": "../"}]
)
def test_a_link_without_name_or_end_is_refused(trainers: Trainers, body: dict[str, Any]) -> None:
    wanted = {"run_id": None, "title": "新版本", "hours": 24, **body}
    assert sharing(trainers, "POST", **wanted).status_code == 422


def test_a_training_that_made_no_model_cannot_be_shared(trainers: Trainers) -> None:
    assert (
        sharing(trainers, "POST", run_id="nothing", title="新", hours=1).json()["error"]["code"] == "training_not_found"
    )


def test_the_models_that_may_be_shared_are_listed(trainers: Trainers) -> None:
    run = trainers.trained("真好")
    found = sharing(trainers, "GET").json()
    assert ([one["model"] for one in found["models"]], found["live"]) == ([run["model"]], FIRST)


def test_what_is_no_dialogue_is_refused_with_its_reason(trainers: Trainers) -> None:
    visitor = guest(trainers)
    visitor.say("你好")
    wrong = yaml.safe_dump([{"name": "x", "turns": [{"says": "你好", "expects": {}}]}])
    refused = sharing(trainers, "POST", f"/talks/{visitor.talk_id}/test", "小满", yaml=wrong)
    assert (refused.status_code, "expects" in refused.json()["error"]["message"]) == (422, True)
