"""When the next messages are chosen anew."""

from __future__ import annotations

import pytest

from assist_api.domain.learning_order import Stand, is_due
from tests.assist_api.domain.test_teaching import RULES

AFTER = RULES.learning.anew_after
BEFORE = Stand(waiting=1000, decided=50)


def test_they_are_chosen_when_they_never_were() -> None:
    assert is_due(BEFORE, None, RULES.learning)


@pytest.mark.parametrize("labels", [AFTER, -AFTER])
def test_so_many_labels_given_or_taken_back_make_them_chosen_anew(labels: int) -> None:
    assert is_due(Stand(1000 - labels, 50 + labels), BEFORE, RULES.learning)


def test_fewer_do_not() -> None:
    assert not is_due(Stand(1000 - AFTER + 1, 50 + AFTER - 1), BEFORE, RULES.learning)


def test_of_a_large_inbox_a_share_must_be_new() -> None:
    assert not is_due(Stand(1000 + AFTER, 50), BEFORE, RULES.learning)
    assert is_due(Stand(1000 + 150, 50), BEFORE, RULES.learning)
