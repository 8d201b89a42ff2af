"""转接: a case is offered to a colleague, who accepts or declines, or goes to the queue for a skill."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from assist_api.domain.conversation import Move, State
from assist_api.domain.events import NoteAdded, TransferChanged
from assist_api.domain.messages import clean_text
from assist_api.domain.presence import Skill
from assist_api.domain.routing import Entry
from assist_api.domain.transfers import LONGEST_NOTE, Transfer
from assist_api.domain.transfers import State as Stand
from assist_api.errors import InvalidInput, NobodyThere, NotAllowed, TransferNotFound
from assist_api.services import desk, presence, waiting
from assist_api.store import casework, conversations, transfers
from assist_api.store.people import Agent
from assist_api.store.unit_of_work import UnitOfWork


def offer(
    unit: UnitOfWork, conversation_id: str, agent: Agent, to_id: str, note: str, lasts: timedelta, now: datetime
) -> dict[str, Any]:
    """The case stays with `agent` until the colleague accepts, so that the shopper is never without a person."""
    note = _clean(note)
    conversation = desk.held_by(unit, conversation_id, agent)
    colleague = presence.colleague(unit, to_id, 1, now)
    if colleague.id == agent.id:
        raise InvalidInput("不能转给自己。")
    if not colleague.present:
        raise NobodyThere(f"{colleague.name}现在不在线，可以转给技能组，或换一位同事。")
    if earlier := transfers.open_of(unit.connection, conversation_id):
        raise InvalidInput(f"已经在转给{earlier.to_name}，等对方确认，或先撤回。")
    made = transfers.add(unit.connection, conversation.id, agent.id, colleague.id, None, note, now, now + lasts)
    _note(unit, made, agent, f"转接给{colleague.name}：{note}", now)
    return _told(unit, made)


def to_skill(
    unit: UnitOfWork, conversation_id: str, agent: Agent, skill: Skill, note: str, now: datetime
) -> dict[str, Any]:
    """Back into the queue, ahead of plain waits, for whoever has the skill."""
    note = _clean(note)
    before = desk.held_by(unit, conversation_id, agent)
    made = transfers.add(unit.connection, before.id, agent.id, None, skill, note, now, now)
    _note(unit, made, agent, f"转到{skill.zh}组：{note}", now)
    waiting.give_back(unit, before, now, Entry.TRANSFERRED, skill)
    notice = f"已为您转接{skill.zh}同事，之前说的情况已经一并转达，请稍候。"
    desk.moved(unit, before.moved(Move.GIVE_BACK, now), agent.name, now, "transfer", notice)
    return made.public()


def accept(unit: UnitOfWork, transfer_id: str, agent: Agent, now: datetime) -> dict[str, Any]:
    """The case as a row of the desk. Refused when it was withdrawn, lapsed, or is with somebody else by now."""
    offered = _open(unit, transfer_id)
    if offered.to_id != agent.id:
        raise NotAllowed
    before = conversations.get_locked(unit.connection, offered.conversation_id)
    is_there = before.state is State.WAITING or before.agent_id == offered.from_id
    if not is_there or not transfers.settle(unit.connection, transfer_id, Stand.ACCEPTED, now):
        raise TransferNotFound
    waiting.take(unit, before, agent, now)
    notice = f"已为您转接客服 {agent.name}，之前说的情况已经一并转达，由 {agent.name} 继续为您服务。"
    taken = before.moved(Move.TAKE, now, agent=(agent.id, agent.name))
    row = desk.moved(unit, taken, agent.name, now, "transfer", notice)
    _told(unit, transfers.get(unit.connection, transfer_id))
    return row


def decline(unit: UnitOfWork, transfer_id: str, agent: Agent, why: str, now: datetime) -> dict[str, Any]:
    """The case stays where it is; who offered it is told why."""
    offered = _open(unit, transfer_id)
    if offered.to_id != agent.id:
        raise NotAllowed
    why = why.strip()[:LONGEST_NOTE]
    if not transfers.settle(unit.connection, transfer_id, Stand.DECLINED, now, why):
        raise TransferNotFound
    _note(unit, offered, agent, f"未接收转接：{why}" if why else "未接收转接", now)
    return _told(unit, transfers.get(unit.connection, transfer_id))


def withdraw(unit: UnitOfWork, transfer_id: str, agent: Agent, now: datetime) -> dict[str, Any]:
    if _open(unit, transfer_id).from_id != agent.id:
        raise NotAllowed
    if not transfers.settle(unit.connection, transfer_id, Stand.WITHDRAWN, now):
        raise TransferNotFound
    return _told(unit, transfers.get(unit.connection, transfer_id))


def over(unit: UnitOfWork, now: datetime) -> list[Transfer]:
    """Open offers that nobody answered in time, or whose case is elsewhere."""
    return transfers.over(unit.connection, now)


def lapse(unit: UnitOfWork, now: datetime) -> None:
    for one in over(unit, now):
        if transfers.settle(unit.connection, one.id, Stand.LAPSED, now):
            _told(unit, transfers.get(unit.connection, one.id))


def open_with(unit: UnitOfWork, agent: Agent) -> list[dict[str, Any]]:
    """Those that wait for this agent's answer, and those whose answer this agent waits for."""
    return [one.public() for one in transfers.open_with(unit.connection, agent.id)]


def history(unit: UnitOfWork, conversation_id: str) -> list[dict[str, Any]]:
    return [one.public() for one in transfers.of(unit.connection, conversation_id)]


def _clean(note: str) -> str:
    note = clean_text(note)
    if len(note) > LONGEST_NOTE:
        raise InvalidInput(f"转接说明请控制在 {LONGEST_NOTE} 字以内。")
    return note


def _open(unit: UnitOfWork, transfer_id: str) -> Transfer:
    found = transfers.find(unit.connection, transfer_id)
    if found is None or found.state is not Stand.OPEN:
        raise TransferNotFound
    return found


def _note(unit: UnitOfWork, made: Transfer, agent: Agent, text: str, now: datetime) -> None:
    note = casework.add_note(unit.connection, made.conversation_id, agent.id, text, now)
    unit.emit(NoteAdded(made.conversation_id, desk.note_view(note)))


def _told(unit: UnitOfWork, transfer: Transfer) -> dict[str, Any]:
    seen = transfer.public()
    for agent_id in filter(None, (transfer.from_id, transfer.to_id)):
        unit.emit(TransferChanged(transfer.conversation_id, agent_id, seen))
    return seen
