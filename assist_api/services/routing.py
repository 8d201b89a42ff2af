"""The queue: cases are placed, assigned, taken by whom they fit best; nobody in it goes without a greeting."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping

from assist_api.domain import routing
from assist_api.domain.conversation import Conversation, State
from assist_api.domain.messages import Message, Sender
from assist_api.domain.presence import Colleague, Status
from assist_api.domain.routing import Placing, Rules, Waiting
from assist_api.domain.ticket_clocks import TicketRules, clocks, next_clock
from assist_api.domain.tickets import Kind as TicketKind
from assist_api.errors import NothingToTake, NotTaking
from assist_api.services import desk, posting, presence, waiting
from assist_api.store import conversations, messages, tickets, waits
from assist_api.store.people import Agent
from assist_api.store.unit_of_work import UnitOfWork

LOOKED_BACK = 12  # messages of a case that are read for its place
LOOK_AGAIN = timedelta(seconds=60)  # what the shop says of a waiting case may have changed
GREETING = "您好，您的消息已经收到，正在为您安排客服，请稍等一下～"


@dataclass(frozen=True)
class Unplaced:
    """A waiting conversation that must be looked at, with what the shopper said last."""

    conversation: Conversation
    talk: tuple[Message, ...]
    ticket_due: datetime | None = None  # when the next clock of an open complaint breaks


def overview(unit: UnitOfWork, now: datetime) -> dict[str, Any]:
    """How many wait, the longest wait in seconds, and how many ask for each skill."""
    ordered = waiting.queue(unit)
    waited = [int((now - one.since).total_seconds()) for one in ordered]
    asked = Counter(one.asks_for.value if one.asks_for else "" for one in ordered)
    return {"waiting": len(ordered), "longest_wait_s": max(waited, default=0), "by_skill": dict(asked)}


# Placing


def to_look_at(unit: UnitOfWork, now: datetime) -> list[str]:
    """Waiting conversations that nobody looked at yet, in which something was said since, or a while ago."""
    return [row["id"] for row in waits.going_on(unit.connection) if _is_stale(row, now)]


def _is_stale(row: RowMapping, now: datetime) -> bool:
    return row["placed_for"] is None or row["placed_for"] < row["last_seq"] or row["placed_at"] < now - LOOK_AGAIN


def look_at(
    unit: UnitOfWork, conversation_id: str, rules: TicketRules | None = None, now: datetime | None = None
) -> Unplaced | None:
    """None when it does not wait any more."""
    conversation = conversations.get(unit.connection, conversation_id)
    if conversation.state is not State.WAITING:
        return None
    talk = tuple(messages.latest(unit.connection, conversation_id, LOOKED_BACK))
    return Unplaced(conversation, talk, _ticket_due(unit, conversation, rules, now) if rules and now else None)


def _ticket_due(unit: UnitOfWork, conversation: Conversation, rules: TicketRules, now: datetime) -> datetime | None:
    """Tickets that the service opened by itself, and mere requests, are no complaint that makes a case more urgent."""
    found = tickets.of_case(unit.connection, conversation.id, conversation.shopper_id)
    complaints = [one for one in found if one.is_open and one.source != "system" and one.kind is not TicketKind.OTHER]
    pressing = [next_clock(clocks(one, rules, now)) for one in complaints]
    return min((one.due_at for one in pressing if one), default=None)


def put(unit: UnitOfWork, seen: Unplaced, placing: Placing, rules: Rules, now: datetime) -> bool:
    """Keep where the case belongs; False when it was taken meanwhile."""
    conversation = conversations.get_locked(unit.connection, seen.conversation.id)
    started = conversation.waiting_since
    if conversation.state is not State.WAITING or started is None:
        return False
    waiting.start(unit, conversation, started)
    before = waits.of(unit.connection, conversation.id)
    known = waits.last_agent(unit.connection, conversation.shopper_id, conversation.id, now - rules.known_for)
    waits.put(unit.connection, conversation.id, started, placing, known, seen.talk[-1].seq, now)
    _stand(unit, conversation.id, rules, now)
    if before is None or _seen(before) != _seen(waits.of(unit.connection, conversation.id)):
        posting.announce(unit, conversation)
    return True


def moved_up(unit: UnitOfWork, rules: Rules, now: datetime) -> list[str]:
    """Cases that have waited so long that they stand elsewhere now."""
    return [row["id"] for row in waits.going_on(unit.connection) if _stands_elsewhere(row, rules, now)]


def move_up(unit: UnitOfWork, rules: Rules, now: datetime) -> None:
    for conversation_id in moved_up(unit, rules, now):
        conversation = conversations.get_locked(unit.connection, conversation_id)
        if conversation.state is State.WAITING:
            _stand(unit, conversation_id, rules, now)
            posting.announce(unit, conversation)


def _stands_elsewhere(row: RowMapping, rules: Rules, now: datetime) -> bool:
    one = waits.as_waiting(row)
    return one.placing is not None and one.standing != routing.standing(one.placing, one.since, one.entry, rules, now)


def _stand(unit: UnitOfWork, conversation_id: str, rules: Rules, now: datetime) -> None:
    found = waits.of(unit.connection, conversation_id)
    one = waits.as_waiting(found) if found else None
    if one and one.placing:
        standing = routing.standing(one.placing, one.since, one.entry, rules, now)
        waits.stand(unit.connection, conversation_id, one.since, standing)


def _seen(row: RowMapping | None) -> Any:
    return waiting.routed(row) if row else None


# Taking


def take_next(unit: UnitOfWork, agent: Agent, rules: Rules, now: datetime) -> dict[str, Any]:
    """接待下一位: the case that fits this agent best, as a row of the desk. Two who ask at once get two cases."""
    team = presence.team(unit, rules.limit, now)
    me = next(one for one in team if one.id == agent.id)
    _refuse_who_takes_none(me)
    for one in routing.offered_to(me, waiting.queue(unit), team, now, rules):
        conversation = conversations.get_locked(unit.connection, one.conversation_id)
        if conversation.state is State.WAITING:
            return desk.take(unit, conversation.id, agent, now)
    raise NothingToTake


def _refuse_who_takes_none(me: Colleague) -> None:
    if me.status is not Status.ONLINE:
        raise NotTaking(f"您现在是“{me.status.zh}”状态，切换为“在线”后再接待下一位。")
    if me.load >= me.limit:
        raise NotTaking(f"您手上已有 {me.load} 个会话，达到同时接待的上限，先处理完再接。")


def could_assign(unit: UnitOfWork, rules: Rules, now: datetime) -> bool:
    return bool(_pairs(unit, rules, now))


def assign(unit: UnitOfWork, rules: Rules, now: datetime) -> int:
    """Push: each case that is reserved for nobody to whom it fits best. Returns how many were given."""
    pairs = _pairs(unit, rules, now)
    return sum(_reserve(unit, one, best, now + rules.open_within) for one, best in pairs)


def _pairs(unit: UnitOfWork, rules: Rules, now: datetime) -> list[tuple[Waiting, Colleague]]:
    """Who is to get what; a case that is reserved counts as load."""
    ordered, pairs = waiting.queue(unit), []
    reserved = Counter(one.kept_for(now) for one in ordered)
    team = {one.id: replace(one, load=one.load + reserved[one.id]) for one in presence.team(unit, rules.limit, now)}
    for one in ordered:
        best = routing.best_agent(one, list(team.values())) if one.assigned_to is None and one.placing else None
        if best:
            team[best.id] = replace(best, load=best.load + 1)
            pairs.append((one, best))
    return pairs


def _reserve(unit: UnitOfWork, one: Waiting, agent: Colleague, until: datetime) -> bool:
    conversation = conversations.get_locked(unit.connection, one.conversation_id)
    now_so = waits.of(unit.connection, one.conversation_id)
    if not _still_waits(conversation, one) or now_so is None or now_so["assigned_to"]:
        return False
    waits.assign(unit.connection, one.conversation_id, one.since, agent.id, until)
    posting.announce(unit, conversation)
    return True


def unopened(unit: UnitOfWork, now: datetime) -> list[Waiting]:
    """Assigned cases whose agent did not open them in time."""
    return [one for one in waiting.queue(unit) if one.assigned_to and one.kept_for(now) is None]


def release_unopened(unit: UnitOfWork, now: datetime) -> None:
    """They are anybody's again, and are not given to the same agent once more."""
    for one in unopened(unit, now):
        conversation = conversations.get_locked(unit.connection, one.conversation_id)
        if _still_waits(conversation, one) and one.assigned_to:
            waits.unassign(unit.connection, one.conversation_id, one.since, (*one.passed_by, one.assigned_to))
            posting.announce(unit, conversation)


def _still_waits(conversation: Conversation, one: Waiting) -> bool:
    return conversation.state is State.WAITING and conversation.waiting_since == one.since


# Greeting


def ungreeted(unit: UnitOfWork, rules: Rules, now: datetime) -> list[str]:
    """Waiting conversations in which our first line is due."""
    return [row["id"] for row in waits.going_on(unit.connection) if _is_due(row, rules, now)]


def _is_due(row: RowMapping, rules: Rules, now: datetime) -> bool:
    heard = row["heard_at"] or row["waiting_since"]
    return row["greeted_at"] is None and now - heard >= rules.greet_within / 2


def greet(unit: UnitOfWork, conversation_id: str, now: datetime) -> bool:
    """One line, unless one of ours stands there since the shopper began to wait; whether it was written."""
    conversation = conversations.get_locked(unit.connection, conversation_id)
    started = conversation.waiting_since
    if conversation.state is not State.WAITING or started is None:
        return False
    waiting.start(unit, conversation, started)
    begun = waits.find(unit.connection, conversation_id, started)
    if begun is None or begun["greeted_at"] is not None:
        return False
    conversation, _ = posting.append(unit, conversation, Sender.SYSTEM, GREETING, now)
    waits.greet(unit.connection, conversation_id, started, now)
    posting.announce(unit, conversation)
    return True
