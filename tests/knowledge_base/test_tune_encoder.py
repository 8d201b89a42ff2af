"""On a network of a few numbers: what tuning changes, and what it leaves alone."""

import numpy as np
import pytest
import torch

from knowledge_base.base_weights import Floats
from knowledge_base.tune_encoder import tuned
from knowledge_base.tuning_batches import Labels
from knowledge_base.tuning_data import Sentence
from knowledge_base.tuning_objective import contrast
from knowledge_base.tuning_plan import Plan
from tests.knowledge_base.small_network import SHAPE, random_tensors, vectors

PLAN = Plan(first_layer=1, steps=25, rate=3e-3, intent=3, jd=2, each=3, talk=2, hold_weight=0.1)
INTENTS = ["greet", "bargain", "ask_price"]
SENTENCES = [
    *(Sentence(f"{intent} {place}", intent) for intent in INTENTS for place in range(4)),
    *(Sentence(f"{jd} {place}", None, jd) for jd in ("代收", "拒收") for place in range(4)),
    *(Sentence(f"talk {place}") for place in range(3)),
]
IDS = [[place % 40, (7 * place) % 40, (11 * place + 3) % 40][: 1 + place % 3] for place in range(len(SENTENCES))]


@pytest.fixture(scope="module")
def tensors() -> dict[str, Floats]:
    return random_tensors()


def test_a_sentence_has_the_same_vector_alone_and_among_others(tensors: dict[str, Floats]) -> None:
    together = vectors(tensors, IDS)
    assert torch.allclose(together, torch.cat([vectors(tensors, [one]) for one in IDS]), atol=1e-5)


def test_tuning_brings_the_sentences_of_an_intent_together(tensors: dict[str, Floats]) -> None:
    labels = torch.from_numpy(Labels([one.intent for one in SENTENCES]).of)
    before, after = (vectors(one, IDS) for one in (tensors, tuned(tensors, SHAPE, SENTENCES, IDS, PLAN)))
    assert contrast(after @ after.T / 0.05, labels) < contrast(before @ before.T / 0.05, labels) - 0.3


def test_tuning_leaves_the_lower_layers_as_they_were(tensors: dict[str, Floats]) -> None:
    after = tuned(tensors, SHAPE, SENTENCES, IDS, Plan(first_layer=1, steps=1, intent=3, each=3))
    changed = {name for name, value in after.items() if not np.array_equal(value, tensors[name])}
    assert changed and all(name.startswith("l1.") for name in changed)


def test_a_share_of_nothing_gives_the_untuned_weights(tensors: dict[str, Floats]) -> None:
    after = tuned(tensors, SHAPE, SENTENCES, IDS, Plan(first_layer=1, steps=2, intent=3, each=3, share_of_tuned=0.0))
    assert all(np.allclose(value, tensors[name]) for name, value in after.items())
