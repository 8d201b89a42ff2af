from pathlib import Path

import numpy as np
import pytest

from knowledge_base import compare_encoders, static_vectors
from knowledge_base.compare_encoders import Stage
from knowledge_base.exam import Question
from knowledge_base.onnx_encoder import OnnxEncoder, bundled
from tests.knowledge_base.builders import TOPICS, CharacterEncoder, entry, words

QUESTIONS = [
    Question("几点能发货呀", "shipping.when"),
    Question("退货邮费是谁出", "returns.fee"),
    Question("可以开发票吗", "size.advice", also=("invoice.can",)),
    Question("我穿多大码", "invoice.can"),
]


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, [entry(name) for name in TOPICS], QUESTIONS, [], words())


def test_a_question_is_right_by_its_entry_or_by_another_that_answers_as_well(stage: Stage) -> None:
    first, _ = compare_encoders.examined(CharacterEncoder(), stage)
    assert first == 0.75


def test_what_is_right_among_three_is_never_less(stage: Stage) -> None:
    first, three = compare_encoders.examined(CharacterEncoder(), stage)
    assert first <= three <= 1


def test_every_sentence_is_encoded_for_the_speed(stage: Stage) -> None:
    encoder = CharacterEncoder()
    assert compare_encoders.single(encoder, stage) > 0
    assert compare_encoders.batched(encoder, stage) > 0
    assert set(encoder.asked) == {question.text for question in QUESTIONS} | {
        text for one in TOPICS.values() for text in one
    }


def test_a_folder_of_vectors_alone_is_opened_as_such(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_bytes((bundled() / "tokenizer.json").read_bytes())
    np.save(tmp_path / static_vectors.FILE, np.ones((32_000, 4), np.float16))
    assert compare_encoders.opened(tmp_path, threads=1).dimension == 4
    assert isinstance(compare_encoders.opened(bundled(), threads=1), OnnxEncoder)


def test_shares_are_written_as_percentages() -> None:
    assert compare_encoders.shares([0.905, 1]) == "90.5 / 100.0"
