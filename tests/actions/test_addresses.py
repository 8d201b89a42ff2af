from __future__ import annotations

import pytest

from actions.services.addresses import Told, read_address, shown, shown_door

WHOLE = Told(receiver="李梅", phone="13900001234", region="浙江", detail="浙江省杭州市西湖区文三路100号3单元502室")


@pytest.mark.parametrize(
    "text",
    [
        "改成 李梅 13900001234 浙江省杭州市西湖区文三路 100 号 3 单元 502 室",
        "李梅，86-13900001234，浙江省 杭州市 西湖区 文三路100号3单元502室",
        "13900001234李梅浙江省杭州市西湖区文三路100号3单元502室",
        "浙江省杭州市西湖区文三路100号3单元502室李梅13900001234",
        "收货人：李梅，电话：139 0000 1234，地址：浙江省杭州市西湖区文三路100号3单元502室",
    ],
)
def test_a_whole_address_is_read_in_any_order(text: str) -> None:
    assert read_address(text) == WHOLE


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("收货人电话换成这个13900001234", Told(phone="13900001234")),
        ("收件人改成李梅", Told(receiver="李梅")),
        ("让欧阳小雨收吧", Told()),
        ("楼号写错了 是6栋不是9栋", Told(door="6栋")),
        ("地址后面加上B座17楼", Told(door="B座17楼")),
        ("不是这个地址 应该是二单元502", Told(door="二单元502")),
        ("区填错了 不是西湖区 是余杭区", Told(region="浙江", area="余杭区")),
        ("省份选错了 是湖南不是湖北", Told(region="湖南", area="湖南")),
        ("文三路200号", Told(detail="文三路200号")),
        ("南京东路100号", Told(detail="南京东路100号")),
        ("地址改成南京市鼓楼区中山北路18号可以吗", Told(region="江苏", detail="南京市鼓楼区中山北路18号")),
    ],
)
def test_only_what_is_said_is_read(text: str, told: Told) -> None:
    assert read_address(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "改地址",
        "帮我改成公司地址",
        "收货人换成我老公",
        "我8号那单地址改一下",
        "我在路上才发现地址没改",
        "尾号应该是8021",
    ],
)
def test_nothing_is_read_where_nothing_is_said(text: str) -> None:
    assert read_address(text) == Told()


def test_the_street_is_shown_and_the_house_is_not() -> None:
    assert shown("杭州市西湖区文三路100号3单元502室") == "杭州市西湖区文三路****"
    assert shown_door("3单元1202") == "3单元***2"
