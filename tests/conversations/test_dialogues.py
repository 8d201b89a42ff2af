"""Every dialogue of tests/conversations/test_*.yml, and those that trainers kept, spoken with the running product."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conversations.dialogue import Dialogue, Talk, hold, read_dialogues
from tests.conversations.servers import RunningBot

SHOP_DOWN = Path(__file__).with_name("test_shop_down.yml")
KEPT = Path(__file__).parents[2] / "nlu_data" / "conversations"
FILES = sorted({*Path(__file__).parent.glob("test_*.yml"), *KEPT.glob("*.yml")} - {SHOP_DOWN})


@pytest.mark.parametrize("dialogue", [each for path in FILES for each in read_dialogues(path)], ids=str)
def test_dialogue(dialogue: Dialogue, bot: RunningBot) -> None:
    bot.as_it_began()
    hold(dialogue, Talk(bot.url, bot.shop, dialogue.shopper, dialogue.page))


@pytest.mark.parametrize("dialogue", list(read_dialogues(SHOP_DOWN)), ids=str)
def test_dialogue_while_the_shop_is_down(dialogue: Dialogue, bot: RunningBot, url_without_shop: str) -> None:
    hold(dialogue, Talk(url_without_shop, bot.shop, dialogue.shopper, dialogue.page))
