"""Trials of models: links, talks, turns. Beside the conversations, so that nothing that reads those meets a trial."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select, update

from assist_api.domain.messages import Understanding
from assist_api.domain.trials import Link, Reply, Turn
from assist_api.store.insert_once import insert_once
from assist_api.store.schema import trial_links as links
from assist_api.store.schema import trial_talks as talks
from assist_api.store.schema import trial_turns as turns


def new_id(kind: str) -> str:
    return f"{kind}{secrets.token_hex(16)}"


def add_link(connection: Connection, link: Link) -> None:
    connection.execute(links.insert().values(**asdict(link)))


def link(connection: Connection, link_id: str) -> Link | None:
    row = connection.execute(select(links).where(links.c.id == link_id)).mappings().first()
    return Link(**row) if row else None


def newest_links(connection: Connection, limit: int) -> list[tuple[Link, int]]:
    """With how many talks each has had."""
    number = select(func.count()).where(talks.c.link_id == links.c.id).correlate(links).scalar_subquery()
    query = select(links, number.label("number")).order_by(links.c.made_at.desc()).limit(limit)
    found = connection.execute(query).mappings()
    return [(Link(**{column.name: row[column] for column in links.c}), int(row["number"])) for row in found]


def revoke(connection: Connection, link_id: str, at: datetime) -> None:
    query = update(links).where(links.c.id == link_id, links.c.revoked_at.is_(None))
    connection.execute(query.values(revoked_at=at))


def add_talk(connection: Connection, link_id: str, at: datetime) -> str:
    talk_id = new_id("k")
    connection.execute(talks.insert().values(id=talk_id, link_id=link_id, at=at))
    return talk_id


def link_of_talk(connection: Connection, talk_id: str) -> str | None:
    found: str | None = connection.execute(select(talks.c.link_id).where(talks.c.id == talk_id)).scalar()
    return found


def talks_of(connection: Connection, link_id: str, limit: int) -> list[RowMapping]:
    query = select(talks).where(talks.c.link_id == link_id).order_by(talks.c.at.desc(), talks.c.id).limit(limit)
    return list(connection.execute(query).mappings())


def turns_of(connection: Connection, talk_ids: Sequence[str]) -> dict[str, list[Turn]]:
    found: dict[str, list[Turn]] = {one: [] for one in talk_ids}
    query = select(turns).where(turns.c.talk_id.in_(talk_ids)).order_by(turns.c.talk_id, turns.c.number)
    for row in connection.execute(query).mappings():
        found[row["talk_id"]].append(_turn(row))
    return found


def add_turn(connection: Connection, talk_id: str, turn: Turn) -> bool:
    """Whether it is new: the same message sent twice, or two at one time, is one turn."""
    return insert_once(connection, turns, {"talk_id": talk_id, **_values(turn)})


def _values(turn: Turn) -> dict[str, Any]:
    plain = {key: getattr(turn, key) for key in ("number", "client_id", "text", "pressed", "handover", "failed", "at")}
    understood = asdict(turn.understanding) if turn.understanding else None
    return {**plain, "replies": [one.body() for one in turn.replies], "understanding": understood}


def _turn(row: RowMapping) -> Turn:
    return Turn(
        row["number"],
        row["client_id"],
        row["text"],
        row["pressed"],
        tuple(Reply.of(one) for one in row["replies"]),
        row["handover"],
        row["failed"],
        _understanding(row["understanding"]),
        row["at"],
    )


def _understanding(body: dict[str, Any] | None) -> Understanding | None:
    if body is None:
        return None
    ranking = tuple((name, confidence) for name, confidence in body["ranking"])
    return Understanding(body["intent"], body["confidence"], ranking, tuple(body["entities"]))
