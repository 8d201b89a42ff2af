"""The sentences of a data folder as plain text: what Rasa's own reader gives, in a tenth of its time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

_MARKED = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


def read(folder: Path) -> list[tuple[str, str]]:
    """(text, intent) of every example below the folder, each once."""
    return list(dict.fromkeys(pair for path in sorted(folder.rglob("*.yml")) for pair in _of_file(path)))


def known_failures(file: Path) -> list[tuple[str, str]]:
    """(text, what would be right)."""
    return [(one["text"], one["right"]) for one in _load(file) or []] if file.exists() else []


def names(catalogue: Path) -> dict[str, str]:
    """What a person reads for an intent."""
    return {name: about["zh"] for intents in _load(catalogue).values() for name, about in intents.items()}


def _of_file(path: Path) -> Iterator[tuple[str, str]]:
    for block in (_load(path) or {}).get("nlu", []):
        for line in block.get("examples", "").splitlines() if "intent" in block else ():
            if text := _MARKED.sub(r"\1", line.strip().removeprefix("-").strip()):
                yield text, block["intent"]


def _load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
