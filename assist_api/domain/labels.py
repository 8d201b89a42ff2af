"""What annotators say of a message, and what follows from all that was said of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from assist_api.domain.entity_marks import EntityMark, checked
from assist_api.domain.teaching import State
from assist_api.errors import InvalidInput

OUT_OF_SCOPE = "out_of_scope"  # the intent of the catalogue that stands for it
ENOUGH = 2  # opinions on one message, without a reviewer's


class Decision(StrEnum):
    ACCEPT = "accept"
    CHOOSE = "choose"
    OUT_OF_SCOPE = "out_of_scope"
    SKIP = "skip"
    SPLIT = "split"


@dataclass(frozen=True)
class Part:
    """A whole message, or one of its questions."""

    text: str
    intent: str | None = None
    marks: tuple[EntityMark, ...] | None = None  # None: nobody looked for any


@dataclass(frozen=True)
class Wish:
    """What an annotator asks for; `intent`: the one chosen, or the proposal that was seen and accepted."""

    decision: Decision
    intent: str | None = None
    marks: tuple[EntityMark, ...] | None = None
    parts: tuple[Part, ...] = ()  # where it is split


@dataclass(frozen=True)
class Ruling:
    """What was decided of a message: one part, or several where it is split."""

    decision: Decision
    parts: tuple[Part, ...]


Spans = frozenset[tuple[int, EntityMark]]


@dataclass(frozen=True)
class Opinion:
    """What one annotator says of one message; `label_ids` belong to the parts."""

    annotator_id: str
    annotator: str
    ruling: Ruling
    label_ids: tuple[str, ...]
    at: datetime
    settles: bool = False

    @property
    def verdict(self) -> str:
        """What is compared with another's by kappa: the intents, whatever their order."""
        return "+".join(sorted(part.intent or "" for part in self.ruling.parts))

    @property
    def pieces(self) -> tuple[str, ...]:
        return tuple(part.text for part in self.ruling.parts)

    @property
    def spans(self) -> Spans | None:
        """All that is marked, each with the number of its piece; None where it was not looked for."""
        if any(part.marks is None for part in self.ruling.parts):
            return None
        return frozenset((number, mark) for number, part in enumerate(self.ruling.parts) for mark in part.marks or ())

    @property
    def speaks(self) -> bool:
        return self.ruling.decision is not Decision.SKIP


def ruling(wish: Wish, text: str, proposal: str | None, known: Collection[str]) -> Ruling:
    """The wish, checked. `proposal`: the bot's, for whoever accepts it unseen; `known`: the catalogue's intents."""
    if wish.decision is Decision.SPLIT:
        return Ruling(wish.decision, _questions(text, wish.parts, known))
    if wish.decision is Decision.SKIP:
        return Ruling(wish.decision, (Part(text),))
    chosen = {Decision.ACCEPT: wish.intent or proposal, Decision.OUT_OF_SCOPE: OUT_OF_SCOPE}
    intent = chosen.get(wish.decision, wish.intent)
    _require(intent, known)
    return Ruling(wish.decision, (_checked(Part(text, intent, wish.marks)),))


def agreed(opinions: Sequence[Opinion]) -> Opinion | None:
    """The one to be written: a reviewer's last word, else what all say who say anything; None while they differ."""
    settled = [one for one in opinions if one.settles]
    spoken = settled[-1:] or [one for one in opinions if one.speaks]
    if not spoken or any(_differ(spoken[0], other) for other in spoken):
        return None
    return next((one for one in spoken if one.spans is not None), spoken[0])


def spans_of_both(one: Opinion, other: Opinion) -> tuple[Spans, Spans] | None:
    """None where they cannot be compared: one did not look for entities, or they split the message differently."""
    if one.spans is None or other.spans is None or one.pieces != other.pieces:
        return None
    return one.spans, other.spans


def state_after(opinions: Sequence[Opinion]) -> State:
    spoken = [one for one in opinions if one.speaks]
    if not spoken:
        return State.SKIPPED if opinions else State.OPEN
    return State.OUT_OF_SCOPE if spoken[0].ruling.decision is Decision.OUT_OF_SCOPE else State.LABELLED


def _differ(one: Opinion, other: Opinion) -> bool:
    marked = spans_of_both(one, other)
    return one.verdict != other.verdict or (marked is not None and marked[0] != marked[1])


def _checked(part: Part) -> Part:
    return replace(part, marks=None if part.marks is None else checked(part.text, part.marks))


def _questions(text: str, parts: Sequence[Part], known: Collection[str]) -> tuple[Part, ...]:
    """At least two, each a piece of the message, in its order."""
    if len(parts) < 2:
        raise InvalidInput("拆分后至少要有两句。")
    at = 0
    for part in parts:
        _require(part.intent, known)
        found = text.find(part.text, at)
        if found < 0 or not part.text.strip():
            raise InvalidInput("拆出来的每一句都要是原话里的一段。")
        at = found + len(part.text)
    return tuple(_checked(part) for part in parts)


def _require(intent: str | None, known: Collection[str]) -> None:
    if not intent:
        raise InvalidInput("机器人对这句话没有提议，请选择一个意图。")
    if intent not in known:
        raise InvalidInput(f"意图目录里没有“{intent}”。")
