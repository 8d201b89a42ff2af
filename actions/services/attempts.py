"""Wrong pairs of order and phone, counted for each order number and each talk: five of them lock for a while."""

from __future__ import annotations

from collections import defaultdict, deque
from datetime import datetime, timedelta

MOST = 5
LOCKED_FOR = timedelta(minutes=15)
_KEPT = 10_000  # keys; the oldest go first, so that a flood costs no memory


class Attempts:
    """Lives in the action server. The order's number is a key too: a new talk is no new set of tries."""

    def __init__(self) -> None:
        self._wrong: defaultdict[str, deque[datetime]] = defaultdict(lambda: deque(maxlen=MOST))

    def note_wrong(self, keys: tuple[str, ...], now: datetime) -> None:
        for key in keys:
            self._wrong[key].append(now)
        while len(self._wrong) > _KEPT:
            del self._wrong[next(iter(self._wrong))]

    def locked(self, keys: tuple[str, ...], now: datetime) -> bool:
        return any(self._is_locked(key, now) for key in keys if key in self._wrong)

    def _is_locked(self, key: str, now: datetime) -> bool:
        recent = [at for at in self._wrong[key] if now - at < LOCKED_FOR]
        return len(recent) >= MOST
