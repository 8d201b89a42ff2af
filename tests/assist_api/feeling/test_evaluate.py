import json
from pathlib import Path

import pytest

from assist_api.feeling.data import DATA_DIR, UNHAPPY, read_messages
from assist_api.feeling.evaluate import macro_f1, report_own, report_real
from assist_api.feeling.model import FeelingModel


def test_the_model_tells_the_feelings_of_messages_it_has_not_seen(model: FeelingModel) -> None:
    messages = read_messages(DATA_DIR / "test")
    predicted = [model.score(message.text).label for message in messages]
    assert macro_f1([message.label for message in messages], predicted) > 0.8


def test_it_seldom_takes_a_neutral_message_for_an_unhappy_one(model: FeelingModel) -> None:
    neutral = [message.text for message in read_messages(DATA_DIR / "test") if message.label == "neutral"]
    alarms = [text for text in neutral if model.score(text).label in UNHAPPY]
    assert len(alarms) / len(neutral) < 0.08, alarms


def test_the_report_shows_accuracy_every_class_and_the_confusion(model: FeelingModel) -> None:
    report = "\n".join(report_own(model, read_messages(DATA_DIR / "test")))
    assert all(word in report for word in ("macro-F1", "satisfied", "is \\ seen as", "urgent: precision"))


def test_the_report_says_that_it_skipped_the_real_messages(model: FeelingModel) -> None:
    assert list(report_real(model, None)) == ["skipped the real messages: XIAOER_EVAL_DATA is not set"]


def test_the_report_names_a_file_that_is_not_there(model: FeelingModel, tmp_path: Path) -> None:
    assert "skipped reviews_dev.tsv: not in XIAOER_EVAL_DATA" in list(report_real(model, str(tmp_path)))


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


def test_real_messages_are_measured_where_they_are(model: FeelingModel, real: Path) -> None:
    lines = list(report_real(model, str(real)))
    assert "false alarms 50.00% of 2 neutral, unhappy found 100.0% of 1" in lines[0]
    assert lines[1:] == ["jd_satisfaction_valid.tsv: AUC 1.000 of 2", "reviews_dev.tsv: AUC 1.000 of 2"]
