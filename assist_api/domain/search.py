"""Finding words inside Chinese, where nothing stands between them: by every two characters that stand side by side."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from assist_api.domain.messages import Part

AROUND = 24  # characters of an excerpt on either side of the first match
MOST_WORDS = 6
Piece = dict[str, str | bool]


@dataclass(frozen=True)
class Filters:
    """What narrows a search; None: everything. `order` is a number that stands somewhere in the conversation."""

    shopper: str | None = None  # part of the name, or the shop's id
    order: str | None = None
    agent: str | None = None  # who wrote in the conversation
    state: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def narrow(self) -> bool:
        return any(getattr(self, name) is not None for name in self.__dataclass_fields__)


def searched(text: str) -> str:
    """`text` as it is searched: letters and digits alone, in one width and small."""
    return "".join(letter for letter, _ in _letters(text))


def words(query: str) -> list[str]:
    """What a query asks for: all of them have to stand in a message."""
    found = (searched(word) for word in query.split())
    return [word for word in dict.fromkeys(found) if word][:MOST_WORDS]


def pairs(letters: str) -> list[str]:
    """Every two letters side by side, then the last alone, so that each letter begins one: 快递到 → 快递 递到 到."""
    return [letters[start : start + 2] for start in range(len(letters))]


def searchable(text: str, parts: Sequence[Part]) -> str:
    """What a message is found by: its words, and the numbers on its cards."""
    return searched(" ".join([text, *_numbers(parts)]))


def spans(text: str, asked: Iterable[str]) -> list[tuple[int, int]]:
    """Where the words that were asked for stand in `text`, as places in it, in order and without overlap."""
    letters = _letters(text)
    plain = "".join(letter for letter, _ in letters)
    found = sorted((at, at + len(word)) for word in asked for at in _places(plain, word))
    return [(letters[start][1], letters[end - 1][1] + 1) for start, end in _merged(found)]


def pieces(text: str, asked: Iterable[str]) -> list[Piece]:
    """An excerpt of `text` around the first match, cut where matches begin and end."""
    found = spans(text, asked)
    begin = max(0, found[0][0] - AROUND) if found else 0
    end = min(len(text), begin + 4 * AROUND)
    inside = [(start, stop) for start, stop in found if stop <= end]
    edges = [begin, *(edge for span in inside for edge in span), end]
    cut: list[Piece] = [{"text": text[a:b], "hit": (a, b) in inside} for a, b in pairwise(edges) if a < b]
    return [*([_GAP] if begin else []), *cut, *([_GAP] if end < len(text) else [])]


_GAP: Piece = {"text": "…", "hit": False}


def _letters(text: str) -> list[tuple[str, int]]:
    """Letters and digits in one width and small, each with its place in `text`; one sign may be several letters."""
    return [
        (letter, place)
        for place, sign in enumerate(text)
        for letter in unicodedata.normalize("NFKC", sign).lower()
        if letter.isalnum()
    ]


def _places(plain: str, word: str) -> list[int]:
    return [at for at in range(len(plain) - len(word) + 1) if plain.startswith(word, at)]


def _merged(found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _numbers(parts: Sequence[Part]) -> list[str]:
    return [
        str(part[name])
        for part in parts
        if part.get("type") == "card"
        for name in ("id", "tracking_no")
        if part.get(name)
    ]
