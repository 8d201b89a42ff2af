"""Clusters of the inbox's messages: runs that find them, and what trainers make of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping

from assist_api.domain.clusters import Cluster, RunState, Stage, State, inherits_dismissal
from assist_api.domain.teaching import State as ItemState
from assist_api.domain.teaching import Weights
from assist_api.errors import ClusterDecided, ClusteringRuns, ClusterNotFound, NothingToCluster
from assist_api.services import inbox_filling
from assist_api.services.people import Agent
from assist_api.store import casework, clusters
from assist_api.store import inbox_filling as items
from assist_api.store.unit_of_work import UnitOfWork

ON_A_PAGE = 40
TYPICAL = 6
MOST_MEMBERS = 500  # shown of one cluster
UNHEARD = timedelta(seconds=60)  # then a run has died with its process


@dataclass(frozen=True)
class Material:
    """Messages to be grouped; row i of `vectors` (float16, all of one length) is that of ids[i]."""

    ids: list[str]
    texts: list[str]
    copies: list[int]
    vectors: bytes


# Runs


def begin(unit: UnitOfWork, agent: Agent, now: datetime) -> str:
    """Raises ClusteringRuns while another one goes on, NothingToCluster where no message has a vector yet."""
    last = clusters.last_run(unit.connection)
    if last and _runs(last, now):
        raise ClusteringRuns
    if last and last["state"] == RunState.RUNNING:
        end(unit, last["id"], RunState.FAILED, now, problem="整理中断了，服务可能重启过。")
    every, waiting = clusters.count_open(unit.connection)
    if every == waiting:
        raise NothingToCluster
    casework.keep_audit(unit.connection, agent.name, "find_clusters", now)
    return clusters.begin_run(unit.connection, agent.name, now)


def material(unit: UnitOfWork) -> Material:
    found = Material([], [], [], b"")
    vectors = bytearray()
    for rows in clusters.material(unit.connection):
        for row in rows:
            found.ids.append(row["id"])
            found.texts.append(row["text"])
            found.copies.append(row["copies"])
            vectors += row["vector"]
    return Material(found.ids, found.texts, found.copies, bytes(vectors))


def note(unit: UnitOfWork, run_id: str, stage: Stage, done: float, now: datetime) -> bool:
    """How far it is; False where it was cancelled meanwhile."""
    return clusters.change_run(unit.connection, run_id, stage=stage.value, done=done, heard_at=now)


def end(unit: UnitOfWork, run_id: str, state: RunState, now: datetime, **values: Any) -> bool:
    return clusters.change_run(unit.connection, run_id, state=state.value, ended_at=now, heard_at=now, **values)


def fail(unit: UnitOfWork, run_id: str, problem: str, now: datetime) -> None:
    """One that has ended stays as it is."""
    end(unit, run_id, RunState.FAILED, now, problem=problem)


def cancel(unit: UnitOfWork, now: datetime) -> None:
    last = clusters.last_run(unit.connection)
    if last:
        end(unit, last["id"], RunState.CANCELLED, now)


def first_number(unit: UnitOfWork) -> int:
    return clusters.next_id(unit.connection)


def put_aside_before(unit: UnitOfWork) -> set[str]:
    return clusters.dismissed_items(unit.connection)


def place(unit: UnitOfWork, places: Mapping[str, int | None], weights: Weights) -> None:
    """The cluster of each of these messages. A cluster is placed whole, or its size would be wrong."""
    inbox_filling.put_clusters(unit, places, weights)


def keep(
    unit: UnitOfWork,
    run_id: str,
    found: Mapping[int, Cluster],
    aside: set[str],
    looked_at: int,
    memory_mb: int,
    now: datetime,
) -> bool:
    """In the place of those of the last run. `aside`: messages of what trainers had dismissed.

    False, and nothing is kept, where the run was cancelled.
    """
    grouped = sum(len(one.members) for one in found.values())
    told = {"items": looked_at, "clusters": len(found), "loose": looked_at - grouped, "memory_mb": memory_mb}
    if not end(unit, run_id, RunState.DONE, now, done=1.0, **told):
        return False
    copies = items.copies_of(unit.connection, [item for one in found.values() for item in one.members])
    rows = [
        {
            "id": number,
            "run_id": run_id,
            "items": len(one.members),
            "messages": sum(copies[item] for item in one.members),
            "keywords": list(one.keywords),
            "typical": list(one.members[:TYPICAL]),
            "density": one.density,
            "state": _first_state(one, aside).value,
        }
        for number, one in found.items()
    ]
    clusters.replace_open(unit.connection, rows)
    return True


def _first_state(cluster: Cluster, aside: set[str]) -> State:
    dismissed = sum(1 for item in cluster.members if item in aside)
    return State.DISMISSED if inherits_dismissal(dismissed, len(cluster.members)) else State.OPEN


def _runs(run: RowMapping, now: datetime) -> bool:
    return bool(run["state"] == RunState.RUNNING.value and now - run["heard_at"] < UNHEARD)


# What is shown


def overview(unit: UnitOfWork, now: datetime) -> dict[str, Any]:
    """The last run, how many clusters there are in each state, and how many messages the next run would look at."""
    every, waiting = clusters.count_open(unit.connection)
    last = clusters.last_run(unit.connection)
    return {
        "run": _run_view(last, now) if last else None,
        "counts": {one.value: clusters.count_states(unit.connection).get(one.value, 0) for one in State},
        "open_messages": every,
        "without_vector": waiting,
    }


def listed(unit: UnitOfWork, state: State, word: str, after: tuple[int, int] | None) -> dict[str, Any]:
    rows = clusters.page(unit.connection, state, word, after, ON_A_PAGE + 1)
    shown = rows[:ON_A_PAGE]
    known = clusters.texts(unit.connection, [item for row in shown for item in row["typical"][:3]])
    views = [{**_view(row), "typical": [known[item] for item in row["typical"][:3] if item in known]} for row in shown]
    return {"rows": views, "more": len(rows) > ON_A_PAGE}


def detail(unit: UnitOfWork, cluster_id: int) -> dict[str, Any]:
    """Its messages: the typical ones first, then by how often each was sent."""
    row = _found(unit, cluster_id)
    open_ones = clusters.members(unit.connection, cluster_id, ItemState.OPEN, row["typical"], MOST_MEMBERS)
    place = {item: at for at, item in enumerate(row["typical"])}
    told = sorted(open_ones, key=lambda one: place.get(one["id"], len(place)))
    known = clusters.texts(unit.connection, row["typical"])
    return {
        **_view(row),
        "typical": [known[item] for item in row["typical"] if item in known],
        "understood": [
            {"intent": intent, "messages": number}
            for intent, number in clusters.understood_as(unit.connection, cluster_id)[:3]
        ],
        "members": [_member(one) for one in told],
    }


def words_of(unit: UnitOfWork, cluster_id: int, item_ids: Sequence[str]) -> dict[str, str]:
    """Texts of these open messages of an undecided cluster, in their order; raises where the trainer sees old ones."""
    row = _found(unit, cluster_id)
    if row["state"] != State.OPEN.value:
        raise ClusterDecided
    open_ones = clusters.members(unit.connection, cluster_id, ItemState.OPEN, row["typical"], MOST_MEMBERS)
    known = {one["id"]: one["text"] for one in open_ones}
    texts = {item: known[item] for item in item_ids if item in known}
    if len(texts) < len(set(item_ids)):
        raise ClusterDecided("有些消息在此期间已经被标注，请刷新后再选。")
    return texts


# What trainers make of it


def name(
    unit: UnitOfWork,
    cluster_id: int,
    item_ids: Sequence[str],
    agent: Agent,
    now: datetime,
    *,
    intent: str | None,
    entry_id: str | None,
) -> None:
    """These messages stand in the data from now on; the others of the cluster stay in the inbox."""
    row = clusters.find(unit.connection, cluster_id, lock=True)
    if row is None:
        raise ClusterNotFound
    if row["state"] != State.OPEN.value:
        raise ClusterDecided
    items.change(unit.connection, [{"of": item, "state": ItemState.WRITTEN.value} for item in item_ids])
    clusters.decide(unit.connection, cluster_id, State.NAMED, agent.id, now, intent=intent, entry_id=entry_id)
    about: dict[str, Any] = {"cluster": cluster_id, "intent": intent, "entry": entry_id, "messages": len(item_ids)}
    casework.keep_audit(unit.connection, agent.name, "name_cluster", now, **about)


def dismiss(unit: UnitOfWork, cluster_id: int, agent: Agent, now: datetime) -> None:
    _move(unit, cluster_id, State.OPEN, State.DISMISSED, agent, now)


def take_up_again(unit: UnitOfWork, cluster_id: int, agent: Agent, now: datetime) -> None:
    _move(unit, cluster_id, State.DISMISSED, State.OPEN, agent, now)


def _move(unit: UnitOfWork, cluster_id: int, before: State, after: State, agent: Agent, now: datetime) -> None:
    row = clusters.find(unit.connection, cluster_id, lock=True)
    if row is None:
        raise ClusterNotFound
    if row["state"] != before.value:
        raise ClusterDecided
    clusters.decide(unit.connection, cluster_id, after, agent.id, now)
    casework.keep_audit(unit.connection, agent.name, f"cluster_{after.value}", now, cluster=cluster_id)


def _found(unit: UnitOfWork, cluster_id: int) -> RowMapping:
    row = clusters.find(unit.connection, cluster_id)
    if row is None:
        raise ClusterNotFound
    return row


def _view(row: RowMapping) -> dict[str, Any]:
    plain = ("id", "items", "messages", "keywords", "density", "state", "intent", "entry_id")
    return {name: row[name] for name in plain}


def _member(row: RowMapping) -> dict[str, Any]:
    return {"id": row["id"], "text": row["text"], "copies": row["copies"], "intent": row["intent"]}


def _run_view(run: RowMapping, now: datetime) -> dict[str, Any]:
    """A run that nobody hears of any more has failed, whatever its row still says."""
    state = run["state"]
    if state == RunState.RUNNING.value and not _runs(run, now):
        state = RunState.FAILED.value
    plain = ("id", "stage", "done", "items", "clusters", "loose", "memory_mb", "problem", "started_by")
    ended = run["ended_at"]
    return {
        **{name: run[name] for name in plain},
        "state": state,
        "started_at": run["started_at"].isoformat(),
        "seconds": ((ended or now) - run["started_at"]).total_seconds(),
    }
