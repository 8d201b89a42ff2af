"""Where the product names an intent: what a new name has to reach, and what a lost one leaves behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Kind(StrEnum):
    RULE = "rule"
    STORY = "story"
    DOMAIN = "domain"
    TEST = "test"
    TABLE = "table"
    ENTRY = "entry"
    PROGRAM = "program"


@dataclass(frozen=True)
class Mention:
    """`line` counts from 1. `writable`: a new name may be put there."""

    kind: Kind
    file: str
    line: int
    text: str
    writable: bool = False


@dataclass(frozen=True)
class Place:
    """Files, and how a name stands in them (`NAME` in the pattern)."""

    kind: Kind
    files: str
    pattern: str
    writable: bool = False


_STEP = r"(?P<before>\b(?:intent|rule|story): *[\"']?)NAME\b"
_QUOTED = r"(?P<before>[\"'])NAME(?=[\"'])"
PLACES = (
    Place(Kind.RULE, "bot/rules/**/*.yml", _STEP, writable=True),
    Place(Kind.STORY, "bot/stories/**/*.yml", _STEP, writable=True),
    Place(
        Kind.DOMAIN, "bot/domain/**/*.yml", r"(?P<before>^\s*- |\bintent: *[\"']?)NAME(?=$|[\"'\s,}])", writable=True
    ),
    Place(Kind.TEST, "tests/conversations/**/*.yml", r"(?P<before>\bintent: *[\"']?)NAME\b", writable=True),
    Place(Kind.TABLE, "assist_api/*.toml", _QUOTED, writable=True),
    Place(Kind.ENTRY, "knowledge_base/entries/**/*.yml", r"(?P<before>(?<![\w.]))NAME(?![\w.])"),
    Place(Kind.TEST, "tests/**/*.py", _QUOTED),
    *(
        Place(Kind.PROGRAM, f"{folder}/**/*.{ending}", _QUOTED)
        for folder in ("actions", "assist_api", "bot", "knowledge_base", "shop")
        for ending in ("py", "js")
    ),
)


def mentions(home: Path, name: str) -> Iterator[Mention]:
    """`home`: the folder that holds bot/, tests/ and the programs."""
    for place in PLACES:
        pattern = _pattern(place, name)
        for path in sorted(home.glob(place.files)):
            text = path.read_text("utf-8")
            if name in text:
                yield from _in_file(place, str(path.relative_to(home)), text, pattern)


def renamed(home: Path, old: str, new: str) -> Iterator[tuple[str, str]]:
    """Files where the new name may be put, as they would be."""
    for place in PLACES:
        for path in sorted(home.glob(place.files)) if place.writable else ():
            text = path.read_text("utf-8")
            changed = _pattern(place, old).sub(rf"\g<before>{new}", text)
            if changed != text:
                yield str(path.relative_to(home)), changed


def spoken_in_tests(home: Path, texts: set[str]) -> Iterator[Mention]:
    """Conversation tests in which a shopper says one of these."""
    for path in sorted(home.glob("tests/conversations/**/*.yml")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.partition("says: ")[2].strip("\"' ") in texts:
                yield Mention(Kind.TEST, str(path.relative_to(home)), number, line.strip())


def _pattern(place: Place, name: str) -> re.Pattern[str]:
    return re.compile(place.pattern.replace("NAME", re.escape(name)), re.MULTILINE)


def _in_file(place: Place, file: str, text: str, pattern: re.Pattern[str]) -> Iterator[Mention]:
    lines = text.splitlines()
    for number in sorted({text.count("\n", 0, found.end()) for found in pattern.finditer(text)}):
        yield Mention(place.kind, file, number + 1, lines[number].strip(), place.writable)
