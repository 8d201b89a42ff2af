"""The sentences that the repository itself holds, as a shopper would type them."""

import re
from collections.abc import Iterator
from pathlib import Path

from knowledge_base.entries import ENTRIES

TRAIN = Path("nlu_data/train")
_ENTITY = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")
_LINE = re.compile(r"^\s*(?:- (?!intent:|id:)|question: )(?P<text>.*\S)", re.MULTILINE)


def sentences(folders: tuple[Path, ...] = (TRAIN, ENTRIES)) -> Iterator[str]:
    yield from (text for folder in folders for text, _ in named_sentences(folder))


def named_sentences(folder: Path = TRAIN) -> Iterator[tuple[str, str]]:
    """Each with the name of its file, which for `nlu_data/train` is the intent."""
    for path in sorted(folder.rglob("*.yml")):
        for found in _LINE.finditer(path.read_text(encoding="utf-8")):
            yield _ENTITY.sub(r"\1", found["text"]), path.stem
