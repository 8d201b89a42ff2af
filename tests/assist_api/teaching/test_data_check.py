"""What is wrong with the data, as trainers read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assist_api.teaching.data_check import SENTENCES, wrong
from nlu_data.dataset import write_sentences
from nlu_data.validate import Kind

CATALOGUE = """service:
  praise: {zh: 表扬, means: "praises", like: thank}
  complain: {zh: 投诉, means: "complains", like: thank}
"""
PRAISES = ["客服小姐姐好耐心", "东西收到特别满意", "发货速度杠杠的", "包装得很用心", "下次还来你家"]
COMPLAINTS = ["客服爱答不理的", "东西跟图差太远", "等了半个月才到", "盒子压得稀烂", "再也不买了"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "intents.yml").write_text(CATALOGUE, "utf-8")
    write_sentences("praise", PRAISES, "train", tmp_path)
    write_sentences("complain", COMPLAINTS, "train", tmp_path)
    return tmp_path


def test_every_kind_of_fault_has_a_sentence() -> None:
    assert SENTENCES.keys() == set(Kind)


def test_data_in_order_has_no_fault(data: Path) -> None:
    assert list(wrong(data)) == []


def test_an_intent_with_too_few_sentences_is_told_by_its_name(data: Path) -> None:
    write_sentences("praise", PRAISES[:4], "train", data)
    assert list(wrong(data)) == ["“表扬”只有 4 句训练句子，至少要 5 句。"]


def test_two_that_say_the_same_are_told_with_their_intents(data: Path) -> None:
    write_sentences("complain", [*COMPLAINTS, "包装得很用心呢"], "train", data)
    assert list(wrong(data)) == ["训练句子“包装得很用心”（表扬）和训练句子“包装得很用心呢”（投诉）说的是一样的话。"]


def test_a_sentence_of_the_exam_is_told_by_its_intent_alone(data: Path) -> None:
    write_sentences("praise", ["再也不买了啊"], "test", data)
    assert list(wrong(data)) == ["考卷里“表扬”的一句和训练句子“再也不买了”（投诉）说的是一样的话。"]


def test_a_near_copy_is_told_by_the_training_sentence(data: Path) -> None:
    long = "我上个星期在你们店里买的那件卫衣质量真的特别好穿着也舒服下次还会带朋友一起来"
    write_sentences("praise", [*PRAISES, long], "train", data)
    write_sentences("praise", [f"{long}的"], "test", data)
    assert list(wrong(data)) == [f"考卷里“表扬”的一句和训练句子“{long}”几乎一样。"]


def test_files_that_are_no_intent_s_are_told(data: Path) -> None:
    (data / "train" / "service" / "praise.yml").rename(data / "train" / "service" / "prise.yml")
    assert list(wrong(data)) == ["缺少文件 train/service/praise.yml。", "文件 train/service/prise.yml 不属于任何意图。"]
