from collections.abc import Mapping
from typing import Any

from assist_api.adapters.drafts import DraftChecker
from assist_api.adapters.shop import OrderFile
from assist_api.errors import ShopUnavailable
from shop.connect import read_policy
from shop.models import Product


class Shop:
    """Counts how often it is asked; may be silent."""

    policy: Mapping[str, Any] = read_policy()

    def __init__(self, silent: bool = False) -> None:
        self.asked = 0
        self.silent = silent

    async def product(self, product_id: str | None) -> Product | None:
        self.asked += 1
        if self.silent:
            raise ShopUnavailable
        return None

    async def order_files(self, shopper_id: str | None, limit: int) -> list[OrderFile]:
        return []


async def test_a_shop_that_does_not_answer_leaves_the_lines_that_need_no_facts() -> None:
    checker = DraftChecker(Shop(silent=True))  # type: ignore[arg-type]
    found = await checker.check("这条是纯棉的，加我微信，订单 2520833377472530999", "c105", "s1001")
    assert [one.rule for one in found] == ["off_platform.wechat"]


async def test_while_somebody_types_the_shop_is_asked_once() -> None:
    shop = Shop()
    checker = DraftChecker(shop)  # type: ignore[arg-type]
    for draft in ("这", "这条", "这条是"):
        await checker.check(draft, "c105", "s1001")
    assert shop.asked == 1


async def test_of_a_stranger_no_order_is_known_to_be_foreign() -> None:
    checker = DraftChecker(Shop())  # type: ignore[arg-type]
    assert await checker.check("订单 2520833377472530999 已发出") == []
    assert await checker.check("订单 2520833377472530999 已发出", None, "s1001") != []
