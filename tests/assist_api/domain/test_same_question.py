import pytest

from assist_api.domain.messages import Understanding
from assist_api.domain.same_question import Asked, says_not_answered, times_asked_before
from tests.assist_api.domain.test_handover import THRESHOLDS


def asked(text: str, intent: str = "ask_ship_time", confidence: float = 0.9) -> Asked:
    return text, Understanding(intent, confidence)


def times(*messages: Asked) -> int:
    return times_asked_before(messages, THRESHOLDS.sameness)


def test_the_same_words_are_the_same_question() -> None:
    assert times(asked("什么时候能发货呀"), asked("到底什么时候能发货", "nlu_fallback")) == 1


def test_other_words_are_the_same_question_where_both_are_understood_alike() -> None:
    assert times(asked("今天能发货吗"), asked("运费多少", "ask_shipping_fee"), asked("今天到底发不发货")) == 1


def test_other_words_that_are_not_understood_with_confidence_are_not() -> None:
    assert times(asked("今天能发货吗", confidence=0.4), asked("今天到底发不发货", confidence=0.4)) == 0


def test_a_question_about_another_object_is_another_one() -> None:
    assert times(asked("黑色的有货吗", "ask_stock"), asked("白色的有货吗", "ask_stock")) == 0
    assert times(asked("黑色的有货吗", "ask_stock"), asked("黑色的有货吗？", "ask_stock")) == 1


def test_small_talk_is_no_question() -> None:
    assert times(asked("好的好的知道了", "affirm"), asked("好的好的知道了", "affirm")) == 0


@pytest.mark.parametrize("text", ["答非所问", "我都问了三遍了", "又是这句", "我问的不是这个", "你听不懂人话吗"])
def test_who_was_not_answered_says_so(text: str) -> None:
    assert says_not_answered(text)


@pytest.mark.parametrize("text", ["问一下发货时间", "这个问题不大", "你说的对", "洗了三次就起球"])
def test_these_say_nothing_of_it(text: str) -> None:
    assert not says_not_answered(text)
