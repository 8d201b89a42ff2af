from __future__ import annotations

from decimal import Decimal

import pytest

from bot.components.entities.numbers import number, plain


@pytest.mark.parametrize(
    ("text", "value"),
    [("12.50", "12.5"), ("十", "10"), ("两百", "200"), ("一百五", "150"), ("一百零五", "105"), ("一百二十三", "123"),
     ("一千五", "1500"), ("两万三", "23000"), ("一万零五十", "10050"), ("三八", "38"), ("万", "10000")],
)  # fmt: skip
def test_numbers_read_as_people_mean_them(text: str, value: str) -> None:
    assert plain(number(text)) == value


def test_a_round_number_has_no_exponent() -> None:
    assert plain(Decimal("1E+2")) == "100"
