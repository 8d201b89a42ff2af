"""The keeping store beside Rasa's own on the same database: each reads what the other would."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.in_bot import holds, needs_the_bot

pytestmark = needs_the_bot

BEGIN = """
import asyncio
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import EventVerbosity
from bot.tracker_store import KeepingTrackerStore
domain = Domain.from_yaml("version: '3.1'\\nslots: {draft: {type: any, mappings: [{type: custom}]}}")
stores = [KeepingTrackerStore(domain, db=DB), KeepingTrackerStore(domain, db=DB), SQLTrackerStore(domain, db=DB)]
run = asyncio.run
def says(store, text, *more):
    tracker = run(store.get_or_create_tracker("talk.1", append_action_listen=False))
    for event in [UserUttered(text, {"name": "greet"}), ActionExecuted("action_listen"), *more]:
        tracker.update(event, domain)
    run(store.save(tracker))
def read(store):
    tracker = run(store.retrieve("talk.1"))
    return tracker.current_state(EventVerbosity.ALL)
def texts(store):
    return [event["text"] for event in read(store)["events"] if event["event"] == "user"]
"""
SAME = """
assert all(run(store.retrieve("talk.1")) is None for store in stores)
says(stores[0], "一", SessionStarted(), SlotSet("draft", {"form": "x", "pair": (1, 2)}), ActiveLoop("x_form"))
says(stores[0], "二", BotUttered("好", {"custom": {"a": [1]}}))
assert read(stores[0]) == read(stores[1]) == read(stores[2])
assert read(stores[0])["slots"]["draft"] == {"form": "x", "pair": [1, 2]}
"""
TURNS = """
for number in range(9):
    says(stores[number % 3], str(number))
    assert texts(stores[number % 2]) == [str(each) for each in range(number + 1)]
assert read(stores[0]) == read(stores[1]) == read(stores[2])
"""
FAILED = """
says(stores[0], "一")
before = read(stores[0])
tracker = run(stores[0].retrieve("talk.1"))
tracker.update(SlotSet("draft", "half"), domain)
assert read(stores[0]) == before and before["slots"]["draft"] is None
"""
SESSIONS = """
says(stores[0], "一")
says(stores[0], "二")
says(stores[0], "三", ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen"))
says(stores[0], "四")
assert texts(stores[0]) == texts(stores[1]) == texts(stores[2]) == ["三", "四"]
"""


@pytest.mark.parametrize(
    "program",
    [SAME, TURNS, FAILED, SESSIONS],
    ids=["read the same", "hear of each other", "forget a turn that failed", "know one session"],
)
def test_the_stores(program: str, tmp_path: Path) -> None:
    holds(f"DB = {str(tmp_path / 'tracker.db')!r}{BEGIN}{program}")
