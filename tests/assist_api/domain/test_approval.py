import pytest

from assist_api.domain.approval import PERSONAL_DATA, obstacles, safe


@pytest.mark.parametrize(
    "text",
    [
        "您打我电话13812345678",
        "订单 4410026611 我查了",
        "手机尾号 3344 是您吗",
        "送到3号楼那边",
        "加微信 tang_li88",
        "运单 YT88001122",
    ],
)
def test_words_about_one_person_are_not_used_again(text: str) -> None:
    assert obstacles(text) == [PERSONAL_DATA]
    assert safe(text) != text


@pytest.mark.parametrize(
    "text",
    ["运费 8 元", "退您 ¥20", "三天到", "48小时内发", "打 9 折", "11月25日发", "今天 15:30 前", "只剩 2 件了"],
)
def test_amounts_and_times_from_thin_air_are_not_used_again(text: str) -> None:
    assert len(obstacles(text)) == 1
    assert obstacles(text) != [PERSONAL_DATA]


@pytest.mark.parametrize(
    "text",
    [
        "运费 {policy.shipping.fee} 元，{policy.shipping.days} 天到",
        "38 码的偏小，建议大一码",
        "这两天有点忙，请您谅解",
        "可以一块儿寄回来",
    ],
)
def test_slots_and_plain_words_stand_in_nobodys_way(text: str) -> None:
    assert obstacles(text) == []


def test_an_amount_that_was_in_the_entry_before_may_stay() -> None:
    assert obstacles("续航 8 小时，充满要 2 小时", "续航 8 小时") == [
        "“2 小时”要换成店铺规则或实时数据的占位符，或删掉。"
    ]
