"""When the messages to be labelled next are chosen anew, and how many."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LearningRules:
    """How the next messages are chosen; teaching/learning_order.py says what the numbers mean there."""

    ahead: int  # messages chosen at once
    anew_after: int  # labels, or new messages, after which the choice is made anew
    anew_share: float  # of the open messages: while more come in, so many new ones make the choice anew
    considered: int  # messages that are weighed one by one
    most: int  # messages that are looked at: the newest
    margin_scale: float
    prior: float


@dataclass(frozen=True)
class Stand:
    """How many messages with a vector wait for a label, and how many have been decided on."""

    waiting: int
    decided: int


def is_due(stand: Stand, before: Stand | None, rules: LearningRules) -> bool:
    """`before`: when they were last chosen. Labels that are taken back count as labels that are given."""
    if before is None:
        return True
    new = stand.waiting + stand.decided - before.waiting - before.decided
    enough = max(rules.anew_after, rules.anew_share * stand.waiting)
    return abs(stand.decided - before.decided) >= rules.anew_after or new >= enough
