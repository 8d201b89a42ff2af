"""Lists of names, and the longest of them at each place of a message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple


class Spot(NamedTuple):
    start: int
    end: int
    name: str
    value: str


class Names:
    """Names with what each stands for. Latin letters count in either case; longer names win over those inside them."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = {name.lower(): value for name, value in values.items()}
        self._lengths: dict[str, list[int]] = {}
        for name in self._values:
            self._lengths.setdefault(name[0], []).append(len(name))
        for first, lengths in self._lengths.items():
            self._lengths[first] = sorted(set(lengths), reverse=True)

    def spots(self, text: str) -> Iterator[Spot]:
        low = text.lower()
        at = 0
        while at < len(low):
            name = next((low[at : at + n] for n in self._lengths.get(low[at], ()) if low[at : at + n] in self), None)
            if name is not None:
                yield Spot(at, at + len(name), text[at : at + len(name)], self._values[name])
            at += len(name or " ")

    def __contains__(self, name: object) -> bool:
        return name in self._values


def read_lists(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Lines such as `title: name name`; a line without a title belongs to the title above it."""
    title = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        said = line.partition("#")[0].strip()
        before, colon, after = said.partition(":")
        title = before if colon else title
        if said:
            yield title, (after if colon else said).split()


def words(lists: Iterable[tuple[str, list[str]]]) -> dict[str, str]:
    """Each word standing for itself."""
    return {word: word for _, some in lists for word in some}
