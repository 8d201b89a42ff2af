"""A training and what becomes of its model: states, stages, and the lines in which the worker tells how far it is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

LOST_AFTER = timedelta(seconds=60)  # without a word of the process that looks after a run
MOST_QUEUED = 5
LOG_KEPT = 20_000  # characters, of the end
REASON_LIMIT = 200
MOST_WRONG = 10  # of what is wrong with the data, told at once
_TOLD = ">> "


class State(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = (State.QUEUED, State.RUNNING)


class Stage(StrEnum):
    """Of a run, in their order; the worker tells which one it is in."""

    WAITING = "waiting"
    COPY = "copy"
    READ = "read"
    TRAIN = "train"
    EXAM = "exam"
    CROSS_VALIDATION = "cross_validation"


class Kind(StrEnum):
    """Of a publication."""

    PUBLISH = "publish"
    ROLLBACK = "rollback"


class Outcome(StrEnum):
    """Of a publication; `TRYING`: the bot is loading the model."""

    TRYING = "trying"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Progress:
    """`done`: share of the whole run, 0 to 1."""

    stage: Stage = Stage.WAITING
    done: float = 0.0


def progress_of(line: str) -> Progress | None:
    """What a line of the worker's output tells of its progress; None: it is a line of the log."""
    if not line.startswith(_TOLD):
        return None
    told = json.loads(line.removeprefix(_TOLD))
    return Progress(Stage(told["stage"]), float(told["done"]))


def not_in_order(wrong: Sequence[str]) -> str:
    """Why nothing was trained."""
    more = [f"还有 {len(wrong) - MOST_WRONG} 处，见日志。"] if len(wrong) > MOST_WRONG else []
    return "\n".join([f"数据有 {len(wrong)} 处问题，没有开始训练，改好后请再训练：", *wrong[:MOST_WRONG], *more])


def longer(log: str, lines: list[str]) -> str:
    """The log with these lines, cut at its beginning where it grows too long."""
    whole = "".join([log, *(f"{line}\n" for line in lines)])
    return whole if len(whole) <= LOG_KEPT else "…\n" + whole[-LOG_KEPT:].partition("\n")[2]
