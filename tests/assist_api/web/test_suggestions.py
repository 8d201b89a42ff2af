"""Suggestions over the API: for which order, whether they are still so when inserted and sent, and who sees none."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assist_api.settings import Settings
from assist_api.store.engine import open_engine
from assist_api.store.schema import suggestions
from shop.connect import read_policy
from shop.sql import SqlShop
from tests.assist_api.conftest import Desk, Service, Shopper, eventually, put_staff


@pytest.fixture
def shop_url(shop_url: str, tmp_path: Path) -> str:
    """A copy of the demo shop, for here its orders change."""
    shutil.copy(shop_url.removeprefix("sqlite:///"), tmp_path / "shop.db")
    return f"sqlite:///{tmp_path / 'shop.db'}"


def taken(service: Service, shopper_id: str, text: str, intent: str) -> tuple[Shopper, Desk]:
    """A case in an agent's hands in which the shopper has just asked `text`."""
    service.rasa.intents[text] = intent
    shopper, desk = service.shopper(shopper_id), service.desk()
    shopper.say("转人工")
    desk.post(f"conversations/{shopper.id}/take")
    shopper.post(text)
    eventually(lambda: desk.get(f"conversations/{shopper.id}").json()["messages"][-1]["intent"] == intent)
    return shopper, desk


def shown(desk: Desk, shopper: Shopper, **screen: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk.get(f"conversations/{shopper.id}/suggestions", **screen).json()["suggestions"]
    return found


def cancel(service: Service, shopper_id: str, order_id: str) -> None:
    shop = SqlShop(service.settings.shop_url, read_policy(), clock=service.clock)
    shop.cancel_order(shopper_id, order_id, reason="不想要了", key="k")


def send(desk: Desk, shopper: Shopper, suggestion: dict[str, Any], text: str | None = None, **more: Any) -> Any:
    body = {"client_id": "d1", "text": text or suggestion["text"], "suggestion_id": suggestion["id"], **more}
    return desk.post(f"conversations/{shopper.id}/messages", body)


def test_the_order_on_the_screen_fills_the_slots(service: Service) -> None:
    shopper, desk = taken(service, "s1008", "地址想换一下", "change_address")
    orders = desk.get(f"conversations/{shopper.id}").json()["orders"]
    assert "地址可以改" in shown(desk, shopper)[0]["text"]
    locked = next(order["id"] for order in orders if order["state"] == "locked")
    assert "改不了了" in shown(desk, shopper, order_id=locked)[0]["text"]
    assert "地址可以改" in shown(desk, shopper)[0]["text"]


def test_a_bot_that_does_not_answer_holds_up_no_suggestions(service: Service) -> None:
    shopper, desk = taken(service, "s1001", "在吗", "greet")
    service.rasa.slow_s = 30
    shopper.post("退货要什么条件")
    told = eventually(lambda: shown(desk, shopper))
    assert [one["source"]["id"] for one in told] == ["returns.rule", "returns.limits"]
    assert desk.get(f"conversations/{shopper.id}").json()["messages"][-1]["intent"] is None


def test_what_was_shown_once_is_shown_again_as_it_was(service: Service) -> None:
    shopper, desk = taken(service, "s1008", "地址想换一下", "change_address")
    assert shown(desk, shopper) == shown(desk, shopper)
    assert not {"template", "order_id", "product_id"} & shown(desk, shopper)[0].keys()


def test_what_an_agent_has_answered_is_not_suggested_any_more(service: Service) -> None:
    shopper, desk = taken(service, "s1008", "地址想换一下", "change_address")
    assert send(desk, shopper, shown(desk, shopper)[0]).status_code == 201
    assert shown(desk, shopper) == []


def test_an_order_that_changes_turns_the_suggestion_stale_and_says_why(service: Service) -> None:
    shopper, desk = taken(service, "s1008", "地址想换一下", "change_address")
    suggestion = shown(desk, shopper)[0]
    path = f"conversations/{shopper.id}/suggestions/{suggestion['id']}"
    assert desk.post(f"{path}/check").json() == {"changes": [], "text": suggestion["text"]}
    order_id = next(fact["value"] for fact in suggestion["facts"] if fact["slot"] == "order.id")
    cancel(service, "s1008", order_id)
    checked = desk.post(f"{path}/check").json()
    assert checked["text"] is None
    change = {"slot": "order.state", "name": "订单状态", "old": "待发货", "new": "退款中"}
    assert change in checked["changes"]


def test_nothing_stale_goes_out_unseen_but_knowingly_it_may(service: Service) -> None:
    shopper, desk = taken(service, "s1007", "不想要了能取消不", "cancel_order")
    suggestion = shown(desk, shopper)[0]
    assert "可以取消" in suggestion["text"]
    order_id = next(fact["value"] for fact in suggestion["facts"] if fact["slot"] == "order.id")
    cancel(service, "s1007", order_id)
    refused = send(desk, shopper, suggestion)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "facts_changed")
    assert "已经在退款中了" in refused.json()["error"]["text"]
    assert shopper.messages()[-1]["from"] == "shopper"
    assert send(desk, shopper, suggestion, knowingly=True).status_code == 201


def test_the_new_wording_is_taken_with_one_call_and_sent(service: Service) -> None:
    shopper, desk = taken(service, "s1007", "不想要了能取消不", "cancel_order")
    suggestion = shown(desk, shopper)[0]
    order_id = next(fact["value"] for fact in suggestion["facts"] if fact["slot"] == "order.id")
    cancel(service, "s1007", order_id)
    renewed = desk.post(f"conversations/{shopper.id}/suggestions/{suggestion['id']}/renew").json()["suggestion"]
    assert (renewed["id"], "已经在退款中了" in renewed["text"]) == (suggestion["id"], True)
    assert send(desk, shopper, renewed).status_code == 201


def test_a_rewritten_draft_is_held_back_only_for_what_it_still_tells(service: Service) -> None:
    shopper, desk = taken(service, "s1002", "怎么还没发", "urge_shipping")
    suggestion = next(one for one in shown(desk, shopper) if one["source"]["id"] == "sending")
    state = next(fact["value"] for fact in suggestion["facts"] if fact["slot"] == "order.state")
    cancel(service, "s1002", next(fact["value"] for fact in suggestion["facts"] if fact["slot"] == "order.id"))
    assert send(desk, shopper, suggestion, f"亲，目前{state}，我催一下").status_code == 409
    assert send(desk, shopper, suggestion, "亲，我帮您催一下").status_code == 201


def test_a_shop_that_does_not_answer_is_told_and_the_reply_may_go_out_knowingly(service: Service) -> None:
    shopper, desk = taken(service, "s1002", "怎么还没发", "urge_shipping")
    suggestion = next(one for one in shown(desk, shopper) if one["source"]["kind"] == "fact")
    Path(service.settings.shop_url.removeprefix("sqlite:///")).write_bytes(b"broken")
    refused = send(desk, shopper, suggestion)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "facts_unchecked")
    assert send(desk, shopper, suggestion, knowingly=True).status_code == 201


def test_a_message_that_was_stored_is_not_checked_again(service: Service) -> None:
    shopper, desk = taken(service, "s1007", "不想要了能取消不", "cancel_order")
    suggestion = shown(desk, shopper)[0]
    seq = send(desk, shopper, suggestion).json()["seq"]
    cancel(service, "s1007", next(fact["value"] for fact in suggestion["facts"] if fact["slot"] == "order.id"))
    assert send(desk, shopper, suggestion).json()["seq"] == seq


def test_what_is_for_agents_alone_is_refused_however_it_came_into_the_field(service: Service) -> None:
    shopper, desk = taken(service, "s1008", "退货怎么弄", "ask_return_policy")
    internal = next(one for one in shown(desk, shopper) if one["internal"])
    body = {"client_id": "d1", "text": f" {internal['text'][:3]} {internal['text'][3:]}"}
    assert desk.post(f"conversations/{shopper.id}/messages", body).json()["error"]["code"] == "not_allowed"


def test_a_conversation_that_is_held_out_shows_nothing_and_keeps_what_it_would_have_shown(
    open_service: Callable[..., Any], settings: Settings
) -> None:
    put_staff(settings)
    with open_service(holdout=1.0) as service:
        shopper, desk = taken(service, "s1008", "地址想换一下", "change_address")
        assert shown(desk, shopper) == []
        with open_engine(settings.database_url).connect() as connection:
            rows = connection.execute(suggestions.select()).mappings().all()
        assert [row["held_out"] for row in rows] == [True]
        path = f"conversations/{shopper.id}/suggestions/{rows[0]['id']}/check"
        assert desk.post(path).status_code == 404
