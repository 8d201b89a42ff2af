"""The bot's sentences as vectors: encoded once, kept, and asked what a message is near to."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assist_api.teaching.known_sentences import KnownSentences
from knowledge_base.onnx_encoder import Floats
from tests.assist_api.fakes import FakeKnowledge

CATALOGUE = "logistics:\n  ask_courier: {zh: 快递, means: x}\n  urge_delivery: {zh: 催, means: x}\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "intents.yml").write_text(CATALOGUE, "utf-8")
    write(tmp_path, "ask_courier", "发什么快递", "用顺丰发吗")
    write(tmp_path, "urge_delivery", "怎么还没送到", "快点送")
    return tmp_path


def write(data: Path, intent: str, *texts: str) -> None:
    file = data / "train/logistics" / f"{intent}.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"    - {text}\n" for text in texts)
    file.write_text(f'version: "3.1"\nnlu:\n- intent: {intent}\n  examples: |\n{lines}', "utf-8")


class Counting:
    def __init__(self) -> None:
        self.encoded: list[str] = []

    async def __call__(self, texts: Sequence[str]) -> Floats:
        self.encoded += texts
        return await FakeKnowledge().encode(texts)


def known(data: Path, encode: Counting, name: str = "letters") -> KnownSentences:
    made = KnownSentences(data, data / "index", encode, name, 2)
    asyncio.run(made.refresh())
    return made


def vectors(*texts: str) -> Floats:
    return np.asarray(asyncio.run(FakeKnowledge().encode(texts)), np.float32)


def test_the_nearest_sentences_vote_and_the_nearest_says_how_new_it_is(data: Path) -> None:
    near, far = known(data, Counting()).nearest(vectors("发什么快递呢", "天气"), 2)
    assert near.intent == "ask_courier"
    assert sum(near.votes.values()) == pytest.approx(1)
    assert near.newness < 0.2
    assert far.newness > 0.9


def test_without_sentences_nobody_votes(tmp_path: Path) -> None:
    [found] = known(tmp_path, Counting()).nearest(vectors("在吗"), 7)
    assert (found.intent, found.newness) == (None, 1.0)


def test_what_was_encoded_is_kept_for_the_next_start(data: Path) -> None:
    known(data, Counting())
    again = Counting()
    assert known(data, again).nearest(vectors("快点送"), 1)[0].intent == "urge_delivery"
    assert again.encoded == []


def test_only_what_was_added_is_encoded(data: Path) -> None:
    known(data, Counting())
    write(data, "ask_courier", "发什么快递", "发中通吗")
    again = Counting()
    made = known(data, again)
    assert again.encoded == ["发中通吗"]
    assert [one.text for one in made.sentences if one.intent == "ask_courier"] == ["发什么快递", "发中通吗"]


def test_vectors_of_another_encoder_are_made_anew(data: Path) -> None:
    known(data, Counting())
    again = Counting()
    known(data, again, "other")
    assert len(again.encoded) == 4
