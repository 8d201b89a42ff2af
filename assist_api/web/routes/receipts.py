"""The receipt of a handover, put right by its shopper."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from assist_api.adapters.order_facts import shown
from assist_api.domain.receipt import ShownOrder, chosen_topic
from assist_api.errors import InvalidInput
from assist_api.services import chat, receipts
from assist_api.web.deps import Parts, PartsDep, Visitor
from assist_api.web.schemas import Correction

router = APIRouter(prefix="/api/v1/chat", tags=["chat"])


@router.get("/conversations/{conversation_id}/receipt/choices")
async def choices(conversation_id: Visitor, parts: PartsDep) -> dict[str, Any]:
    """What it may be about instead: the shopper's orders, newest first, and likely topics."""
    topics = await parts.runner.read(receipts.topics, conversation_id)
    files = await parts.tools.shop.order_files(await _shopper(parts, conversation_id))
    return {"orders": [vars(shown(file)) for file in files], "topics": topics}


@router.post("/conversations/{conversation_id}/receipt", status_code=201)
async def correct(conversation_id: Visitor, body: Correction, parts: PartsDep) -> dict[str, int]:
    """One of: `order_id` ("" for none of the orders), `topic`, `line`. The answer is the number of the line posted."""
    parts.message_limit.count(conversation_id)
    if body.order_id is not None:
        order = await _order(parts, conversation_id, body.order_id)
        return {"seq": await parts.runner.run(receipts.correct_order, conversation_id, order, parts.now)}
    topic = chosen_topic(body.topic or "", body.line or "")
    return {"seq": await parts.runner.run(receipts.correct_topic, conversation_id, topic, parts.now)}


async def _order(parts: Parts, conversation_id: str, order_id: str) -> ShownOrder | None:
    if not order_id:
        return None
    shopper_id = await _shopper(parts, conversation_id)
    file = await parts.tools.shop.order_file(shopper_id, order_id) if shopper_id else None
    if file is None:
        raise InvalidInput("没有找到这个订单。")
    return shown(file)


async def _shopper(parts: Parts, conversation_id: str) -> str | None:
    return await parts.runner.read(chat.shopper_of, conversation_id)
