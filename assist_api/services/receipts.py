"""The receipt of a handover: shown, put right by its shopper, read by whoever takes the case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from assist_api.domain.conversation import Conversation, State
from assist_api.domain.handover import Turn
from assist_api.domain.messages import Message, Part, Sender
from assist_api.domain.receipt import Changed, Receipt, ShownOrder
from assist_api.domain.topics import likely_topics
from assist_api.errors import IllegalMove
from assist_api.services import posting
from assist_api.services.answering import STAY_WITH_BOT
from assist_api.store import conversations, messages, receipts
from assist_api.store.unit_of_work import UnitOfWork

LOOKED_BACK = 40


@dataclass(frozen=True)
class Corrected:
    """What its shopper has put right. `order_id` is None where no order was named, "" where it is about none."""

    topic: str = ""
    topic_seq: int | None = None
    order_id: str | None = None
    order_seq: int | None = None


def show(unit: UnitOfWork, message: Message, receipt: Receipt, now: datetime) -> None:
    receipts.add(unit.connection, message, receipt, now)


def corrected(unit: UnitOfWork, conversation_id: str, messages: Sequence[Message]) -> Corrected:
    """In `messages`: what was put right in an earlier case counts no more."""
    shown = {one.seq for one in messages}
    found = Corrected()
    for row in receipts.of(unit.connection, conversation_id):
        if row["seq"] in shown and row["changed"] == Changed.TOPIC:
            found = replace(found, topic=row["body"]["topic"], topic_seq=row["seq"])
        elif row["seq"] in shown and row["changed"] == Changed.ORDER:
            order = row["body"]["order"]
            found = replace(found, order_id=order["id"] if order else "", order_seq=row["seq"])
    return found


def order_of(unit: UnitOfWork, conversation_id: str) -> str | None:
    """The order that the newest receipt names."""
    found = receipts.of(unit.connection, conversation_id)
    order = found[-1]["body"]["order"] if found else None
    return str(order["id"]) if order else None


def topics(unit: UnitOfWork, conversation_id: str) -> list[str]:
    """What it may be about instead of what the receipt says."""
    talk = messages.latest(unit.connection, conversation_id, LOOKED_BACK)
    turns = [Turn(one.text, one.understanding) for one in talk if one.sender is Sender.SHOPPER]
    shown = _newest(unit, conversation_id)
    return likely_topics(turns, without=shown.topic)


def correct_topic(unit: UnitOfWork, conversation_id: str, topic: str, now: datetime) -> int:
    return _correct(unit, conversation_id, lambda old: replace(old, topic=topic, changed=Changed.TOPIC), now)


def correct_order(unit: UnitOfWork, conversation_id: str, order: ShownOrder | None, now: datetime) -> int:
    return _correct(unit, conversation_id, lambda old: replace(old, order=order, changed=Changed.ORDER), now)


def _correct(unit: UnitOfWork, conversation_id: str, change: Callable[[Receipt], Receipt], now: datetime) -> int:
    """The number of the line that says so; the same correction twice is one line."""
    conversation = conversations.get_locked(unit.connection, conversation_id)
    old = _newest(unit, conversation_id, conversation)
    fresh = change(old)
    if (fresh.topic, fresh.order) == (old.topic, old.order):
        return receipts.of(unit.connection, conversation_id)[-1]["seq"]  # type: ignore[no-any-return]
    conversation = replace(conversation, topic=fresh.topic)
    conversation, message = posting.append(
        unit, conversation, Sender.SYSTEM, fresh.acknowledged, now, parts=[fresh.part(), *_way_back(conversation)]
    )
    show(unit, message, fresh, now)
    posting.announce(unit, conversation)
    return message.seq


def _way_back(conversation: Conversation) -> list[Part]:
    """Under the newest line the buttons stand: a correction takes none away."""
    waits = conversation.state is State.WAITING and not conversation.bot_helps
    return [STAY_WITH_BOT] if waits else []


_CORRECTABLE = (State.WAITING, State.AGENT)


def _newest(unit: UnitOfWork, conversation_id: str, conversation: Conversation | None = None) -> Receipt:
    """Raises IllegalMove where nothing was handed over, or the case is over."""
    conversation = conversation or conversations.get(unit.connection, conversation_id)
    found = receipts.of(unit.connection, conversation_id)
    if not found or conversation.state not in _CORRECTABLE:
        raise IllegalMove
    return _receipt(found[-1]["body"])


def _receipt(body: dict[str, Any]) -> Receipt:
    order = ShownOrder(**body["order"]) if body["order"] else None
    return Receipt(body["topic"], order, tuple(body["tried"]), Changed(body["corrected"]))
