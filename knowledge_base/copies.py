"""What is measured stays out of what is trained on: a sentence that nearly equals a measured one is left out."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

from knowledge_base import exam

NEAR = 0.5  # common share of character trigrams above which a sentence counts as a copy

_NOISE = re.compile(r"[\s\W_]+")
_SOFTENERS = re.compile(r"[吗嘛呢呀啊吧哦哈啦呗么哒喔]+$")


def measured_texts(data: Path, held_out: Collection[str]) -> list[str]:
    """Of the public sets in the folder `data` and of the exam; of JD's retrieval only the intents held out."""

    def held(row: Sequence[str]) -> Sequence[str]:
        return row[1:2] if row[2] in held_out else ()

    columns: Mapping[str, Callable[[Sequence[str]], Sequence[str]]] = {
        "jddc_select_dev.txt": held,
        "edc_select_dev.txt": lambda row: row[1:2],
        "jddc_sts_dev.txt": lambda row: row[1:3],
        "edc_sts_dev.txt": lambda row: row[1:3],
    }
    public = [text for name, find in columns.items() for line in _lines(data / name) for text in find(line.split("\t"))]
    messages = [json.loads(line)["text"] for line in _lines(data / "shoppers_dev.jsonl")]
    return [*public, *messages, *(question.text for question in exam.load(exam.EXAM))]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def copies(texts: Iterable[str], measured: Sequence[str]) -> set[str]:
    """Those of the texts that share more than NEAR of their trigrams with one that is measured."""
    known = [trigrams(text) for text in measured]
    where: dict[str, list[int]] = defaultdict(list)
    for place, grams in enumerate(known):
        for gram in grams:
            where[gram].append(place)

    def is_copy(text: str) -> bool:
        grams = trigrams(text)
        shared = Counter(place for gram in grams for place in where.get(gram, ()))
        return any(count / (len(grams) + len(known[place]) - count) > NEAR for place, count in shared.items())

    return {text for text in texts if is_copy(text)}


def trigrams(text: str) -> frozenset[str]:
    """Of the letters alone, without the soft words at the end."""
    plain = _NOISE.sub("", text.lower())
    padded = f"^{_SOFTENERS.sub('', plain) or plain}$"
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2)) or frozenset({padded})
