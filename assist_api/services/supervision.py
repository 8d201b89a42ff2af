"""What a supervisor does in a colleague's case: whisper to the agent, or take it over. Watching leaves no trace."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from assist_api.domain.conversation import Move, State
from assist_api.domain.events import Whispered
from assist_api.domain.messages import clean_text
from assist_api.errors import IllegalMove, InvalidInput
from assist_api.services import desk, waiting
from assist_api.store import conversations, whispers
from assist_api.store.people import Agent
from assist_api.store.unit_of_work import UnitOfWork

LONGEST = 500


def whisper(unit: UnitOfWork, conversation_id: str, supervisor: Agent, text: str, now: datetime) -> dict[str, Any]:
    """To the agent who has the case, and to nobody else."""
    text = clean_text(text)
    if len(text) > LONGEST:
        raise InvalidInput(f"悄悄话请控制在 {LONGEST} 字以内。")
    conversation = conversations.get_locked(unit.connection, conversation_id)
    if conversation.state is not State.AGENT or conversation.agent_id in (None, supervisor.id):
        raise IllegalMove("这个会话现在没有同事在接待，悄悄话没有人能看到。")
    assert conversation.agent_id
    said = whispers.add(unit.connection, conversation_id, supervisor.id, conversation.agent_id, text, now)
    for staff_id in (conversation.agent_id, supervisor.id):
        unit.emit(Whispered(conversation_id, staff_id, _view(said)))
    return _view(said)


def heard(unit: UnitOfWork, conversation_id: str, agent: Agent, *, all_of_them: bool) -> list[dict[str, Any]]:
    """What was whispered to this agent; `all_of_them`: to any, for supervisors."""
    return [_view(row) for row in whispers.of(unit.connection, conversation_id, None if all_of_them else agent.id)]


def take_over(unit: UnitOfWork, conversation_id: str, supervisor: Agent, now: datetime) -> dict[str, Any]:
    """From whoever has it; the shopper is told who goes on."""
    before = conversations.get_locked(unit.connection, conversation_id)
    if before.agent_id == supervisor.id:
        raise IllegalMove("这个会话已经由您接待。")
    waiting.take(unit, before, supervisor, now)
    taken = before.moved(Move.TAKE, now, agent=(supervisor.id, supervisor.name))
    notice = f"主管 {supervisor.name} 已接入，亲自为您处理。"
    return desk.moved(unit, taken, supervisor.name, now, "take_over", notice)


def _view(row: RowMapping) -> dict[str, Any]:
    shown = {name: row[name] for name in ("id", "conversation_id", "text", "by")}
    return {**shown, "to": row["to_name"], "at": row["at"].isoformat()}
