from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import assist_api
from assist_api.domain.data_care import CareRules
from assist_api.teaching.looking import Look, enough, look
from nlu_data.dataset import Sentence

RULES = CareRules.of(tomllib.loads((Path(assist_api.__file__).parent / "teaching.toml").read_text("utf-8")))
ENDS = ("吗", "呢", "了没", "一下", "呀", "吧", "啊", "嘛", "哈", "啦", "哦", "咯")
TRAIN = [
    *(Sentence("ask_ship_time", f"几号发货{end}") for end in ENDS),
    *(Sentence("ask_refund", f"退款到了{end}") for end in ENDS),
    Sentence("ask_refund", "几号发货喽"),
    Sentence("praise", "几号发货嘞"),
]


@pytest.fixture(scope="module")
def found() -> Look:
    vectors = np.zeros((len(TRAIN), 64), np.float32)
    for row, one in enumerate(TRAIN):
        vectors[row, [ord(letter) % 64 for letter in one.text]] = 1
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return look("s", TRAIN, vectors, replace(RULES, close=0.75, contradicted=0.5), lambda share: None)


def test_a_sentence_under_the_wrong_intent_is_contradicted_by_the_others(found: Look) -> None:
    doubted = [(one.sentence.text, one.sentence.intent, one.says) for one in found.contradicted]
    assert doubted == [("几号发货喽", "ask_refund", "ask_ship_time")]
    assert {near.intent for near in found.contradicted[0].near} <= {"ask_ship_time", "praise"}


def test_an_intent_of_one_sentence_is_looked_at_and_not_doubted(found: Look) -> None:
    assert "praise" in found.understood
    assert any("praise" in (one.one.intent, one.other.intent) for one in found.close)


def test_a_pair_is_listed_once_the_nearest_first(found: Look) -> None:
    assert len({one.key for one in found.close}) == len(found.close)
    assert [one.likeness for one in found.close] == sorted((one.likeness for one in found.close), reverse=True)
    assert all(one.one.intent != one.other.intent for one in found.close)


def test_a_look_is_read_again_as_it_was_kept(found: Look) -> None:
    plain = found.plain()
    assert Look.of(plain).plain() == plain


def test_one_intent_alone_cannot_be_looked_at() -> None:
    assert enough(TRAIN)
    assert not enough(TRAIN[:12])
