"""On a network of a few numbers: what tuning changes, and what it leaves alone."""

import numpy as np
import pytest
import torch

from knowledge_base.base_weights import Floats, Shape
from knowledge_base.encoder_layers import Network, means
from knowledge_base.tune_encoder import NONE, Batches, Plan, contrast, tuned
from knowledge_base.tuning_data import Sentence

SHAPE = Shape(16, 2, 4, 32, 40, 12, 1, 1e-12)
PLAN = Plan(first_layer=1, steps=25, rate=3e-3, own=3, jd=2, each=3, talk=2, hold_weight=0.1)
INTENTS = ["greet", "bargain", "ask_price"]
SENTENCES = [
    *(Sentence(f"{intent} {place}", intent) for intent in INTENTS for place in range(4)),
    *(Sentence(f"{jd} {place}", None, jd) for jd in ("代收", "拒收") for place in range(4)),
    *(Sentence(f"talk {place}") for place in range(3)),
]
IDS = [[place % 40, (7 * place) % 40, (11 * place + 3) % 40][: 1 + place % 3] for place in range(len(SENTENCES))]


@pytest.fixture(scope="module")
def tensors() -> dict[str, Floats]:
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


def vectors(tensors: dict[str, Floats], ids: list[list[int]]) -> torch.Tensor:
    network, lengths = (
        Network({name: torch.from_numpy(value) for name, value in tensors.items()}, SHAPE),
        [*map(len, ids)],
    )
    return means(network.layers(network.embeddings(ids), lengths, range(SHAPE.layers)), lengths)


def test_a_sentence_has_the_same_vector_alone_and_among_others(tensors: dict[str, Floats]) -> None:
    together = vectors(tensors, IDS)
    assert torch.allclose(together, torch.cat([vectors(tensors, [one]) for one in IDS]), atol=1e-5)


def test_tuning_brings_the_sentences_of_an_intent_together(tensors: dict[str, Floats]) -> None:
    own = torch.from_numpy(Batches(SENTENCES, PLAN).own.of)
    before, after = (vectors(one, IDS) for one in (tensors, tuned(tensors, SHAPE, SENTENCES, IDS, PLAN)))
    assert contrast(after @ after.T / 0.05, own) < contrast(before @ before.T / 0.05, own) - 0.3


def test_tuning_leaves_the_lower_layers_as_they_were(tensors: dict[str, Floats]) -> None:
    after = tuned(tensors, SHAPE, SENTENCES, IDS, Plan(first_layer=1, steps=1, own=3, each=3))
    changed = {name for name, value in after.items() if not np.array_equal(value, tensors[name])}
    assert changed and all(name.startswith("l1.") for name in changed)


def test_a_share_of_nothing_gives_the_untuned_weights(tensors: dict[str, Floats]) -> None:
    after = tuned(tensors, SHAPE, SENTENCES, IDS, Plan(first_layer=1, steps=2, own=3, each=3, share_of_tuned=0.0))
    assert all(np.allclose(value, tensors[name]) for name, value in after.items())


def test_sentences_without_a_label_take_no_part_in_the_contrast() -> None:
    nearness = torch.tensor([[9.0, 2, 7], [2, 9, 7], [7, 7, 9]])
    assert contrast(nearness, torch.tensor([0, 0, NONE])) == pytest.approx(0, abs=1e-6)


def test_a_batch_has_sentences_of_each_kind() -> None:
    batch = Batches(SENTENCES, PLAN).draw()
    assert len(batch.rows) == 3 * 3 + 2 * 3 + 2
    assert ((batch.own == NONE) & (batch.jd == NONE)).sum() == PLAN.talk
