"""Edits of several agents in the same direction, made one proposed change of the entry they edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assist_api.domain.approval import is_personal
from assist_api.domain.edits import MOST_COMPARED, Operation, applied, likeness, operations
from assist_api.domain.slotting import lifted

LEAST_EDITS = 3
LEAST_AGENTS = 2
SAME_PLACE = 8  # characters between two places that are one
SAME_WORDS = 0.6


@dataclass(frozen=True)
class Edit:
    """A suggestion from an entry, and what an agent made of it; `template` is the entry's answer at that time."""

    entry_id: str
    agent_id: str
    at: datetime
    template: str
    facts: Mapping[str, str]
    text: str
    sent: str


@dataclass(frozen=True)
class EntryChange:
    entry_id: str
    present: str
    proposed: str
    changes: tuple[Operation, ...]
    edits: tuple[Edit, ...]

    @property
    def agents(self) -> int:
        return len({edit.agent_id for edit in self.edits})

    @property
    def days(self) -> int:
        return len({edit.at.date() for edit in self.edits})


Vote = tuple[Operation, Edit]


def entry_changes(edits: Iterable[Edit], answers: Mapping[str, str]) -> list[EntryChange]:
    """At most one for each entry; an edit of an answer that was changed since then says nothing about the new one."""
    by_entry: dict[str, list[Edit]] = {}
    for edit in edits:
        if answers.get(edit.entry_id) == edit.template:
            by_entry.setdefault(edit.entry_id, []).append(edit)
    found = (_change(entry_id, answers[entry_id], group) for entry_id, group in by_entry.items())
    return [change for change in found if change]


def _change(entry_id: str, present: str, edits: Sequence[Edit]) -> EntryChange | None:
    votes = [(change, edit) for edit in edits for change in _changes(edit)]
    common = [group for group in _alike(votes) if _is_common(group)]
    chosen = _apart([_middle(group) for group in sorted(common, key=len, reverse=True)])
    if not chosen:
        return None
    evidence = {id(edit): edit for group in common if _middle(group) in chosen for _, edit in group}
    ordered = sorted(evidence.values(), key=lambda edit: edit.at, reverse=True)
    return EntryChange(entry_id, present, applied(present, chosen), tuple(chosen), tuple(ordered))


def _changes(edit: Edit) -> list[Operation]:
    """In words, without anybody's data, and not of a fact."""
    changes = lifted(operations(edit.text.strip(), edit.sent), edit.template, edit.facts)
    return [one for one in changes if _has_words(one) and not is_personal(one.new)]


def _has_words(change: Operation) -> bool:
    return any(character.isalnum() for character in change.old + change.new)


def _alike(votes: Sequence[Vote]) -> list[list[Vote]]:
    groups: list[list[Vote]] = []
    for vote in votes:
        home = next((group for group in groups if _is_same(group[0][0], vote[0])), None)
        if home is None:
            groups.append([vote])
        else:
            home.append(vote)
    return groups


def _is_same(one: Operation, other: Operation) -> bool:
    near = abs(one.at - other.at) <= SAME_PLACE
    return near and _says_same(one.old, other.old) and _says_same(one.new, other.new)


def _says_same(one: str, other: str) -> bool:
    return likeness(one, other) >= SAME_WORDS


def _is_common(group: Sequence[Vote]) -> bool:
    """Several edits by several agents; one who edits all day is one voice."""
    edits = {id(edit) for _, edit in group}
    return len(edits) >= LEAST_EDITS and len({edit.agent_id for _, edit in group}) >= LEAST_AGENTS


def _middle(group: Sequence[Vote]) -> Operation:
    changes = [change for change, _ in group[:MOST_COMPARED]]
    return max(changes, key=lambda one: sum(likeness(one.new, other.new) + (one == other) for other in changes))


def _apart(changes: Sequence[Operation]) -> list[Operation]:
    """Of changes that overlap the first stays."""
    chosen: list[Operation] = []
    for change in changes:
        if all(change.end < other.at or other.end < change.at for other in chosen):
            chosen.append(change)
    return sorted(chosen, key=lambda one: one.at)
