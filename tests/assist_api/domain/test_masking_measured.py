"""How much personal data is found, and how much else is taken for it, in sentences written by hand.

`personal_data/told.txt`: what must go stands in braces; `harmless.txt`: nothing must go, although it looks alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from assist_api.domain.masking import mask

SENTENCES = Path(__file__).parent / "personal_data"
TOLD = (SENTENCES / "told.txt").read_text("utf8").splitlines()
HARMLESS = (SENTENCES / "harmless.txt").read_text("utf8").splitlines()


def _marked(line: str) -> tuple[str, list[tuple[int, int]]]:
    """The sentence without braces, and the places of what stood in them."""
    text, places = "", []
    for piece in re.split(r"(\{[^}]*\})", line):
        if piece.startswith("{"):
            places.append((len(text), len(text) + len(piece) - 2))
        text += piece.strip("{}")
    return text, places


def _hidden(text: str) -> set[int]:
    """The places of the letters that are masked."""
    found, longer = set[int](), 0
    for one in mask(text).private:
        start = one.start - longer
        found.update(range(start, start + len(one.value)))
        longer += len(one.kind.placeholder) - len(one.value)
    return found


def _missed(line: str) -> Iterator[str]:
    text, places = _marked(line)
    hidden = _hidden(text)
    for start, stop in places:
        if any(text[at].isalnum() and at not in hidden for at in range(start, stop)):
            yield text[start:stop]


def _taken_along(line: str) -> str:
    text, places = _marked(line)
    meant = {at for start, stop in places for at in range(start, stop)}
    return "".join(text[at] for at in sorted(_hidden(text) - meant) if text[at].isalnum())


def test_there_are_enough_sentences_of_both_kinds() -> None:
    assert len(set(TOLD)) > 190 and len(set(HARMLESS)) > 240


def test_ninety_eight_of_a_hundred_pieces_of_personal_data_are_hidden_whole() -> None:
    missed = [piece for line in TOLD for piece in _missed(line)]
    pieces = sum(len(_marked(line)[1]) for line in TOLD)
    assert len(missed) <= 0.02 * pieces, missed


def test_hardly_a_word_beside_them_is_hidden_too() -> None:
    taken = [text for line in TOLD if (text := _taken_along(line))]
    assert len(taken) <= 0.01 * len(TOLD), taken


def test_what_looks_alike_stays() -> None:
    assert [line for line in HARMLESS if mask(line).private] == []
