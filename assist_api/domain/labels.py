"""What annotators say of a message, and what follows from all that was said of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
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
    marks: tuple[EntityMark, ...] = ()


@dataclass(frozen=True)
class Wish:
    """What an annotator asks for; `intent`: the one chosen, or the proposal that was seen and accepted."""

    decision: Decision
    intent: str | None = None
    marks: tuple[EntityMark, ...] = ()
    parts: tuple[Part, ...] = ()  # where it is split


@dataclass(frozen=True)
class Ruling:
    """What was decided of a message: one part, or several where it is split."""

    decision: Decision
    parts: tuple[Part, ...]


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
        """What is compared with another's: the intents, whatever their order; nothing of entities."""
        return "+".join(sorted(part.intent or "" for part in self.ruling.parts))

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
    return Ruling(wish.decision, (Part(text, intent, checked(text, wish.marks)),))


def agreed(opinions: Sequence[Opinion]) -> Opinion | None:
    """The one to be written: a reviewer's last word, else what all say who say anything; None while they differ."""
    settled = [one for one in opinions if one.settles]
    spoken = settled[-1:] or [one for one in opinions if one.speaks]
    return spoken[0] if len({one.verdict for one in spoken}) == 1 else None


def state_after(opinions: Sequence[Opinion]) -> State:
    spoken = [one for one in opinions if one.speaks]
    if not spoken:
        return State.SKIPPED if opinions else State.OPEN
    return State.OUT_OF_SCOPE if spoken[0].ruling.decision is Decision.OUT_OF_SCOPE else State.LABELLED


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
    return tuple(Part(part.text, part.intent, checked(part.text, part.marks)) for part in parts)


def _require(intent: str | None, known: Collection[str]) -> None:
    if not intent:
        raise InvalidInput("机器人对这句话没有提议，请选择一个意图。")
    if intent not in known:
        raise InvalidInput(f"意图目录里没有“{intent}”。")
