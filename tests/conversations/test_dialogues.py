"""Every dialogue of tests/conversations/test_*.yml, spoken with the running bot, action server and demo shop."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conversations.dialogue import Dialogue, Talk, complaints, read_dialogues
from tests.conversations.servers import RunningBot

DIALOGUES = list(read_dialogues(Path(__file__).parent))


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=str)
def test_dialogue(dialogue: Dialogue, bot: RunningBot) -> None:
    bot.as_it_began()
    talk = Talk(bot.url, bot.shop, dialogue.shopper, dialogue.page)
    for number, turn in enumerate(dialogue.turns, start=1):
        answer = talk.turn(turn)
        wrong = complaints(answer, turn.get("expect", {}), talk)
        assert answer.items, f"turn {number} got no answer"
        assert not wrong, f"turn {number} ({turn.get('says') or turn.get('presses')}): {wrong}\n{answer.text}"
