"""What a trainer is asked to decide on, found in what agents sent: found once, decided once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from assist_api.domain.approval import obstacles, safe
from assist_api.domain.entry_changes import EntryChange
from assist_api.domain.exchanges import Exchange, conversations, drafted, evidence

LEAST_CONVERSATIONS = 2  # a question of one conversation is at most worth an answer for agents, not an entry
SHOWN_EVIDENCE = 8


class Kind(StrEnum):
    CHANGE = "change"  # of an entry's answer
    ENTRY = "entry"  # a question that the knowledge does not answer
    PAST = "past"  # an answer to be suggested in like cases


class State(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Known:
    """A proposal that was made before; `decided_at` is None while it is open."""

    kind: Kind
    key: str
    state: State
    body: Mapping[str, Any]
    decided_at: datetime | None


@dataclass(frozen=True)
class Proposal:
    """`key` names the matter; `number`: pieces of evidence, of which `body` shows the newest; `last_at`: its time."""

    kind: Kind
    key: str
    body: dict[str, Any]
    number: int
    last_at: datetime


def of_change(change: EntryChange, question: str, known: Sequence[Known]) -> Proposal:
    """Decided ones of the same entry count into the key: what is found later is a new matter."""
    before = [one for one in known if one.kind is Kind.CHANGE and one.decided_at and _entry_of(one) == change.entry_id]
    edits = [{"sent": safe(edit.sent), "at": edit.at.isoformat()} for edit in change.edits[:SHOWN_EVIDENCE]]
    body = {
        "entry_id": change.entry_id,
        "question": question,
        "present": change.present,
        "answer": change.proposed,
        "changes": [asdict(one) for one in change.changes],
        "agents": change.agents,
        "days": change.days,
        "evidence": edits,
        "obstacles": obstacles(change.proposed, change.present),
    }
    key = f"change:{change.entry_id}:{len(before)}"
    return Proposal(Kind.CHANGE, key, body, len(change.edits), change.edits[0].at)


def of_exchanges(exchanges: Sequence[Exchange], key: str, leader: str, topic: str) -> Proposal:
    """`leader`: the question by which the group is known again; `topic`: of the nearest entry."""
    draft, asked_in = drafted(exchanges), conversations(exchanges)
    body = {
        "leader": leader,
        "topic": topic,
        "question": draft.question,
        "variants": list(draft.variants),
        "answer": draft.answer,
        "agents": len({one.agent_id for one in exchanges}),
        "conversations": asked_in,
        "evidence": evidence(exchanges)[:SHOWN_EVIDENCE],
        "obstacles": obstacles(draft.answer),
    }
    kind = Kind.ENTRY if asked_in >= LEAST_CONVERSATIONS else Kind.PAST
    return Proposal(kind, key, body, len(exchanges), max(one.at for one in exchanges))


def decided_on(known: Sequence[Known]) -> dict[str, datetime]:
    """When an entry's change was decided last: what was edited before has had its say."""
    changes = [one for one in known if one.kind is Kind.CHANGE and one.decided_at]
    ordered = sorted(changes, key=lambda one: one.decided_at or datetime.min)
    return {_entry_of(one): one.decided_at for one in ordered if one.decided_at}


def _entry_of(known: Known) -> str:
    return str(known.body["entry_id"])
