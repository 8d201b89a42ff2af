"""`python -m bench.teaching_order`: what labels in the inbox's order are worth beside labels drawn by chance.

Needs XIAOER_EVAL_DATA with jd_intent_dev.tsv; `--own` takes the bot's own sentences instead. A third of the sentences
is the exam, near-copies with the same side; the rest is the inbox, whose labels are uncovered as they are asked for.
After every twentieth label the order is made anew, and a classifier of the bot's kind, trained on the labels alone,
sits the exam. Its gain is the accuracy after all labels less the one before the first; nothing labelled is an accuracy
of 0.
"""

from __future__ import annotations

import argparse
import csv
import os
import time
import tomllib
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from assist_api.domain.learning_order import LearningRules
from assist_api.domain.teaching import TeachingRules
from assist_api.teaching.learning_order import learn, next_to_label
from bench.bot_classifier import Rows, Sentences
from bench.curve import Axes, Curve, draw
from knowledge_base.onnx_encoder import OnnxEncoder
from nlu_data.dataset import read_sentences

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs/pictures/teaching-order.svg"
SEEDS = range(10)
EXAM, NEAR_COPY = 1 / 3, 0.95  # share; cosine
LABELS, STEP = 200, 20
DRAWS = 3  # of random labels a seed
RESAMPLES = 10_000
LARGE, KNOWN, INTENTS, DIMENSIONS = 50_000, 17_000, 57, 384
Table = NDArray[np.float64]


@dataclass(frozen=True)
class Sides:
    start: Rows
    inbox: Rows
    exam: Rows


@dataclass(frozen=True)
class Trial:
    """`known` an intent are labelled before, drawn by chance."""

    name: str
    sentences: Sentences
    known: int
    labels: int = LABELS
    step: int = STEP
    exam: Rows | None = None  # where it stands apart already


Choose = Callable[[Sentences, Rows, Rows, int, np.random.Generator], Rows]


def by_chance(_: Sentences, labelled: Rows, inbox: Rows, number: int, draw: np.random.Generator) -> Rows:
    return draw.permutation(inbox)[:number]


def by_margin(of: Sentences, labelled: Rows, inbox: Rows, number: int, draw: np.random.Generator) -> Rows:
    """The classifier's own least margins; by chance as long as it knows no two intents."""
    if len(set(of.intents[labelled])) < 2:
        return by_chance(of, labelled, inbox, number, draw)
    return inbox[np.argsort(of.trained(labelled).margins(inbox), kind="stable")[:number]]


def by_the_inbox(of: Sentences, labelled: Rows, inbox: Rows, number: int, draw: np.random.Generator) -> Rows:
    rules = replace(_rules(), ahead=number)
    learned = learn(of.vectors[labelled], [str(one) for one in of.intents[labelled]], rules.prior)
    return inbox[next_to_label(learned, of.vectors[inbox], np.ones(len(inbox), np.int64), rules)]


WAYS: dict[str, tuple[Choose, int]] = {
    "inbox": (by_the_inbox, 1),
    "margin": (by_margin, 1),
    "random": (by_chance, DRAWS),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, help="a folder as knowledge_base/model; the bundled one by default")
    parser.add_argument("--own", action="store_true", help="the bot's own sentences as the inbox")
    parser.add_argument("--only", type=int, help="the trial of this number, from 0")
    parser.add_argument("--picture", type=Path, help="where the curve is drawn, from nothing with all intents")
    given = parser.parse_args()
    encoder = OnnxEncoder(given.encoder, threads=os.cpu_count() or 1)
    warnings.filterwarnings("ignore", "The number of unique classes is greater", UserWarning)  # at first, it is
    print(_cost())
    trials = [_own(encoder)] if given.own else _shops(encoder)
    trials = trials if given.only is None else trials[given.only :][:1]
    print(f"encoder {encoder.fingerprint}, {len(SEEDS)} seeds, an exam after every {STEP} labels")
    for trial in trials:
        curves = {name: _curves(trial, *way) for name, way in WAYS.items()}
        print(_told(trial, curves), flush=True)
        if given.picture and trial is trials[0]:
            _draw(given.picture, trial, curves)


def _shops(encoder: OnnxEncoder) -> list[Trial]:
    path = Path(os.environ.get("XIAOER_EVAL_DATA", "")) / "jd_intent_dev.tsv"
    if not path.is_file():
        print("skipped: XIAOER_EVAL_DATA names no folder with jd_intent_dev.tsv")
        return []
    with path.open(encoding="utf-8") as file:
        rows = [(row["text"], row["jd_intent"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    unseen = set(sorted({intent for _, intent in rows})[::2])
    everything = _sentences(encoder, rows)
    held_out = _sentences(encoder, [row for row in rows if row[1] in unseen])
    half = f"{len(unseen)} intents that the method was not chosen on"
    return [
        *(Trial(f"51 intents, {known} of each known", everything, known) for known in (0, 1, 2)),
        *(Trial(f"{half}, {known} of each known", held_out, known, LABELS // 2, STEP // 2) for known in (0, 2)),
    ]


def _own(encoder: OnnxEncoder) -> Trial:
    inbox, exam = read_sentences("train"), read_sentences("test")
    found = _sentences(encoder, [(one.plain, one.intent) for one in [*inbox, *exam]])
    return Trial("the bot's own sentences, 2 of each intent known", found, 2, exam=np.arange(len(inbox), len(found)))


def _sentences(encoder: OnnxEncoder, rows: Sequence[tuple[str, str]]) -> Sentences:
    texts, intents = zip(*rows, strict=True)
    return Sentences(texts, encoder.encode(texts), intents)


def _curves(trial: Trial, choose: Choose, draws: int) -> Table:
    """A row a seed: accuracy before the first label and after each step; the mean of so many draws."""
    return np.array([np.mean([_curve(trial, choose, seed, draw) for draw in range(draws)], axis=0) for seed in SEEDS])


def _curve(trial: Trial, choose: Choose, seed: int, number: int) -> list[float]:
    of, sides, draw = trial.sentences, _sides(trial, seed), np.random.default_rng((seed, number))
    labelled, inbox = sides.start, sides.inbox
    found = [of.trained(labelled).accuracy(sides.exam) if len(labelled) else 0.0]
    for _ in range(trial.labels // trial.step):
        chosen = choose(of, labelled, inbox, trial.step, draw)
        labelled, inbox = np.concatenate([labelled, chosen]), np.setdiff1d(inbox, chosen)
        found.append(of.trained(labelled).accuracy(sides.exam))
    return found


def _sides(trial: Trial, seed: int) -> Sides:
    draw = np.random.default_rng(seed)
    exam = _exam(trial.sentences.vectors, draw) if trial.exam is None else trial.exam
    rest = draw.permutation(np.setdiff1d(np.arange(len(trial.sentences)), exam))
    intents = trial.sentences.intents[rest]
    start = [row for intent in np.unique(intents) for row in rest[intents == intent][: trial.known]]
    known = np.array(start, dtype=np.intp)
    return Sides(known, np.setdiff1d(rest, known), exam)


def _exam(vectors: NDArray[np.float32], draw: np.random.Generator) -> Rows:
    """Whole groups of near-copies until a third is reached."""
    groups = connected_components(csr_matrix(vectors @ vectors.T > NEAR_COPY), directed=False)[1]
    order = draw.permutation(groups.max() + 1)
    before = np.cumsum(np.bincount(groups)[order]) - np.bincount(groups)[order]
    return np.flatnonzero(np.isin(groups, order[before < EXAM * len(vectors)]))


def _told(trial: Trial, curves: dict[str, Table]) -> str:
    sides = _sides(trial, 0)
    lines = [f"{trial.name}: {len(sides.inbox)} in the inbox, {trial.labels} labelled, exam of {len(sides.exam)}"]
    lines.append(f"  all of the inbox labelled: {np.mean([_all_labelled(trial, seed) for seed in SEEDS]):.3f}")
    for name, table in curves.items():
        low, ratio, high = _ratio(table, curves["random"])
        accuracies = f"{table[:, 0].mean():.3f} -> {table[:, -1].mean():.3f}"
        lines.append(f"  {name:8} {accuracies}  gains {ratio:.3f} times what random ones do ({low:.3f} to {high:.3f})")
    return "\n".join(lines)


def _all_labelled(trial: Trial, seed: int) -> float:
    sides = _sides(trial, seed)
    return trial.sentences.trained(np.concatenate([sides.start, sides.inbox])).accuracy(sides.exam)


def _ratio(ours: Table, chance: Table) -> tuple[float, float, float]:
    """Mean gain by mean gain, with the interval that holds 95 of 100 resamplings of the seeds."""
    gains = np.array([ours[:, -1] - ours[:, 0], chance[:, -1] - chance[:, 0]])
    drawn = np.random.default_rng(0).integers(0, gains.shape[1], (RESAMPLES, gains.shape[1]))
    ratios = gains[0][drawn].mean(axis=1) / gains[1][drawn].mean(axis=1)
    low, high = np.quantile(ratios, (0.025, 0.975))
    return float(low), float(gains[0].mean() / gains[1].mean()), float(high)


def _draw(path: Path, trial: Trial, curves: dict[str, Table]) -> None:
    axes = Axes(
        f"{trial.name}: accuracy on the exam",
        "messages labelled",
        "accuracy",
        range(0, trial.labels + 1, trial.step),
        [number / 10 for number in range(10)],
    )
    bands = [
        Curve(name, table.mean(axis=0).tolist(), table.min(axis=0).tolist(), table.max(axis=0).tolist())
        for name, table in curves.items()
    ]
    draw(path, axes, bands)


def _cost() -> str:
    """Of one choice in a large inbox, over made-up vectors around as many centres as there are intents."""
    draw = np.random.default_rng(0)
    made = draw.normal(size=(INTENTS, DIMENSIONS))[draw.integers(0, INTENTS, LARGE + KNOWN)]
    made += draw.normal(scale=1.5, size=made.shape)
    vectors = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float16)
    intents = [str(one) for one in draw.integers(0, INTENTS, KNOWN)]
    began, work = time.perf_counter(), time.process_time()
    rules = _rules()
    chosen = next_to_label(learn(vectors[LARGE:], intents, rules.prior), vectors[:LARGE], np.ones(LARGE, int), rules)
    spent, worked = time.perf_counter() - began, time.process_time() - work
    return f"{len(chosen)} of {LARGE} chosen, {KNOWN} sentences known: {spent:.1f} s, {worked:.1f} s of CPU"


def _rules() -> LearningRules:
    return TeachingRules.of(tomllib.loads((ROOT / "assist_api/teaching.toml").read_text(encoding="utf-8"))).learning


if __name__ == "__main__":
    main()
