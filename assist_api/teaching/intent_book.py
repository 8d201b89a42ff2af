"""The intents by every way in which a person may name them, read anew whenever the catalogue's file changes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from assist_api.adapters.pinyin import syllables
from assist_api.domain import intent_names
from assist_api.domain.intent_names import IntentName
from nlu_data.dataset import first_sentence, read_catalogue


class IntentBook:
    def __init__(self, data: Path) -> None:
        """`data`: the folder with the catalogue, as `nlu_data`."""
        self._data = data
        self._read_at = 0
        self._intents: dict[str, IntentName] = {}
        self._lock = Lock()

    @property
    def intents(self) -> Mapping[str, IntentName]:
        changed_at = (self._data / "intents.yml").stat().st_mtime_ns
        with self._lock:
            if changed_at != self._read_at:
                self._intents, self._read_at = _read(self._data), changed_at
            return self._intents

    def found(self, typed: str, limit: int) -> list[IntentName]:
        return intent_names.found(self.intents.values(), typed)[:limit]


def _read(data: Path) -> dict[str, IntentName]:
    return {
        one.name: IntentName(one.name, one.zh, one.skill, syllables(one.zh), first_sentence(one, data))
        for one in read_catalogue(data).values()
    }
