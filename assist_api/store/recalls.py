"""What goes with a message that is recalled, and what the log keeps of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, func, select, update

from assist_api.domain.messages import Message, Sender
from assist_api.domain.outcomes import OPEN, Outcome
from assist_api.store.schema import audit, exchanges, messages, suggestions

RECALL = "recall"
_SETTLED = [one.value for one in Outcome if one not in OPEN]


def empty(connection: Connection, message: Message, at: datetime) -> None:
    query = update(messages).where(messages.c.id == message.id)
    connection.execute(query.values(text="", parts=[], recalled_at=at))


def unlearn(connection: Connection, message: Message) -> None:
    """It is no answer any more, and what was shown when it was written has met no outcome."""
    connection.execute(delete(exchanges).where(exchanges.c.answer_id == message.id))
    settled_by_it = (
        (suggestions.c.conversation_id == message.conversation_id)
        & (suggestions.c.outcome_at == message.at)
        & suggestions.c.outcome.in_(_SETTLED)
    )
    nothing = {"outcome": None, "outcome_at": None, "agent_id": None, "sent_text": None, "operations": None}
    connection.execute(update(suggestions).where(settled_by_it).values(**nothing))


def unanswered_since(connection: Connection, conversation_id: str) -> datetime | None:
    """The shopper's first message after the last of an agent that still stands."""
    here = messages.c.conversation_id == conversation_id
    standing = here & (messages.c.sender == Sender.AGENT.value) & messages.c.recalled_at.is_(None)
    answered = select(func.coalesce(func.max(messages.c.seq), 0)).where(standing).scalar_subquery()
    asked = here & (messages.c.sender == Sender.SHOPPER.value) & (messages.c.seq > answered)
    query = select(messages.c.at).where(asked).order_by(messages.c.seq).limit(1)
    return connection.execute(query).scalar()


def texts(connection: Connection, conversation_id: str) -> list[RowMapping]:
    query = select(audit).where(audit.c.conversation_id == conversation_id, audit.c.what == RECALL)
    return list(connection.execute(query.order_by(audit.c.at)).mappings())
