"""Annotators decide what messages mean. What they say are drafts until it is written into the data."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping

from assist_api.domain.entity_marks import written as with_marks
from assist_api.domain.labels import ENOUGH, Decision, Opinion, Wish, agreed, ruling, state_after
from assist_api.domain.teaching import State, likeliest
from assist_api.errors import AlreadyWritten, InboxItemNotFound, LabelledTwice, NothingToUndo
from assist_api.services.people import Agent
from assist_api.store import casework, labelling_queue, labels
from assist_api.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Pending:
    """A sentence that annotators agree on and that the data does not hold yet."""

    label_id: str
    item_id: str  # of the message, which may hold several
    text: str  # entities marked as in the data: 到[杭州](region)几天
    intent: str
    annotator: str


@dataclass(frozen=True)
class Act:
    """Who decides when. `id` is the caller's: sent again it is the same act."""

    id: str
    annotator: Agent
    now: datetime


def decide(unit: UnitOfWork, wishes: Mapping[str, Wish], known: Collection[str], act: Act) -> dict[str, State]:
    """What the annotator says of these messages, and their states after it.

    Where another has spoken before it is a second opinion; a third is a reviewer's (`settle`).
    """
    rows = _locked(unit, list(wishes))
    if not labels.is_known(unit.connection, act.annotator.id, act.id):
        _say(unit, rows, wishes, known, act)
    return _put_states(unit, list(wishes))


def decide_many(
    unit: UnitOfWork, item_ids: Sequence[str], wish: Wish, known: Collection[str], act: Act
) -> dict[str, State]:
    """The same of many: of those among them that nobody has decided meanwhile and that it can be said of."""
    found = labels.lock(unit.connection, item_ids)
    if labels.is_known(unit.connection, act.annotator.id, act.id):
        return _put_states(unit, labels.items_of_act(unit.connection, act.annotator.id, act.id))
    rows = {item: row for item, row in found.items() if row["state"] == State.OPEN and _can_be_said(wish, row, known)}
    _say(unit, rows, dict.fromkeys(rows, wish), known, act)
    casework.keep_audit(unit.connection, act.annotator.name, "label_many", act.now, number=len(rows))
    return _put_states(unit, list(rows))


def settle(unit: UnitOfWork, item_id: str, wish: Wish, known: Collection[str], act: Act) -> State:
    """A reviewer's last word where two annotators differ."""
    row = _locked(unit, [item_id])[item_id]
    if not labels.is_known(unit.connection, act.annotator.id, act.id):
        given = [(item_id, ruling(wish, row["text"], _proposal(row), known), True)]
        labels.replace(unit.connection, [item_id], act.annotator.id, act.id, act.now)
        labels.add(unit.connection, given, act.annotator.id, act.id, act.now, settles=True)
        casework.keep_audit(unit.connection, act.annotator.name, "settle_label", act.now, item=item_id)
    return _put_states(unit, [item_id])[item_id]


def undo(unit: UnitOfWork, annotator: Agent, act: str | None, now: datetime) -> list[str]:
    """Take back an act of the annotator, else the newest; what it had replaced counts again. Tells the messages."""
    act = act or labels.last_act(unit.connection, annotator.id)
    item_ids = labels.items_of_act(unit.connection, annotator.id, act) if act else []
    if not act or not item_ids:
        raise NothingToUndo
    _locked(unit, item_ids)
    labels.take_back(unit.connection, annotator.id, act, now)
    _put_states(unit, item_ids)
    return item_ids


def pending(unit: UnitOfWork) -> Iterator[Pending]:
    """What may be written into the data, in the order of the messages; nothing that annotators differ on."""
    for item_id, said in labels.drafts(unit.connection).items():
        one = agreed(said)
        if one and one.speaks:
            yield from _sentences(item_id, one)


def mark_written(unit: UnitOfWork, label_ids: Sequence[str]) -> None:
    """The data holds these now. A message is written when its label is, and can be decided no more."""
    item_ids = labels.items_of_labels(unit.connection, label_ids)
    labels.put_state(unit.connection, item_ids, State.WRITTEN)


def progress(unit: UnitOfWork, annotator: Agent, since: datetime) -> dict[str, int]:
    return {
        "left": labelling_queue.count_unlabelled(unit.connection),
        "second": labelling_queue.count_for_a_second_look(unit.connection, annotator.id),
        "done": labels.made_since(unit.connection, annotator.id, since),
    }


def _locked(unit: UnitOfWork, item_ids: Sequence[str]) -> dict[str, RowMapping]:
    found = labels.lock(unit.connection, item_ids)
    if len(found) < len(item_ids):
        raise InboxItemNotFound
    if any(row["state"] == State.WRITTEN for row in found.values()):
        raise AlreadyWritten
    return found


def _say(
    unit: UnitOfWork, rows: Mapping[str, RowMapping], wishes: Mapping[str, Wish], known: Collection[str], act: Act
) -> None:
    before = labels.opinions(unit.connection, list(rows))
    others = {item: _spoken_by_others(before.get(item, ()), act.annotator) for item in rows}
    if any(len(said) >= ENOUGH for said in others.values()):
        raise LabelledTwice
    labels.replace(unit.connection, list(rows), act.annotator.id, act.id, act.now)
    given = [
        (item, ruling(wishes[item], row["text"], _proposal(row), known), bool(others[item]))
        for item, row in rows.items()
    ]
    labels.add(unit.connection, given, act.annotator.id, act.id, act.now)
    labelling_queue.release(unit.connection, list(rows))


def _spoken_by_others(said: Sequence[Opinion], annotator: Agent) -> list[Opinion]:
    return [one for one in said if one.speaks and one.annotator_id != annotator.id]


def _can_be_said(wish: Wish, row: RowMapping, known: Collection[str]) -> bool:
    """Nothing is accepted where nothing is proposed."""
    return wish.decision is not Decision.ACCEPT or _proposal(row) in known


def _proposal(row: RowMapping) -> str | None:
    return likeliest(row["intent"], row["ranking"] or ()) or row["neighbour_intent"]


def _put_states(unit: UnitOfWork, item_ids: Sequence[str]) -> dict[str, State]:
    said = labels.opinions(unit.connection, item_ids)
    states = {item: state_after(said.get(item, ())) for item in item_ids}
    for state in set(states.values()):
        labels.put_state(unit.connection, [item for item in item_ids if states[item] is state], state)
    return states


def _sentences(item_id: str, opinion: Opinion) -> Iterator[Pending]:
    for label_id, part in zip(opinion.label_ids, opinion.ruling.parts, strict=True):
        yield Pending(label_id, item_id, with_marks(part.text, part.marks or ()), str(part.intent), opinion.annotator)
