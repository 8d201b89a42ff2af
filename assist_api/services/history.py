"""Reading back in a long conversation."""

from __future__ import annotations

from assist_api.domain.messages import Message
from assist_api.store import conversations, messages
from assist_api.store.unit_of_work import UnitOfWork

PAGE = 100
MOST = 2000
AROUND = 20  # messages shown above the one that is gone back to


def older(unit: UnitOfWork, conversation_id: str, before: int, back_to: int | None = None) -> list[Message]:
    """A page of the messages before the number `before`; with `back_to` as many as reach a little beyond that one."""
    conversation = conversations.get(unit.connection, conversation_id)
    wanted = PAGE if back_to is None else min(MOST, max(PAGE, before - back_to + AROUND))
    return messages.latest(unit.connection, conversation.id, wanted, up_to=before - 1)
