import json
from pathlib import Path

import pytest
import yaml

from knowledge_base import tuning_data
from knowledge_base.tuning_data import Sentence, without_copies


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """As the folder XIAOER_EVAL_DATA has them: JD's messages with their intents, talk, measured messages."""
    held = sorted(tuning_data.held_out())[0]
    jd = [
        "text\tjd_intent\tproposed_intent",
        "电子票开好没\t电子发票\tx",
        "驿站替我收行不\t代收\tx",
        f"别的事\t{held}\tx",
    ]
    (tmp_path / tuning_data.MESSAGES).write_text("\n".join(jd) + "\n", encoding="utf-8")
    (tmp_path / tuning_data.TALK).write_text("text\trole\n附近哪家面馆好吃\tusr\n", encoding="utf-8")
    measured = json.dumps({"text": "请问驿站替我收行不？"}, ensure_ascii=False)
    (tmp_path / tuning_data.MEASURED).write_text(measured + "\n", encoding="utf-8")
    return tmp_path


def test_messages_of_a_held_out_intent_are_not_trained_on(data: Path) -> None:
    assert "别的事" not in {one.text for one in tuning_data.read(data)}


def test_a_near_copy_of_a_measured_message_is_not_trained_on(data: Path) -> None:
    assert "驿站替我收行不" not in {one.text for one in tuning_data.read(data)}


def test_a_message_of_jd_bears_our_intent_where_the_two_mean_the_same(data: Path) -> None:
    assert Sentence("电子票开好没", "ask_invoice", "电子发票") in tuning_data.read(data)


def test_talk_bears_no_intent(data: Path) -> None:
    assert Sentence("附近哪家面馆好吃") in tuning_data.read(data)


def test_other_sentences_are_kept(data: Path) -> None:
    kept = without_copies([Sentence("能开发票吗", "ask_invoice")], ["什么时候能发货"])
    assert [one.text for one in kept] == ["能开发票吗"]


def test_the_intents_of_jd_are_held_out_or_named_ours_never_both() -> None:
    named = yaml.safe_load(tuning_data.SAME.read_text(encoding="utf-8"))
    assert not tuning_data.held_out() & set(named)


def test_every_intent_named_ours_stands_in_the_catalogue() -> None:
    catalogue = yaml.safe_load(Path("nlu_data/intents.yml").read_text(encoding="utf-8"))
    known = {intent for skill in catalogue.values() for intent in skill}
    assert set(yaml.safe_load(tuning_data.SAME.read_text(encoding="utf-8")).values()) <= known
