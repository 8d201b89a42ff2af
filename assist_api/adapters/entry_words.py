"""A knowledge entry as the knowledge base has it, and as a trainer writes it."""

from __future__ import annotations

from datetime import date

from assist_api.domain.entry_drafts import Words
from knowledge_base.entries import Entry
from knowledge_base.entry_files import Raw


def words_of(entry: Entry) -> Words:
    return Words(
        entry.question,
        entry.variants,
        entry.answer,
        entry.tags,
        entry.public,
        entry.valid_from,
        entry.valid_until,
        entry.related,
    )


def words_in(raw: Raw) -> Words:
    """Of an entry as it stands in its file."""
    valid = raw.get("valid") or {}
    return Words(
        raw["question"].strip(),
        tuple(one.strip() for one in raw["variants"]),
        raw["answer"].strip(),
        tuple(raw["tags"]),
        raw["public"],
        valid.get("from"),
        valid.get("until"),
        tuple(raw.get("related") or ()),
    )


def entry_of(entry_id: str, words: Words, today: date) -> Entry:
    """As it would be read again if it were written today."""
    return Entry(
        entry_id,
        words.question,
        words.variants,
        words.answer,
        words.tags,
        words.public,
        words.valid_from,
        words.valid_until,
        words.related,
        today,
    )


def raw_of(entry_id: str, words: Words, today: date, known: Raw | None = None) -> Raw:
    """As it stands in its file; a field that says nothing is not written where it was not."""
    known = known or {}
    optional = {
        "valid": {"from": words.valid_from, "until": words.valid_until},
        "related": list(words.related),
    }
    says = {"valid": bool(words.valid_from or words.valid_until), "related": bool(words.related)}
    return {
        **known,
        "id": entry_id,
        "question": words.question,
        "variants": list(words.variants),
        "answer": words.answer,
        "tags": list(words.tags),
        "public": words.public,
        **{key: value for key, value in optional.items() if says[key] or key in known},
        "updated": today,
    }
