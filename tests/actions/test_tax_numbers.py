from __future__ import annotations

import pytest

from actions.services.tax_numbers import is_tax_number, number_in


@pytest.mark.parametrize("number", ["91330100799655058B", "91440300708461136T", "110105198001011"])
def test_real_numbers_are_right(number: str) -> None:
    assert is_tax_number(number)


@pytest.mark.parametrize("number", ["91330100799655058A", "91330100799655O58B", "9133010079965505", ""])
def test_a_wrong_check_digit_letter_or_length_is_seen(number: str) -> None:
    assert not is_tax_number(number)


def test_it_is_found_in_a_sentence_however_it_was_typed() -> None:
    assert number_in("税号 9133 0100 7996 5505 8b") == "91330100799655058B"
    assert number_in("订单 2411112217924867857") == ""
