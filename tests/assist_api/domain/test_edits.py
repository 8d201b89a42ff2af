import pytest

from assist_api.domain.edits import Operation, applied, kept_share, medoid, operations

SUGGESTED = "亲，付款后 48 小时内发货，发出后会有短信通知您。"


def test_an_added_sentence_is_one_operation_at_its_place() -> None:
    sent = "亲，付款后 48 小时内发货，节假日顺延，发出后会有短信通知您。"
    assert operations(SUGGESTED, sent) == (Operation(SUGGESTED.index("发出后"), "", "节假日顺延，"),)


def test_changes_one_character_apart_are_one() -> None:
    assert operations("甲乙丙丁", "子乙寅丁") == (Operation(0, "甲乙丙", "子乙寅"),)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (SUGGESTED, "亲亲，付款后两天内发，发出后会有短信通知您哦"),
        (SUGGESTED, ""),
        ("", SUGGESTED),
        ("可以退", "不可以退换"),
        ("退退退换换", "换退换退换"),
        (SUGGESTED, "运费由我们出"),
    ],
)
def test_the_operations_make_what_was_sent_out_of_what_was_suggested(before: str, after: str) -> None:
    assert applied(before, operations(before, after)) == after


def test_equal_texts_differ_in_nothing() -> None:
    assert operations(SUGGESTED, SUGGESTED) == ()


def test_a_suggestion_with_much_added_is_kept_whole() -> None:
    assert kept_share(SUGGESTED, f"您好！{SUGGESTED}另外这双鞋偏小，建议大一码，喜欢可以放心拍。") == 1


def test_another_reply_keeps_next_to_nothing() -> None:
    assert kept_share(SUGGESTED, "这件外套是纯棉的，可以机洗。") < 0.2


def test_the_medoid_is_the_one_in_the_middle() -> None:
    texts = ["麻烦拍张照片", "麻烦您拍张照片发我", "麻烦您拍张照片", "稍等"]
    assert medoid(texts) == "麻烦您拍张照片"
