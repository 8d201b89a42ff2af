"""A message or a wish to be rung back, while nobody is on duty: a ticket with its clock, and its deadline told.

The clock runs from the next opening; the case stays in the queue, and whoever comes earlier answers in the same chat.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assist_api.domain.conversation import Conversation, State
from assist_api.domain.duty import Duty
from assist_api.domain.messages import BOT_NAME, Message, Sender
from assist_api.domain.shop_time import clock
from assist_api.domain.ticket_clocks import Clock, TicketRules, clocks, next_clock
from assist_api.domain.ticket_life import Ticket
from assist_api.domain.tickets import propose_level
from assist_api.domain.waiting_time import WaitingRules
from assist_api.domain.wishes import chosen, left_message, masked_number, phone_number, windows
from assist_api.errors import IllegalMove
from assist_api.services import posting, receipts, tickets
from assist_api.services.answering import STAY_WITH_BOT
from assist_api.store import callbacks, casework, conversations, messages
from assist_api.store.people import Agent
from assist_api.store.unit_of_work import UnitOfWork

LOOKED_BACK = 40


@dataclass(frozen=True)
class Rules:
    waiting: WaitingRules
    tickets: TicketRules


def leave_message(
    unit: UnitOfWork, conversation_id: str, client_id: str, text: str, rules: Rules, now: datetime
) -> int:
    """The number of the shopper's line; the same `client_id` again is the same message."""
    said = left_message(text)
    return _kept(unit, conversation_id, client_id, f"留言：{said}", "留言", rules, now)[1].seq


def ask_callback(
    unit: UnitOfWork, conversation_id: str, client_id: str, phone: str, begins: str, rules: Rules, now: datetime
) -> int:
    number = phone_number(phone)
    duty = Duty.of(rules.waiting.hours, 0)
    window = chosen(windows(rules.waiting.callback, duty, now), begins)
    wish = f"回电 {masked_number(number)}，{window.words(now)}"
    known = messages.find_by_client_id(unit.connection, conversation_id, Sender.SHOPPER, client_id)
    ticket, message = _kept(unit, conversation_id, client_id, f"希望{wish}", wish, rules, now)
    if known is None:
        callbacks.add(unit.connection, message.id, conversation_id, ticket.id, number, window)
    return message.seq


def called(unit: UnitOfWork, conversation_id: str, callback_id: str, agent: Agent, now: datetime) -> None:
    callbacks.done(unit.connection, conversation_id, callback_id, agent.name, now)
    casework.keep_audit(unit.connection, agent.name, "callback.done", now, conversation_id, callback=callback_id)


def callbacks_of(unit: UnitOfWork, conversation_id: str) -> list[dict[str, Any]]:
    return [
        {
            "id": one["id"],
            "phone": one["phone"],
            "begins_at": one["begins_at"].isoformat(),
            "ends_at": one["ends_at"].isoformat(),
            "ticket_id": one["ticket_id"],
            "done_at": one["done_at"].isoformat() if one["done_at"] else None,
        }
        for one in callbacks.of(unit.connection, conversation_id)
    ]


def _kept(
    unit: UnitOfWork, conversation_id: str, client_id: str, line: str, wish: str, rules: Rules, now: datetime
) -> tuple[Ticket, Message]:
    conversation = conversations.get_locked(unit.connection, conversation_id)
    known = messages.find_by_client_id(unit.connection, conversation_id, Sender.SHOPPER, client_id)
    if known is None and conversation.state is not State.WAITING:
        raise IllegalMove
    ticket = _ticket(unit, conversation, line, wish, f"wish:{conversation_id}:{client_id}", rules, now)
    if known:
        return ticket, known
    name, offered = conversation.shopper_name, [] if conversation.bot_helps else [STAY_WITH_BOT]
    conversation, message = posting.append(
        unit, conversation, Sender.SHOPPER, line, now, name=name, client_id=client_id
    )
    conversation, _ = posting.append(unit, conversation, Sender.SYSTEM, _told(ticket, rules, now), now, parts=offered)
    posting.announce(unit, conversation)
    return ticket, message


def _ticket(
    unit: UnitOfWork, conversation: Conversation, line: str, wish: str, key: str, rules: Rules, now: datetime
) -> Ticket:
    talk = messages.latest(unit.connection, conversation.id, LOOKED_BACK)
    said = [one for one in talk if one.sender is Sender.SHOPPER]
    read = [one.understanding.intent for one in said if one.understanding]
    felt = [one.feeling.label for one in said if one.feeling]
    proposed = propose_level([*(one.text for one in said), line], intents=read, feelings=felt)
    return tickets.open_ticket(
        unit,
        conversation_id=conversation.id,
        shopper_id=conversation.shopper_id,
        order_id=receipts.order_of(unit, conversation.id),
        kind=proposed.kind,
        level=proposed.level,
        text=f"{conversation.topic}：{line}" if conversation.topic else line,
        wish=wish,
        now=now,
        by=BOT_NAME,
        key=key,
        reasons=("没有客服在线时留下", *proposed.reasons),
    )


def _told(ticket: Ticket, rules: Rules, now: datetime) -> str:
    pressing = next_clock(clocks(ticket, rules.tickets, now))
    does = "给您解决方案" if pressing and pressing.clock is Clock.OFFER else "给您处理结果"
    due = f"，最晚{clock(pressing.due_at, now)} 前{does}" if pressing else ""
    return f"收到，已登记工单 {ticket.id}{due}。客服提前上线的话，会直接在这里回复您。"
