"""A matter that a person answers first: greeted at once, in the queue, and helped by the bot where nobody comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from assist_api.domain.conversation import Conversation, FirstAnswer, Move, State
from assist_api.domain.messages import Sender
from assist_api.domain.waiting_time import WaitingRules
from assist_api.services import answering, posting, queueing
from assist_api.services.answering import HANDED_OVER, NOTED, STAY_WITH_BOT, Reading, Reply, Verdict, Work
from assist_api.store import conversations, messages, reactions
from assist_api.store.unit_of_work import UnitOfWork

BEGINS = "人工客服暂时还没接上，我先帮您看着，排队的位置给您留着，轮到您会直接接上。"


def greeting(helps_after: timedelta) -> str:
    """Says what is so: the message has come, a person is called, and what happens if nobody comes soon."""
    seconds = round(helps_after.total_seconds())
    within = f"{seconds // 60} 分钟" if seconds % 60 == 0 else f"{seconds} 秒"
    return f"您好，消息收到了，正在帮您接人工客服；{within}内没接上的话，我先帮您看，不影响排队。"


def place(
    unit: UnitOfWork,
    work: Work,
    reading: Reading,
    verdict: Verdict,
    helps_after: timedelta,
    rules: WaitingRules,
    now: datetime,
) -> bool:
    """Greet and put into the queue; False when the conversation changed hands meanwhile."""
    placed = replace(verdict, inputs={**verdict.inputs, "placed": True})
    conversation = answering.settled(unit, work, reading, now, placed)
    if conversation is None or conversation.state is not State.BOT or conversation.epoch != work.conversation.epoch:
        return False
    conversation = answering.marked(conversation, reading, verdict.decision.urgency).moved(Move.HAND_OVER, now)
    conversation = replace(conversation, first_answer=FirstAnswer.PERSON)
    conversation, _ = posting.append(unit, conversation, Sender.BOT, greeting(helps_after), now)
    expected = queueing.wait_of(unit, conversation.id, rules, now)
    notice = f"{HANDED_OVER if expected.attended else NOTED}，{expected.sentence}。"
    conversation, _ = posting.append(unit, conversation, Sender.SYSTEM, notice, now, parts=[STAY_WITH_BOT])
    posting.announce(unit, conversation, state_changed=True)
    return True


def becomes_case(
    unit: UnitOfWork, work: Work, reading: Reading, verdict: Verdict, understanding: Reply, now: datetime
) -> bool:
    """While it waits by the mode alone, a reason for a person shows: the queue knows it, and so does the shopper."""
    conversation = answering.settled(unit, work, reading, now, verdict)
    if conversation is None or not waits_by_mode(conversation):
        return False
    urgency = max(conversation.urgency, verdict.decision.urgency)
    conversation = replace(answering.marked(conversation, reading, urgency), first_answer=FirstAnswer.BOT)
    conversation, _ = posting.append(unit, conversation, Sender.BOT, understanding.text, now)
    posting.announce(unit, conversation)
    return True


def overdue(unit: UnitOfWork, helps_after: timedelta, now: datetime) -> list[str]:
    return conversations.waiting_by_mode(unit.connection, now - helps_after)


def begin_to_help(unit: UnitOfWork, conversation_id: str, now: datetime) -> None:
    """Nobody came: the bot answers what was written last, and the shopper keeps the place."""
    conversation = conversations.get_locked(unit.connection, conversation_id)
    if not waits_by_mode(conversation) or conversation.bot_helps:
        return
    written = messages.newest_of(unit.connection, conversation_id, Sender.SHOPPER)
    conversation, _ = posting.append(unit, replace(conversation, bot_helps=True), Sender.BOT, BEGINS, now)
    if written:
        reactions.owe_again(unit.connection, written.id)
    posting.announce(unit, conversation, state_changed=True)


def waits_by_mode(conversation: Conversation) -> bool:
    return conversation.state is State.WAITING and conversation.first_answer is FirstAnswer.PERSON
