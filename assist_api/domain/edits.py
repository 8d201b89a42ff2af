"""What an agent changed in a suggestion before sending it, as operations on its characters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

BRIDGED = 1  # that many equal characters between two changes make them one: alone they are chance in Chinese
SHORTEST_KEPT = 2  # shorter runs that both texts share are chance too
MOST_COMPARED = 60  # each with each
STILL_THE_REPLY = 0.5  # less of the suggestion than this, and the agent wrote a reply of their own


@dataclass(frozen=True)
class Operation:
    """At the place `at` of the suggestion, `old` gave way to `new`; either may be empty."""

    at: int
    old: str
    new: str

    @property
    def end(self) -> int:
        return self.at + len(self.old)


def operations(before: str, after: str) -> tuple[Operation, ...]:
    """The changes that make `after` out of `before`, in order, none touching another."""
    spans: list[tuple[int, int, int, int]] = []
    for kind, start, end, start_after, end_after in _matcher(before, after).get_opcodes():
        if kind == "equal":
            continue
        if spans and start - spans[-1][1] <= BRIDGED:
            start, start_after = spans[-1][0], spans[-1][2]
            spans.pop()
        spans.append((start, end, start_after, end_after))
    return tuple(Operation(start, before[start:end], after[left:right]) for start, end, left, right in spans)


def applied(text: str, changes: Iterable[Operation]) -> str:
    """`text` after the changes; the reverse of `operations`."""
    for change in sorted(changes, key=lambda one: -one.at):
        text = text[: change.at] + change.new + text[change.end :]
    return text


def kept_share(before: str, after: str) -> float:
    """How much of the suggestion stands in what was sent, 0 to 1; what was added to it does not count."""
    if not before:
        return 0.0
    blocks = _matcher(before, after).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= SHORTEST_KEPT) / len(before)


def likeness(one: str, other: str) -> float:
    return 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio()


def medoid(texts: Sequence[str]) -> str:
    """The one that is most like all the others; of many the first ones decide."""
    compared = texts[:MOST_COMPARED]
    return max(compared, key=lambda text: sum(likeness(text, other) for other in compared))


def _matcher(before: str, after: str) -> SequenceMatcher[str]:
    return SequenceMatcher(None, before, after, autojunk=False)
