from __future__ import annotations

from time import perf_counter

import pytest

from shop.demo.world import World
from shop.search import ProductIndex


@pytest.fixture(scope="session")
def index(world: World) -> ProductIndex:
    return ProductIndex(world.products)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("那双白色老爹鞋还有38码吗", "s201"),
        ("你家那个空气炸锅多大的", "a601"),
        ("雾霾蓝的卫衣我穿啥码", "c101"),
        ("小孩羽绒服120的有没有", "k302"),
        ("孕妇能用那个眼霜吗", "b504"),
        ("牛肉干辣不辣", "f403"),
        ("净水器滤芯多久换一次", "a612"),
        ("碎花裙会不会透啊", "c107"),
        ("马丁靴掉不掉绒", "s205"),
        ("想买个电饭锅一个人用的", "a602"),
        ("洗面奶敏感肌能用不", "b502"),
        ("有没有hoodie", "c101"),
        ("热水器装一下要多少钱", "a610"),
        ("每日坚果小孩能吃吗", "f401"),
        ("男孩穿的毛衣", "k309"),
        ("脚冷想买双雪地靴", "s206"),
    ],
)
def test_a_product_is_found_in_the_shoppers_own_words(index: ProductIndex, said: str, meant: str) -> None:
    assert index.find(said, limit=5)[0] == meant


@pytest.mark.parametrize(
    "said",
    [
        "快递什么时候到",
        "你好在吗",
        "我要退款",
        "可以开发票吗",
        "今天天气不错",
        "什么时候发货",
        "帮我查一下订单",
        "38码",
        "黑色的",
        "能不能便宜点",
        "地址改成上海市浦东新区",
        "质量太差了",
        "",
    ],
)
def test_what_names_no_product_finds_none(index: ProductIndex, said: str) -> None:
    assert index.find(said, limit=5) == []


def test_a_search_takes_milliseconds(index: ProductIndex) -> None:
    started = perf_counter()
    for _ in range(50):
        index.find("那双白色老爹鞋还有38码吗", limit=5)
    assert (perf_counter() - started) / 50 < 0.02
