"""With nobody on duty: leave a message or ask to be rung back; the desk rings and says so."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from assist_api.services import wishes
from assist_api.services.wishes import Rules
from assist_api.web.deps import DeskAgent, Parts, PartsDep, Visitor
from assist_api.web.schemas import CallbackWish, LeftMessage

router = APIRouter(prefix="/api/v1")


@router.post("/chat/conversations/{conversation_id}/left-messages", status_code=201, tags=["chat"])
async def leave_message(conversation_id: Visitor, body: LeftMessage, parts: PartsDep) -> dict[str, int]:
    parts.message_limit.count(conversation_id)
    left = (conversation_id, body.client_id, body.text, _rules(parts), parts.now)
    return {"seq": await parts.runner.run(wishes.leave_message, *left)}


@router.post("/chat/conversations/{conversation_id}/callbacks", status_code=201, tags=["chat"])
async def ask_callback(conversation_id: Visitor, body: CallbackWish, parts: PartsDep) -> dict[str, int]:
    """`window`: the `from` of one that the chat offered."""
    parts.message_limit.count(conversation_id)
    asked = (conversation_id, body.client_id, body.phone, body.window, _rules(parts), parts.now)
    return {"seq": await parts.runner.run(wishes.ask_callback, *asked)}


@router.get("/desk/conversations/{conversation_id}/callbacks", tags=["desk"])
async def callbacks(conversation_id: str, parts: PartsDep, agent: DeskAgent) -> dict[str, Any]:
    return {"callbacks": await parts.runner.read(wishes.callbacks_of, conversation_id)}


@router.post("/desk/conversations/{conversation_id}/callbacks/{callback_id}/done", status_code=204, tags=["desk"])
async def called(conversation_id: str, callback_id: str, parts: PartsDep, agent: DeskAgent) -> None:
    await parts.runner.run(wishes.called, conversation_id, callback_id, agent, parts.now)


def _rules(parts: Parts) -> Rules:
    return Rules(parts.tools.waiting, parts.tools.ticket_rules)
