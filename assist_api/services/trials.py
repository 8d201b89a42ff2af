"""Links to talk to a model, the talks they opened, and what was said in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from assist_api.domain.messages import clean_text
from assist_api.domain.trials import LONGEST_TITLE, MOST_TURNS, Link, Turn
from assist_api.errors import InvalidInput, TrialEnded, TrialNotFound
from assist_api.services.people import Agent
from assist_api.store import casework
from assist_api.store import trials as store
from assist_api.store.unit_of_work import UnitOfWork

MOST_LISTED = 50


def make_link(
    unit: UnitOfWork,
    model: str,
    run_id: str | None,
    title: str,
    page: str | None,
    lasts: timedelta,
    maker: Agent,
    now: datetime,
) -> Link:
    title = clean_text(title)
    if len(title) > LONGEST_TITLE:
        raise InvalidInput(f"名称请控制在 {LONGEST_TITLE} 字以内。")
    link = Link(store.new_id("w"), model, run_id, title, page, maker.name, now, now + lasts)
    store.add_link(unit.connection, link)
    casework.keep_audit(unit.connection, maker.name, "share_model", now, link=link.id, model=model)
    return link


def revoke(unit: UnitOfWork, link_id: str, by: Agent, now: datetime) -> None:
    if store.link(unit.connection, link_id) is None:
        raise TrialNotFound
    store.revoke(unit.connection, link_id, now)
    casework.keep_audit(unit.connection, by.name, "revoke_share", now, link=link_id)


def links(unit: UnitOfWork) -> list[tuple[Link, int]]:
    """The newest, with how many talks each has had."""
    return store.newest_links(unit.connection, MOST_LISTED)


def opened(unit: UnitOfWork, link_id: str, now: datetime) -> Link:
    """The link as long as it opens anything."""
    link = store.link(unit.connection, link_id)
    if link is None:
        raise TrialNotFound
    link.refuse_if_over(now)
    return link


def begin(unit: UnitOfWork, link_id: str, now: datetime) -> tuple[Link, str]:
    """A new talk, and its id: whoever knows it and the link may go on with it."""
    link = opened(unit, link_id, now)
    return link, store.add_talk(unit.connection, link.id, now)


def talk(unit: UnitOfWork, link_id: str, talk_id: str, now: datetime) -> tuple[Link, list[Turn]]:
    link = opened(unit, link_id, now)
    if store.link_of_talk(unit.connection, talk_id) != link.id:
        raise TrialNotFound
    turns = store.turns_of(unit.connection, [talk_id])[talk_id]
    if len(turns) >= MOST_TURNS:
        raise TrialEnded("这次试聊已经很长了，请重新开始一次。")
    return link, turns


def keep(unit: UnitOfWork, talk_id: str, turn: Turn) -> list[Turn]:
    """All turns of the talk after it. It comes last, also where another was kept meanwhile."""
    while not store.add_turn(unit.connection, talk_id, turn):
        turn = replace(turn, number=len(store.turns_of(unit.connection, [talk_id])[talk_id]) + 1)
    return store.turns_of(unit.connection, [talk_id])[talk_id]


def talks(unit: UnitOfWork, link_id: str) -> list[dict[str, Any]]:
    """What was said over the link, the newest talk first; empty ones are left out."""
    if store.link(unit.connection, link_id) is None:
        raise TrialNotFound
    rows = store.talks_of(unit.connection, link_id, MOST_LISTED)
    turns = store.turns_of(unit.connection, [row["id"] for row in rows])
    return [{"id": row["id"], "at": row["at"], "turns": turns[row["id"]]} for row in rows if turns[row["id"]]]


def told(unit: UnitOfWork, talk_id: str) -> tuple[Link, list[Turn]]:
    """For a trainer, also when the link is over."""
    link_id = store.link_of_talk(unit.connection, talk_id)
    link = store.link(unit.connection, link_id) if link_id else None
    turns = store.turns_of(unit.connection, [talk_id])[talk_id]
    if link is None or not turns:
        raise TrialNotFound
    return link, turns


def kept_as_test(unit: UnitOfWork, talk_id: str, file: str, by: Agent, now: datetime) -> None:
    casework.keep_audit(unit.connection, by.name, "keep_conversation_test", now, talk=talk_id, file=file)
