"""A draft as its rules read it: evasions undone, each character still knowing its place in what was written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_SIGNS = {"➕": "+", "❤": "心", "♥": "心", "💗": "心", "💕": "心", "💓": "心", "💖": "心", "🧡": "心", "🐧": "qq"}
_SIGNS |= {"壹": "一", "徽": "微", "葳": "微", "溦": "微", "薇": "微", "鈊": "心", "芯": "心", "伈": "心"}
_BREAKS = " \t\u3000.·•‧・*_~-'`^"  # set between the characters of a word to hide it
HAN = "\u3400-\u9fff"  # Chinese characters, for between the brackets of a pattern
_LETTER = re.compile(rf"[{HAN}a-z0-9+]")
_HAN = re.compile(rf"[{HAN}]")


@dataclass(frozen=True)
class NormalText:
    """`places[i]` is where the i-th character of `text` stands in `written`."""

    written: str
    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in `written` of `text[start:end]`, with the marks that belong to its last character."""
        last = self.places[end - 1] + 1
        while last < len(self.written) and _is_mark(self.written[last]):
            last += 1
        return self.places[start], last


def normal_text(written: str) -> NormalText:
    """Half-width, lower case, without marks, and without what breaks a word of Chinese characters apart."""
    pairs = list(_plain_characters(written))
    before, after = _neighbours(pairs), _neighbours(pairs[::-1])[::-1]
    kept = [
        pair
        for pair, left, right in zip(pairs, before, after, strict=True)
        if pair[0] not in _BREAKS or not _are_of_one_word(left, right)
    ]
    return NormalText(written, "".join(character for character, _ in kept), tuple(place for _, place in kept))


def _plain_characters(written: str) -> Iterator[tuple[str, int]]:
    for place, character in enumerate(written):
        if _is_mark(character):
            continue
        plain = _SIGNS.get(character) or unicodedata.normalize("NFKC", character).lower()
        yield from ((_SIGNS.get(each, each), place) for each in plain)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Cf", "Me")


def _neighbours(pairs: list[tuple[str, int]]) -> list[str]:
    """For each character the last one before it that is no break."""
    found, last = [], ""
    for character, _ in pairs:
        found.append(last)
        last = last if character in _BREAKS else character
    return found


def _are_of_one_word(left: str, right: str) -> bool:
    """Letters on both sides of a break, one of them Chinese; 2.5 and 138 0000 keep theirs."""
    return bool(_LETTER.match(left) and _LETTER.match(right) and (_HAN.match(left) or _HAN.match(right)))
