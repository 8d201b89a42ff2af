from collections.abc import Sequence

import numpy as np

from knowledge_base.onnx_encoder import Floats
from knowledge_base.recent import Recent


class Counting:
    dimension = 2
    fingerprint = "counting"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Floats:
        self.asked.extend(texts)
        return np.array([[len(text), 1] for text in texts], dtype=np.float32)


def test_what_was_encoded_a_moment_ago_is_not_encoded_again() -> None:
    encoder = Counting()
    recent = Recent(encoder)
    first, again = recent.encode(["甲", "乙乙"]), recent.encode(["乙乙", "甲", "甲"])
    assert encoder.asked == ["甲", "乙乙"]
    assert again.tolist() == [first[1].tolist(), first[0].tolist(), first[0].tolist()]


def test_the_oldest_makes_room_and_a_whole_index_pushes_nothing_out() -> None:
    encoder = Counting()
    recent = Recent(encoder, kept=2)
    recent.encode(["甲"])
    recent.encode(["1", "2", "3"])
    recent.encode(["甲"])
    assert encoder.asked.count("甲") == 1
    recent.encode(["乙", "丙"])
    recent.encode(["甲"])
    assert encoder.asked.count("甲") == 2


def test_nothing_asked_is_nothing() -> None:
    assert Recent(Counting()).encode([]).shape == (0, 2)
