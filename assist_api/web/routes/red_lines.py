"""Red lines: the check of a draft, and how often which line was crossed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from fastapi import APIRouter

from assist_api import auth
from assist_api.domain.messages import clean_text
from assist_api.services import red_lines
from assist_api.web.deps import Caller, PartsDep, Trainer
from assist_api.web.drafts import findings_in
from assist_api.web.schemas import DraftToCheck

router = APIRouter(prefix="/api/v1")
COUNTED = timedelta(days=30)


@router.post("/assist/check", tags=["assist"])
async def check(body: DraftToCheck, parts: PartsDep, caller: Caller) -> list[dict[str, Any]]:
    """The lines that the draft crosses, in reading order; spans count characters of `text` as it was sent."""
    clean_text(body.text)  # refuses what no message may be
    if body.conversation_id and caller:
        auth.allow(caller.roles, "desk")
    found = (
        await findings_in(parts, body.conversation_id, body.text)
        if body.conversation_id
        else await parts.drafts.check(body.text, body.product_id)
    )
    return [{**one.body(), "category_zh": parts.drafts.categories[one.category]} for one in found]


@router.get("/trainer/red-lines", tags=["trainer"])
async def crossed(parts: PartsDep, agent: Trainer) -> dict[str, Any]:
    """How many drafts of the last 30 days each rule stopped, and how many were sent although it warned."""
    counts = await parts.runner.read(red_lines.counts, parts.now - COUNTED)
    known = parts.drafts.reasons
    rows = [
        {"rule": rule, "category_zh": parts.drafts.categories[known[rule][0]], "reason": known[rule][1], **count}
        for rule, count in counts.items()
        if rule in known  # a rule that is gone says nothing any more
    ]
    return {"rows": sorted(rows, key=lambda row: -(row["refused"] + row["sent"]))}
