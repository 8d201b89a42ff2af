import numpy as np

from knowledge_base import choice
from knowledge_base.onnx_encoder import Floats

# The first number tells the right one from the others; the second is the same for all candidates of a message.
MESSAGES: list[Floats] = [
    np.array([[0.9, 5], [0.2, 5], [0.4, 5]], np.float32),
    np.array([[0.1, -3], [0.3, -3], [0.2, -3]], np.float32),
    np.array([[0.5, 2], [0.7, 2]], np.float32),
]


def test_what_orders_the_candidates_of_a_message_is_weighed() -> None:
    order, constant = choice.weights(MESSAGES, [0, 1, 1])
    assert order > 10 * abs(constant)


def test_what_speaks_against_the_right_one_weighs_against() -> None:
    assert choice.weights(MESSAGES, [1, 0, 0])[0] < 0


def test_what_all_candidates_share_speaks_for_any_against_none() -> None:
    assert choice.weights(MESSAGES, [0, choice.NONE, 1])[1] > 0
    assert choice.weights(MESSAGES, [choice.NONE, 1, choice.NONE])[1] < 0


def test_the_slope_is_that_of_the_loss() -> None:
    samples, starts, rows = (
        np.concatenate(MESSAGES).astype(np.float64),
        np.array([0, 3, 6]),
        np.array([0, choice.NONE, 7]),
    )
    point = np.array([0.3, -0.2, 0.5])
    _, slope = choice._loss(point, samples, starts, rows)
    for number, step in enumerate(np.eye(3) * 1e-6):
        after, _ = choice._loss(point + step, samples, starts, rows)
        before, _ = choice._loss(point - step, samples, starts, rows)
        assert abs((after - before) / 2e-6 - slope[number]) < 1e-6
