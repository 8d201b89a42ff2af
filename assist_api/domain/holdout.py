"""Conversations whose agents see no suggestions, so that the effect of the others can be measured against them."""

from __future__ import annotations

import hashlib

_SLOTS = 10_000


def is_held_out(conversation_id: str, share: float) -> bool:
    """The same for one conversation at every call and in every process; a larger share keeps those of a smaller one."""
    digest = hashlib.sha256(f"holdout:{conversation_id}".encode()).digest()
    return int.from_bytes(digest[:8]) % _SLOTS < share * _SLOTS
