"""What the bot said around each of the shopper's messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Around:
    """A message of the shopper by its `place` among the lines, and the bot's lines up to the ones beside it."""

    place: int
    text: str
    before: str
    answer: str


def around(lines: Sequence[tuple[bool, str]]) -> list[Around]:
    """`lines`: whether the shopper said it, and what was said."""
    places = [place for place, (by_shopper, _) in enumerate(lines) if by_shopper]
    edges = [-1, *places, len(lines)]
    said = ["\n".join(text for _, text in lines[start + 1 : stop]) for start, stop in pairwise(edges)]
    return [Around(place, lines[place][1], *beside) for place, beside in zip(places, pairwise(said), strict=True)]
