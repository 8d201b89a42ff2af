import json
from pathlib import Path

import pytest

from assist_api.feeling.data import DATA_DIR, UNHAPPY, read_messages
from assist_api.feeling.evaluate import Reader, macro_f1, report_own, report_real
from assist_api.feeling.model import FeelingModel
from knowledge_base.encoder import Encoder


@pytest.fixture(scope="session")
def seen_as(reader: Reader) -> list[tuple[str, str]]:
    """Of every test message what it is and what the model takes it for; the messages themselves are shown to nobody."""
    messages = read_messages(DATA_DIR / "test")
    found = reader.read([message.text for message in messages])
    return [(message.label, feeling.label) for message, feeling in zip(messages, found, strict=True)]


def test_the_model_tells_the_feelings_of_messages_it_has_not_seen(seen_as: list[tuple[str, str]]) -> None:
    assert macro_f1(*zip(*seen_as, strict=True)) >= 0.85


def test_it_finds_the_angry_and_is_seldom_wrong_about_them(seen_as: list[tuple[str, str]]) -> None:
    right = seen_as.count(("angry", "angry"))
    assert right / sum(label == "angry" for label, _ in seen_as) >= 0.90
    assert right / sum(seen == "angry" for _, seen in seen_as) >= 0.85


def test_it_seldom_takes_a_neutral_message_for_an_unhappy_one(seen_as: list[tuple[str, str]]) -> None:
    neutral = [seen for label, seen in seen_as if label == "neutral"]
    assert sum(seen in UNHAPPY for seen in neutral) / len(neutral) < 0.10


def test_with_vectors_of_another_encoder_words_alone_are_read(model: FeelingModel, encoder: Encoder) -> None:
    assert Reader(model, encoder).reads == "words alone (its vectors are of none)"


def test_the_report_shows_accuracy_every_class_and_the_confusion(reader: Reader) -> None:
    report = "\n".join(report_own(reader, read_messages(DATA_DIR / "test")))
    assert all(word in report for word in ("macro-F1", "satisfied", "is \\ seen as", "urgent: precision"))


def test_the_report_says_that_it_skipped_the_real_messages(reader: Reader) -> None:
    assert list(report_real(reader, None)) == ["skipped the real messages: XIAOER_EVAL_DATA is not set"]


def test_the_report_names_a_file_that_is_not_there(reader: Reader, tmp_path: Path) -> None:
    assert "skipped reviews_dev.tsv: not in XIAOER_EVAL_DATA" in list(report_real(reader, str(tmp_path)))


@pytest.fixture
def real(tmp_path: Path) -> Path:
    rows = [("有黑色吗", "neutral", False), ("都是骗子！退钱", "neutral", False), ("太失望了", "dissatisfied", False)]
    (tmp_path / "shoppers_dev.jsonl").write_text(
        "\n".join(json.dumps({"text": text, "feeling": label, "urgent": urgent}) for text, label, urgent in rows),
        "utf-8",
    )
    (tmp_path / "jd_satisfaction_valid.tsv").write_text(
        "text\tintent\tgroup\tsatisfaction\n太失望了\ta\tb\t0\n几点\ta\tb\t1\n非常满意\ta\tb\t2\n", "utf-8"
    )
    (tmp_path / "reviews_dev.tsv").write_text("很喜欢 好评\t1\t衣服\n垃圾质量\t0\t衣服\n", "utf-8")
    return tmp_path


def test_real_messages_are_measured_where_they_are(reader: Reader, real: Path) -> None:
    lines = list(report_real(reader, str(real)))
    assert "of 2 neutral 0.00% seen as dissatisfied, 50.00% as angry, unhappy found 100.0% of 1" in lines[0]
    assert lines[1:] == ["jd_satisfaction_valid.tsv: AUC 1.000 of 2", "reviews_dev.tsv: AUC 1.000 of 2"]
