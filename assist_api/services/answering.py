"""What follows a shopper's message: take up the owed reaction, then store exactly one outcome for it.

Each outcome (answer, handover, settled) marks the reaction done in its own transaction and does nothing where it was
done before; an answer is stored only while the bot still owns the conversation under the epoch in which it was asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from assist_api.domain import mood
from assist_api.domain.conversation import Conversation, FirstAnswer, Move, State
from assist_api.domain.duty import Duty
from assist_api.domain.handover import Decision, Turn
from assist_api.domain.messages import FeltAs, Message, Part, Sender, Understanding, answers_before, buttons
from assist_api.domain.outreach import Kind
from assist_api.domain.receipt import Receipt
from assist_api.domain.waiting_time import Wait, WaitingRules
from assist_api.domain.wishes import offer, windows
from assist_api.services import posting, queueing
from assist_api.store import casework, conversations, decisions, messages, outreach, reactions, receipts
from assist_api.store.unit_of_work import UnitOfWork

LOOKED_BACK = 40
TO_HUMAN = "xiaoer:human"
TO_BOT = "xiaoer:bot"
HANDED_OVER = "已为您转接人工客服"
NOTED = "您的情况已经登记"
NOTED_AGAIN = "收到，已经记下"
STAY_WITH_BOT = buttons(("继续和小二聊", TO_BOT))


@dataclass(frozen=True)
class Proactive:
    """A line that the bot said of its own accord, and what it was about."""

    id: str
    kind: Kind
    at: datetime
    order_id: str | None
    product_id: str | None


@dataclass(frozen=True)
class Work:
    """A message that is owed a reaction, with the conversation as it stands and what was said up to it."""

    message: Message
    conversation: Conversation
    history: tuple[Message, ...]  # ends with the message itself
    attempts: int
    proactive: Proactive | None = None  # where the newest line before the message was one

    @property
    def replies(self) -> list[Message]:
        """What the shopper had before the eyes when writing, newest first: all that was told since they wrote last.

        More than one line where the bot asked something and then news came between.
        """
        told = [one for one in reversed(self.history[:-1]) if one.sender in (Sender.BOT, Sender.SYSTEM)]
        written = [one.seq for one in self.history[:-1] if one.sender is Sender.SHOPPER]
        since = [one for one in told if not written or one.seq > written[-1]]
        return since or told[:1]

    @property
    def remembered(self) -> Sequence[Message]:
        """What was said since the bot's memory began, up to the message itself."""
        return [one for one in self.history if one.seq > self.conversation.fresh_after]

    def turns(self, last: Turn) -> list[Turn]:
        """The shopper's remembered messages as turns, `last` in the place of the newest."""
        earlier = [one for one in self.remembered[:-1] if one.sender is Sender.SHOPPER]
        read = [Turn(one.text, one.understanding, one.feeling, one.failed, one.id) for one in earlier]
        answers = answers_before(self.remembered)
        turns = [*read, replace(last, message_id=self.message.id)]
        return [replace(turn, before=answers[turn.message_id]) for turn in turns]


@dataclass(frozen=True)
class Reading:
    understanding: Understanding | None
    feeling: FeltAs | None
    topic: str = ""
    calm: bool = False  # the shopper thanks, or takes back what was said in anger


@dataclass(frozen=True)
class Reply:
    text: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Promise:
    order_id: str
    kind: str
    due_at: datetime


@dataclass(frozen=True)
class Outcome:
    """What the bot says, and whether that answered the question."""

    replies: tuple[Reply, ...]
    failed: bool = False
    promises: tuple[Promise, ...] = field(default=())


@dataclass(frozen=True)
class Verdict:
    decision: Decision
    inputs: dict[str, Any]


def take_up(unit: UnitOfWork, conversation_id: str, now: datetime, lease: timedelta) -> Work | None:
    """The next owed message of the conversation, now under lease; None when there is none or another process has it."""
    conversation = conversations.get_locked(unit.connection, conversation_id)
    taken = reactions.take_up(unit.connection, conversation_id, now, lease)
    if taken is None:
        return None
    seq, attempts = taken
    history = messages.latest(unit.connection, conversation_id, LOOKED_BACK, up_to=seq)
    work = Work(history[-1], conversation, tuple(history), attempts)
    return replace(work, proactive=_proactive(unit, work))


def _proactive(unit: UnitOfWork, work: Work) -> Proactive | None:
    found = outreach.find_by_message(unit.connection, work.replies[0].id) if work.replies else None
    if found is None:
        return None
    return Proactive(found["id"], Kind(found["kind"]), found["settled_at"], found["order_id"], found["product_id"])


def owed(unit: UnitOfWork, now: datetime) -> list[str]:
    return reactions.conversations_owed(unit.connection, now)


def put_back(unit: UnitOfWork, work: Work, until: datetime) -> None:
    """The work broke: it is free again at `until`, not only when its lease has run out."""
    reactions.lease(unit.connection, work.message.id, until)


def release_leases(unit: UnitOfWork) -> None:
    """At the start of the only process: whoever held a lease is dead."""
    reactions.release_all(unit.connection)


def answer(unit: UnitOfWork, work: Work, reading: Reading, verdict: Verdict, outcome: Outcome, now: datetime) -> bool:
    """Store the bot's replies; False when the conversation changed hands meanwhile, and they are dropped."""
    conversation = _settle(unit, work, reading, verdict, now)
    if conversation is None or not _owns(conversation, work):
        return False
    conversation = say(unit, marked(conversation, reading, verdict.decision.urgency), work, outcome, now)
    posting.announce(unit, conversation)
    return True


def say(unit: UnitOfWork, conversation: Conversation, work: Work, outcome: Outcome, now: datetime) -> Conversation:
    """The bot's replies to the message of `work`, with what they promise."""
    if outcome.failed:
        messages.mark_failed(unit.connection, work.message.id)
    for reply in outcome.replies:
        conversation, _ = posting.append(unit, conversation, Sender.BOT, reply.text, now, parts=reply.parts)
    for promise in outcome.promises:
        casework.keep_promise(
            unit.connection, conversation.id, work.message.id, promise.order_id, promise.kind, promise.due_at
        )
    return conversation


def hand_over(
    unit: UnitOfWork,
    work: Work,
    reading: Reading,
    verdict: Verdict,
    said: Sequence[Reply],
    rules: WaitingRules,
    now: datetime,
    receipt: Receipt | None = None,
) -> bool:
    """State, the sentence of understanding, the queue entry and the agents' alert: one transaction or none of it."""
    conversation = _settle(unit, work, reading, verdict, now)
    if conversation is None or not _owns(conversation, work):
        return False
    conversation = marked(conversation, reading, verdict.decision.urgency).moved(Move.HAND_OVER, now)
    for reply in said:
        conversation, _ = posting.append(unit, conversation, Sender.BOT, reply.text, now, parts=reply.parts)
    expected = queueing.wait_of(unit, conversation.id, rules, now)
    notice = f"{HANDED_OVER if expected.attended else NOTED}，{expected.sentence}。"
    parts = [*([receipt.part()] if receipt else []), *_wishes(expected, rules, now), STAY_WITH_BOT]
    conversation, message = posting.append(unit, conversation, Sender.SYSTEM, notice, now, parts=parts)
    if receipt:
        receipts.add(unit.connection, message, receipt, now)
    posting.announce(unit, conversation, state_changed=True)
    return True


def _wishes(expected: Wait, rules: WaitingRules, now: datetime) -> list[Part]:
    """With nobody there: to leave a message, or to be rung back."""
    if expected.attended:
        return []
    return [offer(windows(rules.callback, Duty.of(rules.hours, 0), now), now)]


def settle(unit: UnitOfWork, work: Work, reading: Reading, rules: WaitingRules, now: datetime) -> bool:
    """A message that a person answers: keep what was read of it.

    Who writes on while nobody is there is told so once more, with the way back to the bot.
    """
    conversation = _settle(unit, work, reading, None, now)
    if conversation is None:
        return False
    urgency = max(conversation.urgency, 1 if reading.feeling and reading.feeling.urgent else 0)
    conversations.save(unit.connection, conversation := marked(conversation, reading, urgency))
    if conversation.state is State.WAITING and _was_told_to_wait(work.history[:-1]):
        conversation = _remind(unit, conversation, rules, now)
    posting.announce(unit, conversation)
    return True


def _was_told_to_wait(before: Sequence[Message]) -> bool:
    """Whether the last thing said was our notice, and not yet the reminder of it."""
    return bool(before) and before[-1].sender is Sender.SYSTEM and not before[-1].text.startswith(NOTED_AGAIN)


def _remind(unit: UnitOfWork, conversation: Conversation, rules: WaitingRules, now: datetime) -> Conversation:
    expected = queueing.wait_of(unit, conversation.id, rules, now)
    if expected.attended:
        return conversation
    told = f"{NOTED_AGAIN}。{expected.sentence}。"
    return posting.append(unit, conversation, Sender.SYSTEM, told, now, parts=[STAY_WITH_BOT])[0]


def settled(
    unit: UnitOfWork, work: Work, reading: Reading, now: datetime, verdict: Verdict | None = None
) -> Conversation | None:
    """The conversation of a message whose outcome is stored elsewhere; None when that is not to be done (any more)."""
    return _settle(unit, work, reading, verdict, now)


def _settle(
    unit: UnitOfWork, work: Work, reading: Reading, verdict: Verdict | None, now: datetime
) -> Conversation | None:
    """Mark the reaction done and keep what was read; None when it was done before.

    None also when the bot owns the conversation anew: then the reaction stays owed and is taken up again.
    """
    conversation = conversations.get_locked(unit.connection, work.conversation.id)
    if conversation.state is State.BOT and conversation.epoch != work.conversation.epoch:
        reactions.lease(unit.connection, work.message.id, now)
        return None
    if not reactions.done(unit.connection, work.message.id, now):
        return None
    messages.note_reading(unit.connection, work.message.id, reading.understanding, reading.feeling)
    if verdict:
        decisions.keep(unit.connection, conversation.id, work.message.id, verdict.decision, verdict.inputs, now)
    return conversation


def _owns(conversation: Conversation, work: Work) -> bool:
    return conversation.state is State.BOT and conversation.epoch == work.conversation.epoch


def marked(conversation: Conversation, reading: Reading, urgency: int) -> Conversation:
    felt = reading.feeling.label if reading.feeling else conversation.feeling
    return replace(
        conversation,
        feeling=mood.of_the_talk(conversation.feeling, felt, calm=reading.calm),
        urgency=urgency,
        topic=reading.topic or conversation.topic,
        first_answer=conversation.first_answer or FirstAnswer.BOT,
    )
