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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Self

from knowledge_base import bot_intents, entries, exam, few_shot, onnx_encoder, public_sets, static_vectors, ways
from knowledge_base.bm25 import Cut, splitter
from knowledge_base.encoder import Encoder
from knowledge_base.entries import Entry
from knowledge_base.exam import Question
from knowledge_base.few_shot import Draw
from knowledge_base.remembering import Remembering

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
        questions = exam.load(exam.EXAM)
        return cls(data, entries.load(entries.ENTRIES), questions, public_sets.faq(data), splitter(cache))


def row(folder: Path, stage: Stage, with_intents: bool) -> Iterator[tuple[str, str]]:
    """Title and value of each column; the intents take as long as all else."""
    alone = opened(folder, threads=1)
    yield "MB", f"{sum((folder / name).stat().st_size for name in FILES if (folder / name).exists()) / 1e6:.1f}"
    yield "ms a sentence", f"{1000 * single(alone, stage):.2f}"
    yield "sentences/s in batches", f"{batched(alone, stage):.0f}"
    encoder = Remembering(opened(folder, threads=2))
    measured = public_sets.of_encoder(stage.data, encoder)
    yield from ((TITLES[name], value) for name, (_, value) in zip(public_sets.MEASURES, measured, strict=True))
    yield "FAQ by 5", shares(few_shot.measure(ways.nearest(encoder), stage.draws))
    yield "exam", shares(examined(encoder, stage))
    sets = [bot_intents.written(), bot_intents.real(stage.data)] if with_intents else []
    yield "intents", shares(bot_intents.accuracies(encoder, stage.cut, sets)) if sets else ""


TITLES = {
    "jddc_select_dev.txt": "retrieval JD",
    "edc_select_dev.txt": "retrieval Taobao",
    "jddc_sts_dev.txt": "STS JD",
    "edc_sts_dev.txt": "STS Taobao",
}
FILES = (*onnx_encoder.FILES, static_vectors.FILE)


def opened(folder: Path, threads: int) -> Encoder:
    is_static = (folder / static_vectors.FILE).exists()
    return static_vectors.StaticEncoder(folder) if is_static else onnx_encoder.OnnxEncoder(folder, threads)


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
    return ways.examined(ways.nearest(encoder), stage.entries, stage.questions)


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
