"""The shop's events are heard by whichever way they come, once, and from where one has stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from assist_api.services import outreach as service
from assist_api.settings import Settings
from assist_api.store.unit_of_work import reading
from shop.models import OrderState
from tests.assist_api.conftest import eventually
from tests.assist_api.outreach.conftest import Stage, bot_lines


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A shop that does not push."""
    return replace(settings, outreach_poll_s=0.05)


def cursor(stage: Stage) -> str:
    return reading(stage.engine, service.cursor)


def newest(stage: Stage) -> str:
    events = list(stage.shop.events(limit=100_000))
    return events[-1].id


def has_heard_all(stage: Stage) -> None:
    """The demo's week is some hundred events."""
    eventually(lambda: cursor(stage) == newest(stage), within_s=30)


def test_a_shop_that_does_not_push_is_asked_and_the_demos_shopper_gets_a_reminder(stage: Stage) -> None:
    has_heard_all(stage)
    told = bot_lines(stage.service.shopper("s1001"))
    assert "还没付款" in told[0]["text"]


def test_what_happens_in_the_shop_later_is_heard_too(stage: Stage) -> None:
    has_heard_all(stage)
    order = stage.order(OrderState.UNPAID)
    stage.shop.cancel_order("s1001", order.id, reason="不想要了", key="k1")
    has_heard_all(stage)
    shopper = stage.service.shopper("s1001")
    stage.is_dropped("payment_reminder", "closed", order.id)
    assert [line for line in shopper.messages() if "还没付款" in line["text"]] == []


def test_after_a_restart_hearing_goes_on_where_it_stopped(
    open_service: Callable[..., Any], settings: Settings, stage: Stage
) -> None:
    has_heard_all(stage)
    with open_service() as second:
        assert "还没付款" in bot_lines(second.shopper("s1001"))[0]["text"]
    assert cursor(stage) == newest(stage)


def test_an_event_that_is_pushed_and_polled_is_heard_once(stage: Stage) -> None:
    has_heard_all(stage)
    event = stage.shop.events(limit=1)[0]
    body = {"id": event.id, "kind": event.kind.value, "shopper_id": event.shopper_id, "at": event.at.isoformat()}
    matter = {"order_id": event.order_id, "sku_id": event.sku_id}
    assert stage.push({**body, **matter}).json() == {"accepted": 0, "known": 1}
