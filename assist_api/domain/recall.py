"""Taking back what was sent: by whom, how long, and what is left in its place."""

from __future__ import annotations

from datetime import datetime, timedelta

from assist_api.domain.messages import Message, Part, Sender
from assist_api.errors import NotAllowed, RecallTooLate

WITHIN = timedelta(minutes=2)
NOTICE = "客服撤回了一条消息"


def refuse(message: Message, agent_name: str, now: datetime) -> None:
    """Raises unless it is this agent's own, and fresh."""
    if message.sender is not Sender.AGENT or message.name != agent_name:
        raise NotAllowed("只能撤回自己发出的消息。")
    if now - message.at > WITHIN:
        raise RecallTooLate


def mark(seq: int) -> Part:
    """In the notice: which message is gone. Who was away meanwhile learns it from the notice, as from any message."""
    return {"type": "recalled", "seq": seq}
