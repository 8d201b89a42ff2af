"""Messages that ask much the same: HDBSCAN over the graph of their nearest neighbours.

HDBSCAN on the raw vectors compares each with each in 384 numbers and keeps a tree of all distances. Here the vectors
are first turned onto their main directions, which makes the comparison several times cheaper, and only the distances
to the nearest neighbours are kept: time grows with the square of the messages in one fast pass, memory with their
number. Its dense places hold a quarter of real messages; the others join the cluster of most of their neighbours, or
none. docs/reference/quality.md has what that was measured to be worth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import faiss
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csgraph, csr_matrix
from sklearn.cluster import HDBSCAN

from assist_api.domain.clusters import ClusterRules
from knowledge_base.onnx_encoder import Floats

Halves = NDArray[np.float16]
Ints = NDArray[np.int64]
Told = Callable[[float], None]  # how much of a stage is done, 0 to 1

IN_ONE_GO = 4_096  # rows
SAMPLE = 10_000  # messages that say which directions are the main ones
LEAST_DISTANCE = 1e-6  # a distance of 0 would be no edge
BRIDGE = 3.0  # longer than any distance, which is 1 - cosine
MOST_ROUNDS = 5  # in which messages join the clusters of their neighbours


@dataclass(frozen=True)
class Neighbours:
    """Row by row the nearest others, the nearest first, and how like they are (cosine)."""

    rows: Ints
    likeness: Floats


def reduced(vectors: Halves, dimensions: int) -> Floats:
    """Unit vectors on the main directions of what there is."""
    some = np.random.default_rng(0).choice(len(vectors), min(len(vectors), SAMPLE), replace=False)
    sample = vectors[np.sort(some)].astype(np.float32)
    _, directions = np.linalg.eigh(sample.T @ sample)
    onto = np.ascontiguousarray(directions[:, ::-1][:, :dimensions], dtype=np.float32)
    turned = np.concatenate([vectors[part].astype(np.float32) @ onto for part in _parts(len(vectors))])
    return np.asarray(turned / np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-12), dtype=np.float32)


def neighbours(vectors: Floats, number: int, told: Told = lambda share: None) -> Neighbours:
    """Exact: every vector is compared with every other, a few thousand at a time."""
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    number = min(number + 1, len(vectors))  # it finds itself too
    rows, likeness = np.empty((len(vectors), number), np.int64), np.empty((len(vectors), number), np.float32)
    for part in _parts(len(vectors)):
        likeness[part], rows[part] = index.search(vectors[part], number)
        told(part.stop / len(vectors))
    return Neighbours(rows, likeness)


def grouped(near: Neighbours, rules: ClusterRules) -> Ints:
    """The number of the cluster of each, -1 for one that stands alone. There are more than the smallest cluster has."""
    machine = HDBSCAN(
        min_cluster_size=rules.smallest,
        min_samples=rules.dense_among,
        metric="precomputed",
        cluster_selection_method="leaf",  # the other way makes one giant of most of a shop's messages
        copy=False,
    )
    labels: Ints = machine.fit_predict(_whole(near, rules.likeness)).astype(np.int64)
    part_of = _parts_of(near, rules.likeness)
    if (labels < 0).all():  # HDBSCAN never calls all there is one cluster, as a small inbox of one subject is
        return _large_parts(part_of, rules.smallest)
    return _joined(_of_one_part(labels, part_of), near, rules)


def _large_parts(part_of: Ints, smallest: int) -> Ints:
    large = np.flatnonzero(np.bincount(part_of) >= smallest)
    found = np.searchsorted(large, part_of)
    return np.where(np.isin(part_of, large), found, -1).astype(np.int64)


def _of_one_part(labels: Ints, part_of: Ints) -> Ints:
    """Without those that only a bridge has brought into their cluster."""
    parts = int(part_of.max()) + 1
    pairs, numbers = np.unique(np.maximum(labels, 0) * parts + part_of, return_counts=True)
    order = np.argsort(numbers, kind="stable")
    main = np.full(int(labels.max(initial=0)) + 1, -1)
    main[pairs[order] // parts] = pairs[order] % parts  # the most frequent is written last
    return np.where((labels >= 0) & (main[np.maximum(labels, 0)] == part_of), labels, -1)


def _joined(labels: Ints, near: Neighbours, rules: ClusterRules) -> Ints:
    """Messages outside of the dense places go where half of their nearest neighbours are, round by round."""
    voters = near.rows[:, 1 : rules.voters + 1]
    heard = near.likeness[:, 1 : rules.voters + 1] >= rules.likeness
    for _ in range(MOST_ROUNDS):
        named = np.where(heard, labels[voters], -1)
        votes = np.stack([(named == named[:, [at]]).sum(axis=1) * (named[:, at] >= 0) for at in range(voters.shape[1])])
        winner = named[np.arange(len(named)), votes.argmax(axis=0)]
        joins = (labels < 0) & (votes.max(axis=0) * 2 >= rules.voters)
        if not joins.any():
            break
        labels = np.where(joins, winner, labels)
    return labels


def _parts_of(near: Neighbours, least: float) -> Ints:
    """The number of the part of each: parts say nothing about each other."""
    kept = near.likeness.ravel() >= least
    part_of: Ints = csgraph.connected_components(_graph(near, kept, np.ones(kept.sum())), directed=False)[1]
    return part_of


def _whole(near: Neighbours, least: float) -> csr_matrix:
    """The graph of distances as HDBSCAN asks for it: in one piece, and each with as many neighbours as all others."""
    likeness = near.likeness.ravel().astype(np.float64)
    kept = near.rows.ravel() != np.repeat(np.arange(len(near.rows)), near.rows.shape[1])
    far = np.where(likeness < least, BRIDGE, np.maximum(1 - likeness, LEAST_DISTANCE))
    graph = _graph(near, kept, far[kept])
    firsts = np.unique(csgraph.connected_components(graph, directed=False)[1], return_index=True)[1]
    ends = (np.full(len(firsts) - 1, firsts[0]), firsts[1:])
    bridges = coo_matrix((np.full(len(firsts) - 1, BRIDGE), ends), shape=graph.shape).tocsr()
    return graph.maximum(bridges + bridges.T).tocsr()


def _graph(near: Neighbours, kept: NDArray[np.bool_], lengths: NDArray[np.float64]) -> csr_matrix:
    """The same both ways."""
    count, number = near.rows.shape
    ends = (np.repeat(np.arange(count), number)[kept], near.rows.ravel()[kept])
    graph = coo_matrix((lengths, ends), shape=(count, count)).tocsr()
    return graph.maximum(graph.T).tocsr()


def _parts(count: int) -> Iterator[slice]:
    return (slice(start, min(start + IN_ONE_GO, count)) for start in range(0, count, IN_ONE_GO))
