"""A ticket with defaults."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assist_api.domain.ticket_clocks import TicketRules
from assist_api.domain.ticket_life import State, Ticket
from assist_api.domain.tickets import Kind, Level

OPENED = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
FILE = Path(__file__).parents[3] / "assist_api" / "tickets.toml"
TABLE = tomllib.loads(FILE.read_text("utf8"))
RULES = TicketRules.of(TABLE, ["09:00", "23:00"])


def ticket(**given: Any) -> Ticket:
    usual = {
        "id": "t1", "key": "k1", "conversation_id": "c1", "shopper_id": "s1", "order_id": "o1", "kind": Kind.LOGISTICS,
        "level": Level.DELAY, "state": State.OPEN, "text": "快递五天没动", "wish": "尽快送到", "source": "bot",
        "opened_by": "小二", "opened_at": OPENED, "clocks_from": given.get("opened_at", OPENED),
    }  # fmt: skip
    return Ticket(**(usual | given))
