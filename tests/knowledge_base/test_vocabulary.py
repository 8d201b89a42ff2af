import numpy as np
import pytest

from knowledge_base import vocabulary

PIECES = [*vocabulary.SPECIAL, "▁", "发货", "▁退", "的は", "12", "▁hello", "rare", "！", "한", "que", "ry", ":"]
SCORES = np.array([0, 0, 0, 0, -2, -3, -3, -3, -3, -4, -9, -3, -3, -8, -8, -4], np.float32)


def kept(size: int) -> list[str]:
    return [PIECES[one] for one in vocabulary.kept(PIECES, SCORES, size, "query:")]


def test_chinese_numbers_and_signs_are_always_kept() -> None:
    assert {"发货", "▁退", "12", "！"} <= set(kept(13))


def test_other_scripts_are_left_out() -> None:
    assert not {"的は", "한"} & set(kept(16))


def test_the_frequent_latin_pieces_fill_what_is_left() -> None:
    assert "▁hello" in kept(13)
    assert "rare" not in kept(13)
    assert "rare" in kept(14)


def test_the_prefix_is_kept_whole_however_rare() -> None:
    assert {"que", "ry", ":"} <= set(kept(12))


@pytest.mark.parametrize(("text", "tokens"), [("发货！", ["▁", "发货", "!"]), ("１２", ["▁", "12"]), ("退", ["▁退"])])
def test_the_tokenizer_cuts_and_folds_wide_signs(text: str, tokens: list[str]) -> None:
    made = vocabulary.tokenizer(PIECES, SCORES, 16)
    assert made.encode(text, add_special_tokens=False).tokens == tokens


def test_a_sentence_stands_between_its_two_marks() -> None:
    found = vocabulary.tokenizer(PIECES, SCORES, 16).encode("发货").tokens
    assert (found[0], found[-1]) == ("<s>", "</s>")
