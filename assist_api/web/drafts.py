"""The check of a draft on its way: warned of while it is written, refused or counted when it is sent."""

from __future__ import annotations

from assist_api.domain.messages import clean_text
from assist_api.domain.red_lines import Finding
from assist_api.errors import RedLineCrossed
from assist_api.services import red_lines
from assist_api.services.people import Agent
from assist_api.services.red_lines import Outcome
from assist_api.web.deps import Parts


async def findings_in(parts: Parts, conversation_id: str, text: str) -> list[Finding]:
    product_id, shopper_id = await parts.runner.read(red_lines.surroundings, conversation_id)
    return await parts.drafts.check(text, product_id, shopper_id)


async def let_pass(parts: Parts, conversation_id: str, agent: Agent, text: str) -> list[str]:
    """The lines that only warn. Raises RedLineCrossed, and counts it, where one of them blocks."""
    findings = await findings_in(parts, conversation_id, clean_text(text))
    stopping = [one for one in findings if one.blocks]
    if not stopping:
        return [one.rule for one in findings]
    rules = [one.rule for one in stopping]
    await parts.runner.run(red_lines.note, conversation_id, agent, rules, Outcome.REFUSED, parts.now)
    first = stopping[0]
    raise RedLineCrossed(f"“{first.text}”不能发送。{first.reason}", [one.body() for one in stopping])
