import numpy as np

from knowledge_base.remembering import Remembering
from tests.knowledge_base.builders import CharacterEncoder


def test_a_sentence_that_was_encoded_is_remembered() -> None:
    encoder = CharacterEncoder()
    remembering = Remembering(encoder)
    first, again = remembering.encode(["发货", "发票"]), remembering.encode(["发票", "发货", "发票"])
    assert encoder.asked == ["发货", "发票"]
    assert np.array_equal(again, first[[1, 0, 1]])


def test_no_sentences_have_no_vectors() -> None:
    assert Remembering(CharacterEncoder()).encode([]).shape == (0, CharacterEncoder.dimension)
