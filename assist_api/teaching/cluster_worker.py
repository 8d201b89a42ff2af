"""Groups the messages of a folder: `python -m assist_api.teaching.cluster_worker FOLDER`.

A process of its own, so that no shopper waits for it: `messages.json` and `vectors.f16` in, `found.json` out. A line of
its output that begins with `>>` says how far it is.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import faiss
import jieba
import numpy as np

from assist_api.domain.clusters import Cluster, ClusterRules, Stage
from assist_api.teaching.cluster_words import keywords, most_typical_first, words_of
from assist_api.teaching.clusters import Halves, Ints, grouped, neighbours, reduced
from knowledge_base.onnx_encoder import Floats

Tell = Callable[[Stage, float], None]
SHARES = {Stage.REDUCE: 0.1, Stage.NEIGHBOURS: 0.15, Stage.GROUP: 0.55, Stage.WORDS: 0.7}  # of a run, where it begins
ENDS = {Stage.REDUCE: 0.15, Stage.NEIGHBOURS: 0.55, Stage.GROUP: 0.7, Stage.WORDS: 0.85}


def main(folder: Path) -> None:
    given = json.loads((folder / "messages.json").read_text("utf8"))
    rules = ClusterRules.of(given["rules"])
    vectors = np.fromfile(folder / "vectors.f16", dtype=np.float16).reshape(len(given["texts"]), -1)
    faiss.omp_set_num_threads(rules.threads)
    found = clusters_of(given["ids"], given["texts"], vectors, rules, cutter(folder.parent), _say)
    told = {"clusters": [asdict(one) for one in found], "memory_mb": _memory_mb()}
    (folder / "found.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf8")


def clusters_of(
    ids: Sequence[str],
    texts: Sequence[str],
    vectors: Halves,
    rules: ClusterRules,
    cut: Callable[[str], list[str]],
    tell: Tell,
) -> list[Cluster]:
    """The largest first."""
    if len(ids) <= rules.smallest:
        return []
    tell(Stage.REDUCE, 0)
    turned = reduced(vectors, rules.dimensions)
    near = neighbours(turned, rules.neighbours, lambda share: tell(Stage.NEIGHBOURS, share))
    tell(Stage.GROUP, 0)
    members = _members(grouped(near, rules))
    tell(Stage.WORDS, 0)
    told = keywords([words_of((texts[row] for row in rows), cut) for rows in members], rules.keywords)
    return [_cluster(ids, turned, rows, words, rules.likeness) for rows, words in zip(members, told, strict=True)]


def cutter(cache: Path) -> Callable[[str], list[str]]:
    """jieba with its cache in a folder of ours."""
    jieba.setLogLevel(logging.WARNING)
    words = jieba.Tokenizer()
    words.tmp_dir = str(cache)
    words.initialize()
    cut: Callable[[str], list[str]] = words.lcut
    return cut


def _members(labels: Ints) -> list[Ints]:
    order = np.argsort(labels, kind="stable")
    order = order[labels[order] >= 0]
    if not len(order):
        return []
    parts = np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)
    return sorted(parts, key=len, reverse=True)


def _cluster(ids: Sequence[str], vectors: Floats, rows: Ints, words: Sequence[str], least: float) -> Cluster:
    order, density = most_typical_first(vectors[rows], least)
    return Cluster(tuple(ids[int(rows[at])] for at in order), tuple(words), round(density, 4))


def _say(stage: Stage, share: float) -> None:
    done = SHARES[stage] + (ENDS[stage] - SHARES[stage]) * share
    print(f">> {json.dumps({'stage': stage.value, 'done': round(done, 3)})}", flush=True)


def _memory_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]))
