from typing import Any

from assist_api.domain.entry_changes import entry_changes
from assist_api.domain.proposals import Kind, Known, State, decided_on, of_change, of_exchanges
from tests.assist_api.conftest import OPENING
from tests.assist_api.domain.test_entry_changes import ANSWER, TAGS
from tests.assist_api.domain.test_exchanges import exchange


def decided(entry_id: str = "returns.how", state: State = State.REJECTED) -> Known:
    return Known(Kind.CHANGE, f"change:{entry_id}:0", state, {"entry_id": entry_id}, OPENING)


def change(known: list[Known]) -> Any:
    return of_change(entry_changes(TAGS, {"returns.how": ANSWER})[0], "怎么退货？", known)


def test_a_change_shows_what_stands_there_what_should_and_why() -> None:
    proposal = change([])
    body = proposal.body
    assert (body["present"], body["answer"][-12:]) == (ANSWER, "点订单里的申请售后就行。")
    assert (body["agents"], body["days"], proposal.number, len(body["evidence"])) == (2, 3, 3, 3)
    assert body["obstacles"] == []


def test_after_a_decision_the_next_change_of_that_entry_is_another_matter() -> None:
    assert change([]).key == "change:returns.how:0"
    assert change([decided("shipping.when")]).key == "change:returns.how:0"
    assert change([decided()]).key == "change:returns.how:1"
    assert decided_on([decided()]) == {"returns.how": OPENING}


def test_a_question_of_several_conversations_is_an_entry_that_is_missing() -> None:
    asked = [exchange(conversation_id=one, question_id=one) for one in ("c1", "c2")]
    assert of_exchanges(asked, "k", "鞋子可以刻字吗", "shoes").kind is Kind.ENTRY
    assert of_exchanges(asked[:1], "k", "鞋子可以刻字吗", "shoes").kind is Kind.PAST


def test_an_answer_with_an_amount_from_thin_air_is_proposed_with_what_is_in_its_way() -> None:
    proposal = of_exchanges([exchange(answer="可以刻字，另加 15 元")], "k", "鞋子可以刻字吗", "shoes")
    assert "15 元" in proposal.body["obstacles"][0]
