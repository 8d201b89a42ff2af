"""The bot keeps a shopper company who waits for a person. The place in the queue is kept until the shopper gives it up
or an agent takes the case; the bot's answers never take the case out of the queue by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Concatenate

from assist_api.domain.conversation import Conversation, Move, State
from assist_api.domain.messages import Part, Sender, buttons
from assist_api.domain.waiting_time import WaitingRules
from assist_api.services import answering, posting, queueing
from assist_api.services.answering import STAY_WITH_BOT, TO_BOT, Outcome, Reading, Reply, Verdict, Work
from assist_api.store.unit_of_work import UnitOfWork

NO_PERSON_NEEDED = "xiaoer:solved"
LEAVE_QUEUE = ("问题解决了，不用排队", NO_PERSON_NEEDED)
BEGUN = "好的，您接着问，我先帮您看。人工客服的位置给您留着，轮到您会直接接上。"
LEFT = "好的，解决了就好，已经帮您取消排队。想找人工随时说一声。"
_ASKS = frozenset({"requested", "asked_by_bot"})


def begin(unit: UnitOfWork, work: Work, reading: Reading, rules: WaitingRules, now: datetime) -> bool:
    conversation = _waiting(unit, work, reading, now)
    if conversation is None:
        return False
    conversation = replace(conversation, bot_helps=True)
    _say(unit, conversation, Sender.BOT, BEGUN, now, [buttons(LEAVE_QUEUE)])
    return True


def answer(unit: UnitOfWork, work: Work, reading: Reading, verdict: Verdict, outcome: Outcome, now: datetime) -> bool:
    """Store the bot's replies; False when a person took the case meanwhile, and they are dropped.

    What the shopper tells may raise the urgency, and nothing lowers it.
    """
    conversation = _waiting(unit, work, reading, now, verdict)
    if conversation is None or not conversation.bot_helps:
        return False
    urgency = max(conversation.urgency, verdict.decision.urgency)
    conversation = answering.marked(conversation, reading, urgency)
    conversation = answering.say(unit, conversation, work, _with_way_out(outcome), now)
    posting.announce(unit, conversation)
    return True


def wants_the_person(verdict: Verdict) -> bool:
    """`verdict`: by the rules alone. The talk as a whole asked for a person before, and does so to the end."""
    return verdict.decision.handover and any(reason.code in _ASKS for reason in verdict.decision.reasons)


def stop(unit: UnitOfWork, work: Work, reading: Reading, rules: WaitingRules, now: datetime) -> bool:
    """The shopper would rather wait for the person: the bot is silent again, and says how long it takes."""
    conversation = _waiting(unit, work, reading, now)
    if conversation is None:
        return False
    expected = queueing.wait_of(unit, conversation.id, rules, now)
    told = f"您已经在排队了，{expected.sentence}。" if expected.attended else f"{expected.sentence}。"
    _say(unit, replace(conversation, bot_helps=False), Sender.SYSTEM, told, now, [STAY_WITH_BOT])
    return True


def leave(unit: UnitOfWork, work: Work, reading: Reading, rules: WaitingRules, now: datetime) -> bool:
    """The shopper gives up the place: the matter is settled."""
    conversation = _waiting(unit, work, reading, now)
    if conversation is None:
        return False
    _say(unit, conversation.moved(Move.RETURN_TO_BOT, now), Sender.BOT, LEFT, now)
    return True


def wish(text: str, pressed: str | None) -> str | None:
    """What is pressed; the two ways that stay open while one waits are known by their words, whatever was said last."""
    return pressed or _BY_WORDS.get(text)


_BY_WORDS = {part["title"]: part["payload"] for part in (*STAY_WITH_BOT["buttons"], *buttons(LEAVE_QUEUE)["buttons"])}
_Wish = Callable[Concatenate[UnitOfWork, ...], bool]
WISHES: dict[str | None, _Wish] = {TO_BOT: begin, NO_PERSON_NEEDED: leave}


def _waiting(
    unit: UnitOfWork, work: Work, reading: Reading, now: datetime, verdict: Verdict | None = None
) -> Conversation | None:
    conversation = answering.settled(unit, work, reading, now, verdict)
    return conversation if conversation and conversation.state is State.WAITING else None


def _say(
    unit: UnitOfWork,
    conversation: Conversation,
    sender: Sender,
    text: str,
    now: datetime,
    parts: Sequence[Part] = (),
) -> None:
    conversation, _ = posting.append(unit, conversation, sender, text, now, parts=parts)
    posting.announce(unit, conversation, state_changed=True)


def _with_way_out(outcome: Outcome) -> Outcome:
    """The last reply's own buttons with the way out of the queue; one that offers a person says nothing new."""
    if not outcome.replies:
        return outcome
    *others, last = outcome.replies
    own = [one for part in last.parts for one in part.get("buttons", ()) if one["payload"] != answering.TO_HUMAN]
    rest = tuple(part for part in last.parts if part["type"] != "buttons")
    offered = buttons(*((one["title"], one["payload"]) for one in own), LEAVE_QUEUE)
    return replace(outcome, replies=(*others, Reply(last.text, (*rest, offered))))
