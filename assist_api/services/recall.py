"""An agent takes back a message that has just gone out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from assist_api.domain import recall
from assist_api.domain.conversation import Conversation, State
from assist_api.domain.messages import Sender
from assist_api.services import posting, promise_keeping
from assist_api.services.people import Agent
from assist_api.store import canned, casework, conversations, messages, recalls, search
from assist_api.store.unit_of_work import UnitOfWork

WITH_PEOPLE = (State.WAITING, State.AGENT)


def take_back(unit: UnitOfWork, conversation_id: str, seq: int, agent: Agent, now: datetime) -> dict[str, Any]:
    """The conversation's row after it. Recalled a second time, nothing more happens.

    The words leave the message for the audit log at once, so that no reader of messages has to know of recalls.
    """
    conversation = conversations.get_locked(unit.connection, conversation_id)
    message = messages.get(unit.connection, conversation_id, seq)
    if message.recalled:
        return posting.row_of(unit, conversation_id)
    recall.refuse(message, agent.name, now)
    kept = {"seq": seq, "text": message.text, "parts": list(message.parts), "sent_at": message.at.isoformat()}
    casework.keep_audit(unit.connection, agent.name, recalls.RECALL, now, conversation_id, **kept)
    recalls.empty(unit.connection, message, now)
    recalls.unlearn(unit.connection, message)
    canned.uncount_use(unit.connection, message.id)
    search.remove(unit.connection, message.id)
    promise_keeping.take_back(unit, message, now)
    conversation, _ = posting.append(
        unit, conversation, Sender.SYSTEM, recall.NOTICE, now, parts=[recall.mark(message.seq)]
    )
    conversations.save(unit.connection, conversation := _waiting_again(unit, conversation))
    _hide_in_list(unit, conversation, message.text)
    posting.announce(unit, conversation)
    return posting.row_of(unit, conversation_id)


def _hide_in_list(unit: UnitOfWork, conversation: Conversation, words: str) -> None:
    """Notices do not replace what the desk's list shows of a conversation; here one has to."""
    _, shown, _ = conversations.row(unit.connection, conversation.id)
    if words.startswith(shown):
        conversations.note_last(unit.connection, conversation, recall.NOTICE, Sender.SYSTEM.value)


def _waiting_again(unit: UnitOfWork, conversation: Conversation) -> Conversation:
    """What was taken back answers nobody."""
    if conversation.state not in WITH_PEOPLE:
        return conversation
    since = recalls.unanswered_since(unit.connection, conversation.id)
    return replace(conversation, unanswered_since=conversation.unanswered_since or since)


def texts(unit: UnitOfWork, conversation_id: str) -> list[dict[str, Any]]:
    """What was recalled in a conversation, for supervisors."""
    found = recalls.texts(unit.connection, conversations.get(unit.connection, conversation_id).id)
    return [{"by": each["who"], "at": each["at"].isoformat(), **each["detail"]} for each in found]
