"""The sentences of the bot on disk: nlu_data/<side>/<skill>/<intent>.yml, in Rasa's own format.

Writing keeps comments and order, so that a trainer's change is a small diff: an added sentence is an added line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, Literal

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

Side = Literal["train", "test"]
ROOT = Path(__file__).resolve().parent

_ENTITY = re.compile(r"\[([^\]]+)\](?:\((?P<name>[^)]+)\)|\{[^}]+\})")


class UnknownIntent(KeyError):
    """The catalogue does not name this intent."""


@dataclass(frozen=True)
class Intent:
    """`entry` and `like` say what the bot does at an intent that a trainer has taught; see bot/taught.py."""

    name: str
    skill: str
    zh: str
    means: str
    entry: str = ""
    like: str = ""

    @property
    def taught(self) -> bool:
        return bool(self.entry or self.like)


@dataclass(frozen=True)
class Sentence:
    """`text` as it is written, entities marked; `plain` as a shopper would type it."""

    intent: str
    text: str
    side: Side = "train"

    @property
    def plain(self) -> str:
        return _ENTITY.sub(r"\1", self.text)


def read_catalogue(root: Path = ROOT) -> dict[str, Intent]:
    return intents_in(_read(root / "intents.yml"))


def intents_in(catalogue: str) -> dict[str, Intent]:
    groups: Mapping[str, Mapping[str, Mapping[str, str]]] = _yaml().load(catalogue)
    return {
        name: Intent(name, skill, about["zh"], about["means"], about.get("entry", ""), about.get("like", ""))
        for skill, intents in groups.items()
        for name, about in intents.items()
    }


def read_sentences(side: Side, root: Path = ROOT) -> list[Sentence]:
    return [
        Sentence(intent, text, side)
        for path in sorted((root / side).glob("*/*.yml"))
        for intent, texts in _read_file(path).items()
        for text in texts
    ]


def sentences_of(intent: str, side: Side = "train", root: Path = ROOT) -> list[str]:
    path = file_of(intent, side, root)
    return _read_file(path).get(intent, []) if path.exists() else []


def first_sentence(intent: Intent, root: Path = ROOT, side: Side = "train") -> str:
    """Plain, without reading the whole of the file; empty where there is none."""
    path = root / side / intent.skill / f"{intent.name}.yml"
    if not path.exists():
        return ""
    with path.open(encoding="utf-8") as file:
        first = next((line.strip()[2:] for line in file if line.startswith("    - ")), "")
    return Sentence(intent.name, first, side).plain


def file_of(intent: str, side: Side = "train", root: Path = ROOT) -> Path:
    known = read_catalogue(root)
    if intent not in known:
        raise UnknownIntent(intent)
    return root / side / known[intent].skill / f"{intent}.yml"


def add_sentences(intent: str, texts: Iterable[str], side: Side = "train", root: Path = ROOT) -> list[str]:
    """Append those which are not there yet; returns them."""
    old = sentences_of(intent, side, root)
    new = list(dict.fromkeys(text.strip() for text in texts if text.strip() and text.strip() not in old))
    if new:
        write_sentences(intent, [*old, *new], side, root)
    return new


def remove_sentences(intent: str, texts: Iterable[str], side: Side = "train", root: Path = ROOT) -> None:
    gone = set(texts)
    left = [text for text in sentences_of(intent, side, root) if text not in gone]
    write_sentences(intent, left, side, root)


def write_sentences(intent: str, texts: Iterable[str], side: Side = "train", root: Path = ROOT) -> None:
    """The whole file anew, in one move: a reader sees the old one or the new one."""
    path = file_of(intent, side, root)
    text = with_sentences(_read(path) if path.exists() else None, intent, texts)
    path.parent.mkdir(parents=True, exist_ok=True)
    _replace(path, text)


def with_sentences(file: str | None, intent: str, texts: Iterable[str]) -> str:
    """The text of the intent's file with these sentences; comments stay. `file`: as it is, None where there is none."""
    content: Any = _yaml().load(file) if file else {"version": "3.1", "nlu": [{"intent": intent}]}
    block = next(each for each in content["nlu"] if each["intent"] == intent)
    block["examples"] = LiteralScalarString("".join(f"- {_one_line(text)}\n" for text in texts))
    written = StringIO()
    _yaml().dump(content, written)
    return written.getvalue()


def add_intent(intent: Intent, root: Path = ROOT) -> None:
    """A line at the end of its group of the catalogue. Without `entry` or `like`, bot/ says what the bot does at it."""
    path = root / "intents.yml"
    _replace(path, with_intent(_read(path), intent))


def with_intent(catalogue: str, intent: Intent) -> str:
    lines = catalogue.splitlines()
    start = lines.index(f"{intent.skill}:")
    end = next((at for at in range(start + 1, len(lines)) if not lines[at].startswith("  ")), len(lines))
    lines.insert(end, f"  {intent.name}: {{{', '.join(_about(intent))}}}")
    return "\n".join(lines) + "\n"


def _about(intent: Intent) -> Iterator[str]:
    plain = re.fullmatch(r"[\u3400-\u9fff]+", intent.zh) is not None
    yield f"zh: {intent.zh if plain else json.dumps(intent.zh, ensure_ascii=False)}"
    yield f"means: {json.dumps(intent.means, ensure_ascii=False)}"
    yield from (f"{name}: {value}" for name, value in (("entry", intent.entry), ("like", intent.like)) if value)


def _replace(path: Path, text: str) -> None:
    """In one move: a reader sees the old one or the new one."""
    draft = path.with_suffix(".yml.new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def _read_file(path: Path) -> dict[str, list[str]]:
    return sentences_in(_read(path))


def sentences_in(file: str) -> dict[str, list[str]]:
    """By intent, as they are written."""
    content: Mapping[str, Any] = _yaml().load(file) or {}
    return {
        str(block["intent"]): list(_lines(block["examples"])) for block in content.get("nlu", []) if "intent" in block
    }


def _lines(examples: str) -> Iterator[str]:
    return (line.removeprefix("-").strip() for line in examples.splitlines() if line.strip())


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 10_000
    return yaml
