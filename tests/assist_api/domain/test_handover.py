import tomllib
from pathlib import Path

import pytest

from assist_api.domain.handover import Thresholds, Turn, decide, reads_as_failure
from assist_api.domain.messages import FeltAs, Understanding

THRESHOLDS = Thresholds.of(tomllib.loads(Path("assist_api/handover.toml").read_text("utf-8")))


def turn(
    text: str, intent: str = "track_shipment", *, angry: float = 0.0, unhappy: float = 0.0, failed: bool = False
) -> Turn:
    scores = {"angry": angry, "dissatisfied": unhappy, "neutral": 1 - angry - unhappy}
    label = max(scores, key=lambda name: scores[name])
    return Turn(text, Understanding(intent, 0.9), FeltAs(label, scores, False), failed)


def codes(*turns: Turn) -> set[str]:
    return {reason.code for reason in decide(turns, THRESHOLDS).reasons}


def test_a_calm_question_stays_with_the_bot() -> None:
    decision = decide([turn("我的快递到哪了")], THRESHOLDS)
    assert not decision.handover
    assert decision.reasons == ()


@pytest.mark.parametrize(
    "text", ["转人工", "人工客服", "我要找真人", "叫你们主管来", "别让机器人跟我说，要人工", "不想跟机器人说"]
)
def test_asking_for_a_person_hands_over_in_whatever_words(text: str) -> None:
    assert decide([turn(text, "chitchat")], THRESHOLDS).handover


@pytest.mark.parametrize("text", ["这是人工智能的吗", "人工费另算吗", "手工做的吗"])
def test_words_that_only_look_like_a_person_do_not(text: str) -> None:
    assert not decide([turn(text, "ask_product_detail")], THRESHOLDS).handover


@pytest.mark.parametrize("text", ["再不处理我打12315", "孩子吃了过敏住院了", "充电的时候冒烟了"])
def test_risk_goes_first_in_the_queue(text: str) -> None:
    decision = decide([turn(text)], THRESHOLDS)
    assert decision.handover
    assert decision.urgency == 3


def test_anger_hands_over() -> None:
    assert decide([turn("你们就是骗子", angry=0.8)], THRESHOLDS).handover


def test_one_unhappy_message_does_not_but_a_repeated_question_after_it_does() -> None:
    first = turn("三天了物流一直不更新", unhappy=0.7)
    assert not decide([first], THRESHOLDS).handover
    assert decide([first, turn("三天了物流一直不更新啊", unhappy=0.7)], THRESHOLDS).handover


def test_two_failures_in_a_row_hand_over_and_one_does_not() -> None:
    failed = turn("那个东西怎么弄", "nlu_fallback", failed=True)
    assert not decide([failed], THRESHOLDS).handover
    assert decide([failed, turn("就是上面那个啊", "nlu_fallback", failed=True)], THRESHOLDS).handover


def test_an_answer_between_two_failures_starts_the_count_anew() -> None:
    failed = turn("那个东西怎么弄", "nlu_fallback", failed=True)
    assert not decide([failed, turn("运费多少", "ask_shipping_fee"), failed], THRESHOLDS).handover


def test_short_answers_are_no_repeated_question() -> None:
    assert "repetition" not in codes(turn("好的", "affirm"), turn("好的", "affirm"), turn("好的", "affirm"))


def test_a_valued_shopper_moves_nothing_alone() -> None:
    assert not decide([turn("在吗", "greet")], THRESHOLDS, level="黑卡").reasons


def test_what_the_bot_asks_for_is_done_and_said() -> None:
    decision = decide([turn("好")], THRESHOLDS, asked_by_bot="locked")
    assert decision.handover
    assert decision.reasons[0].words == "身份核对多次不符"


def test_what_the_bot_notes_is_what_the_agent_reads() -> None:
    decision = decide([turn("好")], THRESHOLDS, asked_by_bot="intercept", note="改地址：请联系仓库拦下")
    assert [reason.words for reason in decision.reasons] == ["改地址：请联系仓库拦下"]


def test_an_answer_that_says_it_could_not_help_reads_as_failure() -> None:
    assert reads_as_failure("抱歉，我没听懂您的意思")
    assert not reads_as_failure("您的包裹已到杭州")
