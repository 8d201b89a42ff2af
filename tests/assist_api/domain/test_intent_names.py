import pytest

from assist_api.domain.intent_names import IntentName, begins, found

INTENTS = [
    IntentName("ask_refund_progress", "退款进度", "after_sales", ("tui", "kuan", "jin", "du")),
    IntentName("request_return", "申请退货", "after_sales", ("shen", "qing", "tui", "huo")),
    IntentName("ask_return_policy", "退货政策", "after_sales", ("tui", "huo", "zheng", "ce")),
    IntentName("track_shipment", "查物流", "logistics", ("cha", "wu", "liu")),
]


def names(typed: str) -> list[str]:
    return [one.name for one in found(INTENTS, typed)]


@pytest.mark.parametrize(
    "typed", ["退款", "退款进度", "tuikuan", "tkjd", "TKJD", "tuik", "refund", "ask_refund", "tui kuan"]
)
def test_an_intent_is_found_by_chinese_pinyin_or_name(typed: str) -> None:
    assert names(typed)[0] == "ask_refund_progress"


def test_the_beginning_of_a_name_comes_before_its_middle() -> None:
    assert names("退货") == ["ask_return_policy", "request_return"]
    assert names("th") == ["ask_return_policy", "request_return"]


def test_nothing_typed_shows_all_in_their_order_and_nonsense_none() -> None:
    assert names(" ") == [one.name for one in INTENTS]
    assert names("zzz") == []


def test_syllables_may_be_cut_short_each_for_itself() -> None:
    syllables = ("zhuan", "ren", "gong")
    assert [begins(syllables, typed) for typed in ("zrg", "zhuanrg", "zhren", "zg", "zhuanz")] == [
        True,
        True,
        True,
        False,
        False,
    ]
