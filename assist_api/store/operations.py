"""What agents did to orders, in the audit log: an entry for each key, however often it is reported."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from assist_api.store.schema import audit


def keep_once(
    connection: Connection, who: str, what: str, key: str, conversation_id: str, detail: Mapping[str, Any], at: datetime
) -> bool:
    """Whether it is new. The conversation must be held, so that two reports of one key come one after the other."""
    entry_id = hashlib.sha1(f"{conversation_id}|{what}|{key}".encode(), usedforsecurity=False).hexdigest()
    if connection.scalar(select(audit.c.id).where(audit.c.id == entry_id)):
        return False
    values = {"id": entry_id, "at": at, "who": who, "what": what, "conversation_id": conversation_id}
    connection.execute(insert(audit).values(**values, detail={**detail, "key": key}))
    return True
