"""What people do to a ticket. Each step is written into its history and into the audit log, and told to the desks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from assist_api.domain.messages import Part, Sender, buttons, clean_text
from assist_api.domain.ticket_life import Move, Ticket
from assist_api.domain.tickets import Kind, Level, propose_level
from assist_api.errors import ConversationTaken, InvalidInput, NotAllowed
from assist_api.services import posting
from assist_api.services.tickets import LONGEST_TEXT, changed, open_ticket, proposal
from assist_api.store import casework, conversations, people, tickets
from assist_api.store.people import Agent
from assist_api.store.unit_of_work import UnitOfWork

HELPED, NOT_HELPED = "xiaoer:ticket:helped:", "xiaoer:ticket:not_helped:"
AGREED, DIFFERS = "xiaoer:ticket:agreed:", "xiaoer:ticket:differs:"
QUESTION = "您之前反映的问题我们已经处理好了，想问问您：这次处理帮到您了吗？"
_STEP_NEEDS_WORDS = frozenset({Move.OFFER, Move.SOLVE, Move.CLOSE, Move.REOPEN})


@dataclass(frozen=True)
class Draft:
    """A ticket as an agent fills it in."""

    order_id: str | None
    kind: Kind
    level: Level
    text: str
    wish: str
    changed_because: str = ""  # needed where level and kind are not what was proposed


@dataclass(frozen=True)
class Call:
    """A complaint taken by phone."""

    said: str
    agreed: str


def open_by_agent(
    unit: UnitOfWork,
    conversation_id: str,
    agent: Agent,
    draft: Draft,
    key: str,
    now: datetime,
    call: Call | None = None,
) -> Ticket:
    """Level and kind may differ from what is proposed; then the ticket says why."""
    conversation = conversations.get(unit.connection, conversation_id)
    proposed = propose_level([call.said]) if call else proposal(unit, conversation_id, draft.order_id)
    if not call and (draft.level, draft.kind) != (proposed.level, proposed.kind) and not draft.changed_because:
        raise InvalidInput("级别或类别和建议的不一样，请写一句原因。")
    ticket = open_ticket(
        unit,
        conversation_id=conversation.id,
        shopper_id=conversation.shopper_id,
        order_id=draft.order_id,
        kind=draft.kind,
        level=draft.level,
        text=_words(draft.text),
        wish=draft.wish.strip(),
        now=now,
        by=agent.name,
        key=key,
        source="phone" if call else "agent",
        reasons=proposed.reasons,
    )
    if ticket.key == key and ticket.owner_id is None:
        ticket = _change(unit, ticket.id, agent, now, "take", "", lambda one: one.moved(Move.TAKE, now, _of(agent)))
        if draft.changed_because:
            tickets.note(unit.connection, ticket.id, agent.name, "changed", draft.changed_because, now, {})
        if call:
            _note_call(unit, ticket.id, agent, call, now)
    return ticket


def step(unit: UnitOfWork, ticket_id: str, agent: Agent, move: Move, text: str, now: datetime) -> Ticket:
    """A move that says nothing to the shopper. What is offered, solved, closed or opened again has its words."""
    if move in (Move.TELL, Move.ASK):
        raise InvalidInput("请通过发送消息告知顾客。")
    words = _words(text) if move in _STEP_NEEDS_WORDS else text.strip()
    return _change(unit, ticket_id, agent, now, move.value, words, lambda one: _stepped(one, agent, move, now))


def _stepped(ticket: Ticket, agent: Agent, move: Move, now: datetime) -> Ticket:
    if move is Move.SOLVE and ticket.level is Level.SERIOUS and not ticket.traced:
        raise InvalidInput("1 级工单要先填写供应商和批次，再标记为已解决。")
    owner = _of(agent) if move is Move.TAKE or ticket.owner_id is None else None
    return ticket.moved(move, now, owner)


def hand_to(unit: UnitOfWork, ticket_id: str, agent: Agent, to_name: str, text: str, now: datetime) -> Ticket:
    """Another member of the staff goes on with it."""
    found = people.find_staff(unit.connection, to_name.strip())
    if found is None:
        raise InvalidInput(f"没有找到同事“{to_name.strip()}”。")
    to = found[0]
    words = f"转给 {to.name}" + (f"：{text.strip()}" if text.strip() else "")
    return _change(unit, ticket_id, agent, now, "hand", words, lambda one: one.moved(Move.TAKE, now, _of(to)))


def take_over(unit: UnitOfWork, ticket_id: str, agent: Agent, from_id: str, now: datetime) -> None:
    """At the change of shifts, where the colleague still has it; its clocks stand or run as they did."""
    ticket = tickets.get_locked(unit.connection, ticket_id)
    if ticket.owner_id == from_id and ticket.is_open:
        words = f"交接班，从{ticket.owner}接手"
        _change(
            unit, ticket_id, agent, now, "take", words, lambda one: replace(one, owner_id=agent.id, owner=agent.name)
        )


def regrade(
    unit: UnitOfWork, ticket_id: str, agent: Agent, level: Level, kind: Kind, reason: str, now: datetime
) -> Ticket:
    """Level and kind as a person sees them; why is kept."""
    words = _words(reason)
    before = tickets.get(unit.connection, ticket_id)
    told = f"{before.level.zh} / {before.kind.zh} → {level.zh} / {kind.zh}：{words}"
    return _change(
        unit, ticket_id, agent, now, "regrade", told, lambda one: replace(one, level=level, kind=kind),
        before=int(before.level), level=int(level), kind=kind.value,
    )  # fmt: skip


def trace(unit: UnitOfWork, ticket_id: str, agent: Agent, text: str, now: datetime) -> Ticket:
    """Supplier and batch of the goods."""
    words = _words(text)
    return _change(unit, ticket_id, agent, now, "trace", words, lambda one: replace(one, traced=words))


def note(unit: UnitOfWork, ticket_id: str, agent: Agent, text: str, now: datetime) -> Ticket:
    return _change(unit, ticket_id, agent, now, "note", _words(text), lambda one: one)


def wait(unit: UnitOfWork, ticket_id: str, agent: Agent, text: str, now: datetime) -> Ticket:
    """The shopper must do something first: send a photo, answer an offer."""
    return _change(unit, ticket_id, agent, now, "wait", _words(text), lambda one: one.waiting(now))


def go_on(unit: UnitOfWork, ticket_id: str, agent: Agent, now: datetime) -> Ticket:
    return _change(unit, ticket_id, agent, now, "go_on", "", lambda one: one.going_on(now))


def call(unit: UnitOfWork, ticket_id: str, agent: Agent, told: Call, now: datetime) -> Ticket:
    """A talk by phone about it."""
    _note_call(unit, ticket_id, agent, told, now)
    return _change(unit, ticket_id, agent, now, "", "", lambda one: one.going_on(now))


def _note_call(unit: UnitOfWork, ticket_id: str, agent: Agent, told: Call, now: datetime) -> None:
    words = f"电话：{_words(told.said)}" + (f"；约定：{told.agreed.strip()}" if told.agreed.strip() else "")
    tickets.note(unit.connection, ticket_id, agent.name, "call", words[:LONGEST_TEXT], now, {})


# What the shopper reads


def tell(
    unit: UnitOfWork, ticket_id: str, agent: Agent, text: str, asks: bool, client_id: str, now: datetime
) -> Ticket:
    """What was done about it, in the agent's words; `asks`: and at once whether it helped."""
    parts = [did_it_help(ticket_id)] if asks else []
    move = Move.ASK if asks else Move.TELL
    return _say(unit, ticket_id, agent, text, parts, client_id, now, move)


def confirm(unit: UnitOfWork, ticket_id: str, agent: Agent, text: str, client_id: str, now: datetime) -> Ticket:
    """What was agreed by phone or in the talk, for the shopper to confirm with one tap."""
    asked = buttons(("没问题，就这样", f"{AGREED}{ticket_id}"), ("和说好的不一样", f"{DIFFERS}{ticket_id}"))
    return _say(unit, ticket_id, agent, text, [asked], client_id, now, Move.OFFER)


def did_it_help(ticket_id: str) -> Part:
    return buttons(("帮到了", f"{HELPED}{ticket_id}"), ("还没解决", f"{NOT_HELPED}{ticket_id}"))


def _say(
    unit: UnitOfWork,
    ticket_id: str,
    agent: Agent,
    text: str,
    parts: list[Part],
    client_id: str,
    now: datetime,
    move: Move,
) -> Ticket:
    words = clean_text(text)
    conversation = conversations.get_locked(unit.connection, conversation_of(unit, ticket_id))
    if conversation.agent_id not in (None, agent.id):
        raise ConversationTaken(f"这个会话正由{conversation.agent_name}接待，请让同事来发。")
    known = tickets.history(unit.connection, ticket_id)
    if any(one["detail"].get("client_id") == client_id for one in known):
        return tickets.get(unit.connection, ticket_id)
    moved = _change(
        unit, ticket_id, agent, now, move.value, words, lambda one: _stepped(one, agent, move, now), client_id=client_id
    )
    conversation, _ = posting.append(
        unit, conversation, Sender.AGENT, words, now, name=agent.name, parts=parts, client_id=client_id
    )
    posting.announce(unit, conversation)
    return moved


def get(unit: UnitOfWork, ticket_id: str) -> Ticket:
    return tickets.get(unit.connection, ticket_id)


def conversation_of(unit: UnitOfWork, ticket_id: str) -> str:
    conversation_id = tickets.get(unit.connection, ticket_id).conversation_id
    if conversation_id is None:
        raise NotAllowed("这位顾客还没有和店铺聊过天，没有会话可以发送。")
    return conversation_id


# How every change is written


def _change(
    unit: UnitOfWork,
    ticket_id: str,
    agent: Agent,
    now: datetime,
    what: str,
    text: str,
    work: Callable[[Ticket], Ticket],
    **detail: Any,
) -> Ticket:
    """A supervisor who does anything to a ticket has looked at it. `what` of "": the history has it already."""
    before = tickets.get_locked(unit.connection, ticket_id)
    if not before.is_open and what not in (Move.REOPEN, "note"):
        raise InvalidInput("工单已经关闭，要先重新打开。")
    ticket = work(before)
    if "supervisor" in agent.roles:
        ticket = ticket.supervised(now)
    ticket = replace(ticket, revision=before.revision + 1)
    tickets.save(unit.connection, ticket)
    if what:
        tickets.note(unit.connection, ticket.id, agent.name, what, text, now, detail)
        casework.keep_audit(
            unit.connection, agent.name, f"ticket.{what}", now, ticket.conversation_id, ticket=ticket.id, **detail
        )
    unit.emit(changed(ticket))
    return ticket


def _of(agent: Agent) -> tuple[str, str]:
    return agent.id, agent.name


def _words(text: str) -> str:
    return clean_text(text)[:LONGEST_TEXT]
