"""What trainers tell one another about a message in the inbox."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from assist_api.store.schema import label_comments as comments
from assist_api.store.schema import staff


def add(connection: Connection, item_id: str, staff_id: str, text: str, at: datetime) -> None:
    values = {"id": f"c{secrets.token_hex(10)}", "item_id": item_id, "staff_id": staff_id, "text": text, "at": at}
    connection.execute(insert(comments).values(**values))


def of_items(connection: Connection, item_ids: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """As they are shown, the oldest first."""
    joined = comments.join(staff, staff.c.id == comments.c.staff_id)
    query = select(comments, staff.c.name.label("by")).select_from(joined).where(comments.c.item_id.in_(item_ids))
    found: dict[str, list[dict[str, Any]]] = {}
    for row in connection.execute(query.order_by(comments.c.at, comments.c.id)).mappings():
        shown = {"id": row["id"], "text": row["text"], "by": row["by"], "at": row["at"].isoformat()}
        found.setdefault(row["item_id"], []).append(shown)
    return found
