"""Batches in which a sentence meets the classes that it is easily taken for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from knowledge_base.tuning_data import LABELLINGS, Sentence
from knowledge_base.tuning_plan import Plan

NONE = -1


@dataclass(frozen=True)
class Batch:
    """`labels`: for each labelling the class of each row, NONE where it has none."""

    rows: NDArray[np.int64]
    labels: Mapping[str, torch.Tensor]


class Labels:
    """Numbers for names, and the rows that bear each."""

    def __init__(self, names: Sequence[str | None]) -> None:
        self.names = sorted({name for name in names if name is not None})
        places = {name: place for place, name in enumerate(self.names)}
        self.of = np.array([NONE if name is None else places[name] for name in names])
        self.rows = [np.flatnonzero(self.of == place) for place in range(len(self.names))]


class Batches:
    def __init__(self, sentences: Sequence[Sentence], plan: Plan) -> None:
        self.plan, self.random = plan, np.random.default_rng(plan.seed)
        self.labels = {name: Labels([getattr(one, name) for one in sentences]) for name in LABELLINGS}
        self.theirs = np.array([one.jd is not None for one in sentences])
        self.talk = np.flatnonzero(np.all([labels.of == NONE for labels in self.labels.values()], axis=0))

    def draw(self, proxies: Mapping[str, torch.Tensor]) -> Batch:
        """`proxies`: a vector for each class of each labelling, by which its neighbours are found."""
        parts = [self._sentences(name, self._classes(name, proxies[name].detach())) for name in LABELLINGS]
        rows = np.concatenate([*parts, self.random.permutation(self.talk)[: self.plan.talk]])
        return Batch(rows, {name: torch.from_numpy(labels.of[rows]) for name, labels in self.labels.items()})

    def _classes(self, labelling: str, proxies: torch.Tensor) -> list[int]:
        count, chosen = min(self.plan.classes(labelling), len(proxies)), dict[int, None]()
        for seed in self.random.permutation(len(proxies)):
            if len(chosen) >= count:
                break
            chosen.update(dict.fromkeys([int(seed), *self._neighbours(int(seed), proxies)]))
        return list(chosen)[:count]

    def _neighbours(self, seed: int, proxies: torch.Tensor) -> list[int]:
        nearness = torch.nn.functional.normalize(proxies, dim=1) @ proxies[seed]
        near = nearness.argsort(descending=True)[1 : self.plan.nearest + 1].tolist()
        return [near[place] for place in self.random.permutation(len(near))[: self.plan.family - 1]]

    def _sentences(self, labelling: str, classes: Sequence[int]) -> NDArray[np.int64]:
        """JD's messages are drawn by JD's intents alone: they are real, and would else be drawn twice."""
        drawn = [np.empty(0, np.int64)]
        for place in classes:
            rows = self.labels[labelling].rows[place]
            fitting = rows[~self.theirs[rows]] if labelling == "intent" else rows
            drawn.append(self.random.permutation(fitting)[: self.plan.each])
        return np.concatenate(drawn)
