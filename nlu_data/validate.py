"""Check the sentences before anything is trained: `python -m nlu_data.validate`, exit status 1 for any problem."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

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


class Kind(StrEnum):
    MISSING = "missing"
    STRAY = "stray"
    UNKNOWN = "unknown"
    TOO_FEW = "too_few"
    TWICE = "twice"
    NEAR_COPY = "near_copy"


SENTENCES: Mapping[Kind, str] = {
    Kind.MISSING: "nlu_data/{side}/{name} is missing.",
    Kind.STRAY: "nlu_data/{side}/{name} belongs to no intent of its skill.",
    Kind.UNKNOWN: "The intent {intent} is not in nlu_data/intents.yml.",
    Kind.TOO_FEW: "{intent} has {count} training sentences, it needs {least}.",
    Kind.TWICE: "“{one.plain}” ({one.side}, {one.intent}) says the same as "
    "“{other.plain}” ({other.side}, {other.intent}).",
    Kind.NEAR_COPY: "“{one.plain}” ({one.side}, {one.intent}) nearly copies the training sentence “{copy}”.",
}


@dataclass(frozen=True)
class Finding:
    """`about`: what its sentence names; sentences are `Sentence`s."""

    kind: Kind
    about: Mapping[str, Any]

    def __str__(self) -> str:
        return SENTENCES[self.kind].format(**self.about)


def main() -> int:
    problems = list(check())
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problem(s)." if problems else "The sentences are in order.")
    return 1 if problems else 0


def check(root: Path = ROOT) -> Iterator[str]:
    yield from map(str, findings(root))
    yield from marked_messages.problems(root)
    yield from handover_dialogues.problems(root)


def findings(root: Path = ROOT) -> Iterator[Finding]:
    """What is wrong with that which the bot's classifier is trained on and examined with."""
    catalogue = read_catalogue(root)
    train, test = read_sentences("train", root), read_sentences("test", root)
    yield from _files(catalogue, root)
    yield from _unknown(catalogue, [*train, *test])
    yield from _too_few(catalogue, train)
    yield from _twice([*train, *test])
    yield from _near_copies(train, test)


def _files(catalogue: dict[str, Intent], root: Path) -> Iterator[Finding]:
    wanted = {f"{intent.skill}/{intent.name}.yml" for intent in catalogue.values()}
    for side in SIDES:
        optional = {f"{one.skill}/{one.name}.yml" for one in catalogue.values() if one.taught and side == "test"}
        there = {str(path.relative_to(root / side)) for path in (root / side).glob("*/*.yml")}
        for name in sorted(wanted - there - optional):
            yield Finding(Kind.MISSING, {"side": side, "name": name})
        for name in sorted(there - wanted):
            yield Finding(Kind.STRAY, {"side": side, "name": name})


def _unknown(catalogue: dict[str, Intent], sentences: Sequence[Sentence]) -> Iterator[Finding]:
    names = {sentence.intent for sentence in sentences} - set(catalogue)
    yield from (Finding(Kind.UNKNOWN, {"intent": name}) for name in sorted(names))


def _too_few(catalogue: dict[str, Intent], train: Sequence[Sentence]) -> Iterator[Finding]:
    counts = Counter(sentence.intent for sentence in train)
    for name, intent in catalogue.items():
        least = LEAST_TAUGHT if intent.taught else least_sentences(name)
        if counts[name] < least:
            yield Finding(Kind.TOO_FEW, {"intent": name, "count": counts[name], "least": least})


def least_sentences(intent: str) -> int:
    close = any(intent in family for family in NEIGHBOURS)
    return LEAST_AMONG_NEIGHBOURS if close else LEAST_SENTENCES


def _twice(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Within an intent a soft word at the end may differ; between two, and over the split, it may not."""
    seen: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        like = seen[essence(sentence.plain)]
        first = next((other for other in like if _clashes(sentence, other)), None)
        if first:
            yield Finding(Kind.TWICE, {"one": sentence, "other": first})
        like.append(sentence)


def _clashes(one: Sentence, other: Sentence) -> bool:
    together = (one.intent, one.side) == (other.intent, other.side)
    return not together or normalised(one.plain) == normalised(other.plain)


def _near_copies(train: Sequence[Sentence], test: Sequence[Sentence]) -> Iterator[Finding]:
    known = NearCopies(sentence.plain for sentence in train)
    for sentence in test:
        for copy in known.of(sentence.plain):
            if essence(copy) != essence(sentence.plain):
                yield Finding(Kind.NEAR_COPY, {"one": sentence, "copy": copy})


if __name__ == "__main__":
    sys.exit(main())
