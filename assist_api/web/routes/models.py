"""What the models make of a text: understanding, feeling, handover, suggestions, knowledge."""

from __future__ import annotations

from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Query

from assist_api import auth
from assist_api.dialogues import DialogueReader, Line, judge
from assist_api.domain.messages import clean_text
from assist_api.errors import InvalidInput
from assist_api.web.deps import Caller, PartsDep, machine_or_agent
from assist_api.web.schemas import Dialogue, Question, Suggest

router = APIRouter(prefix="/api/v1", dependencies=[Depends(machine_or_agent)])


@router.post("/nlu/parse", tags=["nlu"])
async def parse(body: Question, parts: PartsDep) -> dict[str, Any]:
    """`intent` is `out_of_scope` or `nlu_fallback` when nothing fits."""
    meant = await parts.tools.bot.parse(clean_text(body.text))
    ranking = [{"intent": intent, "confidence": confidence} for intent, confidence in meant.ranking]
    return {
        "intent": meant.intent,
        "confidence": meant.confidence,
        "ranking": ranking,
        "entities": list(meant.entities),
    }


@router.post("/assist/suggestions", tags=["assist"])
async def suggestions(body: Suggest, parts: PartsDep, caller: Caller) -> list[dict[str, Any]]:
    """For a text or for the newest question of a conversation; empty when nothing is good enough."""
    if (body.text is None) == (body.conversation_id is None):
        raise InvalidInput("请提供 text 或 conversation_id 其中一个。")
    if body.conversation_id:
        if caller:
            auth.allow(caller.roles, "desk")
        _, shown = await parts.suggester.refresh(body.conversation_id)
        return shown[: body.limit]
    return await parts.suggester.for_text(clean_text(body.text or ""), body.limit)


@router.post("/assist/feeling", tags=["assist"])
async def feeling(body: Question, parts: PartsDep) -> dict[str, Any]:
    felt = await to_thread.run_sync(parts.tools.feeling.read, clean_text(body.text))
    return {"feeling": felt.label, "scores": felt.scores, "urgent": felt.urgent, "evidence": list(felt.evidence)}


@router.post("/assist/handover", tags=["assist"])
async def handover(body: Dialogue, parts: PartsDep) -> dict[str, Any]:
    """The policy over a dialogue that is not stored, as if a person were on duty."""
    reader = DialogueReader(parts.tools.bot, parts.tools.feeling, parts.tools.talk)
    read = await reader.read([Line(turn.text, turn.who == "shopper") for turn in body.turns])
    verdict = judge(read, parts.tools.thresholds)
    found = verdict.decision.reasons if verdict.decision else ()
    reasons = [{"code": reason.code, "words": reason.words, "weight": reason.weight} for reason in found]
    return {"handover": verdict.place is not None, "turn": verdict.place, "reasons": reasons}


@router.get("/knowledge/search", tags=["knowledge"])
async def search(
    parts: PartsDep, q: Annotated[str, Query(max_length=500)], limit: Annotated[int, Query(ge=1, le=20)] = 5
) -> list[dict[str, Any]]:
    found = await parts.tools.knowledge.search(clean_text(q), limit, parts.now)
    return [{"id": one.id, "question": one.question, "answer": one.answer, "score": one.confidence} for one in found]
