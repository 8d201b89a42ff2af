import pytest

from assist_api.domain.messages import Understanding
from assist_api.domain.same_question import Asked, says_not_answered, times_asked_again
from tests.assist_api.domain.test_handover import THRESHOLDS


def asked(text: str, intent: str = "ask_ship_time", confidence: float = 0.9, before: str = "") -> Asked:
    return Asked(text, Understanding(intent, confidence), before)


def times(*messages: Asked) -> float:
    return times_asked_again(messages, THRESHOLDS.sameness)


def test_the_same_words_are_the_same_question() -> None:
    assert times(asked("什么时候能发货呀"), asked("亲，什么时候能发货啊？", "nlu_fallback")) == 1


def test_other_words_are_the_same_question_where_both_are_understood_alike() -> None:
    between = asked("运费多少", "ask_shipping_fee")
    assert times(asked("今天能发货吗"), between, asked("今天发不发货")) == 1
    assert 0 < times(asked("今天能发货吗"), between, asked("仓库动手了没")) < 1


def test_other_words_that_are_not_understood_with_confidence_are_not() -> None:
    assert times(asked("今天能发货吗", confidence=0.4), asked("仓库动手了没", confidence=0.4)) == 0


def test_who_insists_asks_again_whatever_the_words() -> None:
    assert (
        times(asked("怎么洗"), asked("我问的是能不能水洗", "out_of_scope"), asked("到底下不下水", "nlu_fallback")) == 2
    )


def test_a_bot_that_says_the_same_again_has_not_answered() -> None:
    again = "您想看哪一款的尺码呢？发一下商品名"
    assert times(asked("怎么洗"), asked("能下水吗", "a", before=again), asked("洗衣液呢", "b", before=again)) == 1


def test_a_word_that_no_answer_has_taken_up_is_asked_for_again() -> None:
    again = asked("插头是几脚的", "a", before="亲，便携饭盒现货 63 件～")
    assert times(asked("饭盒插头啥样", "b"), again) == 1
    assert times(asked("饭盒插头啥样", "b"), asked("插头是几脚的", "a", before="亲，插头是国标的～")) == 0


def test_what_is_written_before_the_bot_could_answer_is_not_left_open() -> None:
    assert times(asked("插头呢", "a"), asked("饭盒插头啥样", "b"), asked("插头是几脚的", "c")) == 0


def test_a_last_message_that_asks_nothing_again_ends_the_count() -> None:
    assert times(asked("什么时候发货"), asked("什么时候发货啊"), asked("有粉色吗", "ask_stock")) == 0


def test_a_question_about_another_object_is_another_one() -> None:
    assert times(asked("黑色的有货吗", "ask_stock"), asked("白色的有货吗", "ask_stock")) == 0
    assert times(asked("黑色的有货吗", "ask_stock"), asked("黑色的有货吗？", "ask_stock")) == 1


def test_small_talk_is_no_question() -> None:
    assert times(asked("好的好的知道了", "affirm"), asked("好的好的知道了", "affirm")) == 0


@pytest.mark.parametrize("text", ["答非所问", "我都问了三遍了", "又是这句", "你听不懂人话吗", "你没回答我的问题"])
def test_who_was_not_answered_says_so(text: str) -> None:
    assert says_not_answered(text)


@pytest.mark.parametrize("text", ["问一下发货时间", "这个问题不大", "你说的对", "洗了三次就起球"])
def test_these_say_nothing_of_it(text: str) -> None:
    assert not says_not_answered(text)
