"""The shopper's tap on a ticket's question: whether it helped, whether that is what was agreed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from assist_api.domain.conversation import State as Owner
from assist_api.domain.messages import Sender, payload_of
from assist_api.domain.ticket_clocks import TicketRules, clocks, next_clock
from assist_api.domain.ticket_life import Move, State, Ticket
from assist_api.errors import TicketMoveRefused, TicketNotFound
from assist_api.services import posting
from assist_api.services.answering import Reading, Work, settled
from assist_api.services.ticket_work import AGREED, DIFFERS, HELPED, NOT_HELPED
from assist_api.services.tickets import changed
from assist_api.store import casework, tickets
from assist_api.store.unit_of_work import UnitOfWork

_ANSWERS = (HELPED, NOT_HELPED, AGREED, DIFFERS)
BY_SHOPPER = "顾客"


@dataclass(frozen=True)
class Answer:
    kind: str
    ticket_id: str


def answer_in(work: Work) -> Answer | None:
    """The button may stand some lines above, and a person may have shown it: the newest one of that title counts."""
    asked = [one for one in reversed(work.history[:-1]) if one.sender is not Sender.SHOPPER]
    pressed = payload_of(work.message.text, asked)
    kind = next((one for one in _ANSWERS if pressed and pressed.startswith(one)), None)
    return Answer(kind, pressed.removeprefix(kind)) if kind and pressed else None


def take(unit: UnitOfWork, work: Work, reading: Reading, given: Answer, rules: TicketRules, now: datetime) -> bool:
    """The answer, what follows from it and the settled reaction: one transaction."""
    conversation = settled(unit, work, reading, now)
    if conversation is None:
        return False
    ticket = _own(unit, given.ticket_id, conversation.id)
    said = _taken(unit, ticket, given.kind, rules, now) if ticket else _TOO_LATE
    sender = Sender.BOT if conversation.state is Owner.BOT else Sender.SYSTEM
    conversation, _ = posting.append(unit, conversation, sender, said, now)
    posting.announce(unit, conversation)
    return True


def _own(unit: UnitOfWork, ticket_id: str, conversation_id: str) -> Ticket | None:
    try:
        ticket = tickets.get_locked(unit.connection, ticket_id)
    except TicketNotFound:
        return None
    return ticket if ticket.conversation_id == conversation_id else None


def _taken(unit: UnitOfWork, ticket: Ticket, kind: str, rules: TicketRules, now: datetime) -> str:
    try:
        after = _WORK[kind](ticket, now)
    except TicketMoveRefused:  # pressed once more, or it was opened again meanwhile: the first answer holds
        return _TOO_LATE
    after = replace(after, revision=ticket.revision + 1)
    tickets.save(unit.connection, after)
    what, told = _TOLD[kind]
    tickets.note(unit.connection, ticket.id, BY_SHOPPER, what, told, now, {})
    casework.keep_audit(unit.connection, BY_SHOPPER, f"ticket.{what}", now, ticket.conversation_id, ticket=ticket.id)
    unit.emit(changed(after))
    return _words(kind, after, rules, now)


def _helped(ticket: Ticket, now: datetime) -> Ticket:
    return replace(ticket.moved(Move.CLOSE, now), helped=True)


def _not_helped(ticket: Ticket, now: datetime) -> Ticket:
    if ticket.state not in (State.TOLD, State.ASKED, State.CLOSED) or ticket.helped:
        raise TicketMoveRefused
    return replace(ticket.moved(Move.REOPEN, now), helped=False)


def _agreed(ticket: Ticket, now: datetime) -> Ticket:
    return ticket.moved(Move.AGREE, now)


def _differs(ticket: Ticket, now: datetime) -> Ticket:
    """What was agreed must be talked over again: an offer, and no agreement."""
    return replace(ticket.moved(Move.OFFER, now), state=State.IN_HAND)


_WORK = {HELPED: _helped, NOT_HELPED: _not_helped, AGREED: _agreed, DIFFERS: _differs}
_TOLD = {
    HELPED: ("helped", "顾客确认：帮到了"),
    NOT_HELPED: ("not_helped", "顾客反馈：还没解决，工单升级重新处理"),
    AGREED: ("agreed", "顾客确认了约定的内容"),
    DIFFERS: ("differs", "顾客说和说好的不一样"),
}
_TOO_LATE = "收到，这件事之前已经记录过啦，有新情况随时跟我说～"


def _words(kind: str, ticket: Ticket, rules: TicketRules, now: datetime) -> str:
    if kind == HELPED:
        return "太好了，谢谢您的反馈！之后有任何问题随时来找我们～"
    if kind == AGREED:
        return "好的，已经按约定登记，我们会照着办，有进展第一时间告诉您～"
    if kind == DIFFERS:
        return "抱歉，可能是我们记错了。已经转告同事重新跟您核对，您也可以直接把不一样的地方写在这里。"
    pressing = next_clock(clocks(ticket, rules, now))
    hours = max(1, round((pressing.due_at - now).total_seconds() / 3600)) if pressing else 24
    return f"很抱歉这次没有帮到您。这件事已经升级、重新交给同事处理，{hours} 小时内给您答复，您不用再重复说一遍。"
