"""Compensations of tickets: asked for, approved where they are above the role's limit, recorded once they are given."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from assist_api.domain.compensation import WITHOUT_ORDER, Kind, State, Wanted, operation, within
from assist_api.domain.events import TicketWarned
from assist_api.domain.ticket_life import Ticket
from assist_api.errors import CompensationNotFound, InvalidInput
from assist_api.services.people import Agent
from assist_api.services.tickets import as_row, changed
from assist_api.store import casework, compensations, tickets
from assist_api.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Errand:
    """What the shop is to do, and in whose name."""

    id: str
    shopper_id: str
    order_id: str | None
    name: str
    fields: Mapping[str, Any]
    by: str
    role: str


def ask(
    unit: UnitOfWork,
    ticket_id: str,
    agent: Agent,
    wanted: Wanted,
    limits: Mapping[str, Decimal],
    rules: Mapping[str, Any],
    key: str,
    now: datetime,
) -> str:
    """The id. Within the agent's limit it is approved at once; the same `key` again asks for nothing new."""
    ticket = tickets.get_locked(unit.connection, ticket_id)
    if ticket.shopper_id is None or (ticket.order_id is None and wanted.kind not in WITHOUT_ORDER):
        raise InvalidInput("这张工单没有订单，只能补偿优惠券或积分；访客没有账号，不能补偿。")
    name, fields = operation(wanted, rules)
    state = State.APPROVED if within(wanted, limits) else State.WAITING
    role = "supervisor" if "supervisor" in agent.roles else "agent"
    new = compensations.add(
        unit.connection,
        {
            "id": f"g{secrets.token_hex(6)}", "key": key, "ticket_id": ticket_id, "kind": wanted.kind.value,
            "amount": f"{wanted.amount:f}", "fields": {"name": name, "fields": fields, "role": role,
            "words": wanted.words}, "reason": wanted.reason, "state": state.value, "asked_by": agent.name,
            "asked_at": now, "decided_by": agent.name if state is State.APPROVED else "", "decided_because": "",
            "result": "",
        },
    )  # fmt: skip
    found = compensations.by_key(unit.connection, key)
    if new:
        _note(unit, ticket, agent.name, f"申请补偿：{wanted.words}，{wanted.reason}", now)
        if state is State.WAITING:
            _call_supervisor(unit, ticket, wanted.words)
    return str(found["id"])


def decide(unit: UnitOfWork, compensation_id: str, agent: Agent, approve: bool, because: str, now: datetime) -> None:
    """A supervisor's word; who declines says why."""
    if not approve and not because.strip():
        raise InvalidInput("不同意的话，请写一句原因。")
    found = compensations.get(unit.connection, compensation_id)
    after = State.APPROVED if approve else State.DECLINED
    told = {"decided_by": agent.name, "decided_at": now, "decided_because": because.strip()}
    if approve:
        told["fields"] = {**found["fields"], "role": "supervisor"}
    if not compensations.move(unit.connection, compensation_id, State.WAITING, after, **told):
        raise CompensationNotFound
    words = f"{'同意' if approve else '没有同意'}补偿：{found['fields']['words']}"
    ticket = tickets.get_locked(unit.connection, found["ticket_id"])
    _note(unit, ticket, agent.name, words + (f"，{because.strip()}" if because.strip() else ""), now)


def errand(unit: UnitOfWork, compensation_id: str) -> Errand | None:
    """What is still to be carried out of it."""
    found = compensations.get(unit.connection, compensation_id)
    if found["state"] != State.APPROVED.value:
        return None
    ticket, asked = tickets.get(unit.connection, found["ticket_id"]), found["fields"]
    order_id = ticket.order_id
    return Errand(
        found["id"], ticket.shopper_id or "", order_id, asked["name"], asked["fields"], found["decided_by"],
        asked["role"],
    )  # fmt: skip


def unfinished(unit: UnitOfWork) -> list[str]:
    return [str(one["id"]) for one in compensations.in_state(unit.connection, State.APPROVED)]


def given(unit: UnitOfWork, compensation_id: str, words: str, now: datetime) -> None:
    _ended(unit, compensation_id, State.GIVEN, words, now)


def refused(unit: UnitOfWork, compensation_id: str, words: str, now: datetime) -> None:
    _ended(unit, compensation_id, State.REFUSED, words, now)


def _ended(unit: UnitOfWork, compensation_id: str, state: State, words: str, now: datetime) -> None:
    found = compensations.get(unit.connection, compensation_id)
    if compensations.move(unit.connection, compensation_id, State.APPROVED, state, done_at=now, result=words):
        ticket = tickets.get_locked(unit.connection, found["ticket_id"])
        _note(unit, ticket, found["decided_by"], f"{state.zh}：{found['fields']['words']}。{words}", now)


def to_supervisor(unit: UnitOfWork, compensation_id: str, words: str, now: datetime) -> None:
    """With what was given before it is above the agent's limit after all."""
    found = compensations.get(unit.connection, compensation_id)
    moved = compensations.move(
        unit.connection, compensation_id, State.APPROVED, State.WAITING, decided_by="", result=words
    )
    if moved:
        ticket = tickets.get_locked(unit.connection, found["ticket_id"])
        _call_supervisor(
            unit, _note(unit, ticket, found["asked_by"], f"{words}已转主管审批", now), found["fields"]["words"]
        )


def of_ticket(unit: UnitOfWork, ticket_id: str) -> list[dict[str, Any]]:
    return [view(one) for one in compensations.of_ticket(unit.connection, ticket_id)]


def waiting(unit: UnitOfWork) -> list[dict[str, Any]]:
    """For a supervisor, the oldest first."""
    return [view(one) for one in compensations.in_state(unit.connection, State.WAITING)]


def view(found: Any) -> dict[str, Any]:
    return {
        "id": found["id"],
        "ticket_id": found["ticket_id"],
        "kind": found["kind"],
        "kind_zh": Kind(found["kind"]).zh,
        "words": found["fields"]["words"],
        "reason": found["reason"],
        "state": found["state"],
        "state_zh": State(found["state"]).zh,
        "asked_by": found["asked_by"],
        "asked_at": found["asked_at"].isoformat(),
        "decided_by": found["decided_by"],
        "decided_because": found["decided_because"],
        "result": found["result"],
    }


def _call_supervisor(unit: UnitOfWork, ticket: Ticket, words: str) -> None:
    told = f"补偿待审批：{words}"
    unit.emit(TicketWarned(ticket.conversation_id or "", as_row(ticket), "approval", told, False, True))


def _note(unit: UnitOfWork, ticket: Ticket, who: str, words: str, now: datetime) -> Ticket:
    ticket = replace(ticket, revision=ticket.revision + 1)
    tickets.save(unit.connection, ticket)
    tickets.note(unit.connection, ticket.id, who, "compensation", words, now, {})
    casework.keep_audit(
        unit.connection, who, "ticket.compensation", now, ticket.conversation_id, ticket=ticket.id, words=words
    )
    unit.emit(changed(ticket))
    return ticket
