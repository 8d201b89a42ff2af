"""Whether what a draft says is still so: the facts it was written with, beside those of now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assist_api.domain.slots import name_of


@dataclass(frozen=True)
class Change:
    """`new` is None where there is no such thing any more. Slot `text`: it would be worded otherwise by now."""

    slot: str
    old: str
    new: str | None

    def body(self) -> dict[str, Any]:
        return {
            "slot": self.slot,
            "name": _TEXT_NAME if self.slot == TEXT else name_of(self.slot),
            "old": self.old,
            "new": self.new,
        }


TEXT = "text"
_TEXT_NAME = "说法"


def changes(then: Mapping[str, str], now: Mapping[str, str]) -> list[Change]:
    """Of the facts that a text was filled with."""
    return [Change(slot, value, now.get(slot)) for slot, value in then.items() if now.get(slot) != value]


def still_told(found: Sequence[Change], text: str, as_suggested: str) -> list[Change]:
    """Those that `text` would tell the shopper: all of an untouched text, of a rewritten one those it still names."""
    if text.strip() == as_suggested.strip():
        return list(found)
    return [change for change in found if change.slot != TEXT and change.old and change.old in text]
