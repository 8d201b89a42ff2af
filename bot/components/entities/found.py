"""One thing that a message names."""

from __future__ import annotations

from typing import NamedTuple


class Found(NamedTuple):
    """`text[start:end]` is an `entity`; `value` is what it comes to, in the unit of bot/domain/session.yml."""

    entity: str
    start: int
    end: int
    value: str


def before(text: str, at: int) -> str:
    """The characters in front of `at`, as many as any word has that tells what follows."""
    return text[max(at - 16, 0) : at]
