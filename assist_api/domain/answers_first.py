"""Who answers a new matter first, bot or person: the mode of the shop, and the bot whenever nobody is there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from assist_api.errors import SettingsRefused

_SLOTS = 10_000


class First(StrEnum):
    BOT = "bot_first"
    PERSON = "person_first"
    MIXED = "mixed"


@dataclass(frozen=True)
class Mode:
    first: First
    share_to_persons: float  # of `mixed`
    bot_helps_after: timedelta  # in which no person took the matter

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Mode:
        """Raises SettingsRefused."""
        try:
            first, share = First(table["first"]), float(table["share_to_persons"])
            helps_after = timedelta(seconds=float(table["bot_helps_after_s"]))
        except (KeyError, ValueError) as error:
            raise SettingsRefused(f"The file of handover thresholds: mode: {error}.") from error
        if not 0 <= share <= 1:
            raise SettingsRefused("The file of handover thresholds: mode.share_to_persons must be between 0 and 1.")
        return cls(first, share, helps_after)

    def starts_with_person(self, conversation_id: str, *, attended: bool) -> bool:
        """`attended`: the shop is open and somebody is on duty; else the bot answers, whatever the mode."""
        share = {First.BOT: 0.0, First.PERSON: 1.0, First.MIXED: self.share_to_persons}[self.first]
        return attended and _place(conversation_id) < share * _SLOTS


def _place(conversation_id: str) -> int:
    """The same for one conversation at every call and in every process; a larger share keeps those of a smaller one."""
    digest = hashlib.sha256(f"answers first:{conversation_id}".encode()).digest()
    return int.from_bytes(digest[:8]) % _SLOTS
