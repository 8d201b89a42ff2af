"""The messages with marked entities, nlu_data/entities: measured by the bot, checked here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from nlu_data.dataset import ROOT

HALVES = ("tuning", "final")
LEAST_WITHOUT = 0.3  # of the messages of a half: what names nothing shows false finds
_LINE = re.compile(r"^  - (.+)$", re.MULTILINE)
_MARK = re.compile(r"\[([^\]]+)\]\((\w+)(?::[^)]+)?\)")
_DECLARED = re.compile(r"^- (\w+)", re.MULTILINE)


def problems(root: Path = ROOT) -> Iterator[str]:
    halves = {half: _messages(root / "entities" / f"{half}.yml") for half in HALVES}
    for half, messages in halves.items():
        yield from _of_half(half, messages, _entities(root))
    tuning = {_plain(message) for message in halves["tuning"]}
    for message in halves["final"]:
        if _plain(message) in tuning:
            yield f"“{_plain(message)}” stands in both halves of nlu_data/entities."


def _of_half(half: str, messages: list[str], declared: set[str]) -> Iterator[str]:
    plain = [_plain(message) for message in messages]
    without = sum(not _MARK.search(message) for message in messages)
    yield from (
        f"“{text}” stands twice in entities/{half}.yml." for text in sorted(set(plain)) if plain.count(text) > 1
    )
    yield from (f"“{text}” has a mark that cannot be read." for text in plain if re.search(r"[\[\]]", text))
    if without < LEAST_WITHOUT * len(messages):
        yield f"Of entities/{half}.yml, {without} of {len(messages)} messages name nothing, too few."
    unknown = {kind for message in messages for _, kind in _MARK.findall(message)} - declared
    yield from (
        f"The entity {kind} of entities/{half}.yml is not in bot/domain/session.yml." for kind in sorted(unknown)
    )


def _messages(path: Path) -> list[str]:
    return _LINE.findall(path.read_text(encoding="utf-8")) if path.exists() else []


def _plain(message: str) -> str:
    return _MARK.sub(r"\1", message)


def _entities(root: Path) -> set[str]:
    path = root.parent / "bot" / "domain" / "session.yml"
    return set(_DECLARED.findall(path.read_text(encoding="utf-8"))) if path.exists() else set()
