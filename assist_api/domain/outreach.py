"""Whether the bot may speak first: what an event plans, and what holds a planned message back. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from assist_api.domain.conversation import State
from assist_api.domain.duty import SHOP_TIME, shop_day
from assist_api.domain.messages import Part


class Kind(StrEnum):
    """What the bot says of its own accord, the most important first."""

    STALLED = "stalled"
    REFUNDED = "refunded"
    MOVED = "moved"  # a parcel that stood still
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"
    RESTOCKED = "restocked"
    PAYMENT_LAST_HINT = "payment_last_hint"
    PAYMENT_REMINDER = "payment_reminder"
    ORDER_CONFIRMATION = "order_confirmation"
    SHIPPED = "shipped"
    INQUIRY_FOLLOW_UP = "inquiry_follow_up"

    @property
    def zh(self) -> str:
        return _KIND_ZH[self]


_KIND_ZH = {
    Kind.STALLED: "物流停滞",
    Kind.REFUNDED: "退款完成",
    Kind.MOVED: "物流恢复",
    Kind.OUT_FOR_DELIVERY: "正在派送",
    Kind.DELIVERED: "已签收",
    Kind.RESTOCKED: "到货通知",
    Kind.PAYMENT_LAST_HINT: "关单前提示",
    Kind.PAYMENT_REMINDER: "催付",
    Kind.ORDER_CONFIRMATION: "静默单核对",
    Kind.SHIPPED: "已发货",
    Kind.INQUIRY_FOLLOW_UP: "咨询未下单",
}
ABOUT_PAYMENT = frozenset({Kind.PAYMENT_REMINDER, Kind.PAYMENT_LAST_HINT})
ABOUT_PARCELS = frozenset({Kind.SHIPPED, Kind.OUT_FOR_DELIVERY, Kind.STALLED, Kind.MOVED, Kind.DELIVERED})
# These want something of the shopper: an unhappy, busy or unwilling one is left alone. All others tell news.
ASKING = ABOUT_PAYMENT | {Kind.ORDER_CONFIRMATION, Kind.INQUIRY_FOLLOW_UP}


class Happened(StrEnum):
    """What a shop tells; the names are those of its events."""

    ORDER_CREATED = "order_created"
    ORDER_PAID = "order_paid"
    ORDER_CLOSED = "order_closed"
    SHIPPED = "shipped"
    OUT_FOR_DELIVERY = "out_for_delivery"
    STALLED = "stalled"
    DELIVERED = "delivered"
    REFUNDED = "refunded"
    RESTOCKED = "restocked"


@dataclass(frozen=True)
class Happening:
    id: str
    kind: Happened
    shopper_id: str
    at: datetime
    order_id: str | None = None
    sku_id: str | None = None


@dataclass(frozen=True)
class Rules:
    """The parsed outreach.toml."""

    present: timedelta
    quiet_from: time
    quiet_until: time
    messages_a_day: int
    asking_a_day: int
    gap: timedelta
    breath: timedelta
    talk: timedelta
    unhappy: timedelta
    complaint: timedelta
    first: timedelta
    big_amount: Decimal
    big_first: timedelta
    hint: timedelta
    hint_gap: timedelta
    confirm_after: timedelta
    silent: timedelta
    inquiry_after: timedelta
    inquiry_until: timedelta
    fresh: Mapping[Kind, timedelta]
    answer: timedelta
    scarce: int

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Rules:
        calm, payment, limits = table["calm"], table["payment"], table["limits"]
        return cls(
            present=_minutes(table["present_minutes"]),
            quiet_from=time.fromisoformat(table["quiet"]["from"]),
            quiet_until=time.fromisoformat(table["quiet"]["until"]),
            messages_a_day=limits["messages"],
            asking_a_day=limits["asking"],
            gap=_minutes(limits["gap_minutes"]),
            breath=_minutes(calm["breath_minutes"]),
            talk=_minutes(calm["talk_minutes"]),
            unhappy=_hours(calm["unhappy_hours"]),
            complaint=_hours(calm["complaint_hours"]),
            first=_minutes(payment["first_minutes"]),
            big_amount=Decimal(payment["big_amount"]),
            big_first=_minutes(payment["big_first_minutes"]),
            hint=_minutes(payment["hint_minutes"]),
            hint_gap=_hours(payment["hint_gap_hours"]),
            confirm_after=_minutes(table["confirmation"]["after_minutes"]),
            silent=_hours(table["confirmation"]["silent_hours"]),
            inquiry_after=_hours(table["inquiry"]["after_hours"]),
            inquiry_until=_hours(table["inquiry"]["until_hours"]),
            fresh={Kind(name): _hours(hours) for name, hours in table["fresh_hours"].items()},
            answer=_hours(table["answer"]["hours"]),
            scarce=table["answer"]["scarce"],
        )


def _minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def _hours(number: float) -> timedelta:
    return timedelta(hours=number)


# What an event plans


@dataclass(frozen=True)
class Plan:
    """A message to be told once. `key` is its matter: a second plan of the same key is no plan."""

    key: str
    kind: Kind
    shopper_id: str
    happened_at: datetime
    due_at: datetime
    expires_at: datetime
    order_id: str | None = None
    product_id: str | None = None
    sku_id: str | None = None


def plans(happening: Happening, rules: Rules, closes_after: timedelta) -> list[Plan]:
    """What the bot intends to say of it; nothing where the news would be stale from the beginning."""
    if happening.kind is Happened.ORDER_CREATED:
        return _about_payment(happening, rules, closes_after)
    kind = _TOLD_AS.get(happening.kind)
    if kind is None:
        return []
    due = happening.at + (rules.confirm_after if kind is Kind.ORDER_CONFIRMATION else timedelta())
    matter = happening.order_id if kind is Kind.ORDER_CONFIRMATION else happening.id
    return [_plan(happening, kind, f"{kind}:{matter}", due, happening.at + rules.fresh[kind])]


_TOLD_AS = {
    Happened.ORDER_PAID: Kind.ORDER_CONFIRMATION,
    Happened.SHIPPED: Kind.SHIPPED,
    Happened.OUT_FOR_DELIVERY: Kind.OUT_FOR_DELIVERY,
    Happened.STALLED: Kind.STALLED,
    Happened.DELIVERED: Kind.DELIVERED,
    Happened.REFUNDED: Kind.REFUNDED,
    Happened.RESTOCKED: Kind.RESTOCKED,
}


def _about_payment(happening: Happening, rules: Rules, closes_after: timedelta) -> list[Plan]:
    """One reminder, and one last hint where there is room for it."""
    closes, matter = happening.at + closes_after, happening.order_id
    first = _plan(happening, Kind.PAYMENT_REMINDER, f"payment_reminder:{matter}", happening.at + rules.first, closes)
    at = hint_at(happening.at, closes, rules)
    if at is None:
        return [first]
    return [first, _plan(happening, Kind.PAYMENT_LAST_HINT, f"payment_last_hint:{matter}", at, closes)]


def _plan(happening: Happening, kind: Kind, key: str, due: datetime, expires: datetime) -> Plan:
    order_id, sku_id = happening.order_id, happening.sku_id
    return Plan(key, kind, happening.shopper_id, happening.at, due, expires, order_id, sku_id=sku_id)


def hint_at(ordered: datetime, closes: datetime, rules: Rules) -> datetime | None:
    """Before the order closes; in the evening before, where that falls into the quiet hours."""
    at = closes - rules.hint
    if is_quiet(at, rules):
        at = _quiet_began(at, rules) - rules.gap
    return at if at >= ordered + rules.first + rules.hint_gap else None


# What holds a planned message back


@dataclass(frozen=True)
class Planned:
    id: str
    plan: Plan

    @property
    def kind(self) -> Kind:
        return self.plan.kind


@dataclass(frozen=True)
class Told:
    """Something that was told to this shopper."""

    kind: Kind
    at: datetime
    order_id: str | None
    subjects: tuple[str, ...]  # parcels, SKUs: what exactly it was about


@dataclass(frozen=True)
class Situation:
    """How things stand with the shopper."""

    now: datetime
    state: State
    arrived_at: datetime | None = None  # opened the chat
    seen_at: datetime | None = None  # the last sign of the open chat
    heard_at: datetime | None = None  # wrote last
    unhappy_at: datetime | None = None  # wrote angrily or unhappily last
    complained_at: datetime | None = None
    answering: bool = False  # a message of the shopper is still to be answered
    stopped: bool = False  # wants no reminders
    told: tuple[Told, ...] = ()


@dataclass(frozen=True)
class Said:
    """A message as composed from the shop's facts of this moment."""

    text: str
    parts: tuple[Part, ...] = ()
    subjects: tuple[str, ...] = ()
    order_id: str | None = None
    product_id: str | None = None
    promise: tuple[str, str, datetime] | None = None  # order, kind, until when


class Move(StrEnum):
    TELL = "tell"
    NOTE = "note"  # for the person who has the conversation
    WAIT = "wait"
    DROP = "drop"


@dataclass(frozen=True)
class Verdict:
    move: Move
    why: str = ""
    until: datetime | None = None


TELL = Verdict(Move.TELL)
_A_MOMENT = timedelta(seconds=3)
_A_WHILE = timedelta(minutes=5)


def judge(planned: Planned, situation: Situation, rules: Rules) -> Verdict:
    """Whether this may be said now. Of several reasons the one that ends it comes first, then the longest wait."""
    for dropped in (_expired, _stopped):
        if why := dropped(planned, situation):
            return Verdict(Move.DROP, why)
    if situation.state in (State.AGENT, State.WAITING):
        return _with_a_person(planned, situation)
    waits = [wait for check in _WAITS if (wait := check(planned, situation, rules))]
    return max(waits, key=lambda wait: wait.until or situation.now, default=TELL)


def _expired(planned: Planned, situation: Situation) -> str:
    return "expired" if situation.now >= planned.plan.expires_at else ""


def _stopped(planned: Planned, situation: Situation) -> str:
    return "stopped" if situation.stopped and planned.kind in ASKING else ""


def _with_a_person(planned: Planned, situation: Situation) -> Verdict:
    if planned.kind in ASKING:
        return Verdict(Move.WAIT, "person", situation.now + _A_WHILE)
    return Verdict(Move.NOTE)


def _wait(why: str, until: datetime | None, now: datetime) -> Verdict | None:
    return Verdict(Move.WAIT, why, until) if until and until > now else None


def _absent(planned: Planned, situation: Situation, rules: Rules) -> Verdict | None:
    there = situation.seen_at is not None and situation.now - situation.seen_at <= rules.present
    return None if there else _wait("absent", situation.now + _A_WHILE, situation.now)


def _answering(planned: Planned, situation: Situation, rules: Rules) -> Verdict | None:
    return _wait("answering", situation.now + _A_MOMENT if situation.answering else None, situation.now)


def _quiet(planned: Planned, situation: Situation, rules: Rules) -> Verdict | None:
    """Who has just opened the chat or written is awake, and is told what waited."""
    awake = max((at for at in (situation.arrived_at, situation.heard_at) if at), default=None)
    if not is_quiet(situation.now, rules) or (awake and situation.now - awake < rules.present):
        return None
    return _wait("quiet_hours", morning_after(situation.now, rules), situation.now)


def _talking(planned: Planned, situation: Situation, rules: Rules) -> Verdict | None:
    return _since("talking", situation.heard_at, rules.talk, planned, situation)


def _just_written(planned: Planned, situation: Situation, rules: Rules) -> Verdict | None:
    """Old news do not break into a question and its answer; what happens meanwhile is told at once."""
    heard = situation.heard_at
    old = heard is not None and planned.plan.happened_at < heard
    return _wait("just_written", heard + rules.breath if heard and old else None, situation.now)


def _unhappy(planned: Planned, situation: Situation, rules: Rules) -> Verdict | None:
    return _since("unhappy", situation.unhappy_at, rules.unhappy, planned, situation)


def _complaining(planned: Planned, situation: Situation, rules: Rules) -> Verdict | None:
    return _since("complaint", situation.complained_at, rules.complaint, planned, situation)


def _since(
    why: str, moment: datetime | None, lasts: timedelta, planned: Planned, situation: Situation
) -> Verdict | None:
    asks = planned.kind in ASKING
    return _wait(why, moment + lasts if moment and asks else None, situation.now)


def _enough(planned: Planned, situation: Situation, rules: Rules) -> Verdict | None:
    """The day's measure is full."""
    today = [one for one in situation.told if _shop_day(one.at) == _shop_day(situation.now)]
    asked = [one for one in today if one.kind in ASKING]
    full = len(today) >= rules.messages_a_day or (planned.kind in ASKING and len(asked) >= rules.asking_a_day)
    tomorrow = _at_shop_time(situation.now + timedelta(days=1), rules.quiet_until)
    return _wait("enough_today", tomorrow if full else None, situation.now)


def _gap(planned: Planned, situation: Situation, rules: Rules) -> Verdict | None:
    last = max((one.at for one in situation.told), default=None)
    if last is None or (planned.kind not in ASKING and planned.plan.happened_at > last):
        return None
    return _wait("gap", last + rules.gap, situation.now)


_WAITS = (_absent, _answering, _quiet, _just_written, _talking, _unhappy, _complaining, _enough, _gap)


def overtaken(waiting: Iterable[Planned]) -> list[Planned]:
    """Of the parcel news of one order only the newest is still news."""
    newest: dict[str | None, Planned] = {}
    parcels = [one for one in waiting if one.kind in ABOUT_PARCELS]
    for one in sorted(parcels, key=lambda one: one.plan.happened_at):
        newest[one.plan.order_id] = one
    return [one for one in parcels if newest[one.plan.order_id] is not one]


_ORDER = tuple(Kind)


def in_order(waiting: Iterable[Planned]) -> list[Planned]:
    """The most important first, of equals the newest."""
    newest_first = sorted(waiting, key=lambda one: one.plan.happened_at, reverse=True)
    return sorted(newest_first, key=lambda one: _ORDER.index(one.kind))


def subjects_told(kind: Kind, order_id: str | None, told: Sequence[Told]) -> frozenset[str]:
    """What was told in the same matter: never twice."""
    return frozenset(name for one in told if (one.kind, one.order_id) == (kind, order_id) for name in one.subjects)


# Quiet hours


def is_quiet(moment: datetime, rules: Rules) -> bool:
    clock = moment.astimezone(SHOP_TIME).time()
    if rules.quiet_from <= rules.quiet_until:
        return rules.quiet_from <= clock < rules.quiet_until
    return clock >= rules.quiet_from or clock < rules.quiet_until


def morning_after(moment: datetime, rules: Rules) -> datetime:
    """The next end of the quiet hours."""
    today = _at_shop_time(moment, rules.quiet_until)
    return today if moment < today else today + timedelta(days=1)


def _quiet_began(moment: datetime, rules: Rules) -> datetime:
    today = _at_shop_time(moment, rules.quiet_from)
    return today if today <= moment else today - timedelta(days=1)


def _at_shop_time(moment: datetime, clock: time) -> datetime:
    return datetime.combine(shop_day(moment), clock, SHOP_TIME)


def _shop_day(moment: datetime) -> str:
    return shop_day(moment).isoformat()
