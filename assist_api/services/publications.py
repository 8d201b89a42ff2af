"""Which model went live when, by whom and why: written down before the bot is asked, ended when it has answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from assist_api.domain.training import Kind, Outcome
from assist_api.errors import ModelNotFound, TrainingNotFound
from assist_api.services.people import Agent
from assist_api.services.training import PUBLICATIONS_KEPT, reason
from assist_api.store import casework, training
from assist_api.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Wanted:
    """What is to go live. `sha256`: of its file; empty for a model of no run."""

    model: str
    sha256: str
    run_id: str | None


def of_run(unit: UnitOfWork, run_id: str) -> Wanted:
    row = training.find_run(unit.connection, run_id)
    if row is None:
        raise TrainingNotFound
    if not row["model"]:
        raise ModelNotFound("这次训练没有完成，没有可以发布的模型。")
    return _of_row(row)


def before(unit: UnitOfWork, live: str) -> Wanted:
    """What was live when the model that is live now was published: one step back, and another one the next time."""
    row = training.published(unit.connection, live)
    if row is None:
        raise ModelNotFound("没有更早的版本可以回滚。")
    return of_model(unit, row["previous"])


def of_publication(unit: UnitOfWork, publication_id: str) -> Wanted:
    """The model that went live then."""
    row = training.find_publication(unit.connection, publication_id)
    if row is None:
        raise ModelNotFound
    return of_model(unit, row["model"])


def of_model(unit: UnitOfWork, model: str) -> Wanted:
    row = training.model_of(unit.connection, model)
    return _of_row(row) if row else Wanted(model, "", None)


def begin(unit: UnitOfWork, wanted: Wanted, kind: Kind, previous: str, agent: Agent, why: str, now: datetime) -> str:
    values = {"model": wanted.model, "run_id": wanted.run_id, "previous": previous, "by": agent.name}
    publication_id = training.add_publication(unit.connection, kind, now, **values, why=reason(why))
    casework.keep_audit(unit.connection, agent.name, f"{kind.value}_model", now, model=wanted.model, why=why)
    return publication_id


def end(unit: UnitOfWork, publication_id: str, outcome: Outcome, now: datetime, problem: str = "") -> None:
    training.end_publication(unit.connection, publication_id, outcome, now, problem)


def listed(unit: UnitOfWork) -> list[dict[str, Any]]:
    return [_public(row) for row in training.newest_publications(unit.connection, PUBLICATIONS_KEPT)]


def _of_row(row: RowMapping) -> Wanted:
    return Wanted(row["model"], row["sha256"], row["id"])


def _public(row: RowMapping) -> dict[str, Any]:
    same = ("id", "kind", "outcome", "model", "previous", "run_id", "by", "why", "problem")
    ended = row["ended_at"].isoformat() if row["ended_at"] else None
    return {**{name: row[name] for name in same}, "at": row["at"].isoformat(), "ended_at": ended}
