from dataclasses import replace
from pathlib import Path

import yaml

from assist_api.domain.handover import Turn
from assist_api.domain.topics import CHOICES, TOPICS, likely_topics, topic_of
from tests.assist_api.domain.dialogues import understood

CATALOGUE = Path(__file__).parents[3] / "nlu_data" / "intents.yml"


def turns(*intents: str) -> list[Turn]:
    return [Turn("", understood(intent)) for intent in intents]


def test_the_latest_matter_is_the_topic_whatever_small_talk_follows() -> None:
    assert topic_of(turns("ask_size_advice", "track_shipment", "thank", "request_human")) == "包裹的进度"


def test_a_complaint_is_the_topic_only_where_nothing_says_more() -> None:
    assert topic_of(turns("track_shipment", "complain")) == "包裹的进度"
    assert topic_of(turns("greet", "complain")) == TOPICS["complain"]
    assert topic_of(turns("greet")) == ""


def test_what_is_only_guessed_does_not_take_the_place_of_what_was_understood() -> None:
    guessed = Turn("", replace(understood("ask_authenticity"), confidence=0.3))
    assert topic_of([*turns("report_not_received"), guessed]) == "没有收到包裹"
    assert topic_of([*turns("greet"), guessed]) == "是不是正品"


def test_every_topic_is_an_intent_of_the_catalogue() -> None:
    known = {name for skill in yaml.safe_load(CATALOGUE.read_text("utf8")).values() for name in skill}
    assert set(TOPICS) <= known


def test_instead_are_offered_what_was_nearly_understood_and_what_most_ask() -> None:
    offered = likely_topics([Turn("", understood("request_return", (), "request_exchange"))], without="退货")
    assert offered[0] == "换货"
    assert "退货" not in offered
    assert len(offered) <= CHOICES
    assert len(set(offered)) == len(offered)
