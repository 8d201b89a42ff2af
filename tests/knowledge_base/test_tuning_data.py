from pathlib import Path

import pytest
import yaml

from knowledge_base import exam, tuning_data
from knowledge_base.tuning_data import Sentence

MEASURED = {
    "jddc_select_dev.txt": "",
    "edc_select_dev.txt": "0\t给我备注一下\t\t1\t2\n",
    "jddc_sts_dev.txt": "",
    "edc_sts_dev.txt": "",
    "shoppers_dev.jsonl": '{"text": "请问驿站替我收行不？"}\n',
}


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
    for name, text in MEASURED.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_messages_of_a_held_out_intent_are_not_trained_on(data: Path) -> None:
    assert "别的事" not in {one.text for one in tuning_data.read(data)}


def test_a_near_copy_of_a_measured_sentence_is_not_trained_on(data: Path) -> None:
    assert "驿站替我收行不" not in {one.text for one in tuning_data.read(data)}


def test_a_message_of_jd_bears_our_intent_where_the_two_mean_the_same(data: Path) -> None:
    assert Sentence("电子票开好没", "ask_invoice", "电子发票") in tuning_data.read(data)


def test_talk_bears_no_intent(data: Path) -> None:
    assert Sentence("附近哪家面馆好吃") in tuning_data.read(data)


def test_our_sentences_bear_their_intent_and_entries_their_name(data: Path) -> None:
    read = tuning_data.read(data)
    assert len({one.intent for one in read if one.intent and not one.jd}) > 50
    assert len({one.entry for one in read if one.entry}) >= 300


def test_no_sentence_of_an_entry_bears_an_intent(data: Path) -> None:
    """The entry is the finer class; an intent of its own would push it from others of the same intent."""
    assert not any(one.entry and (one.intent or one.jd) for one in tuning_data.read(data))


def test_a_labelling_can_be_left_out(data: Path) -> None:
    assert not any(one.entry for one in tuning_data.read(data, left_out=["entry"]))


def test_no_question_of_the_exam_is_trained_on(data: Path) -> None:
    asked = {question.text for question in exam.load(exam.EXAM)}
    assert not asked & {one.text for one in tuning_data.read(data)}


def test_the_intents_of_jd_are_held_out_or_named_ours_never_both() -> None:
    named = yaml.safe_load(tuning_data.SAME.read_text(encoding="utf-8"))
    assert not tuning_data.held_out() & set(named)


def test_every_intent_named_ours_stands_in_the_catalogue() -> None:
    catalogue = yaml.safe_load(Path("nlu_data/intents.yml").read_text(encoding="utf-8"))
    known = {intent for skill in catalogue.values() for intent in skill}
    assert set(yaml.safe_load(tuning_data.SAME.read_text(encoding="utf-8")).values()) <= known
