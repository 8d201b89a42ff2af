import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from assist_api.domain.handover import Circumstances, Turn, decide
from assist_api.domain.messages import FeltAs, Understanding
from assist_api.domain.said import Said
from assist_api.domain.thresholds import Thresholds

THRESHOLDS = Thresholds.of(tomllib.loads(Path("assist_api/handover.toml").read_text("utf-8")))
CALM, SURE = -4.0, 3.0


def turn(text: str, need: float, kind: str = "anger", *, answered: bool = True, by: str = "") -> Turn:
    felt = FeltAs("neutral", {"neutral": 1.0}, False, by=by)
    return Turn(text, Understanding("track_shipment", 0.9), felt, said=Said(need, kind, answered))


def test_a_talk_that_the_model_reads_as_a_case_is_one_though_no_rule_finds_a_reason() -> None:
    decision = decide([turn("贵店真是妙手 能把塑料养出牛来", SURE)], THRESHOLDS)
    assert decision.handover
    assert [reason.code for reason in decision.reasons] == ["angry"]


def test_it_says_why_in_the_rules_own_codes_so_that_the_queue_knows_what_is_urgent() -> None:
    decision = decide([turn("洗完澡都头晕恶心 是不是跟这个有关", SURE, "risk")], THRESHOLDS)
    assert decision.urgency == THRESHOLDS.urgency["risk"]


def test_words_that_only_sound_like_a_case_are_outweighed_by_a_calm_talk() -> None:
    assert decide([Turn("再不处理我打12315")], THRESHOLDS).handover
    decision = decide([turn("再不处理我打12315", CALM)], THRESHOLDS)
    assert not decision.handover
    assert {reason.code for reason in decision.reasons} == {"risk", "talk_calm"}


def test_a_small_doubt_takes_nothing_from_a_plain_word_of_harm() -> None:
    doubted = -THRESHOLDS.talk.calm + 0.1
    decision = decide([turn("宝宝喝了进急诊了", doubted, "risk")], THRESHOLDS)
    assert decision.handover
    assert {reason.code for reason in decision.reasons} == {"risk"}


def test_a_calm_talk_without_reasons_has_none() -> None:
    assert decide([turn("我的快递到哪了", CALM)], THRESHOLDS).reasons == ()


def test_a_pressed_button_outweighs_any_reading() -> None:
    assert decide([turn("转人工", CALM)], THRESHOLDS, Circumstances(asked_by_bot="requested")).handover


def test_an_unsure_reading_is_a_hint_and_makes_nothing_urgent() -> None:
    decision = decide([turn("都第几天了", THRESHOLDS.talk.sure - 0.5, "risk")], THRESHOLDS)
    assert [reason.code for reason in decision.reasons] == ["talk"]
    assert decision.urgency == 0


def test_before_the_bot_has_answered_less_is_dared() -> None:
    read, answered = Said(-0.5, "anger"), Said(-0.5, "anger", answered=True)
    assert THRESHOLDS.talk.weight(read) < THRESHOLDS.talk.weight(answered)


def test_an_agent_who_says_that_it_is_no_anger_is_believed() -> None:
    assert not decide([turn("你可真行啊", SURE, by="a1")], THRESHOLDS).handover
    assert decide([turn("你可真行啊", SURE, "risk", by="a1")], THRESHOLDS).handover


@pytest.mark.parametrize("need", [-60.0, 60.0])
def test_no_reading_weighs_more_than_the_file_allows(need: float) -> None:
    rules = THRESHOLDS.talk
    assert rules.least <= rules.weight(Said(need, "anger", answered=True)) <= rules.most


def test_without_the_model_the_rules_judge_alone() -> None:
    read = turn("转人工", SURE, "request")
    alone = decide([replace(read, said=None)], THRESHOLDS)
    assert [reason.weight for reason in alone.reasons] == [THRESHOLDS.weights["requested"]]
