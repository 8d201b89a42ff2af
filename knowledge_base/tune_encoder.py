"""Tune the encoder's upper layers so that messages of one intent lie together: `knowledge_base.train_encoder tune`.

Supervised contrast: in a batch of some intents, a sentence must be nearer to those of its own than to the others; and
nearer to its intent's proxy, a learned vector, than to that of any other intent. JD's intents are a second task of the
same kind. What holds the encoder to what it knew: the lower layers stay as they are, every vector is drawn back to the
untuned one, everyday talk is drawn back and nothing else, and the result is a mean of untuned and tuned weights.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from knowledge_base.base_weights import Floats, Shape
from knowledge_base.encoder_layers import Network, Tensors, means
from knowledge_base.tuning_data import Sentence

NONE = -1


@dataclass(frozen=True)
class Plan:
    """`own`, `jd`: intents in a batch, with `each` sentences; `talk`: its sentences of everyday talk."""

    first_layer: int = 8
    steps: int = 240
    rate: float = 6e-4
    temperature: float = 0.05
    dropout: float = 0.1
    own: int = 14
    jd: int = 8
    each: int = 4
    talk: int = 3
    proxy_weight: float = 1.0
    proxy_rate: float = 1.2e-2
    hold_weight: float = 1.5
    share_of_tuned: float = 0.65
    seed: int = 0


@dataclass(frozen=True)
class Batch:
    rows: NDArray[np.int64]
    own: torch.Tensor
    jd: torch.Tensor


class Labels:
    """Numbers for names, and the rows that bear each; a row without a name has NONE."""

    def __init__(self, names: Sequence[str | None]) -> None:
        self.names = sorted({name for name in names if name is not None})
        places = {name: place for place, name in enumerate(self.names)}
        self.of = np.array([NONE if name is None else places[name] for name in names])
        self.rows = [np.flatnonzero(self.of == place) for place in range(len(self.names))]


class Batches:
    def __init__(self, sentences: Sequence[Sentence], plan: Plan) -> None:
        self.plan, self.random = plan, np.random.default_rng(plan.seed)
        self.own = Labels([one.intent for one in sentences])
        self.jd = Labels([one.jd for one in sentences])
        self.written = Labels([None if one.jd else one.intent for one in sentences])
        self.talk = np.flatnonzero((self.own.of == NONE) & (self.jd.of == NONE))

    def draw(self) -> Batch:
        talk = self.random.permutation(self.talk)[: self.plan.talk]
        rows = np.concatenate([self._some(self.written, self.plan.own), self._some(self.jd, self.plan.jd), talk])
        return Batch(rows, torch.from_numpy(self.own.of[rows]), torch.from_numpy(self.jd.of[rows]))

    def _some(self, labels: Labels, count: int) -> NDArray[np.int64]:
        chosen = self.random.permutation(len(labels.names))[:count]
        parts = [self.random.permutation(labels.rows[one])[: self.plan.each] for one in chosen]
        return np.concatenate([np.empty(0, np.int64), *parts])


def contrast(nearness: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """The mean surprise, in nats, at finding a row's own label rather than another; NONE takes no part."""
    named = labels != NONE
    others = named[:, None] & named[None, :] & ~torch.eye(len(labels), dtype=torch.bool)
    same = others & (labels[:, None] == labels[None, :])
    surprise = torch.logsumexp(nearness.masked_fill(~others, -torch.inf), 1, keepdim=True) - nearness
    paired = same.any(1)
    return (surprise[paired] * same[paired]).sum(1).div(same[paired].sum(1)).mean()


class Objective:
    def __init__(self, untuned: torch.Tensor, center: torch.Tensor, labels: Labels, plan: Plan) -> None:
        self.untuned, self.center, self.plan = untuned, center, plan
        middles = torch.stack([untuned[torch.from_numpy(rows)].mean(0) for rows in labels.rows])
        self.proxies = middles.clone().requires_grad_()

    def __call__(self, vectors: torch.Tensor, batch: Batch) -> torch.Tensor:
        moved = functional.normalize(vectors - self.center, dim=1)
        nearness = moved @ moved.T / self.plan.temperature
        held = 1 - (moved * self.untuned[torch.from_numpy(batch.rows)]).sum(1).mean()
        apart = contrast(nearness, batch.own) + contrast(nearness, batch.jd)
        return apart + self.plan.proxy_weight * self.to_proxies(moved, batch.own) + self.plan.hold_weight * held

    def to_proxies(self, moved: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        named = labels != NONE
        nearness = moved[named] @ functional.normalize(self.proxies, dim=1).T / self.plan.temperature
        return functional.cross_entropy(nearness, labels[named])


class Frozen:
    """What the untuned lower layers make of every sentence, computed once."""

    def __init__(self, network: Network, ids: Sequence[Sequence[int]], layers: range) -> None:
        self.outputs: dict[int, torch.Tensor] = {}
        for rows in _by_length(ids):
            lengths = [len(ids[row]) for row in rows]
            with torch.no_grad():
                tokens = network.layers(network.embeddings([ids[row] for row in rows]), lengths, layers)
            self.outputs.update(zip(rows, (one.clone() for one in torch.split(tokens, lengths)), strict=True))

    def vectors(self, network: Network, rows: Sequence[int], layers: range, dropout: float = 0.0) -> torch.Tensor:
        order = sorted(range(len(rows)), key=lambda place: len(self.outputs[rows[place]]))
        chosen = [self.outputs[rows[place]] for place in order]
        lengths = [len(one) for one in chosen]
        found = means(network.layers(torch.cat(chosen), lengths, layers, dropout), lengths)
        return found[torch.from_numpy(np.argsort(order))]

    def all_vectors(self, network: Network, layers: range) -> torch.Tensor:
        found = torch.empty(len(self.outputs), network.shape.hidden)
        for rows in _by_length([self.outputs[row] for row in range(len(found))]):
            with torch.no_grad():
                found[rows] = self.vectors(network, rows, layers)
        return found


def _by_length(sentences: Sequence[Sequence[int] | torch.Tensor], size: int = 128) -> Iterator[list[int]]:
    order = sorted(range(len(sentences)), key=lambda row: len(sentences[row]))
    yield from (order[start : start + size] for start in range(0, len(order), size))


def tuned(
    tensors: Mapping[str, Floats],
    shape: Shape,
    sentences: Sequence[Sentence],
    ids: Sequence[Sequence[int]],
    plan: Plan,
    tell: Callable[[int, float], None] = lambda _step, _loss: None,
) -> dict[str, Floats]:
    """The tensors with the layers from `plan.first_layer` on tuned; `ids` are the pieces of the sentences."""
    torch.manual_seed(plan.seed)
    base = {name: torch.from_numpy(value) for name, value in tensors.items()}
    upper = range(plan.first_layer, shape.layers)
    frozen = Frozen(Network(base, shape), ids, range(plan.first_layer))
    trained = {name: base[name].clone().requires_grad_() for name in base if _layer_of(name) in upper}
    _train(Network({**base, **trained}, shape), trained, frozen, sentences, plan, tell)
    return {**tensors, **{name: _mixed(tensors[name], value, plan.share_of_tuned) for name, value in trained.items()}}


def _train(
    network: Network,
    trained: Tensors,
    frozen: Frozen,
    sentences: Sequence[Sentence],
    plan: Plan,
    tell: Callable[[int, float], None],
) -> None:
    upper, batches = range(plan.first_layer, network.shape.layers), Batches(sentences, plan)
    before = frozen.all_vectors(network, upper)
    center = before.mean(0)
    objective = Objective(functional.normalize(before - center, dim=1), center, batches.own, plan)
    optimizer = _optimizer(trained, objective.proxies, plan)
    for step, rate in enumerate(_rates(plan.steps)):
        batch = batches.draw()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            vectors = frozen.vectors(network, batch.rows.tolist(), upper, plan.dropout)
        loss = objective(vectors, batch)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(trained.values(), 1.0)
        for group in optimizer.param_groups:
            group["lr"] = rate * group["initial_lr"]
        optimizer.step()
        tell(step, loss.item())


def _optimizer(trained: Tensors, proxies: torch.Tensor, plan: Plan) -> torch.optim.AdamW:
    parts = ((list(trained.values()), plan.rate), ([proxies], plan.proxy_rate))
    return torch.optim.AdamW([{"params": each, "lr": rate, "initial_lr": rate} for each, rate in parts])


def _rates(steps: int) -> Iterator[float]:
    """Up over the first tenth, then evenly down."""
    warm = max(1, steps // 10)
    yield from (min(1.0, (step + 1) / warm) * (1 - step / steps) for step in range(steps))


def _layer_of(name: str) -> int:
    found = re.match(r"l(\d+)\.", name)
    return int(found[1]) if found else NONE


def _mixed(old: Floats, new: torch.Tensor, share: float) -> Floats:
    return np.asarray((1 - share) * old + share * new.detach().numpy(), dtype=np.float32)
