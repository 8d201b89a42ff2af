from __future__ import annotations

import numpy as np
import pytest

from assist_api.teaching.quick_classifier import Sentences, guessed
from knowledge_base.onnx_encoder import Floats

TEXTS = [f"{word}{end}" for word in ("发货", "退款", "真好") for end in ("吗", "呢", "了没", "一下", "呀", "吧")]
LABELS = [name for name in ("ask_ship_time", "ask_refund", "praise") for _ in range(6)]


def vectors(texts: list[str]) -> Floats:
    found = np.zeros((len(texts), 8), np.float32)
    for row, text in enumerate(texts):
        found[row, [ord(letter) % 8 for letter in text]] = 0.5
    return found


@pytest.fixture
def sentences() -> Sentences:
    return Sentences(TEXTS, vectors(TEXTS))


def test_what_was_learned_is_understood(sentences: Sentences) -> None:
    asked = sentences.of(["退款到哪了"], vectors(["退款到哪了"]))
    guess = guessed(sentences.learn(LABELS), asked, ["praise"])[0]
    assert guess.intent == "ask_refund"
    assert guess.written < 1 / 3 < guess.confidence


def test_two_margins_learned_anew_give_what_all_would(sentences: Sentences) -> None:
    moved = ["praise" if text == "退款呀" else label for text, label in zip(TEXTS, LABELS, strict=True)]
    quick = sentences.learn_again(sentences.learn(LABELS), moved, {"praise", "ask_refund"})
    whole = sentences.learn(moved)
    assert quick.intents == whole.intents
    assert quick.weights == pytest.approx(whole.weights, abs=0.02)


def test_an_intent_that_has_lost_its_sentences_is_no_answer(sentences: Sentences) -> None:
    merged = ["praise" if label == "ask_refund" else label for label in LABELS]
    assert sentences.learn_again(sentences.learn(LABELS), merged, {"praise", "ask_refund"}).intents == (
        "ask_ship_time",
        "praise",
    )


def test_each_sentence_is_guessed_by_those_that_have_not_seen_it(sentences: Sentences) -> None:
    wrong = ["praise" if text == "退款吗" else label for text, label in zip(TEXTS, LABELS, strict=True)]
    told: list[float] = []
    guesses = sentences.cross_validated(wrong, told.append)
    assert guesses[TEXTS.index("退款吗")].intent == "ask_refund"
    assert told == pytest.approx([0, 0.2, 0.4, 0.6, 0.8])
