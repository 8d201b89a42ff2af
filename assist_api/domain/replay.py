"""Past matters decided again by other thresholds: what is gained, lost, earlier, later. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from assist_api.domain.handover import Circumstances, Decision, Turn, decide
from assist_api.domain.said import Reason
from assist_api.domain.thresholds import Thresholds

BY_MODE = Reason("mode", 0.0, "按接待模式先由人工接待")


@dataclass(frozen=True)
class Step:
    """A message of the shopper with all that was weighed at it.

    `decided`: what was decided then; None for a message that a person answered, of which only what the models read is
    known: not whether the bot would have failed at it.
    """

    message_id: str
    at: datetime
    turns: tuple[Turn, ...]
    known: Circumstances
    decided: Decision | None


@dataclass(frozen=True)
class Matter:
    """What was said from where the bot's memory began up to where it ended. `placed`: a person answered it first."""

    conversation_id: str
    steps: tuple[Step, ...]
    placed: bool = False


@dataclass(frozen=True)
class HandedOver:
    """At which message of the shopper (from 0), when, and why."""

    place: int
    at: datetime
    reasons: tuple[Reason, ...]


class Change(StrEnum):
    NEITHER = "neither"
    SAME = "same"
    GAINED = "gained"
    LOST = "lost"
    EARLIER = "earlier"
    LATER = "later"


@dataclass(frozen=True)
class Compared:
    matter: Matter
    before: HandedOver | None
    after: HandedOver | None

    @property
    def change(self) -> Change:
        if self.before is None or self.after is None:
            return _ONE_SIDED[self.before is not None, self.after is not None]
        if self.before.place == self.after.place:
            return Change.SAME
        return Change.EARLIER if self.after.place < self.before.place else Change.LATER


_ONE_SIDED = {(False, False): Change.NEITHER, (False, True): Change.GAINED, (True, False): Change.LOST}


def compare(matters: Sequence[Matter], thresholds: Thresholds) -> list[Compared]:
    return [Compared(matter, as_it_was(matter), by(matter, thresholds)) for matter in matters]


def as_it_was(matter: Matter) -> HandedOver | None:
    if matter.placed:
        return HandedOver(0, matter.steps[0].at, (BY_MODE,))
    return _first(matter, [step.decided for step in matter.steps])


def by(matter: Matter, thresholds: Thresholds) -> HandedOver | None:
    """As these thresholds would have had it, their mode included."""
    first = matter.steps[0]
    if thresholds.mode.starts_with_person(matter.conversation_id, attended=first.known.attended):
        return HandedOver(0, first.at, (BY_MODE,))
    return _first(matter, [decide(step.turns, thresholds, step.known) for step in matter.steps])


def decided_alike(matters: Sequence[Matter], thresholds: Thresholds) -> tuple[int, int]:
    """(decisions that come out exactly as stored, all): all of them where the file and the policy are the same."""
    stored = [step for matter in matters for step in matter.steps if step.decided]
    return sum(decide(step.turns, thresholds, step.known) == step.decided for step in stored), len(stored)


def without_person(step: Step, turn: Turn, at: datetime) -> Step:
    """The message after `step`, as if nobody had taken over: nothing is known of what the bot would have said."""
    known = replace(step.known, asked_by_bot=None, note="")
    return Step(turn.message_id, at, (*step.turns, turn), known, None)


def _first(matter: Matter, decisions: Sequence[Decision | None]) -> HandedOver | None:
    for place, (step, decision) in enumerate(zip(matter.steps, decisions, strict=True)):
        if decision and decision.handover:
            return HandedOver(place, step.at, decision.reasons)
    return None
