from __future__ import annotations

import pytest

from actions.services.quantities import number, pieces, wished_quantity


@pytest.mark.parametrize(("said", "value"), [("两", 2), ("十二", 12), ("二十", 20), ("一百二十", 120), ("50", 50)])
def test_numbers_are_read(said: str, value: int) -> None:
    assert number(said) == value


@pytest.mark.parametrize(("text", "count"), [("来两箱", 2), ("我要50件", 50), ("第二个", None), ("改码", None)])
def test_pieces_are_counted_with_their_unit(text: str, count: int | None) -> None:
    assert pieces(text) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [("多拍了一件 改成一件", 1), ("数量改成3", 3), ("再加一件", 3), ("减一件", 1), ("我只要1包", 1), ("改成L码", None)],
)
def test_an_order_of_two_is_wished_otherwise(text: str, count: int | None) -> None:
    assert wished_quantity(text, 2) == count
