"""Compensations: given at once within the agent's limit, above it after a supervisor's word, once, and recorded."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from assist_api.services import people
from assist_api.services.people import Agent
from assist_api.store.engine import open_engine
from assist_api.store.unit_of_work import in_transaction
from shop.connect import read_policy
from shop.models import OrderState
from shop.sql import SqlShop
from tests.assist_api.conftest import _PASSWORD_HASH, Desk, Service


@pytest.fixture
def desk(service: Service) -> Desk:
    return service.desk()


@pytest.fixture
def chief(service: Service) -> Desk:
    engine = open_engine(service.settings.database_url)
    in_transaction(engine, people.ensure_staff, Agent("v1", "小岚", ("supervisor",)), _PASSWORD_HASH)
    engine.dispose()
    return service.desk("小岚")


@pytest.fixture
def ticket(service: Service, desk: Desk, who: str) -> dict[str, Any]:
    """About a signed order; each test has a shopper of its own, for the shop is shared."""
    talking = service.shopper(who)
    talking.say("收到的瓶子碎了")
    shop = SqlShop(service.settings.shop_url, read_policy())
    states = (OrderState.SIGNED, OrderState.COMPLETED, OrderState.SHIPPED)
    order = next(one for one in shop.orders(who) if one.state in states)
    body = {
        "key": uuid4().hex, "kind": "logistics", "level": 2, "text": "瓶子碎了", "order_id": order.id,
        "changed_because": "破损",
    }  # fmt: skip
    answer = desk.post(f"conversations/{talking.id}/tickets", body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json()["ticket"])


SHOPPERS = iter([f"s{number}" for number in range(1001, 1030)])


@pytest.fixture
def who(service: Service) -> str:
    shop = SqlShop(service.settings.shop_url, read_policy())
    states = (OrderState.SIGNED, OrderState.COMPLETED, OrderState.SHIPPED)
    return next(one for one in SHOPPERS if any(order.state in states for order in shop.orders(one)))


def ask(desk: Desk, ticket: dict[str, Any], kind: str, amount: str, **more: Any) -> Any:
    body = {"key": uuid4().hex, "kind": kind, "amount": amount, "reason": "瓶子碎了", **more}
    return desk.post(f"tickets/{ticket['id']}/compensations", body)


def test_within_the_limit_it_is_given_at_once_and_recorded(desk: Desk, ticket: dict[str, Any]) -> None:
    (row,) = ask(desk, ticket, "coupon", "10").json()["rows"]
    assert (row["state"], row["result"]) == ("given", "10.00 元")
    told = [one["text"] for one in desk.get(f"tickets/{ticket['id']}").json()["ticket"]["history"]]
    assert "申请补偿：优惠券 10 元，瓶子碎了" in told
    assert "已给顾客：优惠券 10 元。10.00 元" in told


def test_the_form_sent_twice_gives_once(desk: Desk, ticket: dict[str, Any]) -> None:
    (first,), (second,) = [ask(desk, ticket, "points", "100", key="same").json()["rows"] for _ in range(2)]
    assert first["id"] == second["id"]


def test_above_the_limit_a_supervisor_is_asked(desk: Desk, chief: Desk, ticket: dict[str, Any]) -> None:
    (row,) = ask(desk, ticket, "coupon", "60").json()["rows"]
    assert row["state"] == "waiting"
    assert desk.get("compensations").status_code == 403
    (shown,) = chief.get("compensations").json()["rows"]
    assert (shown["words"], shown["asked_by"]) == ("优惠券 60 元", "小青")
    assert chief.post(f"compensations/{row['id']}/decision", {"approve": True}).json()["rows"] == []
    (after,) = desk.get(f"tickets/{ticket['id']}/compensations").json()["rows"]
    assert (after["state"], after["decided_by"]) == ("given", "小岚")


def test_who_declines_says_why_and_nothing_is_given(desk: Desk, chief: Desk, ticket: dict[str, Any]) -> None:
    (row,) = ask(desk, ticket, "coupon", "60").json()["rows"]
    path = f"compensations/{row['id']}/decision"
    assert chief.post(path, {"approve": False}).status_code == 422
    chief.post(path, {"approve": False, "reason": "先补发"})
    (after,) = desk.get(f"tickets/{ticket['id']}/compensations").json()["rows"]
    assert (after["state"], after["decided_because"]) == ("declined", "先补发")
    assert chief.post(path, {"approve": True}).json()["error"]["code"] == "compensation_not_found"


def test_with_what_was_given_before_it_goes_to_the_supervisor(desk: Desk, ticket: dict[str, Any]) -> None:
    assert ask(desk, ticket, "points", "400").json()["rows"][0]["state"] == "given"
    rows = ask(desk, ticket, "points", "400").json()["rows"]
    assert sorted(row["state"] for row in rows) == ["given", "waiting"]


def test_what_fits_the_complaint_is_suggested(desk: Desk, ticket: dict[str, Any]) -> None:
    found = desk.get(f"tickets/{ticket['id']}/compensations").json()
    assert found["suggested"][0]["kind"] == "resend"
    assert found["limits"]["payout"] == "20.00"
    assert found["lines"]


def test_what_the_shops_rules_forbid_is_told_and_not_tried_again(desk: Desk, ticket: dict[str, Any]) -> None:
    (row,) = ask(desk, ticket, "resend", "1", sku_id="not-in-this-order").json()["rows"]
    assert row["state"] == "refused"
    assert row["result"]
