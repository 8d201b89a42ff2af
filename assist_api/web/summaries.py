"""The summary of a case as the desk reads it: three lines whose pieces lead to their message or order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assist_api.adapters.order_facts import facts_of, order_in_question
from assist_api.adapters.shop import OrderFile
from assist_api.domain.messages import Message, Sender
from assist_api.domain.summary import Known, Line, of_this_matter, summarise
from assist_api.domain.topics import is_after_arrival
from assist_api.services import summaries
from assist_api.services.desk import Case
from assist_api.web.deps import Parts

TRIED = 3


async def summary_of(parts: Parts, case: Case, files: Sequence[OrderFile] | None) -> dict[str, Any]:
    """`files`: the shopper's orders; None while the shop does not answer."""
    messages = of_this_matter(case.messages)
    records = await parts.runner.read(summaries.records, case.conversation.id, messages)
    file = _order(files or (), messages, records.order_id)
    facts = facts_of(parts.tools.shop, file) if file else None
    known = Known(messages, parts.now, facts, records.corrected, records.reasons, records.reasons_seq, records.promises)
    tried = [message.text for message in messages if message.sender is Sender.BOT and message.text]
    return {
        "topic": case.conversation.topic,
        "reasons": case.reasons,
        "feeling": case.conversation.feeling,
        "tried": tried[-TRIED - 1 : -1],
        "order_id": facts.id if facts else None,
        "lines": [_line(line) for line in summarise(known)],
    }


def _order(files: Sequence[OrderFile], messages: Sequence[Message], said: str | None) -> OrderFile | None:
    """`said`: by the shopper, "" for none of the orders."""
    if said == "":
        return None
    told = [one for one in messages if one.sender is Sender.SHOPPER]
    return order_in_question(files, messages, said or "", arrived=is_after_arrival(told))


def _line(line: Line) -> dict[str, Any]:
    pieces = [{"text": one.text, "seq": one.seq, "order_id": one.order_id} for one in line.pieces]
    return {"name": line.name, "title": line.title, "pieces": pieces}
