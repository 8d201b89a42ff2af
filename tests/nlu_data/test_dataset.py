from __future__ import annotations

from pathlib import Path

import pytest

from nlu_data.dataset import (
    Intent,
    Sentence,
    UnknownIntent,
    add_intent,
    add_sentences,
    file_of,
    first_sentence,
    read_catalogue,
    read_sentences,
    remove_sentences,
    sentences_of,
)

FILE = """# who praises
version: "3.1"
nlu:
- intent: praise
  examples: |
    - 真不错
    - "引号"也行
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "intents.yml").write_text('service:\n  praise: {zh: 表扬, means: "praises"}\n', encoding="utf-8")
    file = tmp_path / "train" / "service" / "praise.yml"
    file.parent.mkdir(parents=True)
    file.write_text(FILE, encoding="utf-8")
    return tmp_path


def test_an_added_sentence_is_an_added_line(data: Path) -> None:
    assert add_sentences("praise", ["真不错", " 太 好了\n"], root=data) == ["太 好了"]
    assert file_of("praise", root=data).read_text(encoding="utf-8") == FILE + "    - 太 好了\n"


def test_a_removed_sentence_is_gone(data: Path) -> None:
    remove_sentences("praise", ["真不错"], root=data)
    assert sentences_of("praise", root=data) == ['"引号"也行']


def test_a_new_test_file_mirrors_the_training_one(data: Path) -> None:
    add_sentences("praise", ["很满意"], "test", data)
    assert read_sentences("test", data) == [Sentence("praise", "很满意", "test")]


def test_an_unknown_intent_is_refused(data: Path) -> None:
    with pytest.raises(UnknownIntent):
        add_sentences("prise", ["很满意"], root=data)


def test_a_new_intent_joins_its_group(data: Path) -> None:
    add_intent(Intent("ask_gift_card", "service", "礼品卡", "gift cards"), data)
    assert list(read_catalogue(data)) == ["praise", "ask_gift_card"]


def test_what_the_bot_does_at_a_taught_intent_stands_in_the_catalogue(data: Path) -> None:
    taught = Intent("ask_gift_card", "service", "礼品卡: 怎么用", 'asks "how"', entry="service.gift_card")
    add_intent(taught, data)
    assert read_catalogue(data)["ask_gift_card"] == taught


def test_marks_of_entities_are_not_part_of_what_is_typed() -> None:
    assert Sentence("x", "寄到[新疆](region)要[顺丰]{'entity': 'courier'}吗").plain == "寄到新疆要顺丰吗"


def test_the_first_sentence_of_an_intent_is_read_as_it_is_typed(data: Path) -> None:
    assert first_sentence(read_catalogue(data)["praise"], data) == "真不错"
    assert first_sentence(Intent("thank", "service", "感谢", "thanks"), data) == ""
