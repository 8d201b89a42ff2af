"""What the dialogues do not show: the two endpoints, and Rasa 3.6 with rasa-sdk 3.21 behind them."""

from __future__ import annotations

import httpx
import yaml

from tests.conversations.dialogue import Talk
from tests.conversations.servers import ROOT, RunningBot


def test_parse_tells_intent_ranking_and_entities(bot: RunningBot) -> None:
    order = "2034567890123456789"
    found = httpx.post(f"{bot.url}/model/parse", json={"text": f"帮我查一下{order}到哪了"}, timeout=10).json()
    assert found["intent"]["name"] and 0 <= found["intent"]["confidence"] <= 1
    assert len(found["intent_ranking"]) > 3
    assert [entity["value"] for entity in found["entities"] if entity["entity"] == "order_id"] == [order]


def test_a_repeated_message_gets_the_same_answer_and_is_not_said_twice(bot: RunningBot) -> None:
    talk = Talk(bot.url, bot.shop, "s1002")
    first = talk.say("催一下发货", message_id="m-twice")
    notes = bot.shop.orders("s1002")[0].notes
    assert talk.say("催一下发货", message_id="m-twice").items == first.items
    assert bot.shop.orders("s1002")[0].notes == notes


def test_the_same_message_id_of_another_talk_is_another_message(bot: RunningBot) -> None:
    first = Talk(bot.url, bot.shop, "s1001").say("我的快递到哪了", message_id="m-shared")
    second = Talk(bot.url, bot.shop, "s1005").say("我的快递到哪了", message_id="m-shared")
    assert first.text != second.text


def test_an_unknown_endpoint_and_an_unreadable_body_are_told(bot: RunningBot) -> None:
    assert httpx.get(f"{bot.url}/conversations").status_code == 404
    assert httpx.post(f"{bot.url}/webhooks/rest/webhook", content=b"{").status_code == 400


def test_every_action_of_the_domain_is_served(bot: RunningBot) -> None:
    wanted = {
        action
        for path in (ROOT / "bot" / "domain").glob("*.yml")
        for action in yaml.safe_load(path.read_text(encoding="utf-8")).get("actions", [])
    }
    served = {action["name"] for action in httpx.get(f"{bot.actions_url}/actions").json()}
    assert wanted == served
