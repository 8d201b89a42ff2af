"""工单 at the desk: lists, one ticket, what is done to it, what its shopper is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from assist_api.domain.ticket_life import Move, Ticket
from assist_api.domain.tickets import Kind, Level
from assist_api.services import ticket_work, tickets
from assist_api.services.people import Agent
from assist_api.services.ticket_work import Call, Draft
from assist_api.services.tickets import Filter
from assist_api.web.deps import DeskAgent, Parts, PartsDep
from assist_api.web.drafts import let_pass
from assist_api.web.schemas import Body, ClientId, Text

router = APIRouter(prefix="/api/v1/desk", tags=["tickets"])

OrderId = Annotated[str, Field(max_length=64, pattern=r"^[\w.:-]*$")]
LevelNumber = Annotated[int, Field(ge=1, le=3)]
MoveName = Literal["take", "offer", "agree", "solve", "close", "reopen"]


class PhoneCall(Body):
    said: Text
    agreed: Text = ""


class NewTicket(Body):
    """`key`: made anew by the form each time it is opened, so that sending it twice opens one ticket."""

    key: ClientId
    order_id: OrderId = ""
    kind: Kind
    level: LevelNumber
    text: Text
    wish: Annotated[str, Field(max_length=1000)] = ""
    changed_because: Annotated[str, Field(max_length=400)] = ""
    call: PhoneCall | None = None


class Step(Body):
    move: MoveName
    text: Annotated[str, Field(max_length=1000)] = ""


class Grade(Body):
    level: LevelNumber
    kind: Kind
    reason: Text


class Words(Body):
    text: Text


class Hand(Body):
    to: Annotated[str, Field(min_length=1, max_length=40)]
    text: Annotated[str, Field(max_length=1000)] = ""


class Letter(Body):
    """`purpose`: tell what was done, tell it and ask whether it helped, or have an agreement confirmed."""

    client_id: ClientId
    purpose: Literal["tell", "ask", "confirm"]
    text: Text


@router.get("/tickets")
async def listed(
    parts: PartsDep,
    agent: DeskAgent,
    state: Literal["open", "closed"] = "open",
    owner: Annotated[str, Query(max_length=40)] = "",
    level: Annotated[int, Query(ge=0, le=3)] = 0,
    kind: Kind | None = None,
) -> dict[str, Any]:
    """Sorted by the clock that presses most. `owner`: an id, or `me`."""
    wanted = Filter(state, agent.id if owner == "me" else owner, level, kind.value if kind else "")
    return {"rows": await parts.runner.read(tickets.listed, wanted, parts.tools.ticket_rules, parts.now)}


@router.get("/tickets/{ticket_id}")
async def one(ticket_id: str, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    return {"ticket": await _read(parts, ticket_id)}


@router.get("/conversations/{conversation_id}/tickets")
async def of_case(conversation_id: str, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    return {"rows": await parts.runner.read(tickets.of_case, conversation_id, parts.tools.ticket_rules, parts.now)}


@router.get("/conversations/{conversation_id}/ticket-proposal")
async def proposal(
    conversation_id: str,
    parts: PartsDep,
    agent: DeskAgent,
    order_id: Annotated[str, Query(max_length=64, pattern=r"^[\w.:-]*$")] = "",
) -> dict[str, Any]:
    """Level and kind as the talk suggests them, with the reasons."""
    found = await parts.runner.read(tickets.proposal, conversation_id, order_id or None)
    return {
        "level": int(found.level),
        "kind": found.kind.value,
        "reasons": list(found.reasons),
        "text": await parts.runner.read(tickets.quote, conversation_id),
        "levels": [{"value": int(each), "label": each.zh} for each in Level],
        "kinds": [{"value": each.value, "label": each.zh} for each in Kind],
    }


@router.post("/conversations/{conversation_id}/tickets", status_code=201)
async def open_one(conversation_id: str, body: NewTicket, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    draft = Draft(
        body.order_id or None, body.kind, Level(body.level), body.text, body.wish, body.changed_because.strip()
    )
    call = Call(body.call.said, body.call.agreed) if body.call else None
    key = f"desk:{agent.id}:{body.key}"
    made = await parts.runner.run(ticket_work.open_by_agent, conversation_id, agent, draft, key, parts.now, call)
    return {"ticket": await _read(parts, made.id)}


@router.post("/tickets/{ticket_id}/moves")
async def step(ticket_id: str, body: Step, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    return await _done(parts, ticket_work.step, ticket_id, agent, Move(body.move), body.text)


@router.post("/tickets/{ticket_id}/owner")
async def hand(ticket_id: str, body: Hand, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    return await _done(parts, ticket_work.hand_to, ticket_id, agent, body.to, body.text)


@router.post("/tickets/{ticket_id}/grade")
async def grade(ticket_id: str, body: Grade, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    return await _done(parts, ticket_work.regrade, ticket_id, agent, Level(body.level), body.kind, body.reason)


@router.post("/tickets/{ticket_id}/trace")
async def trace(ticket_id: str, body: Words, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    """Supplier and batch."""
    return await _done(parts, ticket_work.trace, ticket_id, agent, body.text)


@router.post("/tickets/{ticket_id}/notes")
async def note(ticket_id: str, body: Words, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    return await _done(parts, ticket_work.note, ticket_id, agent, body.text)


@router.post("/tickets/{ticket_id}/wait")
async def wait(ticket_id: str, body: Words, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    """The shopper has to do something first: its clocks stand still."""
    return await _done(parts, ticket_work.wait, ticket_id, agent, body.text)


@router.post("/tickets/{ticket_id}/go-on")
async def go_on(ticket_id: str, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    return await _done(parts, ticket_work.go_on, ticket_id, agent)


@router.post("/tickets/{ticket_id}/calls")
async def call(ticket_id: str, body: PhoneCall, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    return await _done(parts, ticket_work.call, ticket_id, agent, Call(body.said, body.agreed))


@router.post("/tickets/{ticket_id}/messages", status_code=201)
async def write(ticket_id: str, body: Letter, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    """422 `red_line_crossed` where it may not be said."""
    conversation_id = await parts.runner.read(ticket_work.conversation_of, ticket_id)
    await let_pass(parts, conversation_id, agent, body.text)
    if body.purpose == "confirm":
        return await _done(parts, ticket_work.confirm, ticket_id, agent, body.text, body.client_id)
    asks = body.purpose == "ask"
    return await _done(parts, ticket_work.tell, ticket_id, agent, body.text, asks, body.client_id)


async def _done(
    parts: Parts, work: Callable[..., Ticket], ticket_id: str, agent: Agent, *given: object
) -> dict[str, Any]:
    await parts.runner.run(work, ticket_id, agent, *given, parts.now)
    return {"ticket": await _read(parts, ticket_id)}


async def _read(parts: Parts, ticket_id: str) -> dict[str, Any]:
    return await parts.runner.read(tickets.one, ticket_id, parts.tools.ticket_rules, parts.now)
