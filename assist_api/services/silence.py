"""An agent who does not answer: after a while the case goes back to the queue, and everybody concerned is told."""

from __future__ import annotations

from datetime import datetime

from assist_api.domain.conversation import Move, State
from assist_api.domain.events import AgentSilent
from assist_api.domain.messages import Sender
from assist_api.domain.waiting_time import WaitingRules
from assist_api.services import posting, queueing, waiting
from assist_api.services.answering import STAY_WITH_BOT
from assist_api.store import casework, conversations, silences
from assist_api.store.unit_of_work import UnitOfWork


def silent(unit: UnitOfWork, rules: WaitingRules, now: datetime) -> list[str]:
    return silences.cases(unit.connection, now - rules.silent_after)


def give_back(unit: UnitOfWork, conversation_id: str, rules: WaitingRules, now: datetime) -> bool:
    """Before those who wait as long: it counts as having waited longer. False where somebody answered meanwhile."""
    conversation = conversations.get_locked(unit.connection, conversation_id)
    if conversation.state is not State.AGENT or conversation_id not in silent(unit, rules, now):
        return False
    agent_id, agent = str(conversation.agent_id), conversation.agent_name or ""
    waiting.give_back(unit, conversation, now)
    conversation = conversation.moved(Move.GIVE_BACK, now)
    conversations.save(unit.connection, conversation)
    expected = queueing.wait_of(unit, conversation_id, rules, now)
    told = f"刚才的客服没能及时回复，很抱歉，已优先为您重新排队，{expected.sentence}。"
    conversation, _ = posting.append(unit, conversation, Sender.SYSTEM, told, now, parts=[STAY_WITH_BOT])
    casework.keep_audit(unit.connection, agent, "give_back", now, conversation_id, silent=True)
    posting.announce(unit, conversation, state_changed=True)
    minutes = int(rules.silent_after.total_seconds() // 60)
    unit.emit(AgentSilent(conversation_id, agent_id, agent, conversation.shopper_name, minutes))
    return True
