from assist_api.domain.handover import Turn
from assist_api.domain.talk import as_text


def test_the_newest_message_stands_first() -> None:
    turns = [Turn("到哪了"), Turn("人呢", before="亲，请说订单号")]
    assert as_text(turns) == "顾客：人呢 客服：亲，请说订单号 顾客：到哪了"


def test_the_bots_answer_stands_before_it_where_it_is_known() -> None:
    assert as_text([Turn("到哪了")], "亲，在杭州～").startswith("客服：亲，在杭州～ 顾客：到哪了")


def test_a_message_that_the_bot_failed_at_says_so() -> None:
    assert as_text([Turn("有没有会喘气的", failed=True)]) == "顾客：有没有会喘气的（没答上）"


def test_long_lines_are_cut_so_that_the_talk_before_them_is_read_too() -> None:
    text = as_text([Turn("到哪了"), Turn("长" * 500, before="亲" * 500)])
    assert text.endswith("顾客：到哪了")
    assert len(text) < 250
