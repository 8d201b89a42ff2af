import os
import shutil
from pathlib import Path

from assist_api.teaching.intent_book import IntentBook
from nlu_data.dataset import ROOT, Intent, add_intent


def test_the_catalogue_is_found_by_pinyin_and_shows_an_example() -> None:
    first = IntentBook(ROOT).found("tuikuanjindu", 3)[0]
    assert (first.name, first.pinyin) == ("ask_refund_progress", ("tui", "kuan", "jin", "du"))
    assert first.example


def test_an_intent_that_is_new_in_the_catalogue_is_known_without_a_restart(tmp_path: Path) -> None:
    shutil.copy(ROOT / "intents.yml", tmp_path)
    book = IntentBook(tmp_path)
    assert "ask_engraving" not in book.intents
    add_intent(Intent("ask_engraving", "products", "刻字", "wants letters cut into it"), tmp_path)
    os.utime(tmp_path / "intents.yml", ns=(1, 1))
    assert book.found("kezi", 1)[0].name == "ask_engraving"
