import pytest

from assist_api.domain.serious_complaint import serious_in


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("你们客服骂我", "被客服侮辱"),
        ("上次那个客服说我穷", "被客服侮辱"),
        ("吃出一只蟑螂", "食品变质或有异物"),
        ("发来的是别人穿过的", "收到用过的商品"),
        ("我投诉三次了", "以前的投诉没有结果"),
        ("上个月的工单到现在都没人管", "以前的投诉没有结果"),
    ],
)
def test_what_is_told_says_how_serious_it_is(text: str, what: str) -> None:
    assert serious_in(text) == what


@pytest.mark.parametrize("text", ["零食会不会有虫", "是不是别人退过的", "怕收到二手的", "投诉电话是多少"])
def test_a_worry_is_no_complaint(text: str) -> None:
    assert serious_in(text) is None
