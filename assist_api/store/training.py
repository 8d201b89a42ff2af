"""Trainings and publications. One training runs at a time: a running one holds the only `slot`."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from assist_api.domain.training import LOST_AFTER, OPEN, Kind, Outcome, State
from assist_api.store.schema import publications, training_runs

_ONLY_SLOT = 1
_HEAVY = ("log", "card")


def add_run(connection: Connection, staff_id: str, name: str, why: str, now: datetime) -> str:
    run_id = f"r{secrets.token_hex(8)}"
    values = {"id": run_id, "state": State.QUEUED.value, "asked_by": staff_id, "asked_name": name, "why": why}
    connection.execute(insert(training_runs).values(**values, asked_at=now))
    return run_id


def count_queued(connection: Connection) -> int:
    query = select(func.count()).where(training_runs.c.state == State.QUEUED.value)
    return int(connection.execute(query).scalar_one())


def find_run(connection: Connection, run_id: str) -> RowMapping | None:
    return connection.execute(select(training_runs).where(training_runs.c.id == run_id)).mappings().first()


def newest_runs(connection: Connection, limit: int) -> list[RowMapping]:
    """Without their logs and score cards."""
    light = [column for column in training_runs.c if column.name not in _HEAVY]
    has_card = training_runs.c.card.is_not(None).label("has_card")
    query = select(*light, has_card).order_by(training_runs.c.asked_at.desc(), training_runs.c.id)
    return list(connection.execute(query.limit(limit)).mappings())


def claim(connection: Connection, worker: str, now: datetime) -> str | None:
    """The oldest queued run becomes this worker's, if none is running anywhere."""
    oldest = (
        select(training_runs.c.id)
        .where(training_runs.c.state == State.QUEUED.value)
        .order_by(training_runs.c.asked_at, training_runs.c.id)
        .limit(1)
    )
    run_id = connection.execute(oldest).scalar()
    busy = connection.execute(select(training_runs.c.id).where(training_runs.c.slot == _ONLY_SLOT)).scalar()
    if run_id is None or busy is not None:
        return None
    mine = update(training_runs).where(training_runs.c.id == run_id, training_runs.c.state == State.QUEUED.value)
    started = {"state": State.RUNNING.value, "slot": _ONLY_SLOT, "worker": worker, "started_at": now, "seen_at": now}
    try:
        with connection.begin_nested():
            taken = connection.execute(mine.values(**started, revision=training_runs.c.revision + 1)).rowcount
    except IntegrityError:  # another process was quicker
        return None
    return str(run_id) if taken else None


def tell(connection: Connection, run_id: str, worker: str, now: datetime, **values: Any) -> bool:
    """A sign of life, with `values` as news. False: it is to be stopped, or is no longer this worker's."""
    mine = (training_runs.c.id == run_id) & (training_runs.c.worker == worker) & _running()
    changed = {**values, "seen_at": now}
    if values:
        changed["revision"] = training_runs.c.revision + 1
    if connection.execute(update(training_runs).where(mine).values(**changed)).rowcount == 0:
        return False
    query = select(training_runs.c.stop_wanted).where(training_runs.c.id == run_id)
    return not connection.execute(query).scalar_one()


def end(connection: Connection, run_id: str, state: State, now: datetime, **values: Any) -> bool:
    """False: it had ended before."""
    is_open = training_runs.c.state.in_([one.value for one in OPEN])
    query = update(training_runs).where(training_runs.c.id == run_id, is_open)
    ended = {"state": state.value, "slot": None, "ended_at": now, "revision": training_runs.c.revision + 1}
    return connection.execute(query.values(**ended, **values)).rowcount == 1


def want_stop(connection: Connection, run_id: str) -> None:
    query = update(training_runs).where(training_runs.c.id == run_id, _running())
    connection.execute(query.values(stop_wanted=True, revision=training_runs.c.revision + 1))


def lost(connection: Connection, now: datetime) -> list[str]:
    """Running ones of which nothing has been heard for too long."""
    silent = or_(training_runs.c.seen_at.is_(None), training_runs.c.seen_at < now - LOST_AFTER)
    return list(connection.execute(select(training_runs.c.id).where(_running(), silent)).scalars())


def model_of(connection: Connection, model: str) -> RowMapping | None:
    """The newest finished run that made this model."""
    query = select(training_runs).where(training_runs.c.model == model, training_runs.c.state == State.DONE.value)
    return connection.execute(query.order_by(training_runs.c.ended_at.desc()).limit(1)).mappings().first()


def spare_models(connection: Connection, runs_kept: int, publications_kept: int) -> list[str]:
    """Models of older runs that no publication of the newest brought or replaced."""
    newest = select(training_runs.c.id).order_by(training_runs.c.asked_at.desc()).limit(runs_kept)
    models = select(training_runs.c.model).where(training_runs.c.model.is_not(None))
    old = set(connection.execute(models.where(training_runs.c.id.not_in(newest))).scalars())
    kept = set(connection.execute(models.where(training_runs.c.id.in_(newest))).scalars())
    for row in newest_publications(connection, publications_kept):
        kept |= {row["model"], row["previous"]}
    return sorted(old - kept)


def add_publication(connection: Connection, kind: Kind, now: datetime, **values: Any) -> str:
    publication_id = f"b{secrets.token_hex(8)}"
    made = {"id": publication_id, "kind": kind.value, "outcome": Outcome.TRYING.value, "at": now}
    connection.execute(insert(publications).values(**made, **values))
    return publication_id


def end_publication(connection: Connection, publication_id: str, outcome: Outcome, now: datetime, problem: str) -> None:
    query = update(publications).where(publications.c.id == publication_id)
    connection.execute(query.values(outcome=outcome.value, ended_at=now, problem=problem))


def published(connection: Connection, model: str) -> RowMapping | None:
    """When it was published last, not rolled back to."""
    done = (publications.c.outcome == Outcome.DONE.value) & (publications.c.kind == Kind.PUBLISH.value)
    query = select(publications).where(done, publications.c.model == model)
    return connection.execute(query.order_by(publications.c.at.desc()).limit(1)).mappings().first()


def newest_publications(connection: Connection, limit: int) -> list[RowMapping]:
    query = select(publications).order_by(publications.c.at.desc(), publications.c.id)
    return list(connection.execute(query.limit(limit)).mappings())


def find_publication(connection: Connection, publication_id: str) -> RowMapping | None:
    return connection.execute(select(publications).where(publications.c.id == publication_id)).mappings().first()


def _running() -> Any:
    return training_runs.c.state == State.RUNNING.value
