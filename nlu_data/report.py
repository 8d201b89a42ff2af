"""How much there is to learn from, and how varied it is: `python -m nlu_data.report`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nlu_data.dataset import ROOT, Sentence, read_catalogue, read_sentences
from nlu_data.near_copies import normalised


@dataclass(frozen=True)
class Row:
    intent: str
    train: int
    test: int
    characters: float  # mean length of a training sentence
    variety: float  # different pairs of characters for each pair written: near 1 nothing is repeated


def rows(root: Path = ROOT) -> list[Row]:
    return rows_of(read_catalogue(root), read_sentences("train", root), read_sentences("test", root))


def rows_of(names: Iterable[str], train: Sequence[Sentence], test: Sequence[Sentence]) -> list[Row]:
    learned, asked = _by_intent(train), _by_intent(test)
    return [_row(name, learned[name], asked[name]) for name in names]


def _by_intent(sentences: Sequence[Sentence]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for sentence in sentences:
        found[sentence.intent].append(normalised(sentence.plain))
    return found


def _row(name: str, train: Sequence[str], test: Sequence[str]) -> Row:
    pairs = Counter(text[at : at + 2] for text in train for at in range(len(text) - 1))
    length = sum(map(len, train)) / len(train) if train else 0.0
    return Row(name, len(train), len(test), length, len(pairs) / pairs.total() if pairs else 0.0)


def table(found: Sequence[Row]) -> Iterator[str]:
    yield f"{'intent':<26}{'train':>7}{'test':>6}{'length':>8}{'variety':>9}"
    for row in found:
        yield f"{row.intent:<26}{row.train:>7}{row.test:>6}{row.characters:>8.1f}{row.variety:>9.2f}"
    yield f"{'all':<26}{sum(row.train for row in found):>7}{sum(row.test for row in found):>6}"


if __name__ == "__main__":
    print("\n".join(table(rows())))
