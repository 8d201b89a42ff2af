"""The bot speaks first: plan what happened, say it once, keep what is answered. A plan is a row until it is settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from assist_api.domain import outreach as rule
from assist_api.domain.conversation import Conversation, State
from assist_api.domain.events import NoteAdded
from assist_api.domain.messages import Message, Part, Sender, buttons, masked
from assist_api.domain.outreach import Happened, Happening, Kind, Plan, Planned, Rules, Said, Situation, Told
from assist_api.domain.outreach_answers import GO_ON, UnpaidReason, Wish
from assist_api.services import posting
from assist_api.services.answering import Reading, Work, settled
from assist_api.store import casework, conversations, messages, reactions
from assist_api.store import outreach as rows
from assist_api.store.unit_of_work import UnitOfWork

LOOKED_BACK = 40
HEARD_KEPT = timedelta(days=90)
TOLD_KEPT = timedelta(days=60)  # so long a matter that was told is remembered under another event
ABOUT_GOODS = frozenset(
    {"ask_product_detail", "ask_size_advice", "ask_stock", "ask_authenticity", "ask_price", "bargain",
     "ask_recommendation", "compare_products"}
)  # fmt: skip
COMPLAINTS = frozenset(
    {"complain", "report_not_received", "report_package_problem", "report_quality_issue", "report_payment_problem",
     "request_return", "request_exchange", "request_repair", "ask_refund_progress", "urge_shipping", "urge_delivery"}
)  # fmt: skip
_STOPPED = (
    "好的，以后不再主动提醒您付款、核对订单这些啦，打扰您了～"
    "包裹、退款这类您订单的进展还是会告诉您，想恢复提醒时说一声就行。"
)
_GOES_ON = "好的，已经恢复啦，有需要您留意的订单小二会提醒您～"
RESUME = buttons(("恢复提醒", GO_ON))


@dataclass(frozen=True)
class Errand:
    """What is due for one shopper, and how things stand with them."""

    conversation: Conversation
    due: tuple[Planned, ...]
    situation: Situation
    known: tuple[Told, ...]  # by us or by the agent who was told
    shown: Mapping[str, datetime]  # parcels whose card the bot has shown, and when last


# Plan


def hear(
    unit: UnitOfWork, happenings: Sequence[Happening], rules: Rules, closes_after: timedelta, now: datetime
) -> int:
    """Plan what the shop tells, by whichever way; the number of events that were new."""
    new = [one for one in happenings if rows.hear(unit.connection, one.id, one.kind.value, now)]
    for happening in new:
        _end_reminders(unit, happening, now)
        for plan in rule.plans(happening, rules, closes_after):
            if plan.expires_at > now:
                rows.plan(unit.connection, plan)
    return len(new)


def hear_polled(
    unit: UnitOfWork,
    happenings: Sequence[Happening],
    rules: Rules,
    closes_after: timedelta,
    now: datetime,
    cursor: tuple[str, str],
) -> int:
    """`cursor`: where the events were read from, and where they end; it moves in the same transaction."""
    new = hear(unit, happenings, rules, closes_after, now)
    rows.move_cursor(unit.connection, CURSOR, *cursor)
    return new


CURSOR = "shop"


def cursor(unit: UnitOfWork) -> str:
    return rows.cursor(unit.connection, CURSOR)


def _end_reminders(unit: UnitOfWork, happening: Happening, now: datetime) -> None:
    why = {Happened.ORDER_PAID: "paid", Happened.ORDER_CLOSED: "closed"}.get(happening.kind)
    if why and happening.order_id:
        rows.drop_of_order(unit.connection, happening.order_id, rule.ABOUT_PAYMENT, why, now)
    if why == "paid" and happening.order_id:
        rows.note_paid(unit.connection, happening.order_id, rule.ABOUT_PAYMENT, happening.at)


def plan_inquiries(unit: UnitOfWork, rules: Rules, now: datetime) -> None:
    """Talks about goods that stopped some hours ago. Whether something was ordered is read when it is told."""
    since, until = now - rules.inquiry_until, now - rules.inquiry_after
    for conversation_id in rows.inquiries(unit.connection, ABOUT_GOODS, since, until):
        conversation = conversations.get(unit.connection, conversation_id)
        talk = messages.latest(unit.connection, conversation_id, LOOKED_BACK)
        if plan := _inquiry(conversation, talk, rules):
            rows.plan(unit.connection, plan)


def _inquiry(conversation: Conversation, talk: Sequence[Message], rules: Rules) -> Plan | None:
    asked = [one for one in talk if one.understanding and one.understanding.intent in ABOUT_GOODS]
    product_id = _product_shown(talk, asked[-1].seq) or conversation.page_product_id if asked else None
    if not product_id or not conversation.shopper_id:
        return None
    heard = max(one.at for one in talk if one.sender is Sender.SHOPPER)
    key = f"{Kind.INQUIRY_FOLLOW_UP}:{conversation.id}:{product_id}"
    due, expires = heard + rules.inquiry_after, heard + rules.inquiry_until
    return Plan(key, Kind.INQUIRY_FOLLOW_UP, conversation.shopper_id, asked[-1].at, due, expires, product_id=product_id)


def _product_shown(talk: Sequence[Message], since_seq: int) -> str | None:
    shown = [part["id"] for one in talk if one.seq > since_seq for part in one.parts if part.get("kind") == "product"]
    return str(shown[0]) if shown else None


# Who is there


def note_visit(unit: UnitOfWork, shopper_id: str, now: datetime) -> None:
    """A sign that the chat is open."""
    rows.note_visit(unit.connection, shopper_id, now)


def arrive(unit: UnitOfWork, shopper_id: str, now: datetime) -> None:
    """The chat is opened: what was held back is looked at anew."""
    rows.note_visit(unit.connection, shopper_id, now, opened=True)
    rows.look_again(unit.connection, shopper_id)


# Tell


def shoppers_to_tell(unit: UnitOfWork, rules: Rules, now: datetime) -> list[str]:
    return rows.shoppers_to_tell(unit.connection, now, now - rules.present)


def take_up(unit: UnitOfWork, shopper_id: str, now: datetime) -> Errand | None:
    conversation = conversations.find_of_shopper(unit.connection, shopper_id)
    if conversation is None:
        return None
    due = tuple(rows.due(unit.connection, shopper_id, now))
    known = rows.told_since(unit.connection, shopper_id, now - TOLD_KEPT, (rows.SENT, rows.NOTED))
    talk = messages.latest(unit.connection, conversation.id, LOOKED_BACK)
    situation = _situation(unit, conversation, shopper_id, talk, now)
    return Errand(conversation, due, situation, tuple(known), _parcels_shown(talk))


def _parcels_shown(talk: Sequence[Message]) -> dict[str, datetime]:
    return {part["tracking_no"]: one.at for one in talk for part in one.parts if part.get("kind") == "parcel"}


def _situation(
    unit: UnitOfWork, conversation: Conversation, shopper_id: str, talk: Sequence[Message], now: datetime
) -> Situation:
    heard = [one for one in talk if one.sender is Sender.SHOPPER]
    unhappy = [one.at for one in heard if one.feeling and one.feeling.label in ("angry", "dissatisfied")]
    complained = [one.at for one in heard if one.understanding and one.understanding.intent in COMPLAINTS]
    opened_at, seen_at = rows.visit(unit.connection, shopper_id) or (None, None)
    return Situation(
        now,
        conversation.state,
        arrived_at=opened_at,
        seen_at=seen_at,
        heard_at=_last(one.at for one in heard),
        unhappy_at=_last(unhappy),
        complained_at=_last(complained),
        answering=reactions.is_owed(unit.connection, conversation.id),
        stopped=rows.wishes_none(unit.connection, shopper_id),
        told=tuple(rows.told_since(unit.connection, shopper_id, now - timedelta(days=2))),
    )


def _last(moments: Iterable[datetime]) -> datetime | None:
    return max(moments, default=None)


def hold_back(unit: UnitOfWork, planned: Planned, why: str, until: datetime) -> None:
    rows.hold_back(unit.connection, planned.id, why, until)


def drop(unit: UnitOfWork, planned: Planned, why: str, now: datetime) -> None:
    rows.settle(unit.connection, planned.id, rows.DROPPED, now, why=why)


def tidy(unit: UnitOfWork, now: datetime) -> None:
    """What nobody came for is dropped; of events only the recent ones can come again."""
    rows.drop_expired(unit.connection, now)
    rows.forget_heard(unit.connection, now - HEARD_KEPT)


def tell(unit: UnitOfWork, errand: Errand, planned: Planned, said: Said, now: datetime) -> bool:
    """The message and its row in one transaction; False when anything has happened since the errand was taken up."""
    conversation = conversations.get_locked(unit.connection, errand.conversation.id)
    if not _unchanged(unit, conversation, errand):
        return False
    values = {"order_id": said.order_id, "product_id": said.product_id, "subjects": list(said.subjects)}
    if not rows.settle(unit.connection, planned.id, rows.SENT, now, conversation_id=conversation.id, **values):
        return False
    conversation = conversation.resumed(now)  # an old form is not what the answer will be about
    conversation, message = posting.append(unit, conversation, Sender.BOT, said.text, now, parts=said.parts)
    rows.note_message(unit.connection, planned.id, message.id)
    _keep_promise(unit, conversation, message, said)
    posting.announce(unit, conversation)
    return True


def note(unit: UnitOfWork, errand: Errand, planned: Planned, said: Said, now: datetime) -> bool:
    """While a person has the conversation the bot is silent: that person gets the news as a private note."""
    conversation = conversations.get_locked(unit.connection, errand.conversation.id)
    if conversation.state not in (State.WAITING, State.AGENT):
        return False
    values = {"conversation_id": conversation.id, "subjects": list(said.subjects)}
    if not rows.settle(unit.connection, planned.id, rows.NOTED, now, **values):
        return False
    kept = casework.add_note(unit.connection, conversation.id, None, f"【{planned.kind.zh}】{said.text}", now)
    unit.emit(NoteAdded(conversation.id, {**kept, "at": kept["at"].isoformat()}))
    return True


def _unchanged(unit: UnitOfWork, conversation: Conversation, errand: Errand) -> bool:
    same = (conversation.last_seq, conversation.epoch) == (errand.conversation.last_seq, errand.conversation.epoch)
    wishes = bool(conversation.shopper_id and rows.wishes_none(unit.connection, conversation.shopper_id))
    return same and wishes == errand.situation.stopped


def _keep_promise(unit: UnitOfWork, conversation: Conversation, message: Message, said: Said) -> None:
    if said.promise:
        casework.keep_promise(unit.connection, conversation.id, message.id, *said.promise)


# Answers


def note_answer(unit: UnitOfWork, work: Work, reason: UnpaidReason | None, now: datetime) -> None:
    """The message after ours is its answer; of a payment reminder it may say why."""
    if work.proactive is None:
        return
    rows.note_answer(unit.connection, work.proactive.id, now)
    if reason and work.proactive.kind in rule.ABOUT_PAYMENT:
        rows.note_reason(unit.connection, work.proactive.id, reason.value, masked(work.message.text)[:200])


def keep_wish(unit: UnitOfWork, work: Work, wish: Wish, now: datetime) -> None:
    """For good, and for whatever device; no word of it where a person answers."""
    shopper_id = work.conversation.shopper_id
    if shopper_id and wish in (Wish.STOP, Wish.GO_ON):
        rows.keep_wish(unit.connection, shopper_id, wish is Wish.STOP, now)
    if shopper_id and wish is Wish.STOP:
        rows.drop_of_shopper(unit.connection, shopper_id, rule.ASKING, "stopped", now)


def answer_wish(unit: UnitOfWork, work: Work, reading: Reading, wish: Wish, words: str, now: datetime) -> bool:
    """The wish, its answer and the settled reaction: one transaction. `words` answer what is about an order."""
    conversation = settled(unit, work, reading, now)
    if conversation is None:
        return False
    keep_wish(unit, work, wish, now)
    if conversation.state is not State.BOT:
        return True
    text, parts = _WISH_ANSWERS.get(wish, (words, ()))
    conversation, _ = posting.append(unit, conversation, Sender.BOT, text, now, parts=parts)
    posting.announce(unit, conversation)
    return True


_WISH_ANSWERS: dict[Wish, tuple[str, tuple[Part, ...]]] = {
    Wish.STOP: (_STOPPED, (RESUME,)),
    Wish.GO_ON: (_GOES_ON, ()),
}


# Report


def report(unit: UnitOfWork, since: datetime) -> dict[str, Any]:
    """What was to be told since then, by kind, and why orders were not paid, as their shoppers say."""
    found = rows.counts(unit.connection, since)
    return {"since": since.isoformat(), "kinds": [_of_kind(kind, found) for kind in Kind], **_reasons(unit, since)}


def _of_kind(kind: Kind, found: Sequence[Any]) -> dict[str, Any]:
    own = [row for row in found if row["kind"] == kind.value]
    states = Counter[str]()
    for row in own:
        states[row["state"]] += row["number"]
    dropped = {row["why"]: row["number"] for row in own if row["state"] == rows.DROPPED}
    return {
        "kind": kind.value,
        "kind_zh": kind.zh,
        "planned": sum(states.values()),
        "waiting": states[rows.PLANNED],
        "sent": states[rows.SENT],
        "noted": states[rows.NOTED],
        "dropped": dropped,
        "answered": sum(row["answered"] for row in own),
        "paid_afterwards": sum(row["paid"] for row in own) if kind in rule.ABOUT_PAYMENT else None,
    }


def _reasons(unit: UnitOfWork, since: datetime, limit: int = 2000, quoted: int = 5) -> dict[str, Any]:
    given = rows.reasons(unit.connection, since, limit)
    numbers = Counter(row["reason"] for row in given)
    return {
        "unpaid_reasons": [
            {
                "reason": reason,
                "reason_zh": UnpaidReason(reason).zh,
                "number": number,
                "words": [row["words"] for row in given if row["reason"] == reason][:quoted],
            }
            for reason, number in numbers.most_common()
        ]
    }
