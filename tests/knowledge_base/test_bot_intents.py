import json
from pathlib import Path

import pytest

from knowledge_base import bot_intents
from knowledge_base.bot_intents import Asked
from tests.knowledge_base.builders import CharacterEncoder, words

KNOWN = {"ask_ship_time": ["什么时候发货", "几点发货"], "ask_invoice": ["能开发票吗", "发票怎么开"]}


@pytest.fixture
def taught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for intent, texts in {
        "ask_ship_time": ["什么时候发货", "几点发货"],
        "ask_invoice": ["能开发票吗", "发票怎么开"],
    }.items():
        lines = "".join(f"    - {text}\n" for text in texts)
        (tmp_path / f"{intent}.yml").write_text(f"nlu:\n- intent: {intent}\n  examples: |\n{lines}", encoding="utf-8")
    monkeypatch.setattr(bot_intents, "TRAIN", tmp_path)


@pytest.mark.usefixtures("taught")
def test_what_is_understood_is_counted_for_each_set() -> None:
    known, foreign = [Asked("今天发货吗", ("ask_ship_time",))], [Asked("今天发货吗", ("ask_invoice",))]
    assert bot_intents.accuracies(CharacterEncoder(), words(), [known, foreign]) == [1, 0]


def test_either_annotators_intent_is_right(tmp_path: Path) -> None:
    row = {"text": "哦哦有吗", "intent": "ask_stock", "alt": "ask_recommendation"}
    (tmp_path / bot_intents.REAL).write_text(json.dumps(row), encoding="utf-8")
    assert bot_intents.real(tmp_path) == [Asked("哦哦有吗", ("ask_stock", "ask_recommendation"))]


def test_the_written_test_sentences_are_those_of_the_catalogue() -> None:
    assert len(bot_intents.written()) > 800
