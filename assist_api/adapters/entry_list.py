"""The knowledge entries as a trainer looks through them: chosen, searched, with what is being done to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from assist_api.adapters.entry_words import words_of
from assist_api.domain.entry_drafts import Draft, Words
from assist_api.domain.shift import SOON
from knowledge_base.entries import Entry


class Validity(StrEnum):
    VALID = "valid"
    COMING = "coming"
    ENDS_SOON = "ends_soon"
    OVER = "over"


class Shown(StrEnum):
    """What may be chosen."""

    ALL = "all"
    DRAFT = "draft"
    REVIEWED = "reviewed"
    ENDING = "ending"
    INTERNAL = "internal"


@dataclass(frozen=True)
class Row:
    """`words`: as they count; those of the draft where there is no such entry yet."""

    id: str
    words: Words
    updated: date | None
    draft: Draft | None
    published: bool
    validity: Validity

    @property
    def topic(self) -> str:
        return self.id.partition(".")[0]

    def view(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "question": self.words.question,
            "answer": self.words.answer,
            "tags": list(self.words.tags),
            "public": self.words.public,
            "variants": len(self.words.variants),
            "valid_until": self.words.valid_until.isoformat() if self.words.valid_until else None,
            "updated": self.updated.isoformat() if self.updated else None,
            "validity": self.validity.value,
            "published": self.published,
            "draft": self.draft.state.value if self.draft else None,
            "ends": bool(self.draft and self.draft.words is None),
            "author": self.draft.author if self.draft else None,
        }


CHOSEN: Mapping[Shown, Callable[[Row], bool]] = {
    Shown.ALL: lambda row: True,
    Shown.DRAFT: lambda row: bool(row.draft and row.draft.state.value == "draft"),
    Shown.REVIEWED: lambda row: bool(row.draft and row.draft.state.value == "reviewed"),
    Shown.ENDING: lambda row: row.validity in (Validity.ENDS_SOON, Validity.OVER),
    Shown.INTERNAL: lambda row: not row.words.public,
}


def rows(entries: Sequence[Entry], drafts: Sequence[Draft], today: date) -> list[Row]:
    """Every entry, and every draft of one that is not there yet, by id."""
    waiting = {draft.entry_id: draft for draft in drafts}
    there = {entry.id for entry in entries}
    published = [
        Row(one.id, words, one.updated, waiting.get(one.id), True, validity(words, today))
        for one in entries
        for words in (words_of(one),)
    ]
    new = [
        Row(draft.entry_id, draft.words, None, draft, False, validity(draft.words, today))
        for draft in drafts
        if draft.words and draft.entry_id not in there
    ]
    return sorted([*published, *new], key=lambda row: row.id)


def validity(words: Words, today: date) -> Validity:
    if words.valid_until and words.valid_until < today:
        return Validity.OVER
    if words.valid_from and words.valid_from > today:
        return Validity.COMING
    soon = words.valid_until and words.valid_until - today <= SOON
    return Validity.ENDS_SOON if soon else Validity.VALID


def counts(found: Sequence[Row]) -> dict[str, int]:
    return {shown.value: sum(map(holds, found)) for shown, holds in CHOSEN.items()}


def holding(found: Sequence[Row], word: str, near: Sequence[str]) -> list[Row]:
    """Rows that hold the word, in the question first; behind them those that are `near` in meaning, in that order."""
    wanted = word.casefold()
    ranked = [(place, row) for row in found if (place := _place(row, wanted)) is not None]
    literal = [row for _, row in sorted(ranked, key=lambda one: (one[0], one[1].id))]
    known = {row.id: row for row in found}
    ids = {row.id for row in literal}
    return [*literal, *(known[one] for one in near if one in known and one not in ids)]


def _place(row: Row, word: str) -> int | None:
    """How early an eye meets it: question, variants, the rest."""
    own, draft = row.words, row.draft.words if row.draft and row.draft.words else row.words
    fields = (
        (own.question, draft.question, row.id),
        (*own.variants, *draft.variants),
        (own.answer, draft.answer, *own.tags),
    )
    return next((place for place, texts in enumerate(fields) if any(word in one.casefold() for one in texts)), None)
