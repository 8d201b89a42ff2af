"""The library of canned replies: everybody keeps their own, those who may also the team's."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from assist_api.domain.canned import PICTURES, STARTER, CannedReply, Known, Wording, checked
from assist_api.domain.conversation import Conversation
from assist_api.domain.messages import Part
from assist_api.errors import CannedReplyNotFound, InvalidInput, NotAllowed, PictureNotFound
from assist_api.store import canned, casework, conversations
from assist_api.store.people import Agent
from assist_api.store.pictures import Picture
from assist_api.store.unit_of_work import UnitOfWork


def listed(unit: UnitOfWork, agent: Agent) -> list[CannedReply]:
    return canned.visible(unit.connection, agent.id)


def newer(unit: UnitOfWork, version: str) -> tuple[str, list[CannedReply] | None]:
    """Everybody's, where they are others than those of `version`; and the version that they are of."""
    current = canned.version(unit.connection)
    return current, None if current == version else canned.everyones(unit.connection)


def find(unit: UnitOfWork, canned_id: str, agent: Agent) -> CannedReply:
    """One that this agent may use; somebody else's own reads like an unknown one."""
    reply = canned.find(unit.connection, canned_id)
    if reply is None or reply.staff_id not in (None, agent.id):
        raise CannedReplyNotFound
    return reply


def for_conversation(
    unit: UnitOfWork, conversation_id: str, canned_id: str, agent: Agent
) -> tuple[Conversation, CannedReply]:
    return conversations.get(unit.connection, conversation_id), find(unit, canned_id, agent)


def usable(unit: UnitOfWork, canned_id: str | None, agent: Agent) -> CannedReply | None:
    """None also for one that was deleted meanwhile."""
    reply = canned.find(unit.connection, canned_id) if canned_id else None
    return reply if reply and reply.staff_id in (None, agent.id) else None


def picture_part(reply: CannedReply) -> tuple[Part, ...]:
    """What goes with its text."""
    picture = reply.wording.picture
    return ({"type": "picture", "url": picture, "alt": reply.wording.title},) if picture else ()


def use(unit: UnitOfWork, reply: CannedReply, message_id: str) -> None:
    canned.count_use(unit.connection, reply.id, message_id)


def create(
    unit: UnitOfWork, agent: Agent, wording: Wording, team: bool, may_team: bool, known: Known, now: datetime
) -> CannedReply:
    if team and not may_team:
        raise NotAllowed(TEAM_ONLY)
    tidy = checked(wording, known)
    reply = CannedReply(f"k{secrets.token_hex(8)}", None if team else agent.id, tidy, 0, now, agent.name)
    _refuse_taken_shortcut(unit, reply, agent)
    canned.add(unit.connection, reply)
    casework.keep_audit(unit.connection, agent.name, "canned.created", now, id=reply.id, team=team, title=tidy.title)
    return reply


def edit(
    unit: UnitOfWork, canned_id: str, agent: Agent, wording: Wording, may_team: bool, known: Known, now: datetime
) -> CannedReply:
    old = _changeable(unit, canned_id, agent, may_team)
    new = replace(old, wording=checked(wording, known), updated_at=now, updated_by=agent.name)
    _refuse_taken_shortcut(unit, new, agent)
    canned.change(unit.connection, canned_id, new.wording, now, agent.name)
    casework.keep_audit(unit.connection, agent.name, "canned.edited", now, id=canned_id, before=old.wording.text)
    return new


def delete(unit: UnitOfWork, canned_id: str, agent: Agent, may_team: bool, now: datetime) -> None:
    old = _changeable(unit, canned_id, agent, may_team)
    canned.delete(unit.connection, canned_id, now, agent.name)
    casework.keep_audit(unit.connection, agent.name, "canned.deleted", now, id=canned_id, title=old.wording.title)


def keep_picture(unit: UnitOfWork, picture: Picture, now: datetime) -> str:
    """Its address."""
    picture_id = secrets.token_hex(16)
    canned.add_picture(unit.connection, picture_id, picture, now)
    return f"{PICTURES}{picture_id}"


def read_picture(unit: UnitOfWork, picture_id: str) -> Picture:
    found = canned.picture(unit.connection, picture_id)
    if found is None:
        raise PictureNotFound
    return found


def seed(unit: UnitOfWork, library: Sequence[tuple[str, Wording]], now: datetime) -> int:
    """Put the starter library into the team's: what somebody edited or deleted stays so. Returns how many are new."""
    known = canned.known_ids(unit.connection)
    fresh = [(canned_id, wording) for canned_id, wording in library if canned_id not in known]
    for canned_id, wording in fresh:
        canned.add(unit.connection, CannedReply(canned_id, None, wording, 0, now, STARTER))
    for canned_id, wording in library:
        old = canned.find(unit.connection, canned_id)
        if old and old.updated_by == STARTER and old.wording != wording:
            canned.change(unit.connection, canned_id, wording, now, STARTER)
    return len(fresh)


TEAM_ONLY = "团队话术只有主管和训练师可以修改，您可以存成自己的话术。"


def _changeable(unit: UnitOfWork, canned_id: str, agent: Agent, may_team: bool) -> CannedReply:
    reply = find(unit, canned_id, agent)
    if reply.is_team and not may_team:
        raise NotAllowed(TEAM_ONLY)
    return reply


def _refuse_taken_shortcut(unit: UnitOfWork, reply: CannedReply, agent: Agent) -> None:
    """One code means one reply to everybody who sees both."""
    code = reply.wording.shortcut
    others = canned.everyones(unit.connection) if reply.is_team else canned.visible(unit.connection, agent.id)
    seen = (one for one in others if one.id != reply.id and one.wording.shortcut == code)
    taken = next((one for one in seen if one.is_team or one.staff_id == reply.staff_id), None)
    if code and taken:
        raise InvalidInput(f"快捷码 /{code} 已经用在“{taken.wording.title}”上了，换一个吧。")
