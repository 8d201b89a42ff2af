from __future__ import annotations

from datetime import timedelta

import pytest

from actions.services.wording import day_and_date, moment, one_of, short, yuan
from tests.actions.conftest import NOW


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (3, "今天下午 6:00"),
        (5, "今天晚上 8:00"),
        (19, "明天上午 10:00"),
        (-20, "昨天晚上 7:00"),
        (24 * 14, "11月25日下午 3:00"),
    ],
)
def test_a_moment_is_said_as_people_do(hours: int, said: str) -> None:
    assert moment(NOW + timedelta(hours=hours), NOW) == said


def test_a_near_day_carries_its_date() -> None:
    assert day_and_date(NOW + timedelta(days=2), NOW) == "后天（11月13日）"


@pytest.mark.parametrize(("amount", "said"), [(8.0, "8 元"), (12.5, "12.5 元"), (100, "100 元")])
def test_sums_have_no_idle_zeros(amount: float, said: str) -> None:
    assert yuan(amount) == said


def test_the_same_message_gets_the_same_words() -> None:
    assert one_of("abc", "m1") == one_of("abc", "m1")
    assert {one_of("abc", f"m{number}") for number in range(30)} == {"a", "b", "c"}


def test_a_title_is_said_without_the_shops_name() -> None:
    assert short("棠里 重磅纯棉连帽卫衣 宽松男女同款") == "重磅纯棉连帽卫衣"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("棠里 90 白鸭绒短款羽绒服 连帽防风", "白鸭绒短款羽绒服"),
        ("棠里电器 可视空气炸锅 4.5升 免翻面", "可视空气炸锅"),
        ("重磅纯棉连帽卫衣 宽松", "重磅纯棉连帽卫衣"),
        ("雪地靴", "雪地靴"),
    ],
)
def test_goods_are_called_by_their_name_without_the_brand(title: str, said: str) -> None:
    assert short(title) == said
