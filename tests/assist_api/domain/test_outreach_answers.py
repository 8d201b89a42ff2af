"""What shoppers answer: stop, go on, and why they have not paid."""

import pytest

from assist_api.domain.outreach_answers import (
    CONFIRMED,
    GO_ON,
    STOP,
    UnpaidReason,
    Wish,
    says_more,
    unpaid_reason,
    wish,
)


@pytest.mark.parametrize(
    "text",
    ["别再提醒我了", "不要再给我发消息了", "别催付了行不行", "能不能别老提醒我", "不用提醒了谢谢", "停止推送", "退订",
     "不想收到你们的推送", "别打扰我", "不要骚扰我了"],
)  # fmt: skip
def test_stop_is_understood_in_whatever_words(text: str) -> None:
    assert wish(text, None, after_ours=False) is Wish.STOP


@pytest.mark.parametrize(
    "text", ["不要再发了", "别发了", "别再发了！", "不要发了啦", "别说了", "别烦我", "请不要再发消息了"]
)
def test_a_bare_stop_is_one_only_right_after_our_message(text: str) -> None:
    assert wish(text, None, after_ours=True) is Wish.STOP


@pytest.mark.parametrize("text", ["不要再发了", "别发了"])
def test_elsewhere_a_bare_stop_is_about_goods_on_their_way(text: str) -> None:
    assert wish(text, None, after_ours=False) is None


@pytest.mark.parametrize(
    "text",
    ["不要再发顺丰了", "别忘了到货提醒我", "不用发货了 我要退款", "不要发错颜色", "不想要了", "怎么不提醒我发货",
     "提醒一下快递送门口", "别的颜色有吗", "不要红色的"],
)  # fmt: skip
def test_what_only_looks_like_a_stop_is_none(text: str) -> None:
    assert wish(text, None, after_ours=True) is None


@pytest.mark.parametrize("text", ["恢复提醒", "帮我打开提醒吧", "还是提醒我吧", "继续提醒"])
def test_reminders_can_be_wanted_again(text: str) -> None:
    assert wish(text, None, after_ours=False) is Wish.GO_ON


def test_a_pressed_button_says_it_too() -> None:
    assert [wish("x", pressed, after_ours=True) for pressed in (STOP, GO_ON, CONFIRMED, "/greet")] == [
        Wish.STOP, Wish.GO_ON, Wish.CONFIRMED, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("尺码拿不准", UnpaidReason.SIZE),
        ("不晓得穿m还是l 怕偏小", UnpaidReason.SIZE),
        ("再比比价格", UnpaidReason.COMPARING),
        ("有点贵了 等双十二", UnpaidReason.COMPARING),
        ("付款不成功", UnpaidReason.PAYMENT),
        ("花呗限额了付不了", UnpaidReason.PAYMENT),
        ("不想要了", UnpaidReason.NOT_WANTED),
        ("在别家买了", UnpaidReason.NOT_WANTED),
        ("等会儿下班付", UnpaidReason.LATER),
        ("我再考虑下", UnpaidReason.LATER),
        ("周五前能到吗 赶不上就算了", UnpaidReason.DELIVERY),
        ("拍错颜色了", UnpaidReason.WRONG),
    ],
)
def test_the_reason_is_read_from_free_words(text: str, reason: UnpaidReason) -> None:
    assert unpaid_reason(text, None) is reason


def test_what_the_classifier_understood_helps_where_words_do_not() -> None:
    assert unpaid_reason("这个怎么弄啊", "report_payment_problem") is UnpaidReason.PAYMENT
    assert unpaid_reason("我家猫把手机踩了", "nlu_fallback") is UnpaidReason.OTHER


@pytest.mark.parametrize(
    ("text", "intent"), [("好的", "affirm"), ("谢谢亲", "thank"), ("在吗在吗", "greet"), ("嗯", None)]
)
def test_politeness_is_no_reason(text: str, intent: str | None) -> None:
    assert unpaid_reason(text, intent) is None


@pytest.mark.parametrize(
    "text", ["别提醒了，怎么付款啊", "不要再提醒我 转人工", "别再发消息了我要打12315", "别催付了 几天能到"]
)
def test_what_comes_with_a_stop_still_wants_an_answer(text: str) -> None:
    assert wish(text, None, after_ours=True) is Wish.STOP
    assert says_more(text)


@pytest.mark.parametrize("text", ["别再提醒我了", "能不能别老提醒我", "不要再发了，谢谢", "可以不要提醒我了吗"])
def test_a_stop_alone_says_no_more(text: str) -> None:
    assert not says_more(text)
