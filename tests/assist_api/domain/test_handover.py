import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from assist_api.domain.handover import Circumstances, Turn, decide
from assist_api.domain.messages import FeltAs, Understanding
from assist_api.domain.thresholds import Thresholds

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


@pytest.mark.parametrize("text", ["转人工", "我要找真人"])
def test_asking_for_a_person_hands_over_whatever_the_classifier_says(text: str) -> None:
    assert decide([turn(text, "chitchat")], THRESHOLDS).handover


def test_a_request_in_other_words_is_heard_by_the_classifier() -> None:
    assert codes(turn("机器人走开", "request_human")) == {"requested"}


@pytest.mark.parametrize("text", ["这是人工智能的吗", "我不找人工你告诉我就行"])
def test_a_classifier_that_hears_a_request_in_a_look_alike_is_not_believed(text: str) -> None:
    assert not decide([turn(text, "request_human")], THRESHOLDS).handover


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


def test_two_failures_with_an_answer_between_them_hand_over_too() -> None:
    failed = turn("那个东西怎么弄", "nlu_fallback", failed=True)
    assert decide([failed, turn("运费多少", "ask_shipping_fee"), failed], THRESHOLDS).handover
    far = [turn("运费多少", "ask_shipping_fee"), turn("发什么快递", "ask_courier"), turn("几天到", "ask_delivery_time")]
    other = turn("小红花呢", "nlu_fallback", failed=True)
    assert not decide([failed, *far, other], THRESHOLDS).handover


def test_unhappiness_that_was_there_before_weighs_and_fades() -> None:
    unhappy, calm = turn("怎么又这样", unhappy=0.8), turn("好吧", "affirm")
    assert "growing_unhappy" in codes(unhappy, unhappy)
    assert "growing_unhappy" in codes(unhappy, calm, unhappy)
    assert "growing_unhappy" not in codes(unhappy, calm, calm, calm, unhappy)


def test_unhappiness_that_rises_is_seen_before_any_message_is_unhappy_by_itself() -> None:
    assert codes(turn("一", unhappy=0.1), turn("二", unhappy=0.3), turn("三", unhappy=0.55)) == {"rising_unhappy"}
    assert codes(turn("一", unhappy=0.1), turn("二", unhappy=0.5), turn("三", unhappy=0.2)) == set()


def test_who_thanks_has_been_helped_and_what_was_before_counts_no_more() -> None:
    failed, thanks = turn("那个怎么弄", "nlu_fallback", failed=True), turn("哦懂了谢谢", "thank")
    assert decide([failed, failed], THRESHOLDS).handover
    assert not decide([failed, thanks, failed], THRESHOLDS).handover


def test_a_bitter_thank_you_settles_nothing() -> None:
    failed, bitter = turn("那个怎么弄", "nlu_fallback", failed=True), turn("我谢谢你啊", "thank", unhappy=0.7)
    assert decide([failed, bitter, failed], THRESHOLDS).handover


def test_an_agents_correction_is_what_is_weighed() -> None:
    assert decide([turn("你们真行", angry=0.9)], THRESHOLDS).handover
    assert not decide([turn("你们真行", angry=0.0)], THRESHOLDS).handover


def test_anger_that_is_only_a_joke_or_a_name_of_goods_weighs_nothing() -> None:
    assert not decide([turn("气死我了哈哈 又手慢了", angry=0.9)], THRESHOLDS).reasons
    assert not decide([turn("土匪鸡卤料", "ask_stock", angry=0.9)], THRESHOLDS).reasons


def test_the_model_alone_is_no_anger_without_a_matter_or_abuse() -> None:
    assert "angry" not in codes(turn("坐上就不想起来 要命了", "ask_product_detail", angry=0.9))
    assert "angry" in codes(turn("三天了还这样 要命了", "urge_delivery", angry=0.9))


def test_a_bare_threat_lets_the_bot_ask_for_its_reason_first() -> None:
    assert not decide([turn("我要给你们差评", "complain", angry=0.9)], THRESHOLDS).handover


def test_what_the_bot_laughs_at_makes_nobody_unhappy() -> None:
    joke = replace(turn("吃完了 嘴又馋了", "nlu_fallback", unhappy=0.9), before="哈哈，亲真有意思～")
    assert codes(turn("我的快递呢"), joke) == set()


def test_an_agents_word_needs_no_second_sign() -> None:
    said = turn("坐上就不想起来", "ask_product_detail")
    marked = replace(said, feeling=FeltAs("angry", {"angry": 1.0}, False, by="小青"))
    assert "angry" in codes(marked)
    calmed = replace(turn("真是服了", unhappy=0.9), feeling=FeltAs("neutral", {"neutral": 1.0}, False, by="小青"))
    assert codes(calmed) == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("我要投诉 是假货", "complaint_1"),
        ("我要投诉 收到是碎了的", "complaint_2"),
        ("我要投诉 有点色差", "complaint_3"),
    ],
)
def test_a_complaint_weighs_by_its_level(text: str, code: str) -> None:
    decision = decide([turn(text, "complain")], THRESHOLDS)
    assert [reason.code for reason in decision.reasons] == [code]
    assert decision.handover is (code == "complaint_1")


def test_an_insult_is_a_serious_complaint_whatever_the_classifier_says() -> None:
    assert decide([turn("上次那个客服说我穷", "chitchat")], THRESHOLDS).reasons[0].words == "1 级投诉：被客服侮辱"


def test_a_call_for_somebody_to_mend_a_thing_is_no_call_for_a_person_in_the_chat() -> None:
    assert codes(turn("派个人来", "chitchat")) == {"requested"}
    assert codes(turn("派个人来", "request_repair")) == set()


def test_abuse_is_angry_even_where_the_model_only_feels_unhappy() -> None:
    assert decide([turn("你们全家都是骗子吧", "complain", unhappy=0.6, angry=0.2)], THRESHOLDS).handover
    assert not decide([turn("黑店长推荐是哪款", "ask_recommendation")], THRESHOLDS).handover


def test_mockery_that_a_model_takes_for_praise_settles_nothing() -> None:
    blame, mock = turn("每天都是明天18点 不太对劲吧"), turn("贵店确实让我开了眼", "praise")
    assert decide([blame, mock], THRESHOLDS).handover


def test_taking_the_offer_of_a_person_asks_for_one() -> None:
    offer = "系统里改不了地址啦。要我请同事联系仓库拦下来改吗？"
    assert codes(replace(turn("要要要 快", "affirm"), before=offer)) == {"requested"}
    assert codes(replace(turn("不用了", "deny"), before=offer)) == set()


def test_with_nobody_there_a_case_that_may_wait_is_held_back() -> None:
    unhappy = turn("怎么又这样", unhappy=0.8)
    decision = decide([unhappy, unhappy, unhappy], THRESHOLDS, Circumstances(agents=0))
    assert (decision.handover, decision.held_back) == (False, True)


def test_a_bot_that_fails_twice_holds_nothing_back() -> None:
    failed = turn("那个东西怎么弄", "nlu_fallback", failed=True)
    assert decide([failed, failed], THRESHOLDS, Circumstances(agents=0)).handover


@pytest.mark.parametrize("text", ["充电的时候冒烟了", "转人工"])
@pytest.mark.parametrize("known", [Circumstances(agents=0), Circumstances(open=False)])
def test_with_nobody_there_a_risk_and_a_request_go_to_the_queue_all_the_same(text: str, known: Circumstances) -> None:
    assert decide([turn(text)], THRESHOLDS, known).handover


def test_short_answers_are_no_repeated_question() -> None:
    assert "repetition" not in codes(turn("好的", "affirm"), turn("好的", "affirm"), turn("好的", "affirm"))


def test_a_valued_shopper_moves_nothing_alone() -> None:
    assert not decide([turn("在吗", "greet")], THRESHOLDS, Circumstances("黑卡", 9000.0)).reasons
    worth = decide([turn("太慢了", unhappy=0.8)], THRESHOLDS, Circumstances("黑卡", 9000.0)).reasons
    assert {"valued", "valued_order"} < {reason.code for reason in worth}


def test_what_the_bot_asks_for_is_done_and_said() -> None:
    decision = decide([turn("好")], THRESHOLDS, Circumstances(asked_by_bot="locked"))
    assert decision.handover
    assert decision.reasons[0].words == "身份核对多次不符"


def test_what_the_bot_notes_is_what_the_agent_reads() -> None:
    known = Circumstances(asked_by_bot="intercept", note="改地址：请联系仓库拦下")
    decision = decide([turn("好")], THRESHOLDS, known)
    assert [reason.words for reason in decision.reasons] == ["改地址：请联系仓库拦下"]
