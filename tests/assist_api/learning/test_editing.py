"""A trainer writes, a reviewer reads, and from then on shoppers and agents have it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from assist_api.services.people import Agent
from tests.assist_api.conftest import Desk, Service, put_staff
from tests.assist_api.learning.conftest import Shop

INVOICE, RETURNS = "invoice.can", "returns.how"
WORDS: dict[str, Any] = {
    "question": "可以开发票吗？",
    "variants": ["能开发票不", "发票可以开吗"],
    "answer": "可以的，下单时选上电子发票就行。",
    "tags": ["发票"],
    "public": True,
    "valid_from": "2026-01-01",
    "valid_until": None,
    "related": [],
}
NEW = {**WORDS, "question": "鞋子可以刻字吗", "variants": ["能刻名字不"], "answer": "可以的，下单备注名字就行。"}


@dataclass
class Editing:
    """A trainer's and a reviewer's hands on the knowledge base."""

    service: Service
    trainer: Desk
    reviewer: Desk

    def call(self, verb: str, path: str, body: dict[str, Any] | None = None, by: Desk | None = None) -> Any:
        address = f"/api/v1/trainer/knowledge{path}"
        return self.service.client.request(verb, address, json=body, headers=(by or self.trainer).headers)

    def write(self, entry_id: str, revision: int | None = None, **changed: Any) -> Any:
        words = None if changed.get("ends") else {**WORDS, **changed}
        return self.call("PUT", f"/{entry_id}/draft", {"words": words, "revision": revision})

    def step(self, entry_id: str, step: str, revision: int, **more: Any) -> Any:
        return self.call("POST", f"/{entry_id}/draft/{step}", {"revision": revision, **more}, self.reviewer)

    def publish(self, entry_id: str, revision: int = 1) -> Any:
        assert self.step(entry_id, "review", revision).status_code == 200
        return self.step(entry_id, "publish", revision + 1)

    def answers(self, question: str) -> list[str]:
        found = self.service.client.get(
            "/api/v1/knowledge/search", params={"q": question}, headers=self.trainer.headers
        )
        return [one["answer"] for one in found.json()]

    def preview(self, entry_id: str, **changed: Any) -> Any:
        words = None if changed.get("ends") else {**WORDS, **changed}
        return self.call("POST", f"/{entry_id}/preview", {"words": words}).json()


def editing_in(service: Service) -> Editing:
    return Editing(service, service.desk("小林"), service.desk("小满"))


def put_reviewer(service: Service, name: str) -> None:
    """Beside 小满, who is the only one who may review."""
    put_staff(service.settings, [Agent("r1", name, ("trainer", "reviewer"))])


@pytest.fixture
def editing(shop: Shop) -> Editing:
    return editing_in(shop.service)


def test_nothing_counts_before_it_is_published(editing: Editing, folder: Path) -> None:
    before = (folder / "returns.yml").read_text("utf-8")
    draft = editing.write(INVOICE).json()["draft"]
    assert (draft["state"], draft["author"], draft["fields"]) == ("draft", "小林", ["answer"])
    assert "电子发票" not in editing.answers("可以开发票吗")[0]
    assert (folder / "returns.yml").read_text("utf-8") == before


def test_what_was_published_is_in_the_file_and_told_from_the_next_question_on(editing: Editing, folder: Path) -> None:
    editing.write(INVOICE)
    published = editing.publish(INVOICE).json()["entry"]
    assert published["draft"] is None
    assert "  answer: 可以的，下单时选上电子发票就行。" in (folder / "returns.yml").read_text("utf-8")
    assert "电子发票" in editing.answers("可以开发票吗")[0]
    steps = [(one["step"], one["by"], one["fields"]) for one in published["history"]]
    assert steps == [("published", "小满", ["answer"]), ("reviewed", "小满", []), ("written", "小林", [])]


def test_a_draft_that_nobody_reviewed_is_not_published(editing: Editing) -> None:
    editing.write(INVOICE)
    refused = editing.step(INVOICE, "publish", 1)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "draft_move_refused")


def test_a_word_changed_after_the_review_is_reviewed_again(editing: Editing) -> None:
    editing.write(INVOICE)
    editing.step(INVOICE, "review", 1)
    assert editing.write(INVOICE, revision=2, tags=["发票", "下单"]).json()["draft"]["state"] == "draft"


def test_who_decides_on_an_older_draft_is_told_so(editing: Editing) -> None:
    editing.write(INVOICE)
    editing.write(INVOICE, revision=1, tags=["下单"])
    assert editing.step(INVOICE, "review", 1).json()["error"]["code"] == "draft_changed"
    assert editing.write(INVOICE, revision=1, tags=["电子发票"]).json()["error"]["code"] == "draft_changed"
    assert editing.write(INVOICE, tags=["电子发票"]).json()["error"]["code"] == "draft_changed"


def test_a_trainer_writes_and_only_a_reviewer_publishes(editing: Editing) -> None:
    editing.write(INVOICE)
    body = {"revision": 1, "note": "改一下"}
    for step in ("review", "return", "publish"):
        assert editing.call("POST", f"/{INVOICE}/draft/{step}", body, editing.trainer).status_code == 403


def test_who_wrote_a_draft_does_not_review_it(editing: Editing) -> None:
    put_reviewer(editing.service, "周主管")
    editing.trainer = editing.reviewer
    draft = editing.write(INVOICE).json()["draft"]
    refused = editing.step(INVOICE, "review", 1)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "own_draft")
    assert draft["must_wait"] == refused.json()["error"]["message"] == "自己写的草稿要请另一位审核员审核。"


def test_somebody_else_reviews_it_and_then_its_author_may_publish_it(editing: Editing) -> None:
    put_reviewer(editing.service, "周主管")
    editing.trainer, author = editing.reviewer, editing.reviewer
    editing.write(INVOICE)
    editing.reviewer = editing.service.desk("周主管")
    assert editing.call("GET", f"/{INVOICE}", by=editing.reviewer).json()["draft"]["must_wait"] is None
    assert editing.step(INVOICE, "review", 1).json()["draft"]["reviewed_by"] == "周主管"
    editing.reviewer = author
    assert editing.step(INVOICE, "publish", 2).status_code == 200


def test_the_only_one_who_may_review_does_so_and_the_history_says_it(editing: Editing) -> None:
    editing.trainer = editing.reviewer
    assert editing.write(INVOICE).json()["draft"]["must_wait"] is None
    history = editing.publish(INVOICE).json()["entry"]["history"]
    assert [(one["step"], one["note"]) for one in history[1:]] == [
        ("reviewed", "只有一个账号可以审核，由作者自己审核"),
        ("written", ""),
    ]


def test_a_draft_goes_back_with_a_note_and_comes_again(editing: Editing) -> None:
    editing.write(INVOICE)
    returned = editing.step(INVOICE, "return", 1, note="写清楚是电子的还是纸质的").json()
    assert (returned["draft"]["state"], returned["draft"]["note"]) == ("draft", "写清楚是电子的还是纸质的")
    assert editing.write(INVOICE, revision=2).json()["draft"]["note"] == ""


def test_a_new_entry_gets_a_file_of_its_topic(editing: Editing, folder: Path) -> None:
    assert editing.write("shoes.engraving", **NEW).json()["present"] is None
    assert editing.publish("shoes.engraving").status_code == 200
    assert (folder / "shoes.yml").is_file()
    assert editing.answers("鞋子可以刻字吗") == ["可以的，下单备注名字就行。"]


def test_an_entry_that_ends_is_gone_and_may_come_back(editing: Editing, folder: Path) -> None:
    editing.write(INVOICE, ends=True)
    assert editing.publish(INVOICE).json() == {"entry": None}
    assert INVOICE not in (folder / "returns.yml").read_text("utf-8")
    assert editing.answers("可以开发票吗") == []
    removed = editing.call("GET", f"/{INVOICE}").json()["history"][0]
    path = f"/{INVOICE}/history/{removed['id']}/restore"
    assert editing.call("POST", path, {"before": True}).json()["draft"]["words"]["question"] == "可以开发票吗？"
    assert editing.publish(INVOICE).status_code == 200
    assert editing.answers("可以开发票吗") == ["可以的，下单时选上发票就行。"]


def test_a_file_that_was_changed_meanwhile_is_not_written_over(editing: Editing, folder: Path) -> None:
    editing.write(INVOICE)
    editing.step(INVOICE, "review", 1)
    file = folder / "returns.yml"
    file.write_text(file.read_text("utf-8").replace("下单时选上发票就行", "联系客服就行"), "utf-8")
    refused = editing.step(INVOICE, "publish", 2).json()["error"]
    assert (refused["code"], refused["now"]["answer"]) == ("entry_changed", "可以的，联系客服就行。")
    assert editing.call("GET", f"/{INVOICE}").json()["stale"] is True
    assert editing.write(INVOICE, revision=2).status_code == 200
    assert editing.publish(INVOICE, 3).status_code == 200


@pytest.mark.parametrize(
    ("changed", "field", "word"),
    [
        ({"question": ""}, "question", "标准问题"),
        ({"variants": []}, "variants", "至少"),
        ({"variants": ["想退货怎么申请"]}, "variants", "returns.how"),
        ({"variants": ["我的手机13812345678能开票吗"]}, "variants", "个人信息"),
        ({"answer": "满 500 元才开。"}, "answer", "500 元"),
        ({"answer": "开 {policy.nothing} 张。"}, "answer", "占位符"),
        ({"answer": "可以 {policy"}, "answer", "大括号"),
        ({"answer": "我们家全网最低价，放心开票。"}, "answer", "最低价"),
        ({"valid_until": "2025-12-31"}, "valid_until", "早于"),
        ({"related": ["nothing.there"]}, "related", "nothing.there"),
    ],
)
def test_what_may_not_be_said_stops_the_review_with_its_reason(
    editing: Editing, changed: dict[str, Any], field: str, word: str
) -> None:
    words = {**WORDS, **changed}
    problems = editing.call("POST", f"/{INVOICE}/check", {"words": words}).json()["problems"]
    assert any(one["field"] == field and word in one["sentence"] and one["blocks"] for one in problems)
    assert editing.write(INVOICE, **changed).status_code == 200
    assert word in editing.step(INVOICE, "review", 1).json()["error"]["message"]


def test_a_sentence_that_another_entry_would_answer_is_told_but_allowed(editing: Editing) -> None:
    words = {**WORDS, "variants": ["退货怎么申请呢"]}
    (problem,) = editing.call("POST", f"/{INVOICE}/check", {"words": words}).json()["problems"]
    assert (problem["field"], problem["blocks"], RETURNS in problem["sentence"]) == ("variants", False, True)


def test_slots_are_filled_for_the_trainers_eyes(editing: Editing) -> None:
    words = {**WORDS, "answer": "签收后 {policy.returns.no_reason_days} 天内，订单 {order.id} 可以退。"}
    told = editing.call("POST", f"/{INVOICE}/check", {"words": words}).json()
    assert told["answer"] == "签收后 7 天内，订单 {order.id} 可以退。"
    assert "机器人不会直接说" in told["problems"][0]["sentence"]
    slots = editing.call("GET", "/slots").json()
    assert {"slot": "policy.returns.no_reason_days", "value": "7"} in slots["rules"]
    assert {"slot": "order.id", "name": "订单号"} in slots["live"]


def test_a_preview_tells_which_questions_of_the_week_would_be_answered_otherwise(editing: Editing) -> None:
    shopper = editing.service.shopper()
    for text in ("发票抬头怎么填写", "发票抬头怎么填写", "可以开发票吗", "退货在哪里申请"):
        shopper.say(text)
    told = editing.preview(INVOICE, variants=["能开发票不", "发票可以开吗", "发票抬头怎么填写"])
    assert (told["asked"], told["different"]) == (4, 3)
    found = {row["text"]: (row["effect"], row["times"]) for row in told["rows"]}
    assert found == {"发票抬头怎么填写": ("gained", 2), "可以开发票吗": ("reworded", 1)}
    assert told["counts"] == {"gained": 2, "taken": 0, "lost": 0, "reworded": 1, "ranked": 0}


def test_a_trainer_reads_no_phone_number_in_a_preview(editing: Editing) -> None:
    editing.service.shopper().say("可以开发票吗 我的电话13812345678")
    (row,) = editing.preview(INVOICE, ends=True)["rows"]
    assert "138" not in str(row) and "【手机号】" in row["text"]


def test_what_was_asked_more_than_a_week_ago_does_not_count(editing: Editing) -> None:
    editing.service.shopper().say("可以开发票吗")
    editing.service.clock.pass_time(days=8)
    assert editing_in(editing.service).preview(INVOICE)["asked"] == 0


def test_the_end_of_an_entry_is_previewed_too(editing: Editing) -> None:
    editing.service.shopper().say("可以开发票吗")
    (row,) = editing.preview(INVOICE, ends=True)["rows"]
    assert (row["effect"], row["before"]["id"], row["after"]) == ("lost", INVOICE, None)


def test_a_preview_changes_nothing_that_is_searched(editing: Editing) -> None:
    editing.service.shopper().say("可以开发票吗")
    editing.preview(INVOICE)
    editing.preview(INVOICE, ends=True)
    assert editing.answers("可以开发票吗") == ["可以的，下单时选上发票就行。"]


def test_the_list_holds_entries_and_drafts_and_is_searched(editing: Editing) -> None:
    editing.write("shoes.engraving", **NEW)
    editing.write(INVOICE)
    found = editing.call("GET", "").json()
    assert [(row["id"], row["draft"], row["published"]) for row in found["rows"]] == [
        (INVOICE, "draft", True),
        (RETURNS, None, True),
        ("shoes.engraving", "draft", False),
    ]
    assert (found["counts"]["draft"], found["topics"]) == (2, ["invoice", "returns", "shoes"])
    assert [row["id"] for row in editing.call("GET", "?q=刻名字").json()["rows"]] == ["shoes.engraving"]
    assert editing.call("GET", "?q=怎么申请退货").json()["rows"][0]["id"] == RETURNS
    assert editing.call("GET", "?shown=draft&topic=shoes").json()["total"] == 1
    assert [row["id"] for row in editing.call("GET", "?offset=1&limit=1").json()["rows"]] == [RETURNS]


def test_a_draft_that_was_dropped_is_remembered_in_the_history(editing: Editing) -> None:
    editing.write(INVOICE)
    assert editing.step(INVOICE, "drop", 1).status_code == 204
    found = editing.call("GET", f"/{INVOICE}").json()
    assert (found["draft"], found["history"][0]["step"]) == (None, "dropped")


@pytest.mark.parametrize(("path", "status"), [("/nothing.there", 404), ("/Nothing", 422)])
def test_an_entry_that_nobody_knows_is_told(editing: Editing, path: str, status: int) -> None:
    assert editing.call("GET", path).status_code == status


def test_words_that_change_nothing_make_no_draft(editing: Editing) -> None:
    same = editing.write(INVOICE, answer="可以的，下单时选上发票就行。")
    assert (same.status_code, same.json()["error"]["code"]) == (422, "entry_refused")


def test_what_was_published_is_there_after_a_restart_with_an_older_index(open_shop: Callable[[], Any]) -> None:
    with open_shop() as service:
        editing = editing_in(service)
        editing.write(INVOICE)
        editing.publish(INVOICE)
        editing.write(RETURNS, ends=True)
        editing.publish(RETURNS)
    with open_shop() as service:
        again = editing_in(service)
        assert "电子发票" in again.answers("可以开发票吗")[0]
        assert again.answers("怎么申请退货呢") == []


def test_a_change_that_agents_asked_for_stands_beside_its_entry(shop: Shop) -> None:
    numbers = count()
    for agent in ("小青", "小禾", "小青"):
        shop.numbers = numbers
        shop.answered(
            "怎么申请退货呢？", lambda text: text.replace("，点订单", "，吊牌先不要剪，点订单"), agent, taken=True
        )
    shop.proposals("change")
    found = editing_in(shop.service).call("GET", f"/{RETURNS}").json()
    assert [one["number"] for one in found["proposals"]] == [3]
    shop.decide(found["proposals"][0], "accept")
    (taken,) = editing_in(shop.service).call("GET", f"/{RETURNS}").json()["history"]
    assert (taken["step"], taken["note"], taken["fields"]) == ("published", "采纳知识建议", ["answer"])
