from typing import Any

from assist_api.domain.ranking import LEAST_CONFIDENCE, SHOWN, Candidate, shortlist


def candidate(text: str, confidence: float = 0.8, kind: str = "entry", **more: Any) -> Candidate:
    return Candidate(text, kind, text, "题目", "", confidence, **more)


def test_the_surest_come_first_and_no_more_than_are_shown() -> None:
    texts = ["可以开发票", "满额包邮", "七天可退", "今天发货"]
    found = shortlist(candidate(text, 0.5 + number / 10) for number, text in enumerate(texts))
    assert [one.text for one in found] == texts[::-1][:SHOWN]


def test_a_live_fact_comes_before_an_entry_that_is_about_as_sure() -> None:
    entry, fact = candidate("一般当天发", 0.83), candidate("您这单今天发", 0.8, "fact")
    assert shortlist([entry, fact]) == [fact, entry]


def test_what_says_nearly_the_same_is_shown_once() -> None:
    first = candidate("亲，可以开电子发票的，麻烦把抬头和邮箱发我，我帮您登记。", 0.9)
    again = candidate("亲，可以开电子发票的，麻烦把抬头和邮箱发我，我帮您登记～", 0.7)
    assert shortlist([again, first]) == [first]


def test_what_is_unsure_is_not_shown() -> None:
    assert shortlist([candidate("也许", LEAST_CONFIDENCE - 0.01)]) == []


def test_what_it_takes_to_compose_it_anew_is_kept_and_not_shown() -> None:
    one = candidate("订单7", template="订单{order.id}", order_id="7")
    assert "template" not in one.body()
    assert one.kept() | {"template": "订单{order.id}", "order_id": "7"} == one.kept()
