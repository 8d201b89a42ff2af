import pytest

from assist_api.domain.in_earnest import is_matter, is_meant
from assist_api.domain.messages import Understanding


def meant(text: str, intent: str = "nlu_fallback") -> bool:
    return is_meant(text, is_matter(Understanding(intent, 0.9), 0.5))


@pytest.mark.parametrize("text", ["你们这群骗子", "破店 恶心", "滚", "退钱！骗子店", "你他妈耍我呢"])
def test_abuse_and_what_is_said_to_us_is_meant(text: str) -> None:
    assert meant(text, "ask_price")


@pytest.mark.parametrize("text", ["气死我了哈哈哈哈 又手慢了", "你这个小骗子 又骗我买了一件 哈哈", "被自己蠢哭了😂"])
def test_who_laughs_does_not_mean_it(text: str) -> None:
    assert not meant(text, "complain")


@pytest.mark.parametrize(
    ("text", "intent"),
    [("混蛋糕和奶油蛋糕", "compare_products"), ("土匪鸡卤料", "ask_stock"), ("滚珠香水有没有", "ask_product_detail")],
)
def test_goods_with_a_bad_name_are_goods(text: str, intent: str) -> None:
    assert not meant(text, intent)


@pytest.mark.parametrize(
    "text", ["怎么举报别人盗图", "投诉一般几天有结果", "上次差评是我误会了 怎么删", "12315是干什么的"]
)
def test_a_question_about_a_rule_complains_of_nothing(text: str) -> None:
    assert not meant(text, "complain")


def test_the_same_words_against_us_do() -> None:
    assert meant("投诉你们要去哪里", "complain")
