"""Change entries in the files in which they stand, as small diffs: what does not change keeps its very bytes."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

KEYS = ("id", "question", "variants", "answer", "tags", "public", "valid", "related", "updated")
_ENTRY = re.compile(r"^- id:", re.MULTILINE)
_FIELD = re.compile(r"^(?:- |  )(\w+):")
Raw = dict[str, Any]


@dataclass(frozen=True)
class Block:
    """The lines of one entry, with the blank lines and comments after it."""

    raw: Raw
    lines: tuple[str, ...]


@dataclass(frozen=True)
class EntryFile:
    """`head` is what stands before the first entry."""

    path: Path
    head: str
    blocks: tuple[Block, ...]

    @classmethod
    def read(cls, path: Path) -> "EntryFile":
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        starts = [found.start() for found in _ENTRY.finditer(text)] or [len(text)]
        pieces = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
        blocks = tuple(Block(yaml.safe_load(one)[0], tuple(one.splitlines(True))) for one in pieces if one)
        return cls(path, text[: starts[0]], blocks)

    @property
    def text(self) -> str:
        return self.head + "".join(line for block in self.blocks for line in block.lines)

    def changed(self, entries: Mapping[str, Raw]) -> "EntryFile":
        """With the entries of these ids as they are here."""
        blocks = tuple(_edited(one, entries.get(one.raw["id"], one.raw)) for one in self.blocks)
        return EntryFile(self.path, self.head, blocks)

    def without(self, ids: Sequence[str]) -> "EntryFile":
        return EntryFile(self.path, self.head, tuple(one for one in self.blocks if one.raw["id"] not in ids))

    def with_new(self, entries: Sequence[Raw]) -> "EntryFile":
        """At the end, a blank line before each."""
        before = self.text
        gap = "" if not before or before.endswith("\n\n") else "\n" if before.endswith("\n") else "\n\n"
        blocks = []
        for raw in entries:
            lines = [line for key in KEYS if key in raw for line in _rendered(key, raw[key])]
            blocks.append(Block(raw, (*([gap] if gap else ()), *lines)))
            gap = "\n"
        return EntryFile(self.path, self.head, (*self.blocks, *blocks))


def read_all(folder: Path) -> list[EntryFile]:
    return [EntryFile.read(path) for path in sorted(folder.rglob("*.yml"))]


def _edited(block: Block, raw: Raw) -> Block:
    if raw == block.raw:
        return block
    fields, tail = _fields(block)
    lines = [
        line
        for key in dict.fromkeys([*fields, *(key for key in KEYS if key in raw)])
        if key in raw
        for line in (fields[key] if _same(block.raw, raw, key) else _rendered(key, raw[key], fields.get(key, ())))
    ]
    return Block(raw, (*lines, *tail))


def _fields(block: Block) -> tuple[dict[str, list[str]], list[str]]:
    """The lines of each key, and what stands after the last."""
    fields: dict[str, list[str]] = {}
    last = len(block.lines)
    while last and (not block.lines[last - 1].strip() or block.lines[last - 1].startswith("#")):
        last -= 1
    key = ""
    for line in block.lines[:last]:
        found = _FIELD.match(line)
        key = found[1] if found else key
        fields.setdefault(key, []).append(line)
    return fields, list(block.lines[last:])


def _same(old: Raw, new: Raw, key: str) -> bool:
    return key in old and key in new and old[key] == new[key]


def _rendered(key: str, value: Any, before: Sequence[str] = ()) -> list[str]:
    """A field as these files write it; a variant that was there keeps its line, any other field its comment."""
    lead = "- " if key == "id" else "  "
    if key == "variants":
        kept = {yaml.safe_load(line.strip())[0]: line for line in before[1:] if line.lstrip().startswith("- ")}
        return [f"{lead}{key}:\n", *(kept.get(one) or f"    - {_scalar(one)}\n" for one in value)]
    return [f"{lead}{key}: {_inline(value)}{_comment(before)}\n"]


def _comment(lines: Sequence[str]) -> str:
    """What stands behind the value of a field."""
    text = "".join(lines).strip()
    values = (yaml.ScalarToken, yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)
    ends = [token.end_mark.index for token in yaml.scan(text) if isinstance(token, values)]
    return text[ends[-1] :] if ends else ""


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_inline(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_scalar(one, "[{}]") for one in value) + "]"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    return value.isoformat() if isinstance(value, date) else _scalar(value)


def _scalar(text: str, around: str = "- {}") -> str:
    """Bare where YAML reads the same text back, else quoted."""
    try:
        bare = yaml.safe_load(around.format(text)) == [text] and "\n" not in text
    except yaml.YAMLError:
        bare = False
    return text if bare else json.dumps(text, ensure_ascii=False)
