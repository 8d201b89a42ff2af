"""Changes of files that are looked at before they are made: all of them or none, and never over somebody else's."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path


class FilesChanged(Exception):
    """A file is not any more as the draft had read it."""


@dataclass(frozen=True)
class FileChange:
    """`path` from the root of the draft; None: there is no such file, before or after."""

    path: str
    before: str | None
    after: str | None

    @property
    def diff(self) -> str:
        old, new = ((text or "").splitlines(keepends=True) for text in (self.before, self.after))
        return "".join(unified_diff(old, new, self.path, self.path, n=2))


class Draft:
    """Reads files below `root` as they would be, and makes them so with `apply`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._before: dict[str, str | None] = {}
        self._after: dict[str, str | None] = {}

    def read(self, path: str) -> str | None:
        """With what was put; None where there is no such file."""
        if path not in self._after:
            self._before[path] = self._after[path] = _text(self.root / path)
        return self._after[path]

    def put(self, path: str, text: str | None) -> None:
        self.read(path)
        self._after[path] = text

    @property
    def changes(self) -> list[FileChange]:
        return [
            FileChange(path, self._before[path], after)
            for path, after in sorted(self._after.items())
            if after != self._before[path]
        ]

    @property
    def stamp(self) -> str:
        """Names these very changes: another draft of the same wish has it only if the files are the same."""
        return hashlib.sha256(repr(self.changes).encode()).hexdigest()[:16]

    def apply(self) -> list[Path]:
        """The files that were changed. Raises FilesChanged, or OSError, with nothing changed."""
        changes = self.changes
        if any(_text(self.root / path) != before for path, before in self._before.items()):
            raise FilesChanged
        done: list[FileChange] = []
        try:
            for change in changes:
                _put(self.root / change.path, change.after)
                done.append(change)
        except OSError:
            self._take_back(done)
            raise
        return [self.root / change.path for change in changes]

    def _take_back(self, done: Sequence[FileChange]) -> None:
        for change in reversed(done):
            _put(self.root / change.path, change.before)


def _text(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8") if path.is_file() else None


def _put(path: Path, text: str | None) -> None:
    """In one move: a reader sees the old file or the new one."""
    if text is None:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(text.encode("utf-8"))
    beside.replace(path)
