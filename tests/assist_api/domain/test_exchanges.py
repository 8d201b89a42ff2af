from datetime import timedelta
from typing import Any

from assist_api.domain.exchanges import Exchange, drafted, evidence, in_own_words
from assist_api.domain.slotting import Known
from tests.assist_api.conftest import OPENING


def exchange(question: str = "鞋子可以刻字吗", answer: str = "可以的，刻字免费，下单备注就行", **more: Any) -> Exchange:
    given = {"conversation_id": "c1", "question_id": question, "intent": "", "agent_id": "a1", "suggested": False}
    return Exchange(question=question, answer=answer, at=OPENING, **{**given, **more})


def test_the_longest_answer_to_a_question_is_its_answer() -> None:
    later = OPENING + timedelta(minutes=1)
    pair = [exchange(answer="稍等，我帮您看一下"), exchange(answer="可以的，刻字免费，下单备注就行")]
    (own,) = in_own_words([pair[0], Exchange(**{**vars(pair[1]), "at": later})], ())
    assert (own.answer, own.at) == ("可以的，刻字免费，下单备注就行", OPENING)


def test_a_question_that_a_suggestion_helped_with_needs_nothing() -> None:
    assert in_own_words([exchange(), exchange(answer="建议发出去的这一句", suggested=True)], ()) == []


def test_chatter_and_what_says_nothing_is_left_out() -> None:
    exchanges = [
        exchange("你们好呀在不在", intent="greet"),
        exchange("？？"),
        exchange("鞋带有多长呢", answer="嗯嗯"),
    ]
    assert in_own_words(exchanges, {"greet"}) == []


def test_a_draft_takes_the_question_and_the_answer_in_the_middle() -> None:
    asked = ["可以刻字吗", "鞋子可以刻字吗", "鞋子可以刻字不", "鞋子可以刻字吗"]
    answers = ["可以刻字", "可以的，下单备注", "可以的，下单备注就行", "可以的，下单备注就好"]
    draft = drafted([exchange(one, other) for one, other in zip(asked, answers, strict=True)])
    assert draft.question == "鞋子可以刻字吗"
    assert set(draft.variants) == {"可以刻字吗", "鞋子可以刻字不"}
    assert draft.answer.startswith("可以的，下单备注")


def test_facts_of_the_answer_are_slots_in_the_draft() -> None:
    one = exchange(answer="您这单由中通快递送，已经出库", known=(Known("order.courier", "中通快递"),))
    assert drafted([one]).answer == "您这单由{order.courier}送，已经出库"


def test_nobodys_data_is_shown_or_proposed_as_a_way_to_ask() -> None:
    one = exchange("我电话13812345678，鞋子可以刻字吗", "好的，13812345678 我记下了")
    assert "138" not in str(evidence([one]))
    assert "138" not in str(drafted([one]))
    assert drafted([one, exchange("鞋子可以刻字吗")]).variants == ()
