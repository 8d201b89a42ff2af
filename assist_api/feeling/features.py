"""What the model sees of a message: pieces of text, each with its place in the original."""

import logging
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import jieba

_LONGEST_GRAM = 4
_MOST_REPEATS = 3
_LONGEST_MESSAGE = 500
_START, _END = "^", "$"
_GAP = re.compile(r"\s")
_LONG_NUMBER = re.compile(r"\d{6,}")
HARMLESS = "harmless"


class Piece(NamedTuple):
    block: str
    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Plain:
    """A message in its plain form: half width, lower case, no gaps, at most three of a kind in a row.

    `origin[i]` is the place of `text[i]` in the message as it was written.
    """

    text: str
    origin: tuple[int, ...]

    def piece(self, block: str, name: str, start: int, end: int) -> Piece:
        last = min(end, len(self.origin)) - 1
        first = min(start, last)
        return Piece(block, f"{block}:{name}", self.origin[first], self.origin[last] + 1)


def plain(message: str) -> Plain:
    masked = _LONG_NUMBER.sub(lambda number: "0" * len(number[0]), message[:_LONGEST_MESSAGE])
    text: list[str] = []
    origin: list[int] = []
    for place, written in enumerate(masked):
        for character in unicodedata.normalize("NFKC", written).lower():
            if _GAP.match(character) or text[-_MOST_REPEATS:] == [character] * _MOST_REPEATS:
                continue
            text.append(character)
            origin.append(place)
    return Plain("".join(text), tuple(origin))


class Extractor:
    """Character grams, words and pairs of words, and the groups of a word list."""

    def __init__(self, groups: dict[str, list[str]]) -> None:
        self.groups = groups
        self._group_of = {plain(word).text: group for group, words in groups.items() for word in words}
        self._lengths = sorted({len(word) for word in self._group_of}, reverse=True)

    def pieces(self, message: str) -> list[Piece]:
        written = plain(message)
        if not written.text:
            return []
        return [*_grams(written), *_words(written), *self._listed_words(written)]

    def _listed_words(self, written: Plain) -> Iterator[Piece]:
        start = 0
        while start < len(written.text):
            end = self._end_of_listed(written.text, start)
            group = self._group_of.get(written.text[start:end], HARMLESS)
            if group != HARMLESS:
                yield written.piece("list", group, start, end)
            start = max(end, start + 1)

    def _end_of_listed(self, text: str, start: int) -> int:
        ends = (start + length for length in self._lengths)
        return next((end for end in ends if text[start:end] in self._group_of and end <= len(text)), start)


def _grams(written: Plain) -> Iterator[Piece]:
    marked = _START + written.text + _END
    for start in range(len(marked)):
        for end in range(start + 1, min(start + _LONGEST_GRAM, len(marked)) + 1):
            if marked[start:end] not in (_START, _END):  # alone they would weigh most where nothing else is known
                yield written.piece("gram", marked[start:end], max(start - 1, 0), max(end - 1, 1))


def _words(written: Plain) -> Iterator[Piece]:
    before: tuple[str, int] | None = None
    for word, start, end in _segmenter().tokenize(written.text):
        yield written.piece("word", word, start, end)
        if before:
            yield written.piece("word", f"{before[0]} {word}", before[1], end)
        before = word, start


@cache
def _segmenter() -> jieba.Tokenizer:
    jieba.setLogLevel(logging.WARNING)
    segmenter = jieba.Tokenizer()
    segmenter.initialize()
    return segmenter
