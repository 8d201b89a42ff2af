"""The labelled messages of nlu_data/feeling, read by path."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

LABELS = ("satisfied", "neutral", "dissatisfied", "angry")
UNHAPPY = ("dissatisfied", "angry")
DATA_DIR = Path(__file__).parents[2] / "nlu_data" / "feeling"

MARKED = "marked.yml"
_URGENCY = {"calm": False, "urgent": True}
_BULLET = "- "


class DataError(ValueError):
    """The labelled messages break the format of nlu_data/feeling/README.md."""


@dataclass(frozen=True)
class Message:
    text: str
    label: str
    urgent: bool


def read_messages(folder: Path) -> list[Message]:
    return [message for label in LABELS for message in _read_file(folder / f"{label}.yml", label)]


def read_training(data_dir: Path) -> list[Message]:
    """What is written for training, and what agents marked and trainers accepted: it stands above what is written."""
    marked = list(_read_marked(data_dir / MARKED))
    judged = {message.text for message in marked}
    return [message for message in read_messages(data_dir / "train") if message.text not in judged] + marked


def read_words(path: Path) -> dict[str, list[str]]:
    """Groups of words; a group is one feature of the model."""
    return {group: words.split() for group, words in yaml.safe_load(path.read_text("utf-8")).items()}


def fingerprint(data_dir: Path) -> str:
    """Changes with any byte that training reads."""
    digest = hashlib.sha256()
    for path in [data_dir / "words.yml", data_dir / MARKED, *(data_dir / "train" / f"{label}.yml" for label in LABELS)]:
        digest.update((path.read_bytes() if path.exists() else b"") + b"\0")
    return digest.hexdigest()


def _read_file(path: Path, label: str) -> Iterator[Message]:
    document = yaml.safe_load(path.read_text("utf-8"))
    if unknown := set(document) - set(_URGENCY):
        raise DataError(f"{path.name}: unknown key {', '.join(sorted(unknown))}; use calm and urgent")
    for key, block in document.items():
        for line in block.splitlines():
            yield Message(_text(line, path), label, _URGENCY[key])


def _read_marked(path: Path) -> Iterator[Message]:
    for row in (yaml.safe_load(path.read_text("utf-8")) or []) if path.exists() else []:
        if row["feeling"] not in LABELS:
            raise DataError(f"{path.name}: {row['feeling']!r} is no feeling; use {', '.join(LABELS)}")
        yield Message(row["text"], row["feeling"], row["urgent"])


def _text(line: str, path: Path) -> str:
    if not line.startswith(_BULLET):
        raise DataError(f"{path.name}: {line!r} must start with {_BULLET!r}")
    return line.removeprefix(_BULLET).strip()
