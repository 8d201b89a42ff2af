"""The shopper's side of the API."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated, Any

from anyio import move_on_after
from fastapi import APIRouter, Query, Request

from assist_api.adapters.shop import ShopReader
from assist_api.domain.events import shopper_topic
from assist_api.errors import ShopUnavailable, TokenRefused
from assist_api.hub.base import MailboxFull
from assist_api.services import chat, outreach
from assist_api.services.chat import Arrival
from assist_api.web.deps import Parts, PartsDep, Visitor, address
from assist_api.web.schemas import ShopperMessage, Start

router = APIRouter(prefix="/api/v1/chat", tags=["chat"])

After = Annotated[int, Query(ge=0, lt=2**31)]
Wait = Annotated[float, Query(ge=0, le=25)]


@router.post("/conversations", status_code=201)
async def start(body: Start, request: Request, parts: PartsDep) -> dict[str, str]:
    """Start a conversation, or resume the one of the visitor's token or of the shopper."""
    parts.start_limit.count(address(request))
    arrival = await _arrival(parts, body)
    resumed = _resumed(parts, body.visitor_token)
    conversation = await parts.runner.run(chat.open_conversation, arrival, resumed, parts.now)
    token = parts.tokens.visitor(conversation.id, parts.now)
    return {"conversation_id": conversation.id, "visitor_token": token, "state": conversation.state.value}


@router.post("/conversations/{conversation_id}/messages", status_code=201)
async def post(conversation_id: Visitor, body: ShopperMessage, parts: PartsDep) -> dict[str, int]:
    parts.message_limit.count(conversation_id)
    page = body.page.product_id if body.page else None
    said = (body.client_id, body.text, page, parts.now, body.pictures)
    seq = await parts.runner.run(chat.post, conversation_id, *said)
    return {"seq": seq}


@router.get("/conversations/{conversation_id}/messages")
async def messages(conversation_id: Visitor, parts: PartsDep, after: After = 0, wait: Wait = 0) -> dict[str, Any]:
    """What is newer than `after`; with `wait`, held until there is something or the seconds are over."""
    async with parts.runner.hub.subscribe([shopper_topic(conversation_id)]) as mailbox:
        conversation, found = await parts.runner.read(chat.read, conversation_id, after)
        if wait and conversation.shopper_id:
            await parts.runner.run(outreach.note_visit, conversation.shopper_id, parts.now)
        if not found and wait:
            with move_on_after(wait), suppress(MailboxFull):  # missed something: it is read anew below
                while (await mailbox.get())["type"] == "typing":
                    pass
            conversation, found = await parts.runner.read(chat.read, conversation_id, after)
    return {"messages": [message.public() for message in found], "state": conversation.state.value}


@router.get("/conversations/{conversation_id}")
async def status(conversation_id: Visitor, parts: PartsDep) -> dict[str, Any]:
    return await parts.runner.read(chat.status, conversation_id, parts.tools.waiting, parts.now)


async def _arrival(parts: Parts, body: Start) -> Arrival:
    page = body.page.product_id if body.page else None
    if body.shopper is None:
        return Arrival(page_product_id=page)
    shopper_id = parts.tokens.read_shopper(body.shopper)
    return Arrival(shopper_id, await _name(parts.tools.shop, shopper_id), page)


async def _name(shop: ShopReader, shopper_id: str) -> str:
    """The nickname; without it the shopper is still who the token says."""
    try:
        shopper = await shop.shopper(shopper_id)
    except ShopUnavailable:
        shopper = None
    return shopper.name if shopper else chat.VISITOR_NAME


def _resumed(parts: Parts, visitor_token: str | None) -> str | None:
    """An outdated visitor token opens nothing, and costs no more than a new conversation."""
    if visitor_token is None:
        return None
    try:
        return parts.tokens.read_visitor(visitor_token)
    except TokenRefused:
        return None
