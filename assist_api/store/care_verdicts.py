"""Findings in the data that a trainer has called right; `key` names the finding by its words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select

from assist_api.store.schema import care_verdicts


def keys(connection: Connection) -> set[str]:
    return set(connection.execute(select(care_verdicts.c.key)).scalars())


def add(connection: Connection, key: str, staff_id: str, at: datetime) -> None:
    connection.execute(insert(care_verdicts).values(key=key, staff_id=staff_id, at=at))
