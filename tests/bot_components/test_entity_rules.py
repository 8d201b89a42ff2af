"""The component runs in the bot's environment, so it is asked there, in a process of its own."""

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-bot" / "bin" / "python"
PROGRAM = """
import json
from bot.components.entity_rules import EntityRules
from rasa.shared.nlu.training_data.message import Message
rules = EntityRules(EntityRules.get_default_config())
known = {"entity": "product_id", "value": "p101", "start": 0, "end": 1, "extractor": "button"}
messages = [Message.build("尾号8866，今天发顺丰吗"), Message.build("在吗"), Message.build("")]
messages[1].set("entities", [known])
found = rules.process(messages)
print(json.dumps({
    "entities": [message.get("entities") for message in found],
    "shown": "entities" in found[0].as_dict(only_output_properties=True),
    "addon": EntityRules.fingerprint_addon({}),
}))
"""

pytestmark = pytest.mark.skipif(not PYTHON.exists(), reason="the bot's environment .venv-bot is not installed")


@cache
def answer() -> dict[str, Any]:
    command = [str(PYTHON), "-W", "ignore", "-c", PROGRAM]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_entities_carry_their_place_value_and_finder() -> None:
    first, *_, courier = answer()["entities"][0]
    assert first == {"entity": "phone_last4", "start": 2, "end": 6, "value": "8866", "extractor": "EntityRules"}
    assert (courier["entity"], courier["value"]) == ("courier", "顺丰速运")
    assert answer()["shown"]


def test_what_another_part_has_found_stays() -> None:
    assert [found["entity"] for found in answer()["entities"][1]] == ["product_id"]


def test_an_empty_message_names_nothing() -> None:
    assert answer()["entities"][2] == []


def test_other_lists_would_be_another_fingerprint() -> None:
    assert len(answer()["addon"]) == 64
