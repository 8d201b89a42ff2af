"""Putting a message into a conversation: the one place that gives out sequence numbers."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from assist_api.domain.conversation import Conversation, State
from assist_api.domain.events import ConversationChanged, MessagePosted, StateChanged
from assist_api.domain.messages import BOT_NAME, Message, Part, Sender
from assist_api.services import waiting
from assist_api.store import conversations, messages, search
from assist_api.store.unit_of_work import UnitOfWork

NAMES = {Sender.BOT: BOT_NAME, Sender.SYSTEM: "系统"}  # people bring their own


def append(
    unit: UnitOfWork,
    conversation: Conversation,
    sender: Sender,
    text: str,
    now: datetime,
    *,
    name: str | None = None,
    parts: Sequence[Part] = (),
    client_id: str | None = None,
) -> tuple[Conversation, Message]:
    """The conversation after the message, and the message. `conversation` must be held (`get_locked`)."""
    message_id = f"m{secrets.token_hex(10)}"
    seq = conversation.last_seq + 1
    message = Message(
        message_id,
        conversation.id,
        seq,
        client_id or message_id,
        sender,
        name or NAMES[sender],
        text,
        tuple(parts),
        now,
    )
    conversation = conversation.spoken(seq, sender, now)
    messages.add(unit.connection, message)
    search.add(unit.connection, message)
    if sender is Sender.SYSTEM:  # the list goes on to show what was said, not our notices
        conversations.save(unit.connection, conversation)
    else:
        conversations.note_last(unit.connection, conversation, text or _what_parts_show(parts), sender.value)
    unit.emit(MessagePosted(conversation.id, message.public()))
    return conversation, message


def announce(unit: UnitOfWork, conversation: Conversation, *, state_changed: bool = False) -> None:
    """Tell the desks how the conversation stands now, and its shopper when the owner changed."""
    unit.emit(ConversationChanged(conversation.id, row_of(unit, conversation.id)))
    if state_changed:
        unit.emit(_state_of(conversation))


def _state_of(conversation: Conversation) -> StateChanged:
    state, agent = conversation.state.value, conversation.agent_name
    return StateChanged(conversation.id, state, agent, conversation.epoch, conversation.bot_helps)


def row_of(unit: UnitOfWork, conversation_id: str) -> dict[str, Any]:
    conversation, last_text, last_from = conversations.row(unit.connection, conversation_id)
    routed = waiting.shown(unit, conversation_id) if conversation.state is State.WAITING else None
    return as_row(conversation, last_text, last_from, routed)


def as_row(
    conversation: Conversation, last_text: str, last_from: str, routed: dict[str, Any] | None = None
) -> dict[str, Any]:
    """A conversation as a row of the desk's list. `routed`: of one that waits, where it stands and why."""
    return {
        "id": conversation.id,
        "shopper": {"id": conversation.shopper_id, "name": conversation.shopper_name},
        "state": conversation.state.value,
        "agent": conversation.agent_name,
        "agent_id": conversation.agent_id,
        "feeling": conversation.feeling,
        "urgency": conversation.urgency,
        "topic": conversation.topic,
        "last_text": last_text,
        "last_from": last_from,
        "last_seq": conversation.last_seq,
        "epoch": conversation.epoch,
        "waiting_since": _iso(conversation.waiting_since),
        "routing": routed,
        "updated_at": _iso(conversation.updated_at),
        "unanswered_since": _iso(conversation.unanswered_since),
        "unread_by_agent": bool(conversation.unanswered_since) and conversation.state in (State.WAITING, State.AGENT),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _what_parts_show(parts: Sequence[Part]) -> str:
    names = {"order": "[订单]", "parcel": "[物流]", "product": "[商品]"}
    shown = [names.get(part.get("kind", ""), "[图片]" if part["type"] == "picture" else "") for part in parts]
    return "".join(shown)
