"""The way back from a sent text to its slots: what equals a fact that was shown becomes the fact's slot again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assist_api.domain.edits import Operation
from assist_api.domain.slots import SLOT

SHORTEST_BARE = 3  # characters; a shorter value is told from chance by its unit alone
UNIT = re.compile(r"\s*(元|块|天|小时|分钟|折|%|件|双|个工作日|工作日|个月|年)")


@dataclass(frozen=True)
class Known:
    """A fact as it was shown; `unit` is what follows it in the shown text, like 天 behind 7."""

    slot: str
    value: str
    unit: str = ""


@dataclass(frozen=True)
class Piece:
    """A stretch of a template and what stood in its place; `fixed` for a slot, which nobody may change by words."""

    template: str
    text: str
    fixed: bool


def pieces(template: str, facts: Mapping[str, str]) -> list[Piece]:
    found, at = [], 0
    for slot in SLOT.finditer(template):
        found.append(Piece(template[at : slot.start()], template[at : slot.start()], False))
        found.append(Piece(slot[0], facts.get(slot[1], slot[0]), True))
        at = slot.end()
    return [piece for piece in (*found, Piece(template[at:], template[at:], False)) if piece.template]


def known_facts(template: str, facts: Mapping[str, str]) -> tuple[Known, ...]:
    return tuple(Known(slot, value, _unit_behind(template, slot)) for slot, value in facts.items())


def lifted(changes: Iterable[Operation], template: str, facts: Mapping[str, str]) -> Iterator[Operation]:
    """The changes of a filled text as changes of its template; those that touch a fact are left out."""
    there = pieces(template, facts)
    for change in changes:
        at = _place(there, change)
        if at is not None:
            yield Operation(at, change.old, slotted(change.new, known_facts(template, facts)))


def slotted(text: str, known: Sequence[Known]) -> str:
    """`text` with every value that stands for one fact alone replaced by the fact's slot."""
    for fact in sorted(known, key=lambda one: -len(one.value)):
        if _is_told_apart(fact, known):
            text = _pattern(fact).sub(f"{{{fact.slot}}}", text)
    return text


def _unit_behind(template: str, slot: str) -> str:
    _, _, behind = template.partition(f"{{{slot}}}")
    unit = UNIT.match(behind)
    return unit[1] if unit else ""


def _place(there: Sequence[Piece], change: Operation) -> int | None:
    """Where in the template a change of the filled text lies; None where it reaches into a fact."""
    at, start = 0, 0
    for piece in there:
        end = start + len(piece.text)
        inside = start <= change.at and change.end <= end
        if inside and (not piece.fixed or change.at == change.end == start):
            return at + change.at - start
        at, start = at + len(piece.template), end
    return at if change.at == change.end == start else None


def _is_told_apart(fact: Known, known: Sequence[Known]) -> bool:
    """Not by chance, and not the value of another thing too; 运单号 of order and parcel is one thing."""
    others = {one.slot.rpartition(".")[2] for one in known if (one.value, one.unit) == (fact.value, fact.unit)}
    return len(others) == 1 and (bool(fact.unit) or len(fact.value) >= SHORTEST_BARE)


def _pattern(fact: Known) -> re.Pattern[str]:
    unit = rf"(?=\s*{re.escape(fact.unit)})" if fact.unit else r"(?![\d.]*\d)"
    return re.compile(rf"(?<![\d.{{]){re.escape(fact.value)}{unit}")
