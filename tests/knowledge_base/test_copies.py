from pathlib import Path

import pytest

from knowledge_base import exam
from knowledge_base.copies import copies, measured_texts

FILES = {
    "jddc_select_dev.txt": "0\t钱什么时候退到卡里\t退款到哪儿\t1\t2\n1\t发票抬头写错了\t是否提供发票\t0\t2\n",
    "edc_select_dev.txt": "0\t给我备注一下\t\t1\t2\n",
    "jddc_sts_dev.txt": "3\t能取消吗\t怎么取消\n",
    "edc_sts_dev.txt": "4\t今天发吗\t明天能到吗\n",
    "shoppers_dev.jsonl": '{"text": "有没有小号"}\n',
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_near_copy_is_found_whatever_its_softening_words() -> None:
    assert copies(["请问驿站替我收行不", "能开发票吗"], ["请问驿站替我收行不行呀？"]) == {"请问驿站替我收行不"}


def test_a_sentence_of_the_same_meaning_is_no_copy() -> None:
    assert not copies(["几时才能寄出来"], ["什么时候发货"])


def test_every_sentence_of_the_public_sets_is_measured(data: Path) -> None:
    found = set(measured_texts(data, {"退款到哪儿"}))
    assert {
        "给我备注一下",
        "能取消吗",
        "怎么取消",
        "今天发吗",
        "明天能到吗",
        "有没有小号",
        "钱什么时候退到卡里",
    } <= found


def test_messages_of_jds_other_intents_are_trained_on(data: Path) -> None:
    assert "发票抬头写错了" not in measured_texts(data, {"退款到哪儿"})


def test_the_questions_of_the_exam_are_measured(data: Path) -> None:
    asked = [question.text for question in exam.load(exam.EXAM)]
    assert len(asked) >= 600
    assert set(asked) <= set(measured_texts(data, ()))
