"""Proposals to trainers in the record: what they are made from, what is open, what was decided and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping

from assist_api.domain.edits import STILL_THE_REPLY, kept_share
from assist_api.domain.entry_changes import Edit
from assist_api.domain.exchanges import Exchange
from assist_api.domain.proposals import Kind, Known, Proposal, State
from assist_api.domain.slotting import known_facts
from assist_api.errors import ProposalNotFound
from assist_api.services.people import Agent
from assist_api.store import casework, proposals
from assist_api.store.unit_of_work import UnitOfWork

LOOKED_BACK = timedelta(days=60)
MOST_READ = 2000
MOST_LISTED = 100


@dataclass(frozen=True)
class Material:
    edits: list[Edit]
    exchanges: list[Exchange]
    known: list[Known]


def material(unit: UnitOfWork, now: datetime) -> Material:
    since = now - LOOKED_BACK
    rows = proposals.answered(unit.connection, since, MOST_READ)
    beside: dict[str, list[RowMapping]] = {}
    for row in proposals.shown_beside(unit.connection, since):
        beside.setdefault(row["question_id"], []).append(row)
    return Material(
        [_edit(row) for row in proposals.edits(unit.connection, since, MOST_READ)],
        [_exchange(row, beside.get(row["question_id"], ())) for row in rows if not _held_out(row, beside)],
        proposals.known(unit.connection),
    )


def keep(unit: UnitOfWork, found: Sequence[Proposal], now: datetime) -> None:
    proposals.drop_open_but(unit.connection, [one.key for one in found])
    proposals.keep(unit.connection, found, now)


def listed(unit: UnitOfWork, kind: Kind) -> dict[str, Any]:
    found = proposals.open_rows(unit.connection, kind, MOST_LISTED)
    counts = proposals.count_open(unit.connection)
    return {"rows": [_row(row) for row in found], "counts": {one.value: counts.get(one.value, 0) for one in Kind}}


def find(unit: UnitOfWork, proposal_id: str) -> tuple[Kind, dict[str, Any]]:
    """An open one."""
    row = proposals.find(unit.connection, proposal_id)
    if row is None or row["state"] != State.OPEN.value:
        raise ProposalNotFound
    return Kind(row["kind"]), row["body"]


def reject(unit: UnitOfWork, proposal_id: str, trainer: Agent, now: datetime) -> None:
    kind, _ = find(unit, proposal_id)
    proposals.decide(unit.connection, proposal_id, State.REJECTED, trainer.id, now, kind)
    casework.keep_audit(unit.connection, trainer.name, "reject_proposal", now, proposal=proposal_id)


def accept(
    unit: UnitOfWork, proposal_id: str, trainer: Agent, kind: Kind, result: dict[str, Any], now: datetime
) -> None:
    """`result`: the entry as it stands from now on."""
    if not proposals.decide(unit.connection, proposal_id, State.ACCEPTED, trainer.id, now, kind, result):
        raise ProposalNotFound
    casework.keep_audit(unit.connection, trainer.name, "accept_proposal", now, proposal=proposal_id, id=result["id"])


def accepted(unit: UnitOfWork, since: datetime | None) -> list[tuple[Kind, dict[str, Any], datetime]]:
    return [(Kind(row["kind"]), row["result"], row["decided_at"]) for row in proposals.accepted(unit.connection, since)]


def _row(row: RowMapping) -> dict[str, Any]:
    return {
        "id": row["id"],
        "kind": row["kind"],
        "number": row["number"],
        "last_at": row["last_at"].isoformat(),
        **row["body"],
    }


def _edit(row: RowMapping) -> Edit:
    body = row["body"]
    return Edit(
        row["source_id"],
        row["agent_id"],
        row["outcome_at"],
        body.get("template") or body["text"],
        {fact["slot"]: fact["value"] for fact in body["facts"]},
        body["text"],
        row["sent_text"],
    )


def _held_out(row: RowMapping, beside: dict[str, list[RowMapping]]) -> bool:
    """Nobody knows whether what was held out would have helped."""
    return any(one["held_out"] for one in beside.get(row["question_id"], ()))


def _exchange(row: RowMapping, beside: Iterable[RowMapping]) -> Exchange:
    """Whoever typed what was suggested needed no other answer."""
    bodies = [one["body"] for one in beside]
    typed = any(kept_share(body["text"], row["answer"]) >= STILL_THE_REPLY for body in bodies)
    known = [
        fact
        for body in bodies
        for fact in known_facts(
            body.get("template") or body["text"], {one["slot"]: one["value"] for one in body["facts"]}
        )
    ]
    return Exchange(
        row["conversation_id"],
        row["question_id"],
        row["question"],
        row["intent"] or "",
        row["answer"],
        row["agent_id"],
        row["suggested"] or typed,
        row["at"],
        tuple(dict.fromkeys(known)),
    )
