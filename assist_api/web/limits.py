"""How often one visitor or address may do a thing: a sliding minute, in this process."""

from __future__ import annotations

from collections import OrderedDict, deque
from time import monotonic

from assist_api.errors import TooManyRequests

MINUTE = 60.0
KEYS_KEPT = 20_000


class RateLimit:
    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()

    def count(self, key: str) -> None:
        """Count one use by `key`; raises when it was one too many in the last minute."""
        now = monotonic()
        uses = self._seen.setdefault(key, deque())
        self._seen.move_to_end(key)
        while uses and now - uses[0] > MINUTE:
            uses.popleft()
        if len(uses) >= self._per_minute:
            raise TooManyRequests
        uses.append(now)
        if len(self._seen) > KEYS_KEPT:
            self._seen.popitem(last=False)
