import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from knowledge_base import entries, exam
from knowledge_base.entries import ENTRIES
from knowledge_base.exam import ExamInvalid, Question


@cache
def questions() -> list[Question]:
    return exam.load(exam.EXAM)


@cache
def known() -> dict[str, entries.Entry]:
    return {entry.id: entry for entry in entries.load(ENTRIES)}


def bare(text: str) -> str:
    """Without punctuation, spaces and pictures."""
    return re.sub(r"[\W_]", "", text).lower()


def load(folder: Path, text: str) -> list[Question]:
    (folder / "returns.yml").write_text(text, encoding="utf-8")
    return exam.load(folder)


def test_a_question_is_a_sentence_or_names_further_right_entries(tmp_path: Path) -> None:
    found = load(tmp_path, "returns.how:\n- 怎么退\n- {text: 退哪, also: [returns.address]}\n")
    assert found == [Question("怎么退", "returns.how"), Question("退哪", "returns.how", ("returns.address",))]
    assert found[1].right == ("returns.how", "returns.address")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- 怎么退", "must map an entry's id"),
        ("returns.how: [", "not YAML"),
        ("returns.how: 怎么退", "must be a list"),
        ("refunds.when: [怎么退]", "only entries of the topic returns"),
        ("returns.how: [18]", "not 18"),
        ("returns.how: [' ']", "a question is a sentence"),
        ("returns.how: [{text: 怎么退, also: returns.address}]", "returns.how: a question is"),
        ("returns.how: [{text: 怎么退, also: [], note: 无}]", "returns.how: a question is"),
    ],
)
def test_an_unknown_form_is_told_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ExamInvalid, match=r"^returns\.yml") as error:
        load(tmp_path, text)
    assert said in str(error.value)


def test_every_entry_that_is_named_exists() -> None:
    assert [one for one in questions() if not known().keys() >= set(one.right)] == []


def test_no_entry_is_named_twice_for_a_question() -> None:
    assert [one for one in questions() if len(set(one.right)) < len(one.right)] == []


def test_no_question_is_asked_twice() -> None:
    assert [text for text, count in Counter(bare(one.text) for one in questions()).items() if count > 1] == []


def test_no_question_is_a_sentence_of_an_entry() -> None:
    written = {bare(text) for entry in known().values() for text in entry.texts}
    assert [one.text for one in questions() if bare(one.text) in written] == []


def test_there_are_questions_enough_to_measure_with() -> None:
    assert len(questions()) >= 600


def test_every_entry_is_asked_for_at_least_twice() -> None:
    asked = Counter(one.entry for one in questions())
    assert [name for name in known() if asked[name] < 2] == []
