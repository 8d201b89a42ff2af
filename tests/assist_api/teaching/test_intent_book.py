import os
import shutil
from pathlib import Path

from assist_api.teaching.intent_book import IntentBook
from nlu_data.dataset import ROOT, Intent, add_intent


def test_the_catalogue_is_found_by_pinyin_and_shows_an_example() -> None:
    first = IntentBook(ROOT).found("tuikuanjindu", 3)[0]
    assert (first.name, first.pinyin) == ("ask_refund_progress", ("tui", "kuan", "jin", "du"))
    assert first.example


def test_the_name_that_people_read_follows_the_catalogue_and_outlives_a_broken_one(tmp_path: Path) -> None:
    file = tmp_path / "intents.yml"
    file.write_text('service:\n  praise: {zh: 表扬, means: "praises"}\n', "utf-8")
    book = IntentBook(tmp_path)
    assert book.names == {"praise": "表扬", "nlu_fallback": "没听懂"}
    for turn, (text, name) in enumerate(
        (('service:\n  praise: {zh: 好评, means: "praises"}\n', "好评"), ("service: [", "好评"), ("", "好评"))
    ):
        file.write_text(text, "utf-8")
        os.utime(file, ns=(turn, turn + 1))
        assert book.names["praise"] == name
    file.unlink()
    assert book.names["praise"] == "好评"


def test_an_intent_that_is_new_in_the_catalogue_is_known_without_a_restart(tmp_path: Path) -> None:
    shutil.copy(ROOT / "intents.yml", tmp_path)
    book = IntentBook(tmp_path)
    assert "ask_engraving" not in book.intents
    add_intent(Intent("ask_engraving", "products", "刻字", "wants letters cut into it"), tmp_path)
    os.utime(tmp_path / "intents.yml", ns=(1, 1))
    assert book.found("kezi", 1)[0].name == "ask_engraving"
