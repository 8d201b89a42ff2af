import json
import pickle
from pathlib import Path

import numpy as np
import pytest

from assist_api.feeling.data import DATA_DIR, LABELS, read_messages
from assist_api.feeling.evidence import spans
from assist_api.feeling.features import Piece
from assist_api.feeling.model import Feeling, FeelingModel, ModelError, is_current
from assist_api.feeling.train import train
from knowledge_base.encoder import Encoder


@pytest.mark.parametrize(
    "text",
    [
        "鞋子破了个洞怎么办",
        "快递三天没动了",
        "垃圾桶多少钱",
        "气死我了哈哈",
        "差评返现吗",
        "你们店是不是被骗子仿冒了",
        "差评怎么删",
        "投诉电话多少",
        "怎么还没发货",
        "嗨",
        "",
        "龘",
    ],
)
def test_a_plain_message_raises_no_alarm(model: FeelingModel, text: str) -> None:
    assert model.score(text).label == "neutral"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("鞋子到了 超级喜欢", "satisfied"),
        ("你们真厉害 发个货发半个月", "dissatisfied"),
        ("有点失望 跟图片差好多", "dissatisfied"),
        ("再不处理我就打12315！！骗子", "angry"),
        ("什么垃圾店 退钱", "angry"),
        ("三天没动了，你们是骗子吧，转人工", "angry"),
        ("你们是骗子吧！再不送我就退货", "angry"),
        ("什么破店，耍我呢", "angry"),
        ("等了一周了还没发，说话不算数", "dissatisfied"),
        ("到底发不发，我问了三遍了", "dissatisfied"),
    ],
)
def test_a_feeling_is_recognized(model: FeelingModel, text: str, label: str) -> None:
    assert model.score(text).label == label


def test_pressure_is_urgent_without_being_unhappy(model: FeelingModel) -> None:
    found = model.score("急用 今天能发出吗")
    assert found.urgent
    assert found.label == "neutral"
    assert not model.score("不急 明天发也行").urgent


def test_scores_are_probabilities_and_the_label_is_the_highest(model: FeelingModel) -> None:
    found = model.score("质量太差了 等了好久")
    assert list(found.scores) == list(LABELS)
    assert sum(found.scores.values()) == pytest.approx(1)
    assert found.label == max(found.scores, key=found.scores.__getitem__)


def test_evidence_is_the_words_that_moved_it_strongest_first(model: FeelingModel) -> None:
    text = "请问一下 你们是不是骗子！"
    evidence = model.score("我昨天买的衣服 你们就是骗子 我要投诉").evidence
    assert "骗子" in evidence[0].text + evidence[-1].text
    assert [span.weight for span in evidence] == sorted((span.weight for span in evidence), reverse=True)
    assert all(text[span.start : span.end] == span.text for span in model.score(text).evidence)


def test_no_function_word_and_no_mark_is_evidence(model: FeelingModel) -> None:
    evidence = model.score("你们是骗子吧！再不送我就退货").evidence
    assert evidence[0].text == "骗子"
    assert not {span.text for span in evidence} & {"你们", "是", "吧", "吧！", "！", "再", "我", "就"}


@pytest.mark.parametrize("message", ["你们是骗子吧！", "我的钱呢！！！退钱"])
def test_evidence_neither_begins_nor_ends_with_a_function_word(model: FeelingModel, message: str) -> None:
    spans = model.score(message).evidence
    assert spans
    assert all(span.text[0] not in "你我是的！" and span.text[-1] not in "的吧呢！" for span in spans)


def test_a_word_is_evidence_as_a_whole() -> None:
    said, share = "真烦不烦", Piece("gram", "gram:烦", 1, 2)
    word = Piece("word", "word:烦不烦", 1, 4)
    assert [span.text for span in spans(said, [(share, 1.0)], words=[word])] == ["烦不烦"]


def test_nothing_is_evidence_of_a_neutral_message(model: FeelingModel) -> None:
    assert model.score("几天能到").evidence == []


def test_a_saved_model_scores_the_same(whole: FeelingModel, encoder: Encoder, tmp_path: Path) -> None:
    whole.save(tmp_path)
    loaded = FeelingModel.load(tmp_path)
    messages = [message.text for message in read_messages(DATA_DIR / "test")[::7]]
    for text, vector in [*zip(messages, encoder.encode(messages), strict=True), *((text, None) for text in messages)]:
        before, after = whole.score(text, vector), loaded.score(text, vector)
        assert after.scores == pytest.approx(before.scores, abs=1e-4)


def test_the_vector_is_heard_beside_the_words(whole: FeelingModel, encoder: Encoder) -> None:
    text = "漏发了还得我自己一件件对才发现"
    by_words, by_both = whole.score(text), whole.score(text, encoder.encode([text])[0])
    assert by_both.label == "dissatisfied"
    assert by_both.scores != by_words.scores


def test_no_word_is_named_where_the_words_alone_say_neutral(whole: FeelingModel, encoder: Encoder) -> None:
    text = "有黑色的吗"
    vector = encoder.encode(["你们就是骗子，退钱，我要投诉你们"])[0] * 3
    found = whole.score(text, vector)
    assert found.label != "neutral"
    assert found.evidence == []


def test_valence_puts_what_is_neither_between() -> None:
    def felt(satisfied: float, neutral: float, dissatisfied: float, angry: float) -> float:
        scores = dict(zip(LABELS, (satisfied, neutral, dissatisfied, angry), strict=True))
        return Feeling("neutral", scores, False, 0.0, []).valence

    assert felt(0.5, 0.5, 0, 0) < felt(0.05, 0.9, 0.05, 0) < felt(0, 0.5, 0.3, 0.2)


def test_a_model_is_never_unpickled(model: FeelingModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    with np.load(tmp_path / "weights.npz") as stored:
        arrays = dict(stored)
    np.savez(tmp_path / "weights.npz", **{**arrays, "idf": np.array([pickle.dumps("x"), None], object)})
    with pytest.raises(ValueError, match="allow_pickle"):
        FeelingModel.load(tmp_path)


def test_a_missing_model_names_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"python -m assist_api\.feeling\.train"):
        FeelingModel.load(tmp_path)


def test_a_model_of_another_format_is_refused(model: FeelingModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    described = json.loads((tmp_path / "model.json").read_text("utf-8"))
    (tmp_path / "model.json").write_text(json.dumps(described | {"format": 0}), "utf-8")
    with pytest.raises(ModelError, match="another format"):
        FeelingModel.load(tmp_path)
    assert not is_current(DATA_DIR, tmp_path)


def test_a_model_is_current_until_its_data_changes(data: Path, tmp_path: Path) -> None:
    assert not is_current(data, tmp_path)
    train(data).save(tmp_path)
    assert is_current(data, tmp_path)
    (data / "words.yml").write_text("insult: 骗子\n", "utf-8")
    assert not is_current(data, tmp_path)


def test_only_the_beginning_of_a_very_long_message_is_read(model: FeelingModel) -> None:
    said = "这家店都是骗子 退钱！"
    assert model.score(said * 2000) == model.score(said * 200)
