from __future__ import annotations

from pathlib import Path

import pytest

from bot import taught
from bot.taught import Taught
from bot.train import model_path
from tests.bot.in_bot import holds, needs_the_bot

CATALOGUE = """\
service:
  praise: {zh: 表扬, means: "praises"}
  ask_gift_card: {zh: 礼品卡, means: "gift cards", entry: service.gift_card}
  ask_receipt: {zh: 收据, means: "a receipt", like: praise}
"""
RULES = "rules:\n- rule: praise\n  steps:\n  - intent: praise\n  - action: action_service_praise\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "intents.yml").write_text(CATALOGUE, "utf-8")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "service.yml").write_text(RULES, "utf-8")
    return tmp_path


def test_what_the_bot_does_stands_in_the_catalogue(data: Path) -> None:
    found = taught.read(data / "intents.yml")
    assert found == [Taught("ask_gift_card", entry="service.gift_card"), Taught("ask_receipt", like="praise")]


def test_an_entry_answers_by_a_field_of_the_reply() -> None:
    made = taught.domain([Taught("ask_gift_card", entry="service.gift_card")])
    assert made["intents"] == ["ask_gift_card"]
    assert made["responses"] == {
        "utter_taught_ask_gift_card": [{"custom": {"knowledge": {"entry": "service.gift_card"}}}]
    }


def test_an_intent_like_another_takes_over_its_rule(data: Path) -> None:
    made = taught.rules([Taught("ask_receipt", like="praise")], data / "rules")
    assert made["rules"][0]["steps"] == [{"intent": "ask_receipt"}, {"action": "action_service_praise"}]


def test_an_intent_like_one_without_a_rule_is_refused(data: Path) -> None:
    with pytest.raises(ValueError, match="no rule for the intent thank"):
        taught.rules([Taught("ask_receipt", like="thank")], data / "rules")


def test_another_answer_asks_for_another_training(data: Path) -> None:
    before = model_path(data / "train", data)
    (data / "intents.yml").write_text(CATALOGUE.replace("service.gift_card", "gifts.card"), "utf-8")
    assert model_path(data / "train", data) != before


def test_a_name_that_a_person_reads_asks_for_none(data: Path) -> None:
    before = model_path(data / "train", data)
    (data / "intents.yml").write_text(CATALOGUE.replace("表扬", "夸奖"), "utf-8")
    assert model_path(data / "train", data) == before


@needs_the_bot
def test_rasa_reads_the_domain_beside_the_bots_own(data: Path) -> None:
    holds(f"""
from pathlib import Path
from bot import taught
from bot.paths import ROOT, settle_libraries
settle_libraries()
from rasa.shared.importers.importer import TrainingDataImporter

folder = Path({str(data)!r})
files = taught.write(taught.read(folder / "intents.yml"), ROOT / "bot" / "rules", folder)
domain, rules = map(str, files)
read = TrainingDataImporter.load_from_config("config.yml", ["bot/domain", domain], ["bot/rules", rules])
assert {{"ask_gift_card", "greet"}} <= set(read.get_domain().intents)
assert "utter_taught_ask_gift_card" in read.get_domain().responses
names = [step.block_name for step in read.get_stories().story_steps]
assert "taught ask_gift_card" in names and "greet" in names, names
""")
