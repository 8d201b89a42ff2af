"""A network of a few numbers, in the shape of the encoder."""

from collections.abc import Mapping, Sequence

import numpy as np
import torch

from knowledge_base.base_weights import Floats, Shape
from knowledge_base.encoder_layers import Network, means

SHAPE = Shape(16, 2, 4, 32, 40, 12, 1, 1e-12)


def random_tensors() -> dict[str, Floats]:
    random, hidden, wide = np.random.default_rng(1), SHAPE.hidden, SHAPE.feed_forward
    sizes = {"emb.word": (SHAPE.vocabulary, hidden), "emb.pos": (SHAPE.positions, hidden), "emb.type": (1, hidden)}
    for layer in ("l0", "l1"):
        sizes |= {f"{layer}.{part}.w": (hidden, hidden) for part in ("q", "k", "v", "ao")}
        sizes |= {f"{layer}.fi.w": (wide, hidden), f"{layer}.fo.w": (hidden, wide)}
    made = {name: random.normal(0, 0.3, size).astype(np.float32) for name, size in sizes.items()}
    made |= {name[:-1] + "b": np.zeros(len(made[name]), np.float32) for name in sizes if name.endswith(".w")}
    for norm in ("emb.ln", "l0.aln", "l0.oln", "l1.aln", "l1.oln"):
        made |= {f"{norm}.w": np.ones(hidden, np.float32), f"{norm}.b": np.zeros(hidden, np.float32)}
    return made


def vectors(tensors: Mapping[str, Floats], ids: Sequence[Sequence[int]], shape: Shape = SHAPE) -> torch.Tensor:
    network = Network({name: torch.from_numpy(value) for name, value in tensors.items()}, shape)
    return means(network.layers(network.embeddings(ids), [*map(len, ids)], range(shape.layers)), [*map(len, ids)])
