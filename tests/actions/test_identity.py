from __future__ import annotations

import pytest

from actions.services.identity import Given, identify, read_identity
from shop.sql import SqlShop

ORDER = "2034567890123456789"


@pytest.mark.parametrize(
    ("text", "asked", "given"),
    [
        (f"{ORDER} 1234", False, Given(ORDER, "1234")),
        (f"订单号{ORDER}", True, Given(ORDER)),
        ("1234", True, Given(None, "1234")),
        ("尾号是1234", False, Given(None, "1234")),
        ("13800001234", True, Given(None, "1234")),
        ("我2024年买的", False, Given()),
        ("不记得了", True, Given()),
    ],
)
def test_what_a_message_gives_away(text: str, asked: bool, given: Given) -> None:
    assert read_identity(text, asked=asked) == given


def test_order_and_phone_together_tell_the_shopper(shop: SqlShop) -> None:
    order = shop.orders("s1001")[0]
    assert identify(shop, order.id, order.phone_masked[-4:]) == "s1001"


def test_a_wrong_phone_and_an_unknown_order_read_the_same(shop: SqlShop) -> None:
    order = shop.orders("s1001")[0]
    wrong = "0000" if order.phone_masked[-4:] != "0000" else "1111"
    assert identify(shop, order.id, wrong) is identify(shop, ORDER, wrong) is None
