"""Tune the encoder's upper layers so that messages of one intent lie together: `knowledge_base.train_encoder tune`.

Supervised contrast: in a batch of some intents, a sentence must be nearer to those of its own than to the others; and
nearer to its intent's proxy, a learned vector, than to that of any other intent. JD's intents are a second task of the
same kind. What holds the encoder to what it knew: the lower layers stay as they are, every vector is drawn back to the
untuned one, everyday talk is drawn back and nothing else, and the result is a mean of untuned and tuned weights.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import torch
from torch.nn import functional

from knowledge_base.base_weights import Floats, Shape
from knowledge_base.encoder_layers import Network, Tensors, means
from knowledge_base.tuning_batches import NONE, Batches
from knowledge_base.tuning_data import Sentence
from knowledge_base.tuning_objective import Objective
from knowledge_base.tuning_plan import Plan

HALF = torch.autocast("cpu", dtype=torch.bfloat16)  # twice as fast, and near enough to learn by


class Frozen:
    """What the untuned lower layers make of every sentence, computed once."""

    def __init__(self, network: Network, ids: Sequence[Sequence[int]], layers: range) -> None:
        self.outputs: dict[int, torch.Tensor] = {}
        for rows in _by_length(ids):
            lengths = [len(ids[row]) for row in rows]
            with torch.no_grad(), HALF:
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
            with torch.no_grad(), HALF:
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
    objective = Objective(functional.normalize(before - center, dim=1), center, batches.labels, plan)
    optimizer = _optimizer(trained, list(objective.proxies.values()), plan)
    for step, rate in enumerate(rates(plan.steps)):
        batch = batches.draw(objective.proxies)
        with HALF:
            vectors = frozen.vectors(network, batch.rows.tolist(), upper, plan.dropout)
        loss = objective(vectors, batch)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(trained.values(), 1.0)
        for group in optimizer.param_groups:
            group["lr"] = rate * group["initial_lr"]
        optimizer.step()
        tell(step, loss.item())


def _optimizer(trained: Tensors, proxies: Sequence[torch.Tensor], plan: Plan) -> torch.optim.AdamW:
    parts = ((list(trained.values()), plan.rate), (proxies, plan.proxy_rate))
    return torch.optim.AdamW([{"params": each, "lr": rate, "initial_lr": rate} for each, rate in parts])


def rates(steps: int) -> Iterator[float]:
    """Up over the first tenth, then evenly down."""
    warm = max(1, steps // 10)
    yield from (min(1.0, (step + 1) / warm) * (1 - step / steps) for step in range(steps))


def _layer_of(name: str) -> int:
    found = re.match(r"l(\d+)\.", name)
    return int(found[1]) if found else NONE


def _mixed(old: Floats, new: torch.Tensor, share: float) -> Floats:
    return np.asarray((1 - share) * old + share * new.detach().numpy(), dtype=np.float32)
