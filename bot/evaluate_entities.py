"""How well the rules find what a message names: `.venv-bot/bin/python -m bot.evaluate_entities [--wrong]`.

On nlu_data/entities: tuning.yml shaped the rules, final.yml only measures them. Right is what has the same place, kind
and value.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ruamel.yaml import YAML

from bot.components.entities.found import Found
from bot.components.entities.reader import KINDS, EntityReader
from bot.paths import ROOT

SETS = ROOT / "nlu_data" / "entities"
LISTS = ROOT / "nlu_data" / "shared"
_MARKED = re.compile(r"\[(?P<said>[^\]]+)\]\((?P<kind>\w+)(?::(?P<value>[^)]+))?\)")


@dataclass(frozen=True)
class Marked:
    """A message, and what a person says that it names."""

    text: str
    today: date
    right: frozenset[Found]


@dataclass(frozen=True)
class Score:
    there: int
    said: int
    hit: int

    @property
    def precision(self) -> float:
        return self.hit / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        return self.hit / self.there if self.there else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.hit / (self.there + self.said) if self.there + self.said else 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how well the rules find entities.")
    parser.add_argument("--wrong", action="store_true", help="show each message that is read wrongly")
    wrong = parser.parse_args().wrong
    reader = EntityReader(LISTS)
    for name in ("tuning", "final"):
        messages = read_set(SETS / f"{name}.yml")
        print("\n".join(_report(name, messages, scores(messages, reader))))
        if wrong:
            print("\n".join(_wrong(messages, reader)))


def read_set(path: Path) -> list[Marked]:
    content = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return [_marked(line.removeprefix("- "), content["today"]) for line in content["messages"].splitlines()]


def _marked(line: str, today: date) -> Marked:
    plain, right, at = "", set(), 0
    for match in _MARKED.finditer(line):
        plain += line[at : match.start()]
        value = match["value"] or match["said"]
        right.add(Found(match["kind"], len(plain), len(plain) + len(match["said"]), value))
        plain += match["said"]
        at = match.end()
    return Marked(plain + line[at:], today, frozenset(right))


def scores(messages: Iterable[Marked], reader: EntityReader) -> dict[str, Score]:
    """By kind, and over all kinds together under "all"."""
    there, said, hit = Counter[str](), Counter[str](), Counter[str]()
    for message in messages:
        found = frozenset(reader.read(message.text, message.today))
        for counter, some in ((there, message.right), (said, found), (hit, message.right & found)):
            counter.update(each.entity for each in some)
            counter["all"] += len(some)
    return {kind: Score(there[kind], said[kind], hit[kind]) for kind in (*KINDS, "all")}


def _report(name: str, messages: Sequence[Marked], found: dict[str, Score]) -> Iterator[str]:
    without = sum(not message.right for message in messages)
    yield f"\nnlu_data/entities/{name}.yml: {len(messages)} messages, {without} of them name nothing"
    yield f"{'entity':<14}{'there':>6}{'precision':>11}{'recall':>8}{'F1':>7}"
    for kind, score in found.items():
        yield f"{kind:<14}{score.there:>6}{score.precision:>11.3f}{score.recall:>8.3f}{score.f1:>7.3f}"


def _wrong(messages: Iterable[Marked], reader: EntityReader) -> Iterator[str]:
    for message in messages:
        found = frozenset(reader.read(message.text, message.today))
        if found != message.right:
            missed, extra = sorted(message.right - found), sorted(found - message.right)
            yield f"{message.text}\n    missed {_shown(missed)}\n    extra  {_shown(extra)}"


def _shown(some: Sequence[Found]) -> str:
    return ", ".join(f"{each.entity} {each.start}:{each.end} {each.value}" for each in some) or "nothing"


if __name__ == "__main__":
    main()
