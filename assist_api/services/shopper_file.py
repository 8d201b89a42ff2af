"""The team's own file on a shopper: tags, notes, and what happened before. One who is not known has none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from assist_api.domain.events import ShopperNoted
from assist_api.domain.messages import clean_text
from assist_api.domain.shopper_file import clean_tag, refuse_long_note, refuse_one_more
from assist_api.errors import InvalidInput, NotAllowed
from assist_api.store import casework, conversations, shopper_file
from assist_api.store.people import Agent
from assist_api.store.unit_of_work import UnitOfWork

SHOWN_HISTORY = 20
OFFERED_TAGS = 12


def read(unit: UnitOfWork, conversation_id: str) -> dict[str, Any]:
    shopper_id = conversations.get(unit.connection, conversation_id).shopper_id
    if shopper_id is None:
        return {"known": False, "tags": [], "notes": [], "usual_tags": [], "history": []}
    usual = shopper_file.usual_tags(unit.connection, OFFERED_TAGS)
    kept = _kept(unit, shopper_id)
    return {"known": True, **kept, "usual_tags": usual, "history": _history(unit, shopper_id)}


def add_tag(unit: UnitOfWork, conversation_id: str, agent: Agent, text: str, now: datetime) -> dict[str, Any]:
    """A tag that is there already stays as it is."""
    tag = clean_tag(text)

    def change(shopper_id: str) -> None:
        known = [row["tag"] for row in shopper_file.tags_of(unit.connection, shopper_id)]
        if tag in known:
            return
        refuse_one_more(len(known))
        shopper_file.add_tag(unit.connection, shopper_id, tag, agent.name, now)
        casework.keep_audit(unit.connection, agent.name, "shopper.tagged", now, conversation_id, tag=tag)

    return _changed(unit, conversation_id, change)


def remove_tag(unit: UnitOfWork, conversation_id: str, agent: Agent, tag: str, now: datetime) -> dict[str, Any]:
    def change(shopper_id: str) -> None:
        if shopper_file.remove_tag(unit.connection, shopper_id, tag):
            casework.keep_audit(unit.connection, agent.name, "shopper.untagged", now, conversation_id, tag=tag)

    return _changed(unit, conversation_id, change)


def add_note(unit: UnitOfWork, conversation_id: str, agent: Agent, text: str, now: datetime) -> dict[str, Any]:
    written = clean_text(text)
    refuse_long_note(written)
    return _changed(
        unit,
        conversation_id,
        lambda shopper_id: shopper_file.add_note(unit.connection, shopper_id, written, agent.name, now),
    )


def remove_note(unit: UnitOfWork, conversation_id: str, agent: Agent, note_id: str, now: datetime) -> dict[str, Any]:
    """By who wrote it, or a supervisor; what it said stays in the audit log. One that is gone already is gone."""

    def change(shopper_id: str) -> None:
        found = shopper_file.note(unit.connection, shopper_id, note_id)
        if found is None:
            return
        if found["by"] != agent.name and "supervisor" not in agent.roles:
            raise NotAllowed(f"这条备注是{found['by']}写的，只有本人或主管能删。")
        shopper_file.remove_note(unit.connection, note_id)
        kept = {"by": found["by"], "text": found["text"]}
        casework.keep_audit(unit.connection, agent.name, "shopper.note_removed", now, conversation_id, **kept)

    return _changed(unit, conversation_id, change)


def _changed(unit: UnitOfWork, conversation_id: str, change: Callable[[str], None]) -> dict[str, Any]:
    """The conversation is held meanwhile, so that two clicks do not add one tag twice."""
    shopper_id = conversations.get_locked(unit.connection, conversation_id).shopper_id
    if shopper_id is None:
        raise InvalidInput("这位顾客没有登录，还不能打标签或写备注。")
    change(shopper_id)
    kept = _kept(unit, shopper_id)
    unit.emit(ShopperNoted(conversation_id, shopper_id, **kept))
    return kept


def _kept(unit: UnitOfWork, shopper_id: str) -> dict[str, Any]:
    tags, notes = shopper_file.tags_of(unit.connection, shopper_id), shopper_file.notes_of(unit.connection, shopper_id)
    return {
        "tags": [{"tag": row["tag"], "by": row["by"], "at": row["at"].isoformat()} for row in tags],
        "notes": [
            {"id": row["id"], "text": row["text"], "by": row["by"], "at": row["at"].isoformat()} for row in notes
        ],
    }


def _history(unit: UnitOfWork, shopper_id: str) -> list[dict[str, Any]]:
    """Newest first."""
    handovers = [
        {"at": row["at"], "who": "", "what": "handover", "words": [reason["words"] for reason in row["reasons"]]}
        for row in shopper_file.handovers_of(unit.connection, shopper_id, SHOWN_HISTORY)
    ]
    deeds = [
        {"at": row["at"], "who": row["who"], "what": row["what"], "words": list(row["detail"].get("effects", ()))}
        for row in shopper_file.deeds_of(unit.connection, shopper_id, SHOWN_HISTORY)
    ]
    newest = sorted(handovers + deeds, key=lambda each: each["at"], reverse=True)[:SHOWN_HISTORY]
    return [{**each, "at": each["at"].isoformat()} for each in newest]
