import pytest

from assist_api.domain.agreement import agreement, confused


def test_kappa_is_what_is_left_of_agreement_beyond_chance() -> None:
    """Cohen's own example: 50 grants, two readers."""
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    found = agreement(pairs)
    assert (found.items, found.agreed) == (50, 35)
    assert found.kappa == pytest.approx(0.4)
    assert found.low is not None and found.high is not None
    assert found.low < 0.4 < found.high


def test_two_who_agree_as_chance_would_have_it_have_a_kappa_of_nought() -> None:
    assert agreement([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]).kappa == pytest.approx(0.0)


def test_two_who_always_differ_have_a_negative_one() -> None:
    found = agreement([("a", "b"), ("b", "a")])
    assert found.kappa == pytest.approx(-1.0) and found.low == -1.0


def test_nothing_in_common_is_no_agreement_and_one_answer_for_all_is_a_full_one() -> None:
    assert agreement([]).kappa is None
    assert agreement([("a", "a")] * 3).kappa == 1.0


def test_who_said_which_of_two_that_are_confused_does_not_matter() -> None:
    pairs = [("a", "b"), ("b", "a"), ("c", "a"), ("a", "a")]
    assert confused(pairs) == [(("a", "b"), 2), (("a", "c"), 1)]
