"""How good the knowledge search is: `python -m knowledge_base.evaluate [--untuned <folder>]`.

The exam first: questions written apart from the entries, in all the ways of `ways`; the calibration is fitted on one
half of the entries and judged on the other. With XIAOER_EVAL_DATA=<folder>, public sets too. `--untuned` names an
encoder to stand beside the one in force: `python -m knowledge_base.train_encoder convert --target <folder>` makes it.
"""

import argparse
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge_base import calibrate, entries, exam, few_shot, judged, public_sets, ways
from knowledge_base.bm25 import Cut, splitter
from knowledge_base.encoder import Encoder, open_encoder
from knowledge_base.fusion import Calibration
from knowledge_base.index import Index, make
from knowledge_base.judged import AUDIENCES, Judged, share
from knowledge_base.onnx_encoder import OnnxEncoder
from knowledge_base.remembering import Remembering
from knowledge_base.tuning_data import MESSAGES
from knowledge_base.ways import Way

Row = tuple[str, str]


@dataclass(frozen=True)
class Stage:
    """What is measured: an index, its encoder, and an untuned encoder where there is one."""

    index: Index
    encoder: Encoder
    untuned: Encoder | None
    cut: Cut

    @property
    def plain_ways(self) -> Mapping[str, Way]:
        """Beside which ours must be better."""
        known = {
            "TF-IDF of characters, nearest": ways.tfidf,
            "BM25 of words and characters": ways.bm25(self.cut),
            "logistic regression of characters": ways.logistic,
        }
        untuned = {"untuned encoder, nearest": ways.nearest(self.untuned)} if self.untuned else {}
        return {**known, **untuned, "encoder, nearest": ways.nearest(self.encoder)}


def examined(stage: Stage, questions: Sequence[exam.Question], found: Sequence[Judged]) -> Iterator[Row]:
    """Right first, right among three: the plain ways, then ours."""
    for name, way in stage.plain_ways.items():
        yield name, pair(*ways.examined(way, stage.index.entries, questions))
    known = [one for one in found if one.trial.right != calibrate.NOWHERE]
    yield "ours: both, fused", pair(*(sum(one.is_right_among(count) for one in known) / len(known) for count in (1, 3)))


def public(folder: Path, stage: Stage, by: Calibration) -> Iterator[Row]:
    yield from public_sets.of_encoder(folder, stage.encoder)
    if stage.untuned:
        yield from (
            (f"the same, untuned: {title}", value) for title, value in public_sets.of_encoder(folder, stage.untuned)
        )
    yield from _faq(folder, stage, by)
    strangers = [
        Judged(trial, by)
        for trial in calibrate.foreign(stage.index, public_sets.out_of_scope(folder), stage.encoder, stage.cut)
    ]
    for audience, costs in AUDIENCES.items():
        yield f"out of scope, {audience}", share(one.confidence >= costs.threshold for one in strangers)


def _faq(folder: Path, stage: Stage, by: Calibration) -> Iterator[Row]:
    """JD's held-out intents by five sentences each, among all: right first, among three."""
    draws = public_sets.faq(folder)
    if not draws:
        yield "FAQ by five sentences", f"skipped: no {MESSAGES}"
        return
    ours = {"ours: both, fused": ways.fused(stage.encoder, stage.cut, by)}
    for name, way in {**stage.plain_ways, **ours}.items():
        yield f"FAQ by five sentences: {name}", pair(*few_shot.measure(way, draws))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--untuned", type=Path, default=Path("var/untuned"))
    untuned = parser.parse_args().untuned
    encoder = Remembering(open_encoder(os.environ.get("XIAOER_ENCODER"), threads=os.cpu_count() or 1))
    with tempfile.TemporaryDirectory() as cache:
        cut = splitter(Path(cache))
        index = make(entries.load(entries.ENTRIES), entries.digest(entries.ENTRIES), encoder, cut)
        stage = Stage(index, encoder, Remembering(OnnxEncoder(untuned, threads=2)) if untuned.is_dir() else None, cut)
        print(f"{len(index.entries)} entries, {len(index.texts)} sentences, encoder {index.encoder}")
        report(stage, os.environ.get("XIAOER_EVAL_DATA"))


def report(stage: Stage, data: str | None) -> None:
    questions = exam.load(exam.EXAM)
    inside = calibrate.examined(stage.index, questions, stage.encoder, stage.cut)
    outside = calibrate.foreign(stage.index, calibrate.negatives(), stage.encoder, stage.cut)
    found = judged.crossed(inside, outside)
    show(f"Exam of {len(questions)} questions: right entry first / among three", examined(stage, questions, found))
    if stage.untuned is None:
        print("No untuned encoder stands beside: --untuned names a folder that is not there.")
    show("Silence", judged.silence(found))
    if data is None:
        print("Skipped the public sets: XIAOER_EVAL_DATA names no folder.")
        return
    show("Public sets", public(Path(data), stage, calibrate.fit([*inside, *outside])))


def pair(first: float, three: float) -> str:
    return f"{first:.3f} / {three:.3f}"


def show(title: str, rows: Iterable[Row]) -> None:
    print(f"\n{title}")
    for name, value in rows:
        print(f"{name:<62} {value}", flush=True)


if __name__ == "__main__":
    main()
