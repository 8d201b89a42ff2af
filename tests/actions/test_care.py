from __future__ import annotations

import pytest

from actions.services.care import usage_care
from shop.sql import SqlShop
from tests.actions.conftest import Ask


@pytest.mark.parametrize(
    ("text", "product", "said"),
    [
        ("能机洗吗", "c102", "羊毛档冷水洗"),
        ("洗了会缩水吗", "c102", "毡缩"),
        ("怎么用", "b504", "仅晚上"),
        ("怎么安装", "a612", "需打孔装龙头"),
        ("能自己装吗", "a611", "免安装"),
        ("滤网咋洗", "a604", "晾干 24 小时"),
    ],
)
def test_it_is_used_washed_and_fitted_as_its_sheet_says(
    shop: SqlShop, ask: Ask, text: str, product: str, said: str
) -> None:
    assert said in usage_care(shop, ask(text, None, page_product_id=product)).text


def test_what_the_sheet_leaves_open_goes_to_the_knowledge_base_with_the_goods(shop: SqlShop, ask: Ask) -> None:
    reply = usage_care(shop, ask("炸薯条几度几分钟", None, page_product_id="a601"))
    assert reply.custom == {"knowledge": {"query": "空气炸锅 炸薯条几度几分钟"}}
