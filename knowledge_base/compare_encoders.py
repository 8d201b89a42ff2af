"""One table for encoders side by side: how much each understands, how fast it is, how large.

    XIAOER_EVAL_DATA=<folder> python -m knowledge_base.compare_encoders untuned=var/encoders/untuned \\
        bundled=knowledge_base/model

Each argument is a name and a folder that `train_encoder` wrote. Every measure is of the encoder alone: in the exam, a
question finds the entry of the nearest sentence, to which the knowledge search adds words. JD's retrieval and FAQ are
of the intents that no encoder was tuned on. Two figures are right first and among three; of intents, `nlu_data/test`
and real messages.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Self

import numpy as np

from knowledge_base import bot_intents, entries, exam, few_shot, measures, onnx_encoder, static_vectors, ways
from knowledge_base.bm25 import Cut, splitter
from knowledge_base.copies import EXAM
from knowledge_base.encoder import Encoder
from knowledge_base.entries import Entry
from knowledge_base.exam import Question
from knowledge_base.few_shot import Draw
from knowledge_base.onnx_encoder import Floats
from knowledge_base.public_sets import retrieval_untrained
from knowledge_base.sentences import ENTRIES
from knowledge_base.tuning_data import MESSAGES, held_out

SINGLE, BATCHED = 200, 500


@dataclass(frozen=True)
class Stage:
    """What all encoders are measured on."""

    data: Path
    entries: Sequence[Entry]
    questions: Sequence[Question]
    draws: Sequence[Draw]
    cut: Cut

    @classmethod
    def of(cls, data: Path, cache: Path) -> Self:
        draws = list(few_shot.draws(few_shot.read(data / MESSAGES), held_out()))
        return cls(data, entries.load(ENTRIES), exam.load(EXAM), draws, splitter(cache))


def row(folder: Path, stage: Stage, with_intents: bool) -> Iterator[tuple[str, str]]:
    """Title and value of each column; the intents take as long as all else."""
    alone = opened(folder, threads=1)
    yield "MB", f"{sum((folder / name).stat().st_size for name in FILES if (folder / name).exists()) / 1e6:.1f}"
    yield "ms a sentence", f"{1000 * single(alone, stage):.2f}"
    yield "sentences/s in batches", f"{batched(alone, stage):.0f}"
    encoder = Remembering(opened(folder, threads=2))
    for title, name, measure in PUBLIC:
        yield title, f"{100 * measure(stage.data / name, encoder.encode):.1f}"
    yield "FAQ by 5", shares(few_shot.measure(ways.nearest(encoder), stage.draws))
    yield "exam", shares(examined(encoder, stage))
    sets = [bot_intents.written(), bot_intents.real(stage.data)] if with_intents else []
    yield "intents", shares(bot_intents.accuracies(encoder, stage.cut, sets)) if sets else ""


PUBLIC: Sequence[tuple[str, str, Callable[[Path, measures.Encode], float]]] = (
    ("retrieval JD", "jddc_select_dev.txt", retrieval_untrained),
    ("retrieval Taobao", "edc_select_dev.txt", measures.retrieval),
    ("STS JD", "jddc_sts_dev.txt", measures.similarity),
    ("STS Taobao", "edc_sts_dev.txt", measures.similarity),
)
FILES = (*onnx_encoder.FILES, static_vectors.FILE)


def opened(folder: Path, threads: int) -> Encoder:
    is_static = (folder / static_vectors.FILE).exists()
    return static_vectors.StaticEncoder(folder) if is_static else onnx_encoder.OnnxEncoder(folder, threads)


class Remembering:
    """The measures share most of their sentences: each is encoded once."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder, self.known = encoder, dict[str, Floats]()
        self.dimension, self.fingerprint = encoder.dimension, encoder.fingerprint

    def encode(self, texts: Sequence[str]) -> Floats:
        if missing := [text for text in dict.fromkeys(texts) if text not in self.known]:
            self.known.update(zip(missing, self.encoder.encode(missing), strict=True))
        return np.stack([self.known[text] for text in texts])


def single(encoder: Encoder, stage: Stage) -> float:
    """Seconds of one core for one exam question, the median."""
    return median(seconds(encoder, [question.text]) for question in stage.questions[:SINGLE])


def batched(encoder: Encoder, stage: Stage) -> float:
    """Sentences a second of one core."""
    texts = [text for entry in stage.entries for text in entry.texts][:BATCHED]
    return len(texts) / median(seconds(encoder, texts) for _ in range(3))


def seconds(encoder: Encoder, texts: Sequence[str]) -> float:
    """CPU time of one thread: other work on the machine does not count."""
    start = time.process_time()
    encoder.encode(texts)
    return time.process_time() - start


def examined(encoder: Encoder, stage: Stage) -> tuple[float, float]:
    """Right entry first, among three: by the nearest sentence."""
    places = {entry.id: place for place, entry in enumerate(stage.entries)}
    right = [frozenset(places[one] for one in question.right) for question in stage.questions]
    scores = ways.nearest(encoder)(stage.entries, [question.text for question in stage.questions])
    return ways.among(scores, right, 1), ways.among(scores, right, 3)


def shares(values: Sequence[float]) -> str:
    return " / ".join(f"{100 * value:.1f}" for value in values)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("encoders", nargs="+", metavar="NAME=FOLDER")
    parser.add_argument(
        "--intents", nargs="*", default=[], metavar="NAME", help="measure the bot's intents of these too"
    )
    chosen = parser.parse_args()
    named = [one.split("=", 1) for one in chosen.encoders]
    with tempfile.TemporaryDirectory() as cache:
        stage = Stage.of(Path(os.environ["XIAOER_EVAL_DATA"]), Path(cache))
        for place, (name, folder) in enumerate(named):
            cells = dict(row(Path(folder), stage, name in chosen.intents))
            if place == 0:
                print(f"| | {' | '.join(cells)} |\n|{'---|' * (len(cells) + 1)}")
            print(f"| {name} | {' | '.join(cells.values())} |", flush=True)


if __name__ == "__main__":
    main()
