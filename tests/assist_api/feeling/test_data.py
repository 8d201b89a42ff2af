from itertools import chain
from pathlib import Path

import pytest

from assist_api.feeling.data import DATA_DIR, LABELS, DataError, fingerprint, read_messages, read_words
from assist_api.feeling.features import plain

SPLITS = [read_messages(DATA_DIR / split) for split in ("train", "test")]


def _grams(text: str) -> set[str]:
    known = plain(text).text
    return {known[place : place + 2] for place in range(len(known) - 1)}


def _alike(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def test_every_label_has_messages_in_both_splits() -> None:
    for messages in SPLITS:
        assert {message.label for message in messages} == set(LABELS)


def test_no_message_stands_twice() -> None:
    texts = [plain(message.text).text for message in chain(*SPLITS)]
    assert len(texts) == len(set(texts)), sorted({text for text in texts if texts.count(text) > 1})


def test_no_test_message_is_nearly_a_training_message() -> None:
    train, test = ([(message.text, _grams(message.text)) for message in messages] for messages in SPLITS)
    near = [(one, other) for one, grams in test for other, others in train if _alike(grams, others) >= 0.5]
    assert near == []


def test_no_word_stands_in_two_groups() -> None:
    words = [plain(word).text for group in read_words(DATA_DIR / "words.yml").values() for word in group]
    assert sorted({word for word in words if words.count(word) > 1}) == []


def test_a_message_knows_its_label_and_urgency(data: Path) -> None:
    found = {message.text: message for message in read_messages(data / "train")}
    assert (found["骗子退钱"].label, found["骗子退钱"].urgent) == ("angry", False)
    assert (found["急等着用"].label, found["急等着用"].urgent) == ("neutral", True)


@pytest.mark.parametrize("document", ["loud: |\n  - 你好\n", "calm: |\n  你好\n"])
def test_a_file_of_another_format_is_refused_by_name(data: Path, document: str) -> None:
    (data / "train" / "angry.yml").write_text(document, "utf-8")
    with pytest.raises(DataError, match=r"angry\.yml"):
        read_messages(data / "train")


@pytest.mark.parametrize("name", ["train/angry.yml", "words.yml"])
def test_the_fingerprint_changes_with_any_file_that_training_reads(data: Path, name: str) -> None:
    before = fingerprint(data)
    path = data / name
    path.write_text(path.read_text("utf-8") + "# x\n", "utf-8")
    assert fingerprint(data) != before
