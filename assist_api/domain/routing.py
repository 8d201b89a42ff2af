"""The order of those who wait for a person, and who gets whom: pure, by the rules of routing.toml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from assist_api.domain.presence import Colleague, Skill, who_could_take


class Sign(StrEnum):
    """A fact of the shop or the talk that puts a case into a class, whatever the words of the last message are."""

    RISK = "risk"
    PARCEL_LOST = "parcel_lost"
    PARCEL_EXCEPTION = "parcel_exception"
    PARCEL_STALLED = "parcel_stalled"
    TICKET = "ticket"
    ANGRY = "angry"


_SIGN_WORDS = {
    Sign.PARCEL_LOST: "快递疑似丢件",
    Sign.PARCEL_EXCEPTION: "派送异常",
    Sign.PARCEL_STALLED: "物流停滞",
    Sign.TICKET: "有未结的投诉工单",
    Sign.ANGRY: "情绪愤怒",
}


@dataclass(frozen=True)
class Class:
    name: str
    zh: str
    skill: Skill | None  # None: by the intent
    signs: frozenset[Sign]
    intents: frozenset[str]


@dataclass(frozen=True)
class Rules:
    """The parsed routing.toml."""

    greet_within: timedelta
    classes: tuple[Class, ...]  # the last one takes what fits nowhere else
    parcel_talk: frozenset[str]
    says_nothing: frozenset[str]  # intents that do not tell what it is about: then the shop is asked too
    returned: timedelta
    transferred: timedelta
    levels: Mapping[str, timedelta]
    rises_after: timedelta
    rises_up_to: int  # place of the class that waiting alone reaches
    known_for: timedelta
    kept_for_known: timedelta
    open_within: timedelta
    limit: int
    answer_within: timedelta
    away_after: timedelta
    skills: Mapping[str, Skill]  # of an intent

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Rules:
        classes = tuple(_class(row) for row in table["classes"])
        longer, match = table["counts_longer"], table["match"]
        return cls(
            greet_within=timedelta(seconds=table["greet_within_s"]),
            classes=classes,
            parcel_talk=frozenset(table["parcel_talk"]["intents"]),
            says_nothing=frozenset(table["parcel_talk"]["says_nothing"]),
            returned=timedelta(minutes=longer["returned"]),
            transferred=timedelta(minutes=longer["transferred"]),
            levels={level: timedelta(minutes=minutes) for level, minutes in longer["levels"].items()},
            rises_after=timedelta(minutes=table["rises"]["after_minutes"]),
            rises_up_to=[one.name for one in classes].index(table["rises"]["up_to"]),
            known_for=timedelta(days=match["known_days"]),
            kept_for_known=timedelta(seconds=match["kept_for_known_s"]),
            open_within=timedelta(seconds=match["open_within_s"]),
            limit=table["load"]["limit"],
            answer_within=timedelta(minutes=table["transfer"]["answer_within_minutes"]),
            away_after=timedelta(minutes=table["presence"]["away_after_minutes"]),
            skills={intent: Skill(skill) for skill, intents in table["skills"].items() for intent in intents},
        )


def _class(row: Mapping[str, Any]) -> Class:
    skill = Skill(row["skill"]) if row["skill"] else None
    return Class(row["name"], row["zh"], skill, frozenset(map(Sign, row["signs"])), frozenset(row["intents"]))


@dataclass(frozen=True)
class Facts:
    """What is known of a case: `intents` of the shopper's last messages, newest first, and what the shop says.

    `deadline`: when the order locks or the clock of the ticket breaks; it counts in the class it belongs to.
    """

    intents: tuple[str, ...] = ()
    signs: frozenset[Sign] = frozenset()
    level: str = ""
    order_id: str | None = None
    locks_at: datetime | None = None
    ticket_due: datetime | None = None


@dataclass(frozen=True)
class Reason:
    code: str
    words: str


@dataclass(frozen=True)
class Placing:
    """Where a case belongs, before its waiting is counted."""

    rank: int  # of its class, 0 first
    kind: str
    kind_zh: str
    skill: Skill | None
    level: str
    order_id: str | None
    deadline: datetime | None
    reasons: tuple[Reason, ...]


class Entry(StrEnum):
    """How a case came into the queue."""

    NEW = "new"
    RETURNED = "returned"  # given back, or its agent is gone
    TRANSFERRED = "transferred"  # to a skill


def placing(facts: Facts, rules: Rules) -> Placing:
    rank = next(place for place, one in enumerate(rules.classes) if _fits(one, facts) or one is rules.classes[-1])
    chosen = rules.classes[rank]
    deadline = {"before_lock": facts.locks_at, "complaint": facts.ticket_due}.get(chosen.name)
    skill = chosen.skill or next((rules.skills[one] for one in facts.intents if one in rules.skills), None)
    reasons = tuple(_reasons(chosen, facts, rules))
    return Placing(rank, chosen.name, chosen.zh, skill, facts.level, facts.order_id, deadline, reasons)


def _fits(one: Class, facts: Facts) -> bool:
    return bool(one.signs & facts.signs or one.intents & set(facts.intents))


def _reasons(chosen: Class, facts: Facts, rules: Rules) -> Iterable[Reason]:
    yield Reason("class", chosen.zh)
    for sign in Sign:
        if sign in facts.signs and sign in _SIGN_WORDS:
            yield Reason(sign.value, _SIGN_WORDS[sign])
    if facts.level in rules.levels:
        yield Reason("level", f"{facts.level}会员")


@dataclass(frozen=True)
class Standing:
    """What the queue is sorted by: class, nearest deadline in it, then who counts as waiting the longest."""

    rank: int
    deadline: datetime | None
    counts_from: datetime


def standing(placed: Placing, since: datetime, entry: Entry, rules: Rules, now: datetime) -> Standing:
    """Changes with time: a case rises by a class after each long wait, and leaves its class's deadline behind."""
    risen = min(placed.rank, max(rules.rises_up_to, placed.rank - int((now - since) / rules.rises_after)))
    by_entry = {Entry.RETURNED: rules.returned, Entry.TRANSFERRED: rules.transferred}.get(entry, timedelta())
    longer = by_entry + rules.levels.get(placed.level, timedelta())
    return Standing(risen, placed.deadline if risen == placed.rank else None, since - longer)


@dataclass(frozen=True)
class Waiting:
    """A case in the queue. `placing` is None until it was looked at; `assigned_to` has it reserved until then."""

    conversation_id: str
    since: datetime
    urgency: int
    placing: Placing | None = None
    standing: Standing | None = None
    entry: Entry = Entry.NEW
    skill: Skill | None = None  # asked for by a colleague; else the placing's
    known_to: str | None = None  # the agent who served the shopper last
    assigned_to: str | None = None
    assigned_until: datetime | None = None
    passed_by: tuple[str, ...] = ()  # those to whom it was assigned and who did not open it

    @property
    def asks_for(self) -> Skill | None:
        return self.skill or (self.placing.skill if self.placing else None)

    def kept_for(self, now: datetime) -> str | None:
        return self.assigned_to if self.assigned_until and now < self.assigned_until else None


def in_order(waiting: Iterable[Waiting]) -> list[Waiting]:
    return sorted(waiting, key=_key)


def _key(one: Waiting) -> tuple[int, datetime, datetime]:
    """One that nobody has looked at yet goes by its urgency alone: a risk to the front, the others behind."""
    if one.standing:
        return one.standing.rank, one.standing.deadline or _NEVER, one.standing.counts_from
    return -1 if one.urgency >= RISK_URGENCY else _BEHIND - one.urgency, _NEVER, one.since


RISK_URGENCY = 3  # of a conversation, see handover.toml
_BEHIND = 1000
_NEVER = datetime.max.replace(tzinfo=UTC)


def place(conversation_id: str, ordered: Sequence[Waiting]) -> int:
    """Place in the queue, from 1; one past its end for a conversation that is not in it."""
    ids = [one.conversation_id for one in ordered]
    return ids.index(conversation_id) + 1 if conversation_id in ids else len(ids) + 1


def offered_to(
    agent: Colleague, ordered: Sequence[Waiting], team: Sequence[Colleague], now: datetime, rules: Rules
) -> list[Waiting]:
    """What the agent may take next, best first: what is reserved for the agent, then the queue's order.

    Left out is what is reserved for others, what is kept a moment for the agent who knows the shopper, and what asks
    for a skill that the agent lacks while a colleague who has it could take it.
    """
    mine = [one for one in ordered if one.kept_for(now) == agent.id]
    others = [one for one in ordered if one.kept_for(now) is None and _may_have(agent, one, team, now, rules)]
    return [*mine, *others]


def _may_have(agent: Colleague, one: Waiting, team: Sequence[Colleague], now: datetime, rules: Rules) -> bool:
    colleagues = [other for other in team if other.id != agent.id]
    if one.known_to == agent.id and one.skill is None:
        return True
    is_kept = now - one.since < rules.kept_for_known and one.skill is None
    if is_kept and any(other.id == one.known_to and other.takes_new for other in colleagues):
        return False
    asked = one.asks_for
    return agent.can(asked) or not who_could_take(asked, colleagues)


def best_agent(one: Waiting, team: Sequence[Colleague]) -> Colleague | None:
    """Who is to have it: the agent who knows the shopper, else the least loaded with the skill, else the least loaded.

    Nobody twice: who had it assigned and did not open it is left out. None where nobody is free.
    """
    free = [other for other in team if other.id not in one.passed_by]
    if one.skill is None and (known := [other for other in free if other.id == one.known_to and other.takes_new]):
        return known[0]
    fitting = who_could_take(one.asks_for, free) or who_could_take(None, free)
    return fitting[0] if fitting else None
