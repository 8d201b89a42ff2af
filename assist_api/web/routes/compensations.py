"""Compensations of a ticket: what is suggested, what was asked for, a supervisor's word, and what was given."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import Field

from assist_api import auth
from assist_api.adapters.backoffice import operator
from assist_api.adapters.views import money
from assist_api.domain.compensation import Kind, Wanted, suggest
from assist_api.domain.ticket_life import Ticket
from assist_api.services import compensations, ticket_work
from assist_api.services.people import Agent
from assist_api.web.deps import DeskAgent, Parts, PartsDep, TeamLead
from assist_api.web.operation_bodies import Reason
from assist_api.web.routes.backoffice import may_operate
from assist_api.web.schemas import Body, ClientId

router = APIRouter(prefix="/api/v1/desk", tags=["compensations"])
Giver = Annotated[Agent, Depends(may_operate)]


class NewCompensation(Body):
    key: ClientId
    kind: Kind
    amount: Annotated[Decimal, Field(ge=0, le=100_000, decimal_places=2)] = Decimal(0)
    reason: Reason
    sku_id: Annotated[str, Field(max_length=64, pattern=r"^[\w.:-]*$")] = ""


class Decision(Body):
    approve: bool
    reason: Annotated[str, Field(max_length=400)] = ""


@router.get("/tickets/{ticket_id}/compensations")
async def of_ticket(ticket_id: str, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    """`suggested`: by level, kind and repetition; `lines`: what can be sent once more."""
    ticket = await parts.runner.read(ticket_work.get, ticket_id)
    paid, lines = await _order(parts, ticket)
    rules = parts.tools.shop.policy["compensation"]
    found = suggest(ticket.level, ticket.kind, ticket.repeated, paid, rules)
    role = operator(agent.name, agent.roles).role
    return {
        "rows": await parts.runner.read(compensations.of_ticket, ticket_id),
        "suggested": [
            {"kind": each.kind.value, "kind_zh": each.kind.zh, "amount": f"{each.amount:f}", "why": each.why}
            for each in found
        ],
        "kinds": [{"value": each.value, "label": f"{each.zh}（{each.unit}）"} for each in Kind],
        "limits": {name: money(most) for name, most in parts.backoffice.limits(role).items()},
        "lines": lines,
    }


async def _order(parts: Parts, ticket: Ticket) -> tuple[Decimal | None, list[dict[str, str]]]:
    if not ticket.shopper_id or not ticket.order_id:
        return None, []
    file = await parts.tools.shop.order_file(ticket.shopper_id, ticket.order_id)
    if file is None:
        return None, []
    return file.order.paid, [
        {"value": line.sku_id, "label": f"{line.title} {line.sku_label}"} for line in file.order.lines
    ]


@router.post("/tickets/{ticket_id}/compensations", status_code=201)
async def ask(ticket_id: str, body: NewCompensation, parts: PartsDep, agent: Giver) -> dict[str, Any]:
    """Given at once within the role's limit, else it waits for a supervisor."""
    wanted = Wanted(body.kind, body.amount, body.reason.strip(), body.sku_id)
    limits = parts.backoffice.limits(operator(agent.name, agent.roles).role)
    rules = parts.tools.shop.policy["compensation"]
    key = f"desk:{agent.id}:{body.key}"
    made = await parts.runner.run(compensations.ask, ticket_id, agent, wanted, limits, rules, key, parts.now)
    await parts.giving.try_to_give(made)
    return {"rows": await parts.runner.read(compensations.of_ticket, ticket_id)}


@router.get("/compensations")
async def waiting(parts: PartsDep, agent: TeamLead) -> dict[str, Any]:
    """Those that wait for a supervisor, the oldest first."""
    return {"rows": await parts.runner.read(compensations.waiting)}


@router.post("/compensations/{compensation_id}/decision")
async def decide(compensation_id: str, body: Decision, parts: PartsDep, agent: TeamLead) -> dict[str, Any]:
    auth.allow(agent.roles, "backoffice")
    await parts.runner.run(compensations.decide, compensation_id, agent, body.approve, body.reason, parts.now)
    await parts.giving.try_to_give(compensation_id)
    return {"rows": await parts.runner.read(compensations.waiting)}
