"""Trainings: asked for by trainers, run one after the other by a worker, each with its score card at the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from assist_api.domain.messages import clean_text
from assist_api.domain.training import MOST_QUEUED, REASON_LIMIT, Progress, Stage, State, longer
from assist_api.errors import InvalidInput, TrainingEnded, TrainingNotFound, TrainingQueueFull
from assist_api.services.people import Agent
from assist_api.store import casework, training
from assist_api.store.unit_of_work import UnitOfWork

MOST_LISTED = 30
PUBLICATIONS_KEPT = 50  # back to each of them leads a click
INTERRUPTED = "训练进程中断了（服务可能重启过），请重新训练。"


def ask(unit: UnitOfWork, trainer: Agent, why: str, now: datetime) -> dict[str, Any]:
    if training.count_queued(unit.connection) >= MOST_QUEUED:
        raise TrainingQueueFull
    run_id = training.add_run(unit.connection, trainer.id, trainer.name, reason(why, needed=False), now)
    casework.keep_audit(unit.connection, trainer.name, "ask_training", now, run=run_id)
    return show(unit, run_id)


def reason(why: str, needed: bool = True) -> str:
    said = clean_text(why) if why.strip() else ""
    if needed and not said:
        raise InvalidInput("请写一句原因，以后查历史时用得上。")
    if len(said) > REASON_LIMIT:
        raise InvalidInput(f"原因请控制在 {REASON_LIMIT} 字以内。")
    return said


def cancel(unit: UnitOfWork, run_id: str, trainer: Agent, now: datetime) -> dict[str, Any]:
    """A queued one is gone at once; a running one is ended by its worker."""
    row = _found(unit, run_id)
    if row["state"] == State.RUNNING.value:
        training.want_stop(unit.connection, run_id)
    elif not training.end(unit.connection, run_id, State.CANCELLED, now):
        raise TrainingEnded
    casework.keep_audit(unit.connection, trainer.name, "cancel_training", now, run=run_id)
    return show(unit, run_id)


def listed(unit: UnitOfWork) -> list[dict[str, Any]]:
    """The newest first, without logs and cards."""
    return [_light(row) for row in training.newest_runs(unit.connection, MOST_LISTED)]


def show(unit: UnitOfWork, run_id: str) -> dict[str, Any]:
    """With its log and score card."""
    row = _found(unit, run_id)
    return {**_light({**row, "has_card": row["card"] is not None}), "log": row["log"], "card": row["card"]}


def revision(unit: UnitOfWork, run_id: str) -> int:
    return int(_found(unit, run_id)["revision"])


def claim(unit: UnitOfWork, worker: str, now: datetime) -> str | None:
    """The next one for this worker, once those that nobody looks after any more are put away."""
    for run_id in training.lost(unit.connection, now):
        training.end(unit.connection, run_id, State.FAILED, now, problem=INTERRUPTED)
    return training.claim(unit.connection, worker, now)


def tell(
    unit: UnitOfWork, run_id: str, worker: str, progress: Progress | None, lines: Sequence[str], now: datetime
) -> bool:
    """Also the sign of life, where there is no news. False: it is to be stopped."""
    told: dict[str, Any] = {"stage": progress.stage.value, "done": progress.done} if progress else {}
    if lines:
        told["log"] = longer(_found(unit, run_id)["log"], list(lines))
    return training.tell(unit.connection, run_id, worker, now, **told)


def finish(unit: UnitOfWork, run_id: str, card: dict[str, Any], now: datetime) -> None:
    values = {"model": card["model"], "sha256": card["sha256"], "card": card, "done": 1.0}
    training.end(unit.connection, run_id, State.DONE, now, **values)


def fail(unit: UnitOfWork, run_id: str, problem: str, now: datetime) -> None:
    training.end(unit.connection, run_id, State.FAILED, now, problem=problem)


def stopped(unit: UnitOfWork, run_id: str, now: datetime) -> None:
    training.end(unit.connection, run_id, State.CANCELLED, now)


def spare_models(unit: UnitOfWork) -> list[str]:
    """Whose files may go: of runs that nobody sees any more and that the history does not lead back to."""
    return training.spare_models(unit.connection, MOST_LISTED, PUBLICATIONS_KEPT)


def _found(unit: UnitOfWork, run_id: str) -> RowMapping:
    row = training.find_run(unit.connection, run_id)
    if row is None:
        raise TrainingNotFound
    return row


def _light(row: Any) -> dict[str, Any]:
    times = {name: _iso(row[name]) for name in ("asked_at", "started_at", "ended_at")}
    same = ("id", "state", "why", "stop_wanted", "done", "revision", "problem", "model", "has_card")
    return {
        **{name: row[name] for name in same},
        **times,
        "stage": Stage(row["stage"]).value,
        "asked_by": row["asked_name"],
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
