"""Looking for words in all conversations."""

from __future__ import annotations

from typing import Any

from sqlalchemy import RowMapping

from assist_api.domain.messages import masked
from assist_api.domain.search import Filters, pieces, words
from assist_api.errors import InvalidInput
from assist_api.store import search
from assist_api.store.unit_of_work import UnitOfWork

AT_ONCE = 30


def find(unit: UnitOfWork, query: str, filters: Filters, skip: int = 0) -> dict[str, Any]:
    """The messages, newest first, and whether there are more. Excerpts are masked: a number stands in its case."""
    asked = words(query)
    if not asked and (query.strip() or not filters.narrow):
        raise InvalidInput("请输入要找的字词或数字，或选一个筛选条件。")
    found = search.find(unit.connection, asked, filters, AT_ONCE + 1, skip)
    return {"results": [_result(row, asked) for row in found[:AT_ONCE]], "more": len(found) > AT_ONCE}


def _result(row: RowMapping, asked: list[str]) -> dict[str, Any]:
    return {
        "conversation_id": row["conversation_id"],
        "seq": row["seq"],
        "from": row["sender"],
        "name": row["name"],
        "at": row["at"].isoformat(),
        "shopper": row["shopper_name"],
        "state": row["state"],
        "agent": row["agent_name"],
        "pieces": pieces(masked(row["text"]), asked),
    }
