"""What shoppers say of the bot's answers."""

from __future__ import annotations

from datetime import datetime

from assist_api.domain.messages import Sender
from assist_api.errors import InvalidInput
from assist_api.store import messages
from assist_api.store.unit_of_work import UnitOfWork


def rate(unit: UnitOfWork, conversation_id: str, seq: int, helpful: bool, now: datetime) -> None:
    """The last word counts. An answer that was no help brings the question before it into the trainers' inbox."""
    message = messages.get(unit.connection, conversation_id, seq)
    if message.sender is not Sender.BOT:
        raise InvalidInput("只能评价小二的回答。")
    messages.rate(unit.connection, message.id, helpful, now)
