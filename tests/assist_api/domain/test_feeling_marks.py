from assist_api.domain.feeling_marks import Label, corrected
from assist_api.domain.messages import FeltAs

MODEL = FeltAs("angry", {"satisfied": 0.0, "neutral": 0.1, "dissatisfied": 0.2, "angry": 0.7}, True, ("气死",))


def test_a_persons_word_is_certain_and_leaves_urgency_as_it_is() -> None:
    felt = corrected(MODEL, Label.NEUTRAL, "小青")
    assert (felt.label, felt.unhappy, felt.urgent, felt.evidence, felt.by) == ("neutral", 0.0, True, (), "小青")


def test_who_agrees_with_the_model_leaves_its_reading_whole() -> None:
    assert corrected(MODEL, Label.ANGRY, "小青") == MODEL
