"""Who may do something to a shopper's orders from a case, and the record of what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assist_api.domain.conversation import State
from assist_api.domain.events import OrderChanged
from assist_api.errors import ConversationTaken, OrderNotFound
from assist_api.store import conversations, operations
from assist_api.store.people import Agent
from assist_api.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Deed:
    """`detail` holds nothing personal: sums, states, numbers of orders, masked addresses."""

    operation: str
    order_id: str
    key: str
    detail: Mapping[str, Any]


def shopper_of(unit: UnitOfWork, conversation_id: str) -> str:
    found = conversations.get(unit.connection, conversation_id)
    if found.shopper_id is None:
        raise OrderNotFound("这位顾客没有登录，没有可以操作的订单。")
    return found.shopper_id


def may_act(unit: UnitOfWork, conversation_id: str, agent: Agent) -> str:
    """The shopper, whose orders the agent may change now: a case that a colleague holds is left to the colleague.

    A supervisor may always; so may anybody while the case is with the bot, waits or is closed.
    """
    found = conversations.get(unit.connection, conversation_id)
    if found.state is State.AGENT and found.agent_id != agent.id and "supervisor" not in agent.roles:
        raise ConversationTaken(f"这个会话正由{found.agent_name}接待，订单请由对方来办。")
    return shopper_of(unit, conversation_id)


def record(unit: UnitOfWork, conversation_id: str, agent: Agent, deed: Deed, now: datetime) -> None:
    """Once for each key: a click that came twice is one entry, and the desks hear of it once."""
    conversations.get_locked(unit.connection, conversation_id)
    what = f"order.{deed.operation}"
    detail = {"order": deed.order_id, **deed.detail}
    if operations.keep_once(unit.connection, agent.name, what, deed.key, conversation_id, detail, now):
        unit.emit(OrderChanged(conversation_id, deed.order_id, agent.name))
