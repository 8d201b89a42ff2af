"""Whether an answer of the bot was any help, as its shopper says."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from assist_api.services import ratings
from assist_api.web.deps import PartsDep, Visitor
from assist_api.web.schemas import Body

router = APIRouter(prefix="/api/v1/chat", tags=["chat"])
Seq = Annotated[int, Path(ge=1, lt=2**31)]


class Rating(Body):
    helpful: bool


@router.post("/conversations/{conversation_id}/messages/{seq}/rating", status_code=204)
async def rate(conversation_id: Visitor, seq: Seq, body: Rating, parts: PartsDep) -> None:
    """It may be said again, otherwise; the last word counts."""
    parts.message_limit.count(conversation_id)
    await parts.runner.run(ratings.rate, conversation_id, seq, body.helpful, parts.now)
