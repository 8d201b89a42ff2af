"""What tuning makes small: each labelling is a contrast of its own, so that none pushes apart what another joins."""

from collections.abc import Mapping

import torch
from torch.nn import functional

from knowledge_base.tuning_batches import NONE, Batch, Labels
from knowledge_base.tuning_plan import Plan


def contrast(nearness: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """The mean surprise, in nats, at finding a row's own label rather than another; NONE takes no part."""
    named = labels != NONE
    others = named[:, None] & named[None, :] & ~torch.eye(len(labels), dtype=torch.bool)
    same = others & (labels[:, None] == labels[None, :])
    paired = same.any(1)
    if not paired.any():
        return nearness.new_zeros(())
    surprise = torch.logsumexp(nearness.masked_fill(~others, -torch.inf), 1, keepdim=True) - nearness
    return (surprise[paired] * same[paired]).sum(1).div(same[paired].sum(1)).mean()


class Objective:
    """`untuned` are the centred unit vectors of all sentences before."""

    def __init__(self, untuned: torch.Tensor, center: torch.Tensor, labels: Mapping[str, Labels], plan: Plan) -> None:
        self.untuned, self.center, self.plan = untuned, center, plan
        self.proxies = {name: self._middles(each).requires_grad_() for name, each in labels.items()}

    def _middles(self, labels: Labels) -> torch.Tensor:
        rows = [self.untuned[torch.from_numpy(one)].mean(0) for one in labels.rows]
        return torch.stack(rows) if rows else self.untuned.new_zeros(0, self.untuned.shape[1])

    def __call__(self, vectors: torch.Tensor, batch: Batch) -> torch.Tensor:
        moved = functional.normalize(vectors - self.center, dim=1)
        nearness = moved @ moved.T / self.plan.temperature
        held = 1 - (moved * self.untuned[torch.from_numpy(batch.rows)]).sum(1).mean()
        apart = [contrast(nearness, labels) for labels in batch.labels.values()]
        placed = [self.to_proxies(moved, batch.labels[name], each) for name, each in self.proxies.items()]
        return sum(apart) + self.plan.proxy_weight * sum(placed) + self.plan.hold_weight * held

    def to_proxies(self, moved: torch.Tensor, labels: torch.Tensor, proxies: torch.Tensor) -> torch.Tensor:
        named = labels != NONE
        if not named.any():
            return moved.new_zeros(())
        nearness = moved[named] @ functional.normalize(proxies, dim=1).T / self.plan.temperature
        return functional.cross_entropy(nearness, labels[named])
