"""A knowledge entry as a trainer writes it, and the way of what was written until shoppers hear it.

Draft, reviewed, published: whoever changes a word of what was reviewed makes it a draft again. It takes two people,
where there are two who may review.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from assist_api.errors import DraftMoveRefused, OwnDraft


class State(StrEnum):
    DRAFT = "draft"
    REVIEWED = "reviewed"


class Step(StrEnum):
    """What was done with a draft; kept as the history of its entry."""

    WRITTEN = "written"
    REVIEWED = "reviewed"
    RETURNED = "returned"
    DROPPED = "dropped"
    PUBLISHED = "published"
    REMOVED = "removed"  # published, and what was published is that the entry ends


@dataclass(frozen=True)
class Words:
    """What an entry says. `valid_until` is the last day on which it may be used."""

    question: str
    variants: tuple[str, ...]
    answer: str
    tags: tuple[str, ...] = ()
    public: bool = True
    valid_from: date | None = None
    valid_until: date | None = None
    related: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.question, *self.variants)

    def body(self) -> dict[str, Any]:
        """As it is kept and sent: days as 2026-01-31."""
        return {key: _plain(value) for key, value in asdict(self).items()}

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Words:
        days = {key: date.fromisoformat(body[key]) if body[key] else None for key in ("valid_from", "valid_until")}
        lists = {key: tuple(body[key]) for key in ("variants", "tags", "related")}
        return cls(**{**body, **days, **lists})

    def tidied(self) -> Words:
        """Without blanks around, empty lines and what stands twice."""
        question = self.question.strip()
        return replace(
            self,
            question=question,
            variants=tuple(one for one in _different(self.variants) if one != question),
            answer=self.answer.strip(),
            tags=_different(self.tags),
            related=_different(self.related),
        )


@dataclass(frozen=True)
class Draft:
    """`words` None: the entry is to end. `present`: the entry when the draft was begun; None: there was none.

    `revision` counts what was done with it: who decides on an older one is told so.
    """

    entry_id: str
    words: Words | None
    present: Words | None
    state: State
    revision: int
    note: str
    author: str
    at: datetime
    reviewed_by: str | None = None
    reviewed_at: datetime | None = None


FROM: Mapping[Step, tuple[State, ...]] = {
    Step.REVIEWED: (State.DRAFT,),
    Step.RETURNED: (State.REVIEWED, State.DRAFT),
    Step.PUBLISHED: (State.REVIEWED,),
    Step.REMOVED: (State.REVIEWED,),
    Step.DROPPED: (State.DRAFT, State.REVIEWED),
}
_REFUSED = {
    Step.REVIEWED: "这份草稿已经审核过了。",
    Step.PUBLISHED: "还没有审核通过，不能发布。",
    Step.REMOVED: "还没有审核通过，不能发布。",
}


ALONE = "只有一个账号可以审核，由作者自己审核"


def reviewed(draft: Draft, reviewer: str, now: datetime, *, alone: bool = False) -> Draft:
    """`alone`: nobody else may review, so that the author does it. Raises OwnDraft where somebody else can."""
    moved = _moved(draft, Step.REVIEWED)
    if draft.author == reviewer and not alone:
        raise OwnDraft
    return replace(moved, state=State.REVIEWED, reviewed_by=reviewer, reviewed_at=now, note="")


def returned(draft: Draft, note: str) -> Draft:
    """Back to its author, with what is to be changed."""
    moved = _moved(draft, Step.RETURNED)
    return replace(moved, state=State.DRAFT, reviewed_by=None, reviewed_at=None, note=note)


def ending(draft: Draft) -> Step:
    """How it is told once it counts. Raises where it may not be published yet."""
    step = Step.REMOVED if draft.words is None else Step.PUBLISHED
    _moved(draft, step)
    return step


def _moved(draft: Draft, step: Step) -> Draft:
    if draft.state not in FROM[step]:
        raise DraftMoveRefused(_REFUSED.get(step))
    return replace(draft, revision=draft.revision + 1)


def changed_fields(before: Words | None, after: Words | None) -> tuple[str, ...]:
    """The names of the fields that differ, in their order; all of them where there was or will be nothing."""
    old, new = (one.body() if one else {} for one in (before, after))
    return tuple(key for key in (new or old) if old.get(key) != new.get(key))


def _different(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stripped for one in texts if (stripped := one.strip())))


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
