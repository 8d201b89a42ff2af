"""The patches run in the bot's environment, so they are tried there, in a process of its own."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-bot" / "bin" / "python"

pytestmark = pytest.mark.skipif(not PYTHON.exists(), reason="the bot's environment .venv-bot is not installed")

SAME = """
import jsonschema
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event, SlotSet, deserialise_events
import rasa.shared.utils.common as common
action = RemoteAction("action_x", None)
results = [{"events": [], "responses": []}, {"events": [{"event": "slot", "name": "a", "value": 1}]},
           {"events": [{"no": "event"}], "responses": []}, {"events": [], "responses": ["text"]}, {"events": {}}]
def verdicts():
    for result in results:
        try:
            yield action._validate_action_result(result)
        except jsonschema.ValidationError as error:
            yield list(error.absolute_path)
before, classes = list(verdicts()), set(common.all_subclasses(Event))
from bot import patches
patches.apply(); patches.apply()
assert list(verdicts()) == before, (list(verdicts()), before)
assert True in before and any(verdict is not True for verdict in before)
assert set(common.all_subclasses(Event)) == classes
assert deserialise_events([{"event": "slot", "name": "a", "value": 1}]) == [SlotSet("a", 1)]
"""
REFUSES = """
import rasa
rasa.__version__ = "3.7.0"
from bot import patches
try:
    patches.apply()
except patches.WrongRasa as error:
    assert "XIAOER_BOT_PATCHES=off" in str(error)
else:
    raise SystemExit("it did not refuse")
"""


@pytest.mark.parametrize("program", [SAME, REFUSES], ids=["change no result", "refuse another version of Rasa"])
def test_the_patches(program: str) -> None:
    done = subprocess.run([str(PYTHON), "-W", "ignore", "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
