"""How good the knowledge search is: `python -m knowledge_base.evaluate`.

The repository's own sentences first: each asks in turn while it is taken out of the index; the calibration is fitted
on one half of the entries and negatives and measured on the other. With XIAOER_EVAL_DATA=<folder>, public sets too.
"""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from knowledge_base import calibrate, entries, measures
from knowledge_base.bm25 import Cut, splitter
from knowledge_base.build import ENTRIES
from knowledge_base.calibrate import NOWHERE, Trial
from knowledge_base.encoder import Encoder, open_encoder
from knowledge_base.fusion import Calibration
from knowledge_base.index import Index, make
from knowledge_base.tuning_data import held_out

Row = tuple[str, str]


def retrieval_untrained(path: Path, encode: measures.Encode) -> float:
    """JD's other intents were trained on."""
    return measures.retrieval(path, encode, held_out())


MEASURES: dict[str, tuple[str, Callable[[Path, measures.Encode], float]]] = {
    "jddc_select_dev.txt": ("retrieval JD, held-out intents, MAP x 100", retrieval_untrained),
    "edc_select_dev.txt": ("retrieval Taobao, MAP x 100", measures.retrieval),
    "jddc_sts_dev.txt": ("similarity JD, Spearman x 100", measures.similarity),
    "edc_sts_dev.txt": ("similarity Taobao, Spearman x 100", measures.similarity),
}
OUT_OF_SCOPE = "out_of_scope_dev.tsv"


def own(inside: Sequence[Trial], outside: Sequence[Trial]) -> list[Row]:
    """Both halves, each judged by the calibration of the other."""
    halves = [[trial for trial in inside if trial.right % 2 == half] + list(outside[half::2]) for half in (0, 1)]
    fitted = [calibrate.fit(half) for half in halves]
    judged = [(trial, fitted[1 - half]) for half in (0, 1) for trial in halves[half]]
    known = [(trial, by) for trial, by in judged if trial.right != NOWHERE]
    answered = [(trial, by) for trial, by in known if calibrate.best(trial, by)[1] >= by.threshold]
    strangers = [(trial, by) for trial, by in judged if trial.right == NOWHERE]
    return [
        ("held-out sentences: right entry first", share(is_first(*one) for one in known)),
        ("held-out sentences: right entry among three", share(is_among_three(*one) for one in known)),
        ("held-out sentences: right or related entry first", share(calibrate.is_acceptable(*one) for one in known)),
        ("held-out sentences: answered at all", share(is_answered(*one) for one in known)),
        ("of those answered: right or related entry first", share(calibrate.is_acceptable(*one) for one in answered)),
        ("held-out negatives: wrongly answered", share(is_answered(*one) for one in strangers)),
        ("calibration error of the first hit (ECE)", f"{calibration_error(judged):.3f}"),
    ]


def is_first(trial: Trial, by: Calibration) -> bool:
    return calibrate.best(trial, by)[0] == trial.right


def is_among_three(trial: Trial, by: Calibration) -> bool:
    return trial.right in calibrate.ranked(trial, by)[:3]


def is_answered(trial: Trial, by: Calibration) -> bool:
    return calibrate.best(trial, by)[1] >= by.threshold


def share(outcomes: Iterator[bool]) -> str:
    found = list(outcomes)
    return f"{np.mean(found):.3f} of {len(found)}" if found else "none"


def calibration_error(judged: Sequence[tuple[Trial, Calibration]], bins: int = 10) -> float:
    """The mean gap between confidence and outcome, over ten bins of confidence."""
    firsts = np.array([calibrate.best(trial, by)[1] for trial, by in judged])
    right = np.array([calibrate.is_acceptable(trial, by) for trial, by in judged])
    places = np.minimum((firsts * bins).astype(int), bins - 1)
    members = [places == one for one in np.unique(places)]
    return float(sum(abs(firsts[inside].mean() - right[inside].mean()) * inside.mean() for inside in members))


def public(folder: Path, encoder: Encoder, index: Index, cut: Cut, calibration: Calibration) -> Iterator[Row]:
    for name, (title, measure) in MEASURES.items():
        path = folder / name
        yield title, f"{100 * measure(path, encoder.encode):.1f}" if path.is_file() else f"skipped: no {name}"
    path = folder / OUT_OF_SCOPE
    if not path.is_file():
        yield "out of scope: wrongly answered", f"skipped: no {OUT_OF_SCOPE}"
        return
    texts = [line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    trials = calibrate.foreign(index, texts, encoder, cut)
    yield "out of scope: wrongly answered", share(is_answered(trial, calibration) for trial in trials)


def main() -> None:
    encoder = open_encoder(os.environ.get("XIAOER_ENCODER"), threads=os.cpu_count() or 1)
    with tempfile.TemporaryDirectory() as cache:
        cut = splitter(Path(cache))
        index = make(entries.load(ENTRIES), entries.digest(ENTRIES), encoder, cut)
        inside = calibrate.held_out(index)
        outside = calibrate.foreign(index, calibrate.negatives(), encoder, cut)
        print(f"{len(index.entries)} entries, {len(index.texts)} sentences, encoder {index.encoder}")
        show(own(inside, outside))
        data = os.environ.get("XIAOER_EVAL_DATA")
        if data is None:
            print("Skipped the public sets: XIAOER_EVAL_DATA names no folder.")
            return
        show(list(public(Path(data), encoder, index, cut, calibrate.fit(inside + outside))))


def show(rows: Sequence[Row]) -> None:
    for title, value in rows:
        print(f"{title:<50} {value}")


if __name__ == "__main__":
    main()
