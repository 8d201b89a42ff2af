"""What our own records add to a case's messages: why it was handed over, and what was promised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assist_api.domain.messages import Message
from assist_api.domain.promises import words_of
from assist_api.domain.summary import Piece, Promised
from assist_api.services import receipts
from assist_api.store import casework, decisions
from assist_api.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Records:
    reasons: tuple[str, ...] = ()
    reasons_seq: int | None = None
    promises: tuple[Promised, ...] = ()
    corrected: Piece | None = None
    order_id: str | None = None  # as its shopper said: "" for none of the orders


def records(unit: UnitOfWork, conversation_id: str, messages: Sequence[Message]) -> Records:
    """`messages`: those of the case, so that each record is told with the number of its message."""
    seqs = {one.id: one.seq for one in messages}
    decision = decisions.last_handover(unit.connection, conversation_id)
    decided = decision if decision and decision["message_id"] in seqs else None
    kept = [one for one in casework.promises_of(unit.connection, conversation_id) if one["message_id"] in seqs]
    right = receipts.corrected(unit, conversation_id, messages)
    return Records(
        tuple(reason["words"] for reason in decided["reasons"]) if decided else (),
        seqs[decided["message_id"]] if decided else None,
        tuple(_promised(one, seqs) for one in kept),
        Piece(f"{right.topic}（顾客更正）", right.topic_seq) if right.topic else None,
        right.order_id,
    )


def _promised(found: Any, seqs: Mapping[str, int]) -> Promised:
    what = words_of(found["kind"])
    return Promised(what, found["order_id"], found["due_at"], found["kept_at"] is not None, seqs[found["message_id"]])
