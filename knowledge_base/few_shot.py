"""A shop's first FAQ: five sentences an intent, and every other message of the intent asks for it.

The sets are JD's messages (`jd_intent_dev.tsv`). Only intents that the encoder was not tuned on ask; they ask among
themselves, and among all intents, where the others stand in the way.
"""

import csv
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge_base.entries import Entry
from knowledge_base.ways import Way, first_and_three

SENTENCES, LEAST, DRAWS = 5, 10, 5


@dataclass(frozen=True)
class Draw:
    """`right[i]` is the place in `entries` of the intent that `questions[i]` has."""

    entries: Sequence[Entry]
    questions: Sequence[str]
    right: Sequence[int]


def read(path: Path) -> dict[str, list[str]]:
    """The different messages of each intent that has at least ten."""
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        found.setdefault(row["jd_intent"], {})[row["text"]] = None
    return {intent: list(texts) for intent, texts in sorted(found.items()) if len(texts) >= LEAST}


def draws(messages: dict[str, list[str]], asking: Collection[str]) -> Iterator[Draw]:
    for seed in range(DRAWS):
        random = np.random.default_rng(seed)
        mixed = {intent: [texts[i] for i in random.permutation(len(texts))] for intent, texts in messages.items()}
        entries = [_entry(place, texts[:SENTENCES]) for place, texts in enumerate(mixed.values())]
        asked = [
            (text, place)
            for place, (intent, texts) in enumerate(mixed.items())
            if intent in asking
            for text in texts[SENTENCES:]
        ]
        yield Draw(entries, [text for text, _ in asked], [place for _, place in asked])


def _entry(place: int, texts: Sequence[str]) -> Entry:
    return Entry(f"intent.{place}", texts[0], tuple(texts[1:]), answer="")


def measure(way: Way, drawn: Sequence[Draw]) -> tuple[float, float]:
    """Right first, right among three: means over the draws."""
    found = [
        first_and_three(way(draw.entries, draw.questions), [frozenset({one}) for one in draw.right]) for draw in drawn
    ]
    first, three = np.mean(found, axis=0)
    return float(first), float(three)
