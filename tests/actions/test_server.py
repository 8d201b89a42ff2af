"""The action server as Rasa calls it, in front of a shop's own back end that hangs, breaks and comes back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from shop.sql import SqlShop
from tests.conversations.servers import ASSIST_PYTHON, served
from tests.services import free_port
from tests.shop.json_server import FAULTS, serving
from tests.shop.shop_server import TOKEN, ShopServer


@dataclass
class Actions:
    url: str
    back_end: ShopServer

    def run(self, action: str, text: str, shopper_id: str) -> str:
        """What the action says, called with a tracker as Rasa sends it."""
        message = {"text": text, "intent": {"name": "", "confidence": 1.0}, "entities": []}
        message["metadata"] = {"shopper_id": shopper_id, "message_id": text}
        tracker = {
            "sender_id": "talk.1",
            "slots": {},
            "latest_message": message,
            "events": [{"event": "user", **message}],
            "paused": False,
            "followup_action": None,
            "active_loop": {},
            "latest_action_name": "action_listen",
        }
        asked = {"next_action": action, "sender_id": "talk.1", "tracker": tracker, "domain": {}}
        answer: dict[str, Any] = httpx.post(f"{self.url}/webhook", json=asked, timeout=10).raise_for_status().json()
        return "".join(response.get("text") or "" for response in answer["responses"])


@pytest.fixture
def actions(shop: SqlShop, tmp_path: Path) -> Iterator[Actions]:
    port = free_port()
    command = (ASSIST_PYTHON, "-m", "actions.server", "--port", str(port))
    with serving(ShopServer(shop)) as back_end:
        settings = {"XIAOER_SHOP_URL": back_end.url, "XIAOER_SHOP_TOKEN": TOKEN}
        with served(command, port, tmp_path / "actions.log", settings):
            yield Actions(f"http://127.0.0.1:{port}", back_end)


def test_a_shop_that_hangs_is_admitted_and_holds_up_nobody(actions: Actions) -> None:
    assert "老爹鞋" in actions.run("action_logistics_track_shipment", "我的快递到哪了", "s1001")
    actions.back_end.fault = lambda handler: time.sleep(30)
    assert "暂时查不到" in actions.run("action_logistics_track_shipment", "到哪了呀", "s1001")
    assert "人工同事" in actions.run("action_service_request_human", "转人工", "s1001")


def test_a_shop_that_is_broken_is_admitted_until_it_is_back(actions: Actions) -> None:
    actions.back_end.fault = FAULTS["broken"]
    assert "暂时查不到" in actions.run("action_orders_query_order", "查订单", "s1002")
    actions.back_end.fault = None
    assert "暂时查不到" not in actions.run("action_orders_query_order", "查一下订单", "s1002")
