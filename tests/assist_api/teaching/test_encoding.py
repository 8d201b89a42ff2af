"""Texts reach the encoder in pieces of like length, and their vectors come back in their order."""

from __future__ import annotations

import asyncio

import numpy as np

from assist_api.teaching.encoding import encoded, pieces
from tests.assist_api.fakes import FakeKnowledge

TEXTS = ["长" * 90, "在吗", "谢谢", "好" * 30, "用什么快递发"]


def test_a_piece_holds_no_more_letters_than_it_may_however_they_are_padded() -> None:
    made = list(pieces(TEXTS, letters=20))
    assert made == [[1, 2, 4], [3], [0]]
    assert all(len(piece) == 1 or len(piece) * max(len(TEXTS[at]) for at in piece) <= 20 for piece in made)


def test_every_text_is_in_one_piece() -> None:
    assert sorted(at for piece in pieces(TEXTS) for at in piece) == [0, 1, 2, 3, 4]
    assert list(pieces([])) == []


def test_the_vectors_stand_in_the_order_of_the_texts() -> None:
    found = asyncio.run(encoded(FakeKnowledge().encode, TEXTS))
    assert np.array_equal(found, asyncio.run(FakeKnowledge().encode(TEXTS)))
