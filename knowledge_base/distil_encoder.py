"""Teach half of the layers to give the same vectors: `knowledge_base.train_encoder distil`.

The student starts as every second layer of its teacher and keeps the teacher's words; what it has to learn is the
direction of each sentence's centred vector.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch.nn import functional

from knowledge_base.base_weights import Floats
from knowledge_base.encoder_layers import Network
from knowledge_base.encoder_weights import Weights
from knowledge_base.tune_encoder import HALF, Frozen, rates

TALK_SENTENCES = 4_000


@dataclass(frozen=True)
class Plan:
    steps: int = 500
    batch: int = 64
    rate: float = 4e-4
    seed: int = 0


def student(
    teacher: Weights,
    ids: Sequence[Sequence[int]],
    plan: Plan = Plan(),
    tell: Callable[[int, float], None] = lambda _step, _loss: None,
) -> Weights:
    shape = replace(teacher.shape, layers=teacher.shape.layers // 2)
    known = {name: torch.from_numpy(value) for name, value in teacher.tensors.items()}
    words = Frozen(Network(known, teacher.shape), ids, range(0))
    goal = words.all_vectors(Network(known, teacher.shape), range(teacher.shape.layers))
    start = halved(teacher.tensors, teacher.shape.layers)
    trained = {name: torch.tensor(value, requires_grad=name.startswith("l")) for name, value in start.items()}
    _train(Network(trained, shape), words, goal, plan, tell)
    tensors = {name: value.detach().numpy() for name, value in trained.items()}
    return replace(teacher, tensors=tensors, shape=shape, fine=range(shape.layers))


def halved(tensors: Mapping[str, Floats], layers: int) -> dict[str, Floats]:
    """Of each two layers the later one."""
    kept = {f"l{layer}": f"l{layer // 2}" for layer in range(1, layers, 2)}
    dropped = {f"l{layer}" for layer in range(0, layers, 2)}
    parts = {name: name.partition(".") for name in tensors if name.partition(".")[0] not in dropped}
    return {f"{kept.get(first, first)}.{rest}": tensors[name] for name, (first, _, rest) in parts.items()}


def _train(network: Network, words: Frozen, goal: torch.Tensor, plan: Plan, tell: Callable[[int, float], None]) -> None:
    layers, center = range(network.shape.layers), goal.mean(0)
    learned = [value for value in network.tensors.values() if value.requires_grad]
    optimizer = torch.optim.AdamW(learned, plan.rate)
    for (step, rate), rows in zip(enumerate(rates(plan.steps)), _batches(len(goal), plan), strict=False):
        with HALF:
            vectors = words.vectors(network, rows, layers)
        loss = (1 - functional.cosine_similarity(vectors - center, goal[rows] - center)).mean()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        for group in optimizer.param_groups:
            group["lr"] = rate * plan.rate
        optimizer.step()
        tell(step, loss.item())


def _batches(count: int, plan: Plan) -> Iterator[list[int]]:
    random = np.random.default_rng(plan.seed)
    while True:
        order = random.permutation(count)
        yield from (order[start : start + plan.batch].tolist() for start in range(0, count, plan.batch))
