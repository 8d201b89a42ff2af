"""The order in which waiting cases are taken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from assist_api.domain.conversation import Conversation


def in_order(waiting: Iterable[Conversation]) -> list[Conversation]:
    """Most urgent first, then the longest wait."""
    return sorted(waiting, key=lambda one: (-one.urgency, one.waiting_since or datetime.max))


def place(conversation_id: str, waiting: Iterable[Conversation]) -> int:
    """Place in the queue, from 1; one past its end for a conversation that is not in it."""
    ids = [one.id for one in in_order(waiting)]
    return ids.index(conversation_id) + 1 if conversation_id in ids else len(ids) + 1
