"""After a person is done: one question, and what its answer leads to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Concatenate

from assist_api.domain.conversation import Move, State
from assist_api.domain.messages import Sender, buttons
from assist_api.domain.waiting_time import WaitingRules
from assist_api.services import answering, posting, queueing, waiting
from assist_api.services.answering import STAY_WITH_BOT, Reading, Work
from assist_api.store import conversations, resolutions
from assist_api.store.unit_of_work import UnitOfWork

SOLVED, UNSOLVED = "xiaoer:was_solved", "xiaoer:not_solved"
DONE = "本次人工服务已结束。问题解决了吗？"
BACK_WITH_BOT = "人工服务已结束，小二继续为您服务。问题解决了吗？"
ASK = buttons(("解决了", SOLVED), ("还没有", UNSOLVED))


def solved(unit: UnitOfWork, work: Work, reading: Reading, rules: WaitingRules, now: datetime) -> bool:
    conversation = answering.settled(unit, work, reading, now)
    if conversation is None:
        return False
    resolutions.note(unit.connection, conversation.id, work.message.id, solved=True, at=now)
    told = "太好了，谢谢您告诉我们。以后有什么事，随时找小二。"
    conversation, _ = posting.append(unit, conversation, Sender.BOT, told, now)
    posting.announce(unit, conversation)
    return True


def not_solved(unit: UnitOfWork, work: Work, reading: Reading, rules: WaitingRules, now: datetime) -> bool:
    """Back to the queue with all that was said, and before those who wait as long."""
    conversation = answering.settled(unit, work, reading, now)
    if conversation is None or conversation.state is not State.BOT:
        return False
    resolutions.note(unit.connection, conversation.id, work.message.id, solved=False, at=now)
    waiting.give_back(unit, conversation, now)
    conversation = conversation.moved(Move.HAND_OVER, now)
    conversations.save(unit.connection, conversation)
    expected = queueing.wait_of(unit, conversation.id, rules, now)
    told = f"抱歉还没解决，已优先为您重新接入人工，前面的对话客服都看得到，您不用重复。{expected.sentence}。"
    conversation, _ = posting.append(unit, conversation, Sender.SYSTEM, told, now, parts=[STAY_WITH_BOT])
    posting.announce(unit, conversation, state_changed=True)
    return True


_Answer = Callable[Concatenate[UnitOfWork, ...], bool]
ANSWERS: dict[str | None, _Answer] = {SOLVED: solved, UNSOLVED: not_solved}
