"""The agent's side: lists, one case, taking and giving it, writing in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assist_api.domain.conversation import Conversation, Move, State
from assist_api.domain.events import NoteAdded
from assist_api.domain.messages import Message, Part, Sender, clean_text
from assist_api.domain.routing import in_order
from assist_api.domain.slots import refuse_unfilled
from assist_api.errors import ConversationTaken, InvalidInput, NotAllowed
from assist_api.services import canned, closing, outcomes, posting, promise_keeping, red_lines, suggestions, waiting
from assist_api.services.answering import STAY_WITH_BOT
from assist_api.services.presence import has_left
from assist_api.store import casework, conversations, decisions, messages, waits
from assist_api.store.people import Agent
from assist_api.store.unit_of_work import UnitOfWork

LISTS = {
    "waiting": (State.WAITING,),
    "agent": (State.AGENT,),
    "bot": (State.BOT,),
    "closed": (State.CLOSED,),
    "mine": (State.AGENT,),
}
SHOWN_MESSAGES = 200
MOST_ROWS = {"waiting": 1000, "agent": 1000, "mine": 1000}  # what somebody waits in is never cut off
OLD_ROWS = 100
MOST_HELD = 10_000  # cases that agents hold at once; the abandoned ones are the last of the newest-first list


@dataclass(frozen=True)
class Case:
    """A conversation with everything of ours that an agent needs to go on with it."""

    conversation: Conversation
    row: dict[str, Any]
    messages: list[Message]
    reasons: list[str]
    notes: list[dict[str, Any]]
    promises: list[dict[str, Any]]


def rows(unit: UnitOfWork, state: str, agent: Agent) -> list[dict[str, Any]]:
    if state not in LISTS:
        raise InvalidInput(f"没有“{state}”这个列表。")
    if state == "waiting":
        return _queue(unit)
    owner = agent.id if state == "mine" else None
    found = conversations.rows(
        unit.connection, states=LISTS[state], agent_id=owner, limit=MOST_ROWS.get(state, OLD_ROWS)
    )
    return [posting.as_row(*entry) for entry in found]


def _queue(unit: UnitOfWork) -> list[dict[str, Any]]:
    """In the order in which they are to be taken."""
    rows = conversations.rows(unit.connection, states=LISTS["waiting"], limit=MOST_HELD)
    routed = {row["id"]: row for row in waits.going_on(unit.connection)}
    ordered = [one.conversation_id for one in in_order(map(waits.as_waiting, routed.values()))]
    seen = {one.id: posting.as_row(one, text, who, waiting.routed(routed[one.id])) for one, text, who in rows}
    return [seen[name] for name in ordered if name in seen]


def case(unit: UnitOfWork, conversation_id: str) -> Case:
    conversation = conversations.get(unit.connection, conversation_id)
    decision = decisions.last_handover(unit.connection, conversation_id)
    return Case(
        conversation,
        posting.row_of(unit, conversation_id),
        messages.latest(unit.connection, conversation_id, SHOWN_MESSAGES),
        [reason["words"] for reason in decision["reasons"]] if decision else [],
        [note_view(note) for note in casework.notes_of(unit.connection, conversation_id)],
        promise_keeping.views(unit, conversation_id),
    )


def take(unit: UnitOfWork, conversation_id: str, agent: Agent, now: datetime) -> dict[str, Any]:
    """Atomic: of two agents who take one case, one gets it and the other is told so."""
    conversation = conversations.get_locked(unit.connection, conversation_id)
    if conversation.agent_id == agent.id:
        return posting.row_of(unit, conversation_id)
    if conversation.state is State.AGENT and not has_left(unit, conversation, now):
        raise ConversationTaken(f"这个会话已由{conversation.agent_name}接待。")
    waiting.take(unit, conversation, agent, now)
    conversation = conversation.moved(Move.TAKE, now, agent=(agent.id, agent.name))
    return moved(unit, conversation, agent.name, now, "take", f"客服 {agent.name} 已接入，正在为您服务。")


def give_back(unit: UnitOfWork, conversation_id: str, agent: Agent, now: datetime) -> dict[str, Any]:
    conversation = held_by(unit, conversation_id, agent)
    waiting.give_back(unit, conversation, now)
    queued = conversation.moved(Move.GIVE_BACK, now)
    return moved(unit, queued, agent.name, now, "give_back", "已为您转接其他客服，请稍候。")


def return_to_bot(unit: UnitOfWork, conversation_id: str, agent: Agent, now: datetime) -> dict[str, Any]:
    conversation = held_by(unit, conversation_id, agent).moved(Move.RETURN_TO_BOT, now)
    return moved(unit, conversation, agent.name, now, "return_to_bot", closing.BACK_WITH_BOT)


def close(unit: UnitOfWork, conversation_id: str, agent: Agent, now: datetime) -> dict[str, Any]:
    conversation = held_by(unit, conversation_id, agent).moved(Move.CLOSE, now)
    return moved(unit, conversation, agent.name, now, "close", closing.DONE)


def abandoned(unit: UnitOfWork, now: datetime) -> list[str]:
    """Cases whose agent is gone while the shopper waits for an answer."""
    held = conversations.rows(unit.connection, states=(State.AGENT,), limit=MOST_HELD)
    return [
        conversation.id
        for conversation, _, _ in held
        if conversation.unanswered_since and has_left(unit, conversation, now)
    ]


def give_back_abandoned(unit: UnitOfWork, conversation_id: str, now: datetime) -> None:
    """Back to the queue, unless somebody came meanwhile; the shopper is told."""
    conversation = conversations.get_locked(unit.connection, conversation_id)
    if conversation.state is State.AGENT and has_left(unit, conversation, now):
        waiting.give_back(unit, conversation, now)
        who, notice = conversation.agent_name or "", "刚才的客服暂时离开了，已为您重新排队。"
        moved(unit, conversation.moved(Move.GIVE_BACK, now), who, now, "give_back", notice)


def post(
    unit: UnitOfWork,
    conversation_id: str,
    agent: Agent,
    client_id: str,
    text: str,
    suggestion_id: str | None,
    now: datetime,
    canned_id: str | None = None,
    with_picture: bool = True,
    crossed: Sequence[str] = (),
) -> int:
    """`canned_id`: the canned reply it came from; `with_picture`: that reply's picture goes with it.

    `crossed`: the red lines that the text crosses and that let it pass; they are counted.
    """
    text = clean_text(text)
    refuse_unfilled(text)
    conversation = held_by(unit, conversation_id, agent)
    known = messages.find_by_client_id(unit.connection, conversation_id, Sender.AGENT, client_id)
    if known:
        return known.seq
    suggestions.refuse_internal(unit, conversation_id, text)
    if suggestion_id:
        suggestions.kept(unit, conversation_id, suggestion_id)
    used = canned_id or suggestions.canned_behind(unit, conversation_id, suggestion_id)
    reply = canned.usable(unit, used, agent)
    shown = canned.picture_part(reply) if reply and with_picture else ()
    conversation, message = posting.append(
        unit, conversation, Sender.AGENT, text, now, name=agent.name, client_id=client_id, parts=shown
    )
    if reply:
        canned.use(unit, reply, message.id)
    outcomes.settle(unit, message, agent, suggestion_id, own_words=used is None)
    waiting.answer(unit, conversation_id, agent, now)
    red_lines.note(unit, conversation_id, agent, crossed, red_lines.Outcome.SENT, now)
    posting.announce(unit, conversation)
    return message.seq


def add_note(unit: UnitOfWork, conversation_id: str, agent: Agent, text: str, now: datetime) -> dict[str, Any]:
    conversation = conversations.get(unit.connection, conversation_id)
    note = note_view(casework.add_note(unit.connection, conversation.id, agent.id, clean_text(text), now))
    unit.emit(NoteAdded(conversation.id, note))
    return note


def held_by(unit: UnitOfWork, conversation_id: str, agent: Agent) -> Conversation:
    """The conversation, locked; refused where this agent does not have it."""
    conversation = conversations.get_locked(unit.connection, conversation_id)
    if conversation.agent_id not in (None, agent.id):
        raise ConversationTaken(f"这个会话已由{conversation.agent_name}接待。")
    if conversation.agent_id is None:
        raise NotAllowed("请先接入这个会话。")
    return conversation


def moved(
    unit: UnitOfWork, conversation: Conversation, who: str, now: datetime, what: str, notice: str
) -> dict[str, Any]:
    """After a move: the shopper reads `notice`, the audit keeps `what`, the desks see the row."""
    conversation, _ = posting.append(unit, conversation, Sender.SYSTEM, notice, now, parts=_NEXT_STEPS.get(what, ()))
    casework.keep_audit(unit.connection, who, what, now, conversation.id)
    posting.announce(unit, conversation, state_changed=True)
    return posting.row_of(unit, conversation.id)


_NEXT_STEPS: dict[str, tuple[Part, ...]] = {
    "return_to_bot": (closing.ASK,),
    "close": (closing.ASK,),
    "give_back": (STAY_WITH_BOT,),
}


def note_view(found: Any) -> dict[str, Any]:
    return {"id": found["id"], "at": found["at"].isoformat(), "by": found["by"], "text": found["text"]}
