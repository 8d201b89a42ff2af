"""What the encoder is tuned on: our own sentences, JD's messages by their intents, everyday talk to hold it in place.

JD's messages come from the folder XIAOER_EVAL_DATA, never from the repository. The intents of
`held_out_jd_intents.txt` are not trained on: that one list serves every training and every measure. A sentence that
nearly equals one of the messages which the bot is measured on is left out.
"""

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from knowledge_base.sentences import named_sentences

FOLDER = Path(__file__).parent
HELD_OUT = FOLDER / "held_out_jd_intents.txt"
SAME = FOLDER / "jd_intents.yml"
MESSAGES, TALK, MEASURED = "jd_intent_dev.tsv", "crosswoz_utts.tsv", "shoppers_dev.jsonl"
NEAR = 0.5  # common share of character trigrams above which a sentence counts as a copy
TALK_SENTENCES, TALK_LENGTH = 1500, 30

_NOISE = re.compile(r"[\s\W_]+")
_SOFTENERS = re.compile(r"[吗嘛呢呀啊吧哦哈啦呗么哒喔]+$")


@dataclass(frozen=True)
class Sentence:
    """`intent` is ours, `jd` JD's; a message of JD has both where its intent means one of ours, talk has neither."""

    text: str
    intent: str | None = None
    jd: str | None = None


def read(data: Path) -> list[Sentence]:
    messages, measured = list(jd_messages(data / MESSAGES)), measured_texts(data / MEASURED)
    own = [Sentence(text, intent) for text, intent in named_sentences()]
    return [*without_copies([*own, *messages], measured), *talk(data / TALK)]


def jd_messages(path: Path) -> Iterator[Sentence]:
    ours, held = yaml.safe_load(SAME.read_text(encoding="utf-8")), held_out()
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["jd_intent"] not in held:
                yield Sentence(row["text"], ours.get(row["jd_intent"]), row["jd_intent"])


def held_out() -> frozenset[str]:
    return frozenset(HELD_OUT.read_text(encoding="utf-8").split())


def talk(path: Path) -> Iterator[Sentence]:
    with path.open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        short = sorted({row["text"] for row in rows if len(row["text"]) <= TALK_LENGTH})
    chosen = np.random.default_rng(0).permutation(len(short))[:TALK_SENTENCES]
    yield from (Sentence(short[place]) for place in chosen)


def measured_texts(path: Path) -> list[str]:
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]


def without_copies(sentences: Sequence[Sentence], measured: Sequence[str]) -> list[Sentence]:
    known = [trigrams(text) for text in measured]
    where: dict[str, list[int]] = defaultdict(list)
    for place, grams in enumerate(known):
        for gram in grams:
            where[gram].append(place)

    def is_copy(text: str) -> bool:
        grams = trigrams(text)
        shared = Counter(place for gram in grams for place in where.get(gram, ()))
        return any(count / (len(grams) + len(known[place]) - count) > NEAR for place, count in shared.items())

    return [sentence for sentence in sentences if not is_copy(sentence.text)]


def trigrams(text: str) -> frozenset[str]:
    """Of the letters alone, without the soft words at the end."""
    plain = _NOISE.sub("", text.lower())
    padded = f"^{_SOFTENERS.sub('', plain) or plain}$"
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2)) or frozenset({padded})
