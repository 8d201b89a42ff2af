"""Groups of messages that ask much the same: what is found, and what trainers make of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class State(StrEnum):
    OPEN = "open"
    NAMED = "named"
    DISMISSED = "dismissed"


class RunState(StrEnum):
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Stage(StrEnum):
    """What a run does, in this order."""

    READ = "read"
    REDUCE = "reduce"
    NEIGHBOURS = "neighbours"
    GROUP = "group"
    WORDS = "words"
    KEEP = "keep"


@dataclass(frozen=True)
class Cluster:
    """`members`: ids of messages, the most typical first. `density`: their mean likeness to the middle, 0 to 1."""

    members: tuple[str, ...]
    keywords: tuple[str, ...]
    density: float


@dataclass(frozen=True)
class ClusterRules:
    """What counts as a cluster; assist_api/teaching.toml."""

    smallest: int  # messages, each counted once
    neighbours: int
    dense_among: int  # a place is as dense as the distance to the neighbour of this number is short
    voters: int  # nearest neighbours that decide where a message belongs which is in no dense place: half of them
    likeness: float  # cosine below which two messages say nothing about each other
    dimensions: int
    keywords: int
    threads: int
    memory_mb: int

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> ClusterRules:
        return cls(**table)


def inherits_dismissal(members_dismissed: int, members: int) -> bool:
    """What a trainer has put aside stays aside, also where a later run draws its border a little otherwise."""
    return members_dismissed * 2 > members
