"""Clusters of the inbox's messages, and the runs that find them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from assist_api.domain.clusters import RunState, Stage, State
from assist_api.domain.teaching import State as ItemState
from assist_api.store.schema import cluster_runs, clusters, inbox_items

IN_ONE_READ = 2_000  # items with their vectors: under two megabytes
_LOOKED_AT = (inbox_items.c.state == ItemState.OPEN.value, inbox_items.c.folded_into.is_(None))


# Runs


def begin_run(connection: Connection, by: str, now: datetime) -> str:
    run = {"id": f"r{secrets.token_hex(8)}", "state": RunState.RUNNING.value, "stage": Stage.READ.value, "done": 0.0}
    counts = {"items": 0, "clusters": 0, "loose": 0}
    connection.execute(insert(cluster_runs).values(**run, **counts, started_by=by, started_at=now, heard_at=now))
    return str(run["id"])


def last_run(connection: Connection) -> RowMapping | None:
    query = select(cluster_runs).order_by(cluster_runs.c.started_at.desc(), cluster_runs.c.id).limit(1)
    return connection.execute(query).mappings().first()


def change_run(connection: Connection, run_id: str, **values: Any) -> bool:
    """Whether it still runs."""
    query = update(cluster_runs).where(cluster_runs.c.id == run_id, cluster_runs.c.state == RunState.RUNNING.value)
    return connection.execute(query.values(**values)).rowcount == 1


# What is grouped


def material(connection: Connection) -> Iterator[list[RowMapping]]:
    """The open messages with their vectors, a piece at a time."""
    columns = (inbox_items.c.id, inbox_items.c.text, inbox_items.c.copies, inbox_items.c.vector)
    query = select(*columns).where(*_LOOKED_AT, inbox_items.c.vector.is_not(None)).order_by(inbox_items.c.id)
    after = ""
    while rows := list(connection.execute(query.where(inbox_items.c.id > after).limit(IN_ONE_READ)).mappings()):
        yield rows
        after = rows[-1]["id"]


def count_open(connection: Connection) -> tuple[int, int]:
    """Open messages, and those among them that have no vector yet."""
    query = select(func.count(), func.count(inbox_items.c.vector)).where(*_LOOKED_AT)
    every, ready = connection.execute(query).one()
    return int(every), int(every) - int(ready)


def dismissed_items(connection: Connection) -> set[str]:
    joined = inbox_items.join(clusters, clusters.c.id == inbox_items.c.cluster)
    query = select(inbox_items.c.id).select_from(joined).where(clusters.c.state == State.DISMISSED.value)
    return set(connection.execute(query).scalars())


def next_id(connection: Connection) -> int:
    """A number that no cluster has had."""
    used = [connection.execute(select(func.max(column))).scalar() for column in (clusters.c.id, inbox_items.c.cluster)]
    return max(int(one or 0) for one in used) + 1


def replace_open(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """In the place of all that nobody has named; what was put aside has gone over to the new rows."""
    connection.execute(delete(clusters).where(clusters.c.state != State.NAMED.value))
    if rows:
        connection.execute(insert(clusters), list(rows))


# What is shown


def page(
    connection: Connection, state: State, word: str, after: tuple[int, int] | None, limit: int
) -> list[RowMapping]:
    """Those with most messages first. `after`: messages and id of the last one of the page before."""
    query = select(clusters).where(clusters.c.state == state.value)
    if word:
        beside = select(inbox_items.c.cluster).where(inbox_items.c.text.icontains(word, autoescape=True))
        query = query.where(clusters.c.id.in_(beside))
    if after:
        messages, last = after
        query = query.where(
            (clusters.c.messages < messages) | ((clusters.c.messages == messages) & (clusters.c.id > last))
        )
    return list(connection.execute(query.order_by(clusters.c.messages.desc(), clusters.c.id).limit(limit)).mappings())


def count_states(connection: Connection) -> dict[str, int]:
    query = select(clusters.c.state, func.count()).group_by(clusters.c.state)
    return {str(state): int(number) for state, number in connection.execute(query)}


def texts(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    query = select(inbox_items.c.id, inbox_items.c.text).where(inbox_items.c.id.in_(ids))
    return {str(row.id): str(row.text) for row in connection.execute(query)}


def find(connection: Connection, cluster_id: int, *, lock: bool = False) -> RowMapping | None:
    query = select(clusters).where(clusters.c.id == cluster_id)
    return connection.execute(query.with_for_update() if lock else query).mappings().first()


def members(
    connection: Connection, cluster_id: int, state: ItemState, first: Sequence[str], limit: int
) -> list[RowMapping]:
    """The messages of a cluster that stand for themselves: those named first, then the most frequent."""
    query = select(inbox_items).where(
        inbox_items.c.cluster == cluster_id, inbox_items.c.folded_into.is_(None), inbox_items.c.state == state.value
    )
    order = (inbox_items.c.id.in_(first).desc(), inbox_items.c.copies.desc(), inbox_items.c.score.desc())
    return list(connection.execute(query.order_by(*order, inbox_items.c.id).limit(limit)).mappings())


def understood_as(connection: Connection, cluster_id: int) -> list[tuple[str | None, int]]:
    """What the bot takes the messages of a cluster for, by their number."""
    counted = func.sum(inbox_items.c.copies)
    query = select(inbox_items.c.intent, counted).where(
        inbox_items.c.cluster == cluster_id, inbox_items.c.folded_into.is_(None)
    )
    found = connection.execute(query.group_by(inbox_items.c.intent).order_by(counted.desc(), inbox_items.c.intent))
    return [(intent, int(number)) for intent, number in found]


def decide(connection: Connection, cluster_id: int, state: State, by: str | None, now: datetime, **values: Any) -> None:
    decided = {"state": state.value, "decided_by": by, "decided_at": now, **values}
    connection.execute(update(clusters).where(clusters.c.id == cluster_id).values(**decided))
