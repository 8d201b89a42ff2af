"""The intents by every way in which a person may name them, read anew whenever the catalogue's file changes."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from assist_api.adapters.pinyin import syllables
from assist_api.domain import intent_names
from assist_api.domain.intent_names import IntentName
from nlu_data.dataset import first_sentence, read_catalogue

NOT_UNDERSTOOD = {"nlu_fallback": "没听懂"}  # the classifier's own answer, in no catalogue

log = logging.getLogger(__name__)


class IntentBook:
    def __init__(self, data: Path) -> None:
        """`data`: the folder with the catalogue, as `nlu_data`."""
        self._data = data
        self._read_at = -1
        self._intents: dict[str, IntentName] = {}
        self._names: Mapping[str, str] = NOT_UNDERSTOOD
        self._lock = Lock()

    @property
    def intents(self) -> Mapping[str, IntentName]:
        self._look()
        return self._intents

    @property
    def names(self) -> Mapping[str, str]:
        """What people read for an intent."""
        self._look()
        return self._names

    def found(self, typed: str, limit: int) -> list[IntentName]:
        return intent_names.found(self.intents.values(), typed)[:limit]

    def _look(self) -> None:
        """A file that is gone, or was broken by hand, leaves what was read before: agents read names here, too."""
        with self._lock:
            changed_at = _changed_at(self._data / "intents.yml")
            if changed_at == self._read_at:
                return
            self._read_at = changed_at
            try:
                self._intents = _read(self._data)
            except Exception:
                log.exception("intents.unreadable")
            self._names = {name: one.zh for name, one in self._intents.items()} | NOT_UNDERSTOOD


def _changed_at(file: Path) -> int:
    """In nanoseconds; 0 where there is none."""
    return file.stat().st_mtime_ns if file.exists() else 0


def _read(data: Path) -> dict[str, IntentName]:
    return {
        one.name: IntentName(one.name, one.zh, one.skill, syllables(one.zh), first_sentence(one, data))
        for one in read_catalogue(data).values()
    }
