from knowledge_base import calibrate, index
from knowledge_base.calibrate import NOWHERE
from knowledge_base.exam import Question
from tests.knowledge_base.builders import TOPICS, CharacterEncoder, entry, words


def made(*names: str) -> index.Index:
    return index.make([entry(name) for name in names], "source", CharacterEncoder(), words())


def test_a_question_of_the_exam_seeks_its_entry() -> None:
    questions = [Question("几时能发货", "shipping.when", also=("size.advice",))]
    (trial,) = calibrate.examined(made(*TOPICS), questions, CharacterEncoder(), words())
    assert trial.right == 0
    assert set(trial.candidates[trial.unsure]) <= {3}


def test_a_question_about_an_entry_that_is_not_there_is_passed_over() -> None:
    questions = [Question("几时能发货", "never.there")]
    assert calibrate.examined(made(*TOPICS), questions, CharacterEncoder(), words()) == []


def test_a_foreign_message_seeks_nothing() -> None:
    (trial,) = calibrate.foreign(made(*TOPICS), ["唐朝灭亡"], CharacterEncoder(), words())
    assert trial.right == NOWHERE
    assert not trial.unsure.any()


def test_a_sentence_that_stands_alone_cannot_ask() -> None:
    alone = index.make([entry(variants=())], "source", CharacterEncoder(), words())
    assert calibrate.held_out(alone) == []


def test_a_right_first_is_trusted_and_a_foreign_one_is_not() -> None:
    whole = made(*TOPICS)
    inside = calibrate.held_out(whole)
    outside = calibrate.foreign(whole, ["唐朝灭亡", "播放音乐", "打开空调", "今日天气"], CharacterEncoder(), words())
    fitted = calibrate.fit(inside + outside)
    (own,) = calibrate.examined(whole, [Question("可以开发票吗", "invoice.can")], CharacterEncoder(), words())
    assert calibrate.best(own, fitted)[0] == 2
    assert calibrate.best(own, fitted)[1] > 0.5 > max(calibrate.best(one, fitted)[1] for one in outside)
