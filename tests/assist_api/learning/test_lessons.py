"""From what agents send to what a trainer decides, and back into what is suggested and told."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from tests.assist_api.learning.conftest import Shop

RETURN, ENGRAVE = "怎么申请退货呢？", "鞋子上可以刻名字吗"
TAGS = "，吊牌先不要剪，点订单"


def keep_tags(text: str) -> str:
    return text.replace("，点订单", TAGS)


def edited_by_two(shop: Shop) -> None:
    for agent in ("小青", "小禾", "小青"):
        shop.answered(RETURN, keep_tags, agent, taken=True)


def engraved(shop: Shop, answer: str = "可以的，下单的时候备注名字就行") -> None:
    shop.answered(ENGRAVE, answer)
    shop.answered("鞋子上可以刻名字不", answer, "小禾")


def test_edits_in_one_direction_change_the_entry_once_a_trainer_says_yes(shop: Shop, folder: Path) -> None:
    edited_by_two(shop)
    (change,) = shop.proposals("change")
    assert (change["entry_id"], change["number"], change["agents"]) == ("returns.how", 3, 2)
    assert shop.decide(change, "accept").json()["entry"]["answer"] == change["answer"]
    assert f"{{policy.returns.no_reason_days}} 天内可以退货{TAGS}" in (folder / "returns.yml").read_text("utf-8")
    assert TAGS in shop.asked(RETURN)[2][0]["text"]
    assert shop.proposals("change") == []


def test_a_change_that_was_rejected_leaves_the_entry_and_does_not_come_back(shop: Shop, folder: Path) -> None:
    before = (folder / "returns.yml").read_text("utf-8")
    edited_by_two(shop)
    assert shop.decide(shop.proposals("change")[0], "reject").status_code == 204
    shop.service.clock.pass_time(minutes=1)
    shop.answered(RETURN, keep_tags, "小禾", taken=True)
    assert shop.proposals("change") == []
    assert (folder / "returns.yml").read_text("utf-8") == before


def test_a_question_that_nobody_could_answer_becomes_an_entry(shop: Shop, folder: Path) -> None:
    engraved(shop)
    (missing,) = shop.proposals("entry")
    assert {missing["question"], *missing["variants"]} == {ENGRAVE, "鞋子上可以刻名字不"}
    taken = shop.decide(missing, "accept", entry_id="shoes.engraving", answer="可以刻名字，下单时备注就行。")
    assert taken.status_code == 200
    assert (folder / "shoes.yml").is_file()
    assert shop.asked(ENGRAVE)[2][0]["text"] == "可以刻名字，下单时备注就行。"
    assert shop.proposals("entry") == []


def test_an_answer_given_once_is_suggested_to_agents_once_it_is_approved(shop: Shop) -> None:
    shop.answered(ENGRAVE, "可以的，下单的时候备注名字就行")
    assert shop.proposals("entry") == []
    (past,) = shop.proposals("past")
    assert shop.decide(past, "accept").status_code == 200
    suggested = shop.asked("鞋子上可以刻名字不")[2][0]
    assert (suggested["source"]["kind"], suggested["text"]) == ("past", "可以的，下单的时候备注名字就行")


def test_a_missing_entry_may_be_kept_for_agents_alone(shop: Shop, folder: Path) -> None:
    engraved(shop)
    assert shop.decide(shop.proposals("entry")[0], "accept", kind="past").status_code == 200
    assert [path.name for path in folder.iterdir()] == ["returns.yml"]
    assert shop.asked(ENGRAVE)[2][0]["source"]["kind"] == "past"


def test_what_was_accepted_is_there_after_a_restart(open_shop: Callable[[], Any], folder: Path) -> None:
    with open_shop() as service:
        shop = Shop(service, service.desk("小林"), count())
        edited_by_two(shop)
        shop.decide(shop.proposals("change")[0], "accept")
        shop.answered(ENGRAVE, "可以的，下单的时候备注名字就行")
        shop.decide(shop.proposals("past")[0], "accept")
    with open_shop() as service:
        again = Shop(service, service.desk("小林"), count(100))
        assert TAGS in again.asked(RETURN)[2][0]["text"]
        assert again.asked(ENGRAVE)[2][0]["source"]["kind"] == "past"


def test_words_with_somebodys_data_or_an_amount_from_thin_air_are_not_approved_as_they_are(shop: Shop) -> None:
    shop.answered(ENGRAVE, "可以的，刻名字另加 15 元，联系我13812345678")
    (past,) = shop.proposals("past")
    assert "138" not in str(past)
    refused = shop.decide(past, "accept")
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "entry_refused")
    assert shop.decide(past, "accept", answer="可以刻名字的，费用看商品页面。").status_code == 200


def test_an_answer_that_was_emptied_is_refused(shop: Shop) -> None:
    shop.answered(ENGRAVE, "可以的，下单的时候备注名字就行")
    (past,) = shop.proposals("past")
    assert shop.decide(past, "accept", answer="  ").json()["error"]["code"] == "empty_text"
    assert shop.decide(past, "accept", question="\x07").status_code == 422


def test_an_answer_cannot_be_accepted_as_a_change(shop: Shop) -> None:
    shop.answered(ENGRAVE, "可以的，下单的时候备注名字就行")
    (past,) = shop.proposals("past")
    assert shop.decide(past, "accept", kind="change").json()["entry"]["id"].startswith("past.")


def test_a_trainers_own_words_may_not_cross_a_red_line(shop: Shop) -> None:
    shop.answered(ENGRAVE, "可以的，下单的时候备注名字就行")
    (past,) = shop.proposals("past")
    refused = shop.decide(past, "accept", answer="可以的，我们家是全网最低价，放心拍")
    assert (refused.status_code, "最低价" in refused.json()["error"]["message"]) == (422, True)


def test_a_proposal_is_decided_once(shop: Shop) -> None:
    shop.answered(ENGRAVE, "可以的，下单的时候备注名字就行")
    (past,) = shop.proposals("past")
    assert shop.decide(past, "reject").status_code == 204
    assert shop.decide(past, "accept").status_code == 404
    assert shop.proposals("past") == []


def test_small_talk_and_questions_that_a_suggestion_answered_are_no_lessons(shop: Shop) -> None:
    shop.answered("你好呀有人在吗", "您好，有什么可以帮您的呢")
    shop.answered(RETURN, lambda text: text, taken=True)
    assert shop.proposals("entry") == shop.proposals("past") == []


def test_what_agents_took_is_told_beside_the_next_suggestion(shop: Shop) -> None:
    shop.answered(RETURN, lambda text: text, taken=True)
    shop.proposals("change")
    suggested = next(one for one in shop.asked(RETURN)[2] if one["source"]["id"] == "returns.how")
    assert suggested["why"] == "同事采用 1 次"
    assert suggested["score"] >= suggested["confidence"]


def test_only_trainers_decide(shop: Shop) -> None:
    headers = shop.service.desk("小青").headers
    assert shop.service.client.get("/api/v1/trainer/proposals", headers=headers).status_code == 403


def test_the_report_of_suggestions_is_for_supervisors(shop: Shop) -> None:
    path = "/api/v1/reports/suggestions"
    assert shop.service.client.get(path, headers=shop.service.desk("小青").headers).status_code == 403
