"""The shopper's side: open or resume a conversation, post, read."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from assist_api.domain.conversation import Conversation, Move, State
from assist_api.domain.messages import Message, Sender, clean_text
from assist_api.domain.pictures import part_of
from assist_api.domain.waiting_time import WaitingRules
from assist_api.errors import ConversationNotFound
from assist_api.services import outreach, pictures, posting, queueing
from assist_api.store import conversations, messages, reactions
from assist_api.store.unit_of_work import UnitOfWork

VISITOR_NAME = "访客"


@dataclass(frozen=True)
class Arrival:
    """Who opens the chat: a shopper proven by the shop's token, or nobody known, from which page."""

    shopper_id: str | None = None
    shopper_name: str = VISITOR_NAME
    page_product_id: str | None = None


def open_conversation(unit: UnitOfWork, arrival: Arrival, resumed_id: str | None, now: datetime) -> Conversation:
    """Resume the conversation of `resumed_id` or, for a known shopper, the newest one; else start anew.

    A visitor who logs in keeps the conversation; one conversation never changes from one shopper to another.
    """
    if arrival.shopper_id:
        outreach.arrive(unit, arrival.shopper_id, now)
    found = _resumable(unit, arrival, resumed_id)
    if found is None:
        conversation = _new(arrival, now)
        conversations.add(unit.connection, conversation)
        return conversation
    conversation = replace(found, page_product_id=arrival.page_product_id or found.page_product_id)
    if arrival.shopper_id and not found.shopper_id:
        conversation = replace(conversation, shopper_id=arrival.shopper_id, shopper_name=arrival.shopper_name)
    conversations.save(unit.connection, conversation)
    return conversation


def post(
    unit: UnitOfWork,
    conversation_id: str,
    client_id: str,
    text: str,
    page_product_id: str | None,
    now: datetime,
    picture_ids: Sequence[str] = (),
) -> int:
    """Store a shopper's message and owe it a reaction; the same `client_id` again is the same message.

    Pictures need no words.
    """
    text = clean_text(text) if text.strip() or not picture_ids else ""
    conversation = conversations.get_locked(unit.connection, conversation_id)
    known = messages.find_by_client_id(unit.connection, conversation_id, Sender.SHOPPER, client_id)
    if known:
        return known.seq
    reopened = conversation.state is State.CLOSED
    if reopened:
        conversation = conversation.moved(Move.REOPEN, now)
    conversation = replace(conversation.resumed(now), page_product_id=page_product_id or conversation.page_product_id)
    conversation, message = posting.append(
        unit,
        conversation,
        Sender.SHOPPER,
        text,
        now,
        name=conversation.shopper_name,
        parts=[part_of(each) for each in dict.fromkeys(picture_ids)],
        client_id=client_id,
    )
    pictures.send(unit, conversation_id, picture_ids, message.id)
    if conversation.shopper_id:
        outreach.note_visit(unit, conversation.shopper_id, now)
    reactions.owe(unit.connection, message.id, conversation.id, message.seq)
    posting.announce(unit, conversation, state_changed=reopened)
    return message.seq


def read(unit: UnitOfWork, conversation_id: str, after: int) -> tuple[Conversation, list[Message]]:
    conversation = conversations.get(unit.connection, conversation_id)
    return conversation, messages.after(unit.connection, conversation_id, after)


def shopper_of(unit: UnitOfWork, conversation_id: str) -> str | None:
    return conversations.get(unit.connection, conversation_id).shopper_id


def status(unit: UnitOfWork, conversation_id: str, rules: WaitingRules, now: datetime) -> dict[str, Any]:
    """What the shopper may know of where the conversation stands."""
    conversation = conversations.get(unit.connection, conversation_id)
    return {
        "conversation_id": conversation.id,
        "state": conversation.state.value,
        "agent": conversation.agent_name,
        "bot_helps": conversation.bot_helps,
        "queue": _queue(unit, conversation, rules, now),
    }


def _queue(unit: UnitOfWork, conversation: Conversation, rules: WaitingRules, now: datetime) -> dict[str, Any] | None:
    if conversation.state is not State.WAITING:
        return None
    return queueing.seen(queueing.wait_of(unit, conversation.id, rules, now))


def _resumable(unit: UnitOfWork, arrival: Arrival, resumed_id: str | None) -> Conversation | None:
    if resumed_id and (found := _known(unit, resumed_id)) and found.shopper_id in (None, arrival.shopper_id):
        return found
    newest = conversations.find_of_shopper(unit.connection, arrival.shopper_id) if arrival.shopper_id else None
    return conversations.get_locked(unit.connection, newest.id) if newest else None


def _known(unit: UnitOfWork, conversation_id: str) -> Conversation | None:
    try:
        return conversations.get_locked(unit.connection, conversation_id)
    except ConversationNotFound:
        return None


def _new(arrival: Arrival, now: datetime) -> Conversation:
    return Conversation(
        id=f"c{secrets.token_hex(10)}",
        shopper_id=arrival.shopper_id,
        shopper_name=arrival.shopper_name,
        state=State.BOT,
        epoch=0,
        session=0,
        last_seq=0,
        agent_id=None,
        agent_name=None,
        page_product_id=arrival.page_product_id,
        feeling="neutral",
        urgency=0,
        topic="",
        opened_at=now,
        updated_at=now,
        waiting_since=None,
        closed_at=None,
    )
