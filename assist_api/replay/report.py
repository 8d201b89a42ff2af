"""What a replay found: as numbers for programs, and as a table for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assist_api.domain.queue_load import HOURS, an_hour, days_in, minutes_a_case, most_people
from assist_api.domain.replay import Change, Compared, HandedOver, compare, decided_alike
from assist_api.domain.thresholds import Thresholds
from assist_api.services.replays import Past

EXAMPLES = 5  # of each change
UNMEASURED_MINUTES = 5.0
_TITLES = {
    Change.GAINED: "gained: now with a person",
    Change.LOST: "lost: now with the bot",
    Change.EARLIER: "earlier",
    Change.LATER: "later",
    Change.SAME: "the same message",
    Change.NEITHER: "no person in either",
}


@dataclass(frozen=True)
class Asked:
    """`minutes`: of a case; None: the median of those that agents ended."""

    thresholds: Thresholds
    minutes: float | None = None
    side_by_side: int = 1


def as_data(past: Past, asked: Asked) -> dict[str, Any]:
    compared = compare(past.matters, asked.thresholds)
    alike, stored = decided_alike(past.matters, asked.thresholds)
    counted = Counter(one.change for one in compared)
    return {
        "conversations": past.conversations,
        "matters": len(past.matters),
        "decisions": {"stored": stored, "decided_alike": alike, "unreadable": past.unreadable},
        "thresholds": asked.thresholds.version,
        "changes": {change.value: counted[change] for change in Change},
        "matters_by_change": {change.value: _told(compared, change) for change in _TITLES if change in _SHOWN},
        "load": _load(past, compared, asked),
    }


_SHOWN = (Change.GAINED, Change.LOST, Change.EARLIER, Change.LATER)


def _told(compared: Sequence[Compared], change: Change) -> list[dict[str, Any]]:
    return [
        {
            "conversation_id": one.matter.conversation_id,
            "messages": len(one.matter.steps),
            "before": _where(one.before),
            "after": _where(one.after),
        }
        for one in compared
        if one.change is change
    ]


def _where(handed: HandedOver | None) -> dict[str, Any] | None:
    if handed is None:
        return None
    reasons = [{"code": one.code, "weight": one.weight, "words": one.words} for one in handed.reasons]
    return {"message": handed.place, "at": handed.at.isoformat(), "reasons": reasons}


def _load(past: Past, compared: Sequence[Compared], asked: Asked) -> dict[str, Any]:
    minutes = asked.minutes or minutes_a_case(past.phases) or UNMEASURED_MINUTES
    days = days_in([step.at for matter in past.matters for step in matter.steps])
    moments = {
        "before": [one.before.at for one in compared if one.before],
        "after": [one.after.at for one in compared if one.after],
    }
    return {
        "days": days,
        "minutes_a_case": minutes,
        "side_by_side": asked.side_by_side,
        "handovers": {name: len(those) for name, those in moments.items()},
        "an_hour": {name: an_hour(those, days) for name, those in moments.items()},
        "people_at_the_peak": {name: _people(those, minutes, asked) for name, those in moments.items()},
    }


def _people(moments: Sequence[datetime], minutes: float, asked: Asked) -> int:
    return most_people(moments, minutes, asked.side_by_side)


def as_table(found: Mapping[str, Any]) -> Iterator[str]:
    decisions = found["decisions"]
    yield f"{found['conversations']} conversations, {found['matters']} matters, thresholds {found['thresholds']}"
    yield f"{decisions['decided_alike']} of {decisions['stored']} decisions come out as they were stored"
    if decisions["unreadable"]:
        yield f"{decisions['unreadable']} decisions are from before their inputs were stored, and are left out"
    yield ""
    yield from (f"{title:28}{found['changes'][change.value]:>6}" for change, title in _TITLES.items())
    for change in _SHOWN:
        yield from _examples(_TITLES[change], found["matters_by_change"][change.value])
    yield from _load_table(found["load"])


def _examples(title: str, those: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if those:
        yield f"\n{title}"
    for one in those[:EXAMPLES]:
        yield f"  {one['conversation_id']}  before: {_in_words(one['before'])}  now: {_in_words(one['after'])}"
    if len(those) > EXAMPLES:
        yield f"  and {len(those) - EXAMPLES} more (--json names all)"


def _in_words(where: Mapping[str, Any] | None) -> str:
    if where is None:
        return "never"
    reasons = "、".join(f"{one['words']} {one['weight']:g}" for one in where["reasons"])
    return f"message {where['message'] + 1} ({reasons})"


def _load_table(load: Mapping[str, Any]) -> Iterator[str]:
    before, after = load["an_hour"]["before"], load["an_hour"]["after"]
    yield f"\nhandovers an hour, mean of {load['days']} days\n{'hour':6}{'before':>8}{'now':>8}"
    for hour in range(HOURS):
        if before[hour] or after[hour]:
            yield f"{hour:02}:00 {before[hour]:>8.2f}{after[hour]:>8.2f}"
    handovers, people = load["handovers"], load["people_at_the_peak"]
    yield f"{'all':6}{handovers['before']:>8}{handovers['after']:>8}"
    yield (
        f"people needed at the peak, {load['minutes_a_case']:g} minutes a case, {load['side_by_side']} side by side: "
        f"{people['before']} before, {people['after']} now"
    )
