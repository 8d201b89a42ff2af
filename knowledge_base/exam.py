"""The exam of the knowledge search: questions of shoppers, written apart from the entries' variants.

`exam/<topic>.yml` maps an entry's id to its questions: a sentence, or `{text: …, also: [ids]}` where further entries
answer just as well. No model is trained on them, and who writes variants does not read them. The few numbers of
the calibration are fitted on them; `evaluate` judges each half by the calibration of the other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

EXAM = Path(__file__).parent / "exam"


class ExamInvalid(ValueError):
    """Its text says, for the person who wrote the questions, what is wrong and where."""


@dataclass(frozen=True)
class Question:
    """`entry` is the id of the right answer, `also` are ids of others that count as right."""

    text: str
    entry: str
    also: tuple[str, ...] = ()

    @property
    def right(self) -> tuple[str, ...]:
        return (self.entry, *self.also)


def load(folder: Path) -> list[Question]:
    """The questions of all files, in the order of their names."""
    return [question for path in sorted(folder.glob("*.yml")) for question in _of_file(path)]


def _of_file(path: Path) -> Iterator[Question]:
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ExamInvalid(f"{path.name}: this is not YAML: {error}") from error
    if not isinstance(raw, dict):
        raise ExamInvalid(f"{path.name}: the file must map an entry's id to a list of questions.")
    for entry, questions in raw.items():
        yield from _of_entry(f"{path.name}, {entry}", entry, path.stem, questions)


def _of_entry(where: str, entry: Any, topic: str, questions: Any) -> Iterator[Question]:
    if not isinstance(entry, str) or entry.partition(".")[0] != topic:
        raise ExamInvalid(f"{where}: only entries of the topic {topic} belong in this file.")
    if not isinstance(questions, list):
        raise ExamInvalid(f"{where}: its questions must be a list.")
    for one in questions:
        yield _question(where, entry, one)


def _question(where: str, entry: str, raw: Any) -> Question:
    known: dict[str, Any] = raw if isinstance(raw, dict) else {"text": raw, "also": []}
    if known.keys() != {"text", "also"} or not _is_text(known["text"]) or not _are_texts(known["also"]):
        raise ExamInvalid(f"{where}: a question is a sentence or {{text: …, also: [ids]}}, not {raw!r}.")
    return Question(known["text"].strip(), entry, tuple(known["also"]))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(_is_text(one) for one in value)
