"""The agent's side of the API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request

from assist_api import auth
from assist_api.adapters.desk_views import desk_orders
from assist_api.adapters.shop import OrderFile
from assist_api.adapters.views import shopper_view
from assist_api.domain.events import Typing
from assist_api.domain.messages import Message
from assist_api.domain.outcomes import Outcome
from assist_api.errors import ShopUnavailable
from assist_api.services import desk, outcomes, people, tickets, wishes
from assist_api.services.people import Agent
from assist_api.suggesting import CannedSeen, Draft
from assist_api.web.deps import Authorization, DeskAgent, Parts, PartsDep, SignedIn, address, bearer
from assist_api.web.drafts import let_pass
from assist_api.web.schemas import AgentMessage, CannedFill, CannedUse, LogIn, NoteText, SuggestionOutcome
from assist_api.web.summaries import summary_of

router = APIRouter(prefix="/api/v1/desk", tags=["desk"])

MOVES = {
    "take": desk.take,
    "give_back": desk.give_back,
    "return_to_bot": desk.return_to_bot,
    "close": desk.close,
}
MoveName = Literal["take", "give_back", "return_to_bot", "close"]
OrderId = Annotated[str, Query(max_length=64, pattern=r"^[\w.:-]*$")]


@router.post("/session", status_code=201)
async def log_in(body: LogIn, request: Request, parts: PartsDep) -> dict[str, Any]:
    parts.log_in_limit.count(address(request))
    token, lasts = auth.new_token(), parts.session_lasts
    agent = await parts.runner.run(
        people.log_in, body.name, body.password, auth.verify_password, auth.token_hash(token), parts.now, lasts
    )
    return {"token": token, "agent": _agent(agent)}


@router.delete("/session", status_code=204)
async def log_out(parts: PartsDep, authorization: Authorization = None) -> None:
    await parts.runner.run(people.log_out, auth.token_hash(bearer(authorization)))


@router.get("/me")
async def me(agent: SignedIn) -> dict[str, Any]:
    return _agent(agent)


@router.get("/conversations")
async def conversations(parts: PartsDep, agent: DeskAgent, state: str = "waiting") -> dict[str, Any]:
    return {"rows": await parts.runner.read(desk.rows, state, agent)}


@router.get("/conversations/{conversation_id}")
async def case(conversation_id: str, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    found = await parts.runner.read(desk.case, conversation_id)
    shopper, files = await _from_shop(parts, found.conversation.shopper_id)
    names = parts.intents.names
    return {
        "row": found.row,
        "messages": [read_message(message, names) for message in found.messages],
        "summary": await summary_of(parts, found, files),
        "notes": found.notes,
        "promises": found.promises,
        "callbacks": await parts.runner.read(wishes.callbacks_of, conversation_id),
        "tickets": await parts.runner.read(tickets.of_case, conversation_id, parts.tools.ticket_rules, parts.now),
        "shopper": shopper,
        "orders": desk_orders(files, parts.tools.shop.policy, parts.now) if files is not None else None,
    }


@router.post("/conversations/{conversation_id}/messages", status_code=201)
async def post(conversation_id: str, body: AgentMessage, parts: PartsDep, agent: DeskAgent) -> dict[str, int]:
    """422 `red_line_crossed` where it may not be said; 409 `facts_changed` where it is not so any more.

    The latter goes out when it is sent `knowingly`.
    """
    crossed = await let_pass(parts, conversation_id, agent, body.text)
    if not body.knowingly:
        await parts.suggester.check_before_sending(conversation_id, agent, _draft(body))
    canned_id = body.canned.id if body.canned else None
    sent = (body.client_id, body.text, body.suggestion_id, parts.now, canned_id, body.with_picture, crossed)
    return {"seq": await parts.runner.run(desk.post, conversation_id, agent, *sent)}


@router.post("/conversations/{conversation_id}/notes", status_code=201)
async def note(conversation_id: str, body: NoteText, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    return {"note": await parts.runner.run(desk.add_note, conversation_id, agent, body.text, parts.now)}


@router.post("/conversations/{conversation_id}/typing", status_code=204)
async def typing(conversation_id: str, parts: PartsDep, agent: DeskAgent) -> None:
    await parts.runner.hub.publish(Typing(conversation_id, "agent"))


@router.get("/conversations/{conversation_id}/suggestions")
async def shown_suggestions(
    conversation_id: str, parts: PartsDep, agent: DeskAgent, order_id: OrderId = ""
) -> dict[str, Any]:
    """For the shopper's newest message; `order_id`: the order that is open on the agent's screen fills the slots."""
    for_seq, shown = await parts.suggester.refresh(conversation_id, order_id=order_id)
    return {"for_seq": for_seq, "suggestions": shown}


@router.post("/conversations/{conversation_id}/suggestions/{suggestion_id}/check")
async def check(conversation_id: str, suggestion_id: str, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    """Whether its facts are still so: what has changed, and the text as it would be now (null: it does not apply)."""
    return (await parts.suggester.check(conversation_id, suggestion_id)).body()


@router.post("/conversations/{conversation_id}/suggestions/{suggestion_id}/renew")
async def renew(conversation_id: str, suggestion_id: str, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    """The suggestion as it is worded now, kept in the place of the one that was shown."""
    return {"suggestion": await parts.suggester.renew(conversation_id, suggestion_id)}


@router.post("/conversations/{conversation_id}/canned/{canned_id}")
async def fill(
    conversation_id: str, canned_id: str, body: CannedFill, parts: PartsDep, agent: DeskAgent
) -> dict[str, Any]:
    """A canned reply with its slots filled for this conversation; those without a value still stand in the text."""
    return await parts.suggester.fill(conversation_id, canned_id, agent, body.order_id)


@router.post("/conversations/{conversation_id}/suggestions/{suggestion_id}/outcome", status_code=204)
async def note_outcome(
    conversation_id: str, suggestion_id: str, body: SuggestionOutcome, parts: PartsDep, agent: DeskAgent
) -> None:
    outcome = Outcome(body.outcome)
    await parts.runner.run(outcomes.note, conversation_id, suggestion_id, agent, outcome, parts.now)


@router.post("/conversations/{conversation_id}/{move}")
async def move(conversation_id: str, move: MoveName, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    return {"row": await parts.runner.run(MOVES[move], conversation_id, agent, parts.now)}


def _draft(body: AgentMessage) -> Draft:
    return Draft(body.client_id, body.text, body.suggestion_id, _seen(body.canned) if body.canned else None)


def _seen(used: CannedUse) -> CannedSeen:
    return CannedSeen(used.id, used.order_id, used.product_id, {one.slot: one.value for one in used.facts})


async def _from_shop(parts: Parts, shopper_id: str | None) -> tuple[dict[str, Any] | None, Sequence[OrderFile] | None]:
    """Shopper and orders; orders are None while the shop does not answer, so that the desk can say so."""
    shop = parts.tools.shop
    try:
        return shopper_view(await shop.shopper(shopper_id)), await shop.order_files(shopper_id)
    except ShopUnavailable:
        return None, None


def read_message(message: Message, intent_names: Mapping[str, str]) -> dict[str, Any]:
    """A message with what the models made of it, for staff."""
    meant, felt = message.understanding, message.feeling
    return {
        **message.public(),
        "intent": meant.intent if meant else None,
        "intent_zh": intent_names.get(meant.intent, meant.intent) if meant else None,
        "confidence": meant.confidence if meant else None,
        "feeling": felt.label if felt else None,
        "evidence": list(felt.evidence) if felt else [],
        "felt_by": felt.by if felt else "",
    }


def _agent(agent: Agent) -> dict[str, Any]:
    return {"id": agent.id, "name": agent.name, "roles": list(agent.roles), "rights": sorted(auth.rights(agent.roles))}
