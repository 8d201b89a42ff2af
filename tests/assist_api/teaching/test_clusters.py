from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assist_api.domain.clusters import ClusterRules, Stage
from assist_api.teaching.cluster_worker import clusters_of
from assist_api.teaching.clusters import Halves, grouped, neighbours, reduced

RULES = ClusterRules(
    smallest=5,
    neighbours=8,
    dense_among=3,
    voters=4,
    likeness=0.5,
    dimensions=16,
    keywords=3,
    threads=1,
    memory_mb=500,
)
WORDS = ("礼品卡", "安装", "以旧换新")


def around(directions: int, each: int, spread: float) -> Halves:
    """`each` vectors around every one of so many directions, which lie far apart."""
    random = np.random.default_rng(0)
    middles = np.linalg.qr(random.normal(size=(64, directions)))[0].T
    made = np.repeat(middles, each, axis=0) + spread * random.normal(size=(directions * each, 64))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float16)


def scattered(count: int) -> Halves:
    made = np.random.default_rng(1).normal(size=(count, 64))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float16)


def test_each_direction_is_a_cluster_of_its_own() -> None:
    labels = grouped(neighbours(reduced(around(6, 12, 0.02), 16), RULES.neighbours), RULES)
    assert [len(set(labels[start : start + 12])) for start in range(0, 72, 12)] == [1] * 6
    assert len(set(labels)) == 6


def test_a_small_inbox_of_one_subject_is_one_cluster() -> None:
    labels = grouped(neighbours(reduced(around(1, 9, 0.02), 16), RULES.neighbours), RULES)
    assert labels.tolist() == [0] * 9


def test_a_few_messages_with_nothing_in_common_are_none() -> None:
    labels = grouped(neighbours(reduced(scattered(9), 64), RULES.neighbours), RULES)
    assert set(labels) == {-1}


def test_what_stands_alone_joins_none() -> None:
    vectors = np.concatenate([around(3, 12, 0.02), scattered(20)])
    labels = grouped(neighbours(reduced(vectors, 64), RULES.neighbours), RULES)
    assert set(labels[36:]) == {-1} and -1 not in labels[:36]


def test_a_message_beside_a_dense_place_joins_it() -> None:
    spread = np.concatenate([around(2, 10, 0.01), around(2, 3, 0.06)])
    labels = grouped(neighbours(reduced(spread, 64), RULES.neighbours), replace(RULES, smallest=8))
    assert labels[20:].tolist() == [labels[0]] * 3 + [labels[10]] * 3


def test_the_nearest_neighbours_are_exact() -> None:
    vectors = scattered(50).astype(np.float32)
    near = neighbours(vectors, 4)
    assert near.rows.tolist() == np.argsort(-(vectors @ vectors.T), axis=1)[:, :5].tolist()


def test_a_cluster_tells_its_words_and_its_middle_first() -> None:
    vectors = around(3, 10, 0.02)
    texts = [f"{WORDS[number // 10]}{'怎么用' if number % 2 else '在哪里'}" for number in range(30)]
    ids = [f"i{number}" for number in range(30)]
    found = clusters_of(ids, texts, vectors, RULES, lambda text: [text[:-3], text[-3:]], lambda stage, share: None)
    assert {one.keywords[0] for one in found} == set(WORDS)
    assert sorted(len(one.members) for one in found) == [10, 10, 10]
    assert all(one.density > 0.9 for one in found)


@pytest.mark.parametrize("count", [0, 1, 4])
def test_hardly_any_messages_are_no_trouble(count: int) -> None:
    rules = replace(RULES, smallest=5)
    found = clusters_of(
        [str(at) for at in range(count)], ["好"] * count, scattered(count), rules, list, lambda stage, share: None
    )
    assert found == []


def test_every_stage_is_told_in_its_order() -> None:
    told: list[Stage] = []
    clusters_of(
        [str(at) for at in range(12)], ["好"] * 12, around(1, 12, 0.1), RULES, list, lambda stage, _: told.append(stage)
    )
    assert list(dict.fromkeys(told)) == [Stage.REDUCE, Stage.NEIGHBOURS, Stage.GROUP, Stage.WORDS]
