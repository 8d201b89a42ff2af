"""The three lines of a case, over the real shop."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.assist_api.conftest import Service

STALLED = "s1003"


def lines_of(service: Service, conversation_id: str) -> dict[str, list[dict[str, Any]]]:
    found = service.desk().get(f"conversations/{conversation_id}").json()["summary"]["lines"]
    return {line["name"]: line["pieces"] for line in found}


def test_a_stalled_parcel_is_told_with_its_order_and_messages(service: Service) -> None:
    service.clock.now = datetime.now(UTC)  # the demo's parcels count from today
    shopper = service.shopper(STALLED)
    shopper.say("我的快递到哪了")
    shopper.say("快递怎么还不动，骗子")
    lines = lines_of(service, shopper.id)
    assert lines["about"][0] == {"text": "包裹的进度", "seq": 3, "order_id": ""}
    assert lines["about"][-1] == {"text": "转人工：情绪愤怒、情绪不满", "seq": 3, "order_id": ""}
    title, standing = lines["facts"]
    assert title["order_id"] == standing["order_id"] != ""
    assert "没有更新" in standing["text"]


def test_it_is_kept_fresh_by_what_comes_after(service: Service) -> None:
    shopper = service.shopper(STALLED)
    shopper.say("我的快递到哪了")
    shopper.say("转人工")
    desk = service.desk()
    desk.post(f"conversations/{shopper.id}/take")
    desk.post(f"conversations/{shopper.id}/messages", {"client_id": "a", "text": "您好，正在为您催派送"})
    assert {"text": "小青答：正在为您催派送", "seq": 7, "order_id": ""} in lines_of(service, shopper.id)["done"]


def test_a_visitor_who_said_hello_has_no_summary(service: Service) -> None:
    shopper = service.shopper()
    shopper.say("你好")
    assert lines_of(service, shopper.id) == {"about": [{"text": "“你好”", "seq": 1, "order_id": ""}]}
