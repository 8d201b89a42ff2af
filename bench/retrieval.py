"""`python -m bench.retrieval [--sizes 1000 100000 1000000]`: our search beside plain ways, in one table.

The repository's own sentences, multiplied: vectors by small perturbations, texts by small edits; ten sentences an
entry. The queries are sentences that are not in the table. `recall` is the share of the ten nearest sentences of an
exact search that a way finds: only ours takes a short cut. `MB` is what a way holds (ours: its files, which are
mapped). `p50` and `p95` are milliseconds of a whole search, text in, entries out, and `CPU` those that it computes,
which other work on the machine does not lengthen: ours and FAISS encode the query. Last, entries are put one by one
while another thread searches.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import TypeVar

import numpy as np

from bench.multiplied import Source, Table, source, table
from bench.plain_search import NEAREST, Bm25Alone, FaissFlat, Fts5, TfidfNeighbours, Way
from knowledge_base import index as indexes
from knowledge_base import storage
from knowledge_base.bm25 import Cut, splitter
from knowledge_base.encoder import Encoder, open_encoder
from knowledge_base.entries import Entry
from knowledge_base.evidence import EVIDENCE
from knowledge_base.fusion import Calibration
from knowledge_base.lexical import bags
from knowledge_base.onnx_encoder import Floats
from knowledge_base.search import Knowledge
from knowledge_base.segment import Segment

Built = TypeVar("Built", bound=Way)
Asked = TypeVar("Asked")
SIZES = (1_000, 100_000, 1_000_000)
QUERIES, PUTS = 100, 10
CALIBRATION = Calibration([1.0] * len(EVIDENCE), 0.0, threshold=0.0)
COLUMNS = "{:>9}  {:<28}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}"


class Ours:
    """Built, written, and opened as the service opens it."""

    def __init__(self, made: Table, encoder: Encoder, cut: Cut, folder: Path) -> None:
        base = Segment.of(made.entries, made.vectors, bags(made.texts, cut))
        storage.write(indexes.of(base, encoder.fingerprint, "bench"), CALIBRATION, folder)
        index, calibration = storage.read(folder, encoder.fingerprint)
        self.folder, self.knowledge = folder, Knowledge(index, calibration, encoder, cut)

    @property
    def megabytes(self) -> float:
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file()) / 1e6

    def search(self, text: str) -> None:
        self.knowledge.search(text, NEAREST)

    def recall(self, asked: Sequence[str], vectors: Floats) -> float:
        wanted = self.knowledge.encoder.encode(asked)
        dense = self.knowledge.index.base.dense
        found = [set(dense.nearest(vector, NEAREST).tolist()) for vector in wanted]
        return float(np.mean([len(a & b) / NEAREST for a, b in zip(found, exact(vectors, wanted), strict=True)]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--ours-only", action="store_true", help="leave the plain ways out")
    chosen = parser.parse_args()
    encoder = open_encoder(threads=1)
    real = source(encoder, QUERIES)
    print(f"{os.cpu_count()} cores, encoder {encoder.fingerprint}, {QUERIES} queries a row")
    print(COLUMNS.format("sentences", "way", "build s", "MB", "recall", "CPU", "p50", "p95"))
    with tempfile.TemporaryDirectory() as folder:
        cut = splitter(Path(folder))
        for size in chosen.sizes:
            made, place = table(real, size), Path(folder) / str(size)
            place.mkdir()
            measure_ours(made, real, encoder, cut, place)
            if not chosen.ours_only:
                measure_plain(made, real, encoder, cut, place)


def measure_ours(made: Table, real: Source, encoder: Encoder, cut: Cut, folder: Path) -> None:
    ours = show(made, real, "ours: vectors and terms", lambda: Ours(made, encoder, cut, folder / "ours"))
    for line in changed_while_asked(ours.knowledge, real):
        print(f"{'':>9}  {line}", flush=True)


def measure_plain(made: Table, real: Source, encoder: Encoder, cut: Cut, folder: Path) -> None:
    plain: dict[str, Callable[[], Way]] = {
        "FAISS flat": lambda: FaissFlat(made, encoder),
        "BM25 alone": lambda: Bm25Alone(made, cut),
        "SQLite FTS5": lambda: Fts5(made, cut, folder / "fts5.db"),
        "TF-IDF nearest neighbours": lambda: TfidfNeighbours(made),
    }
    for name, build in plain.items():
        show(made, real, name, build)


def show(made: Table, real: Source, name: str, build: Callable[[], Built]) -> Built:
    began = time.perf_counter()
    way = build()
    seconds = time.perf_counter() - began
    used = time.process_time()
    times = [_milliseconds(way.search, text) for text in real.queries]
    used = (time.process_time() - used) * 1000 / len(times)
    recall = f"{way.recall(real.queries, made.vectors):.3f}" if isinstance(way, Ours) else "exact"
    p50, p95 = np.quantile(times, [0.5, 0.95])
    cells = (f"{seconds:.1f}", f"{way.megabytes:.0f}", recall, f"{used:.1f}", f"{p50:.1f}", f"{p95:.1f}")
    print(COLUMNS.format(len(made.texts), name, *cells), flush=True)
    return way


def exact(vectors: Floats, asked: Floats) -> list[set[int]]:
    """The rows of the nearest of all, compared one by one."""
    scores = asked @ vectors.T
    return [set(row.tolist()) for row in np.argpartition(-scores, NEAREST - 1, axis=1)[:, :NEAREST]]


def changed_while_asked(knowledge: Knowledge, real: Source) -> Iterator[str]:
    """Another thread searches without a rest while entries are put, and while the two parts are made one."""
    with ThreadPoolExecutor(1) as pool:
        for name, change in {"put of an entry": put_one, "two parts made one": make_one}.items():
            done = Event()
            searching = pool.submit(_until, done, lambda text: knowledge.search(text, NEAREST), real.queries)
            times = [_milliseconds(change, knowledge) for _ in range(PUTS if change is put_one else 1)]
            done.set()
            p50, p95 = np.quantile(searching.result(), [0.5, 0.95])
            yield f"{name}: {np.median(times):.0f} ms; searches meanwhile: p50 {p50:.1f}, p95 {p95:.1f}"


def put_one(knowledge: Knowledge) -> None:
    place = time.perf_counter_ns()
    texts = [f"第{place % 1_000_000}号新问题的第{number}种问法" for number in range(9)]
    knowledge.put([Entry(f"new.e{place}", "新的问题怎么办", tuple(texts), answer="")])


def make_one(knowledge: Knowledge) -> None:
    knowledge.index = knowledge.index.compacted()


def _until(done: Event, search: Callable[[str], object], queries: Sequence[str]) -> list[float]:
    times: list[float] = []
    while not done.is_set() or not times:
        times.append(_milliseconds(search, queries[len(times) % len(queries)]))
    return times


def _milliseconds(work: Callable[[Asked], object], asked: Asked) -> float:
    began = time.perf_counter()
    work(asked)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
