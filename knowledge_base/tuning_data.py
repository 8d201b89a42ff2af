"""What the encoder is tuned on: our own sentences, JD's messages by their intents, everyday talk to hold it in place.

JD's messages come from the folder XIAOER_EVAL_DATA, never from the repository. The intents of
`held_out_jd_intents.txt` are not trained on: that one list serves every training and every measure. A sentence that
nearly equals one of the messages which the bot is measured on is left out.
"""

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from knowledge_base import entries
from knowledge_base.copies import copies, measured_texts
from knowledge_base.sentences import named_sentences

FOLDER = Path(__file__).parent
HELD_OUT = FOLDER / "held_out_jd_intents.txt"
SAME = FOLDER / "jd_intents.yml"
MESSAGES, TALK = "jd_intent_dev.tsv", "crosswoz_utts.tsv"
TALK_SENTENCES, TALK_LENGTH = 1500, 30


@dataclass(frozen=True)
class Sentence:
    """`intent` is ours, `jd` JD's, `entry` a knowledge entry; talk has none of them.

    A message of JD has both intents where its own means one of ours. A sentence of an entry has no intent: the entry
    is the finer class, and lies within an intent or across some.
    """

    text: str
    intent: str | None = None
    jd: str | None = None
    entry: str | None = None


LABELLINGS = ("intent", "jd", "entry")


def read(data: Path, left_out: Collection[str] = (), talk_sentences: int = TALK_SENTENCES) -> list[Sentence]:
    """`left_out` names labellings whose sentences are not trained on, to measure what they bring."""
    parts = {"intent": our_sentences, "jd": lambda: jd_messages(data / MESSAGES), "entry": entry_sentences}
    labelled = [one for name, part in parts.items() if name not in left_out for one in part()]
    left = copies([one.text for one in labelled], measured_texts(data, held_out()))
    return [*(one for one in labelled if one.text not in left), *talk(data / TALK, talk_sentences)]


def our_sentences() -> Iterator[Sentence]:
    yield from (Sentence(text, intent) for text, intent in named_sentences())


def entry_sentences() -> Iterator[Sentence]:
    yield from (Sentence(text, entry=entry.id) for entry in entries.load(entries.ENTRIES) for text in entry.texts)


def jd_messages(path: Path) -> Iterator[Sentence]:
    ours, held = yaml.safe_load(SAME.read_text(encoding="utf-8")), held_out()
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["jd_intent"] not in held:
                yield Sentence(row["text"], ours.get(row["jd_intent"]), row["jd_intent"])


def held_out() -> frozenset[str]:
    return frozenset(HELD_OUT.read_text(encoding="utf-8").split())


def talk(path: Path, count: int) -> Iterator[Sentence]:
    with path.open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        short = sorted({row["text"] for row in rows if len(row["text"]) <= TALK_LENGTH})
    chosen = np.random.default_rng(0).permutation(len(short))[:count]
    yield from (Sentence(short[place]) for place in chosen)
