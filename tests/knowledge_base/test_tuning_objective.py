import numpy as np
import pytest
import torch
from torch.nn import functional

from knowledge_base.tuning_batches import NONE, Batch, Labels
from knowledge_base.tuning_objective import Objective, contrast
from knowledge_base.tuning_plan import Plan

UNTUNED = functional.normalize(torch.randn(6, 8, generator=torch.Generator().manual_seed(0)), dim=1)
LABELS = {"intent": Labels(["a", "a", "b", None, None, None]), "entry": Labels([None, None, None, "x", "x", "y"])}


def objective(**changed: float) -> Objective:
    return Objective(UNTUNED, torch.zeros(8), LABELS, Plan(**changed))  # type: ignore[arg-type]


def batch(rows: list[int]) -> Batch:
    return Batch(np.array(rows), {name: torch.from_numpy(each.of[rows]) for name, each in LABELS.items()})


def test_sentences_without_a_label_take_no_part_in_the_contrast() -> None:
    nearness = torch.tensor([[9.0, 2, 7], [2, 9, 7], [7, 7, 9]])
    assert contrast(nearness, torch.tensor([0, 0, NONE])) == pytest.approx(0, abs=1e-6)


def test_a_batch_without_a_pair_has_no_contrast() -> None:
    assert contrast(torch.eye(2), torch.tensor([0, NONE])) == 0


def test_an_entry_is_not_pushed_from_an_intent() -> None:
    """The vector of an intent's sentence moves onto an entry's: the entry's part of the loss stays as it was."""
    alone = contrast(UNTUNED[[3, 4, 5]] @ UNTUNED[[3, 4, 5]].T, torch.tensor([0, 0, 1]))
    beside = UNTUNED[[0, 3, 4, 5]].clone()
    beside[0] = beside[1]
    assert contrast(beside @ beside.T, torch.tensor([NONE, 0, 0, 1])) == pytest.approx(float(alone))


def test_a_sentence_that_moves_from_where_it_was_costs_more() -> None:
    held, moved = objective(hold_weight=1.0), batch([0, 1, 2, 3, 4, 5])
    free = objective(hold_weight=0.0)
    assert (held(UNTUNED, moved) - free(UNTUNED, moved)).item() == pytest.approx(0, abs=1e-5)
    turned = UNTUNED.roll(1, dims=1)
    assert (held(turned, moved) - free(turned, moved)).item() > 0.1


def test_each_labelling_has_a_proxy_for_each_of_its_classes() -> None:
    assert {name: len(each) for name, each in objective().proxies.items()} == {"intent": 2, "entry": 2}


def test_a_labelling_that_is_left_out_costs_nothing() -> None:
    none = Labels([None] * 6)
    without = Objective(UNTUNED, torch.zeros(8), {"entry": none}, Plan(hold_weight=0))
    assert without(UNTUNED, Batch(np.arange(6), {"entry": torch.from_numpy(none.of)})) == 0
