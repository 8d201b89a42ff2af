"""Changes of the data as drafts: sentences added or moved, intents merged, split or named anew.

Files keep their comments and their order. An intent that goes takes its files and its line of the catalogue with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlu_data.dataset import (
    Intent,
    Sentence,
    Side,
    UnknownIntent,
    intents_in,
    sentences_in,
    with_intent,
    with_sentences,
)
from nlu_data.drafts import Draft

SIDES: tuple[Side, ...] = ("train", "test")
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


class NotPossible(ValueError):
    """The wish cannot be carried out; `reason` names why: one of REASONS."""

    def __init__(self, reason: str, about: str = "") -> None:
        super().__init__(f"{reason} {about}".strip())
        self.reason, self.about = reason, about


@dataclass(frozen=True)
class Move:
    texts: tuple[str, ...]
    source: str
    target: str
    side: Side = "train"


@dataclass(frozen=True)
class Merge:
    source: str  # goes
    target: str


@dataclass(frozen=True)
class Rename:
    intent: str
    name: str
    zh: str
    means: str


@dataclass(frozen=True)
class Split:
    """`texts` of the training sentences and `exam` of the exam's go to `new`; the old answer serves for it too."""

    intent: str
    new: str
    zh: str
    means: str
    texts: tuple[str, ...]
    exam: tuple[str, ...] = ()


Wish = Move | Merge | Rename | Split


def intent_after(wish: Wish, one: Sentence) -> str:
    """What the sentence is written under once the wish is carried out."""
    if isinstance(wish, Rename):
        return wish.name if one.intent == wish.intent else one.intent
    if isinstance(wish, Split):
        texts = wish.texts if one.side == "train" else wish.exam
        return wish.new if one.intent == wish.intent and one.text in texts else one.intent
    moved = isinstance(wish, Merge) or (one.side == wish.side and one.text in wish.texts)
    return wish.target if moved and one.intent == wish.source else one.intent


def gone(wish: Wish) -> str | None:
    """The name that nobody bears afterwards."""
    if isinstance(wish, Rename):
        return wish.intent if wish.name != wish.intent else None
    return wish.source if isinstance(wish, Merge) else None


class DataDraft:
    """The data folder as it would be."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = Draft(folder.parent)

    @property
    def catalogue(self) -> dict[str, Intent]:
        return intents_in(self._catalogue)

    def sentences_of(self, intent: str, side: Side = "train") -> list[str]:
        return sentences_in(self.files.read(self._path(intent, side)) or "").get(intent, [])

    def add(self, intent: str, texts: Iterable[str], side: Side = "train") -> list[str]:
        """At the end, those which are not there yet; returns them."""
        old = self.sentences_of(intent, side)
        new = list(dict.fromkeys(text for text in texts if text not in old))
        if new:
            self._write(intent, [*old, *new], side)
        return new

    def remove(self, intent: str, texts: Collection[str], side: Side = "train") -> None:
        left = [text for text in self.sentences_of(intent, side) if text not in texts]
        self._write(intent, left, side)

    def add_failure(self, text: str, right: str, says: str) -> None:
        path = self._failures
        old = self.files.read(path) or ""
        self.files.put(path, f"{old}- {{text: {_quoted(text)}, right: {right}, says: {says}}}\n")

    def drop_failure(self, text: str) -> None:
        lines = (self.files.read(self._failures) or "").splitlines(keepends=True)
        marks = (f"{{text: {text},", f"{{text: {_quoted(text)},")
        self.files.put(self._failures, "".join(line for line in lines if not any(mark in line for mark in marks)))

    def introduce(self, intent: Intent) -> None:
        """A new one, without sentences yet. Raises NotPossible."""
        self._refuse_name(intent.name)
        self.files.put(self._catalogue_path, with_intent(self._catalogue, intent))

    def do(self, wish: Wish) -> None:
        """Raises NotPossible, or UnknownIntent."""
        work: Mapping[type, Callable[[Any], None]] = {
            Move: self._move,
            Merge: self._merge,
            Rename: self._rename,
            Split: self._split,
        }
        work[type(wish)](wish)

    def _move(self, wish: Move) -> None:
        there = self.sentences_of(wish.source, wish.side)
        moved = [text for text in wish.texts if text in there]
        if not moved:
            raise NotPossible("nothing_to_move")
        if wish.source == wish.target:
            raise NotPossible("same_intent")
        self.remove(wish.source, moved, wish.side)
        self.add(wish.target, moved, wish.side)

    def _merge(self, wish: Merge) -> None:
        if wish.source == wish.target:
            raise NotPossible("same_intent")
        for side in SIDES:
            self.add(wish.target, self.sentences_of(wish.source, side), side)
            self.files.put(self._path(wish.source, side), None)
        self._name_anew(wish.source, wish.target)
        line = re.compile(rf"^  {wish.source}:.*\n", re.MULTILINE)
        self.files.put(self._catalogue_path, line.sub("", self._catalogue, count=1))

    def _rename(self, wish: Rename) -> None:
        old = self._known(wish.intent)
        if wish.name != wish.intent:
            self._refuse_name(wish.name)
            for side in SIDES:
                self._rename_file(wish.intent, wish.name, old.skill, side)
            self._name_anew(wish.intent, wish.name)
        self.files.put(self._catalogue_path, _with_line(self._catalogue, old, wish))

    def _split(self, wish: Split) -> None:
        old = self._known(wish.intent)
        self._refuse_name(wish.new)
        if not wish.texts or len(wish.texts) >= len(self.sentences_of(wish.intent)):
            raise NotPossible("split_needs_both")
        new = Intent(wish.new, old.skill, wish.zh, wish.means, old.entry, "" if old.entry else old.like or old.name)
        self.files.put(self._catalogue_path, with_intent(self._catalogue, new))
        self._move(Move(wish.texts, wish.intent, wish.new))
        if wish.exam:
            self._move(Move(wish.exam, wish.intent, wish.new, "test"))

    def _rename_file(self, old: str, new: str, skill: str, side: Side) -> None:
        path = self._path(old, side)
        text = self.files.read(path)
        if text is not None:
            renamed = re.sub(rf"^(- intent: ){old}$", rf"\g<1>{new}", text, count=1, flags=re.MULTILINE)
            self.files.put(f"{self.folder.name}/{side}/{skill}/{new}.yml", renamed)
            self.files.put(path, None)

    def _name_anew(self, old: str, new: str) -> None:
        """Where the data speaks of the intent beside its own files: known failures, intents that answer alike."""
        failures = self.files.read(self._failures)
        if failures is not None:
            self.files.put(self._failures, re.sub(rf"\b(right|says): {old}\b", rf"\1: {new}", failures))
        self.files.put(self._catalogue_path, re.sub(rf"\blike: {old}\b", f"like: {new}", self._catalogue))

    def _refuse_name(self, name: str) -> None:
        if not NAME.fullmatch(name):
            raise NotPossible("bad_name", name)
        if name in self.catalogue:
            raise NotPossible("name_taken", name)

    def _known(self, intent: str) -> Intent:
        known = self.catalogue
        if intent not in known:
            raise UnknownIntent(intent)
        return known[intent]

    def _write(self, intent: str, texts: Sequence[str], side: Side) -> None:
        path = self._path(intent, side)
        self.files.put(path, with_sentences(self.files.read(path), intent, texts))

    def _path(self, intent: str, side: Side) -> str:
        return f"{self.folder.name}/{side}/{self._known(intent).skill}/{intent}.yml"

    @property
    def _catalogue(self) -> str:
        return self.files.read(self._catalogue_path) or ""

    @property
    def _catalogue_path(self) -> str:
        return f"{self.folder.name}/intents.yml"

    @property
    def _failures(self) -> str:
        return f"{self.folder.name}/known_failures.yml"


def _with_line(catalogue: str, old: Intent, wish: Rename) -> str:
    """The catalogue with the intent's line for it, which keeps its place and its columns."""
    line = re.compile(rf"^  {old.name}:(?P<room> *)(?P<about>\{{.*\}})(?P<rest>.*)$", re.MULTILINE)
    found = line.search(catalogue)
    if found is None:
        raise NotPossible("not_one_line", old.name)
    room = " " * max(1, len(found["room"]) + len(old.name) - len(wish.name))
    about = found["about"]
    if (wish.zh, wish.means) != (old.zh, old.means):
        fresh = with_intent("x:\n", Intent(wish.name, "x", wish.zh, wish.means, old.entry, old.like))
        about = fresh.partition(f"  {wish.name}: ")[2].rstrip("\n")
    return f"{catalogue[: found.start()]}  {wish.name}:{room}{about}{found['rest']}{catalogue[found.end() :]}"


def _quoted(text: str) -> str:
    """As a YAML scalar of a flow map."""
    plain = re.fullmatch(r"[\u3400-\u9fffA-Za-z0-9 ]+", text) and not re.fullmatch(
        r"[\d .]*|true|false|yes|no|on|off|null", text.strip(), re.IGNORECASE
    )
    return text if plain and text == text.strip() else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
