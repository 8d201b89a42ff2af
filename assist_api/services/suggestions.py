"""Suggestions in the record: what is still asked and what was shown for it. What became of it is in `outcomes`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assist_api.domain.conversation import Conversation
from assist_api.domain.events import SuggestionsReady
from assist_api.domain.messages import Message, Sender
from assist_api.domain.ranking import shown
from assist_api.errors import NotAllowed, SuggestionNotFound
from assist_api.store import conversations, messages, suggestions
from assist_api.store.unit_of_work import UnitOfWork

LOOKED_AT = 24  # messages, of whomever


@dataclass(frozen=True)
class Asking:
    """`for_seq`: the shopper's newest message, 0 where there is none; `kept`: None where none were kept for it."""

    conversation: Conversation
    messages: list[Message]
    for_seq: int
    kept: list[dict[str, Any]] | None


def asking(unit: UnitOfWork, conversation_id: str, order_id: str) -> Asking:
    conversation = conversations.get(unit.connection, conversation_id)
    recent = messages.latest(unit.connection, conversation_id, LOOKED_AT)
    for_seq = max((one.seq for one in recent if one.sender is Sender.SHOPPER), default=0)
    rows = suggestions.kept_for(unit.connection, conversation_id, for_seq, order_id)
    kept = [shown(row["body"]) for row in rows if not row["held_out"]] if rows else None
    return Asking(conversation, recent, for_seq, kept)


def keep(
    unit: UnitOfWork,
    conversation_id: str,
    for_seq: int,
    order_id: str,
    bodies: list[dict[str, Any]],
    held_out: bool,
    now: datetime,
) -> list[dict[str, Any]]:
    """Keep what is about to be shown, and show it to the agent who owns the conversation, unless it is held out."""
    conversation = conversations.get_locked(unit.connection, conversation_id)
    kept = suggestions.keep(unit.connection, conversation_id, for_seq, order_id, bodies, held_out, now)
    told = [] if held_out else [shown(body) for body in kept]
    if conversation.agent_id:
        unit.emit(SuggestionsReady(conversation_id, conversation.agent_id, for_seq, told))
    return told


def kept(unit: UnitOfWork, conversation_id: str, suggestion_id: str) -> dict[str, Any]:
    """The suggestion as it was kept, with what it takes to compose it anew."""
    found = suggestions.find(unit.connection, conversation_id, suggestion_id)
    if found is None or found["held_out"]:
        raise SuggestionNotFound
    body: dict[str, Any] = found["body"]
    return body


def to_check(unit: UnitOfWork, conversation_id: str, suggestion_id: str) -> tuple[Conversation, dict[str, Any]]:
    return conversations.get(unit.connection, conversation_id), kept(unit, conversation_id, suggestion_id)


def was_posted(unit: UnitOfWork, conversation_id: str, client_id: str) -> bool:
    return messages.find_by_client_id(unit.connection, conversation_id, Sender.AGENT, client_id) is not None


def renew(unit: UnitOfWork, conversation_id: str, suggestion_id: str, anew: dict[str, Any]) -> dict[str, Any]:
    """The agent takes the suggestion as it is worded now; as it was first shown is kept beside."""
    old = kept(unit, conversation_id, suggestion_id)
    first = old.get("first") or {"text": old["text"], "facts": old["facts"]}
    body = {**old, "text": anew["text"], "facts": anew["facts"], "template": anew["template"], "first": first}
    suggestions.renew(unit.connection, suggestion_id, body)
    return shown(body)


def canned_behind(unit: UnitOfWork, conversation_id: str, suggestion_id: str | None) -> str | None:
    """The canned reply that a suggestion came from."""
    if suggestion_id is None:
        return None
    source = kept(unit, conversation_id, suggestion_id)["source"]
    return str(source["id"]) if source["kind"] == "canned" else None


def refuse_internal(unit: UnitOfWork, conversation_id: str, text: str) -> None:
    """What an agent was shown for the agent alone may not go out as it is, by whatever way it got into the field."""
    told = (body["text"] for body in suggestions.bodies_of(unit.connection, conversation_id) if body["internal"])
    if _bare(text) in map(_bare, told):
        raise NotAllowed("这条内容仅供内部参考，不能原样发给顾客。")


def _bare(text: str) -> str:
    return "".join(text.split())
