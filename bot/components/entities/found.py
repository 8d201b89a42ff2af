"""One thing that a message names."""

from __future__ import annotations

from typing import NamedTuple


class Found(NamedTuple):
    """`text[start:end]` is an `entity`; `value` is what it comes to, in the unit of bot/domain/session.yml."""

    entity: str
    start: int
    end: int
    value: str
