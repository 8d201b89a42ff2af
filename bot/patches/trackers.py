"""What Rasa does for every event and slot of a conversation, on every turn."""

from __future__ import annotations

from functools import cache
from typing import Any


def apply() -> None:
    import rasa.shared.utils.common
    from rasa.shared.core.domain import Domain
    from rasa.shared.core.slots import Slot

    _all_subclasses = rasa.shared.utils.common.all_subclasses
    if not hasattr(_all_subclasses, "cache_clear"):
        # It walks every event class for every event. A class that gains a subclass needs cache_clear, or a restart.
        rasa.shared.utils.common.all_subclasses = cache(_all_subclasses)
        Domain.is_empty = _is_empty(Domain.is_empty)
    Slot.__copy__ = _copy_slot


def _copy_slot(slot: Any) -> Any:
    """What copy.copy comes to for a plain object, without asking how: some thirty slots, five times a turn."""
    twin = object.__new__(type(slot))
    twin.__dict__.update(slot.__dict__)
    return twin


def _is_empty(ask: Any) -> Any:
    """Rasa builds an empty domain for each message to compare with. One that holds something is not emptied again."""

    def is_empty(self: Any) -> bool:
        if not self.__dict__.get("_known_full"):
            self._known_full = not ask(self)
        return not self._known_full

    return is_empty
