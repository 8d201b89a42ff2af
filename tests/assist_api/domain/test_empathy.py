"""The sentence before a handover fits the case, and says nothing that is not known."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from assist_api.domain.empathy import Known, sentence
from assist_api.domain.handover import VALUE, Decision, Turn
from assist_api.domain.matters import matter
from assist_api.domain.order_facts import OrderFacts
from assist_api.domain.said import Reason
from assist_api.domain.topics import TOPICS, VAGUE
from tests.assist_api.domain.dialogues import NOW, felt, order, sent, understood

HANDOVER = Path(__file__).parents[3] / "assist_api" / "handover.toml"


def because(*codes: str) -> Decision:
    return Decision(True, 1.0, 0, tuple(Reason(code, 1.0, code) for code in codes))


def said(text: str, intent: str, goods: str = "") -> Turn:
    return Turn(text, understood(intent, [("product_word", goods)] if goods else []), felt("neutral"))


WEDDING = [
    said("我的卫衣到哪了", "track_shipment"),
    said("怎么还没动", "track_shipment"),
    said("第三次问了，骗子吧，周六婚礼要穿的", "track_shipment"),
]


def test_it_names_product_place_days_occasion_and_how_often_it_was_asked() -> None:
    told = sentence(because("angry", "repetition"), WEDDING, Known(NOW, sent()))
    for known in ("卫衣", "合肥转运中心", "3 天", "周六婚礼等着穿", "第 3 次", "抱歉"):
        assert known in told


def test_without_the_shop_only_what_was_said_is_named() -> None:
    told = sentence(because("angry"), WEDDING, Known(NOW))
    assert "周六婚礼等着穿" in told
    assert "合肥" not in told
    assert "天没有动静" not in told


def test_no_feeling_and_no_matter_is_worded_twice_in_one_conversation() -> None:
    told: list[str] = []
    for _ in range(3):
        told.append(sentence(because("angry"), WEDDING, Known(NOW, sent(), told)))
    parts = [set(one.replace("。", "，").split("，")) - {""} for one in told]
    assert parts[0].isdisjoint(parts[1])
    assert parts[0].isdisjoint(parts[2])


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("空气炸锅冒烟了", "您那边人没事吧？请先断电"),
        ("杯子炸了把手割伤了", "您伤得重不重"),
        ("用了面霜过敏，脸都红肿了", "您现在身体怎么样"),
        ("玻璃碗突然炸裂", "您那边人没事吧？请先别再使用"),
    ],
)
def test_who_may_be_hurt_is_asked_first_how_they_are(text: str, asks: str) -> None:
    told = sentence(because("risk", "angry"), [said(text, "report_quality_issue")], Known(NOW))
    assert told.startswith(asks)
    assert asks not in sentence(because("risk"), [said(text, "report_quality_issue")], Known(NOW, said=[told]))


@pytest.mark.parametrize("text", ["这个会不会过敏", "不处理就打12315", "怕漏电，能用吗"])
def test_who_only_fears_or_threatens_is_not_asked_how_they_are(text: str) -> None:
    assert "？" not in sentence(because("risk"), [said(text, "complain")], Known(NOW))


@pytest.mark.parametrize(
    ("turns", "known", "told"),
    [
        ([said("怎么还不发货", "urge_shipping")], order(), "您的卫衣付款 2 天还没发出，过了我们承诺的时间"),
        ([said("什么时候发", "ask_ship_time")], order(ship_by=NOW + timedelta(hours=3)), "您的卫衣还没发出"),
        (
            [said("没收到货", "report_not_received")],
            order(state="signed", signed_at=NOW - timedelta(days=1)),
            "您的卫衣显示昨天已签收，您却没收到",
        ),
        ([said("丢了吧", "track_shipment")], sent(state="lost"), "您的卫衣疑似在路上丢了"),
        ([said("少发了一双袜子", "report_package_problem")], order(), "您的卫衣少了东西"),
        ([said("冒烟了", "report_quality_issue", "电饭煲")], order(), "您的电饭煲冒烟了"),
        ([said("质量太差", "report_quality_issue", "毛衣")], None, "您的毛衣出了质量问题"),
        ([said("退款呢", "ask_refund_progress")], order(goods="运动鞋"), "您运动鞋的退款还没到账"),
        ([said("退了吧", "request_return")], None, "您想退货"),
        ([said("穿多大", "ask_size_advice", "羽绒服")], order(), "您问的羽绒服的尺码"),
        ([said("能泡水吗", "ask_product_detail")], order(), "您问的商品细节"),
        ([said("到哪了", "track_shipment")], None, "您的包裹到哪了还没个准信"),
        ([said("差评", "complain")], order(), ""),
    ],
)
def test_the_matter_in_the_shoppers_terms(turns: list[Turn], known: OrderFacts | None, told: str) -> None:
    assert matter(turns, known, NOW) == told


@pytest.mark.parametrize("intent", sorted(set(TOPICS) - {VAGUE}))
def test_every_topic_has_its_words_with_and_without_goods(intent: str) -> None:
    for goods in ("", "卫衣"):
        for known in (None, order(), sent()):
            told = matter([said("", intent, goods)], known, NOW)
            assert told.startswith("您")
            assert "{" not in told
            assert "的的" not in told


def test_what_the_bots_own_answer_has_just_said_is_not_said_again() -> None:
    known = Known(NOW, sent(), just_said=["亲，听到这个情况我们很抱歉，您和家人还好吗"])
    assert sentence(because("risk"), WEDDING, known) == "我把情况和前面的对话一起转给人工客服，您不用重复说明。"


def test_who_asks_for_a_person_hears_no_apology() -> None:
    told = sentence(because("requested"), [said("转人工", "request_human")], Known(NOW))
    assert told == "好的，我请人工来跟您说。前面的对话一起转过去，您不用重复说明。"


def test_every_reason_that_moves_a_handover_has_its_words() -> None:
    weights = tomllib.loads(HANDOVER.read_text("utf8"))["weights"]
    alone = sentence(because("asked_by_bot"), [], Known(NOW))
    moving = set(weights) - VALUE - {"asked_by_bot"}
    assert {code for code in moving if sentence(because(code), [], Known(NOW)) == alone} == set()
