import numpy as np
import pytest
import torch
from tokenizers import Tokenizer, models

from knowledge_base.base_weights import Floats
from knowledge_base.distil_encoder import Plan, halved, student
from knowledge_base.encoder_weights import Weights
from tests.knowledge_base.small_network import SHAPE, random_tensors, vectors

IDS = [[place % 40, (7 * place) % 40, (11 * place + 3) % 40][: 1 + place % 3] for place in range(40)]


@pytest.fixture(scope="module")
def teacher() -> Weights:
    return Weights(random_tensors(), SHAPE, Tokenizer(models.WordLevel({"a": 0}, "a")))


def distance(one: Weights, other: Weights) -> float:
    """The mean angle's cosine, less than one, after centring both on the second."""
    goal, found = vectors(other.tensors, IDS, other.shape), vectors(one.tensors, IDS, one.shape)
    center = goal.mean(0)
    return float(1 - torch.cosine_similarity(found - center, goal - center).mean())


def test_of_two_layers_the_later_one_is_kept() -> None:
    tensors: dict[str, Floats] = {
        name: np.array([at], np.float32) for at, name in enumerate(("emb.w", "l0.q.w", "l1.q.w"))
    }
    assert {name: value.item() for name, value in halved(tensors, 2).items()} == {"emb.w": 0, "l0.q.w": 2}


def test_the_student_comes_nearer_to_its_teacher(teacher: Weights) -> None:
    untaught = student(teacher, IDS, Plan(steps=0))
    taught = student(teacher, IDS, Plan(steps=60, batch=20, rate=3e-3))
    assert untaught.shape.layers == taught.shape.layers == 1
    assert distance(taught, teacher) < 0.6 * distance(untaught, teacher)


def test_the_student_keeps_its_teachers_words(teacher: Weights) -> None:
    taught = student(teacher, IDS, Plan(steps=3, batch=20))
    assert np.array_equal(taught.tensors["emb.word"], teacher.tensors["emb.word"])
