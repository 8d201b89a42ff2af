"""Check the sentences before anything is trained: `python -m nlu_data.validate`, exit status 1 for any problem."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from nlu_data import handover_dialogues, marked_messages
from nlu_data.dataset import ROOT, Intent, Sentence, Side, read_catalogue, read_sentences
from nlu_data.near_copies import NearCopies, essence, normalised

LEAST_SENTENCES = 80
LEAST_AMONG_NEIGHBOURS = 120
LEAST_TAUGHT = 5  # sentences of an intent that a trainer has found and named: it grows from these
# Families whose members differ by a shade (calm or pushing, rule or wish): few sentences cannot draw their borders.
NEIGHBOURS: tuple[frozenset[str], ...] = (
    frozenset({"track_shipment", "urge_delivery", "urge_shipping", "ask_ship_time", "ask_delivery_time"}),
    frozenset({"ask_promotion", "ask_coupon", "ask_price", "bargain", "ask_gift"}),
    frozenset({"request_return", "ask_return_policy", "ask_return_shipping", "ask_refund_progress"}),
    frozenset({"query_order", "place_order_help"}),
)
SIDES: tuple[Side, ...] = ("train", "test")


def main() -> int:
    problems = list(check())
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problem(s)." if problems else "The sentences are in order.")
    return 1 if problems else 0


def check(root: Path = ROOT) -> Iterator[str]:
    catalogue = read_catalogue(root)
    train, test = read_sentences("train", root), read_sentences("test", root)
    yield from _files(catalogue, root)
    yield from _unknown(catalogue, [*train, *test])
    yield from _too_few(catalogue, train)
    yield from _twice([*train, *test])
    yield from _near_copies(train, test)
    yield from marked_messages.problems(root)
    yield from handover_dialogues.problems(root)


def _files(catalogue: dict[str, Intent], root: Path) -> Iterator[str]:
    wanted = {f"{intent.skill}/{intent.name}.yml" for intent in catalogue.values()}
    for side in SIDES:
        optional = {f"{one.skill}/{one.name}.yml" for one in catalogue.values() if one.taught and side == "test"}
        there = {str(path.relative_to(root / side)) for path in (root / side).glob("*/*.yml")}
        yield from (f"nlu_data/{side}/{name} is missing." for name in sorted(wanted - there - optional))
        yield from (f"nlu_data/{side}/{name} belongs to no intent of its skill." for name in sorted(there - wanted))


def _unknown(catalogue: dict[str, Intent], sentences: Sequence[Sentence]) -> Iterator[str]:
    names = {sentence.intent for sentence in sentences} - set(catalogue)
    yield from (f"The intent {name} is not in nlu_data/intents.yml." for name in sorted(names))


def _too_few(catalogue: dict[str, Intent], train: Sequence[Sentence]) -> Iterator[str]:
    counts = Counter(sentence.intent for sentence in train)
    for name, intent in catalogue.items():
        least = LEAST_TAUGHT if intent.taught else least_sentences(name)
        if counts[name] < least:
            yield f"{name} has {counts[name]} training sentences, it needs {least}."


def least_sentences(intent: str) -> int:
    close = any(intent in family for family in NEIGHBOURS)
    return LEAST_AMONG_NEIGHBOURS if close else LEAST_SENTENCES


def _twice(sentences: Sequence[Sentence]) -> Iterator[str]:
    """Within an intent a soft word at the end may differ; between two, and over the split, it may not."""
    seen: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        like = seen[essence(sentence.plain)]
        first = next((other for other in like if _clashes(sentence, other)), None)
        if first:
            yield f"“{sentence.plain}” ({_place(sentence)}) says the same as “{first.plain}” ({_place(first)})."
        like.append(sentence)


def _clashes(one: Sentence, other: Sentence) -> bool:
    together = (one.intent, one.side) == (other.intent, other.side)
    return not together or normalised(one.plain) == normalised(other.plain)


def _near_copies(train: Sequence[Sentence], test: Sequence[Sentence]) -> Iterator[str]:
    known = NearCopies(sentence.plain for sentence in train)
    for sentence in test:
        for copy in known.of(sentence.plain):
            if essence(copy) != essence(sentence.plain):
                yield f"“{sentence.plain}” ({_place(sentence)}) nearly copies the training sentence “{copy}”."


def _place(sentence: Sentence) -> str:
    return f"{sentence.side}, {sentence.intent}"


if __name__ == "__main__":
    sys.exit(main())
