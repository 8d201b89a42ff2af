"""Only the shop may push events, each once, and what it pushes is checked."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import httpx2
import pytest

from assist_api.auth import Tokens
from assist_api.settings import DEVELOPMENT_SECRET
from tests.assist_api.conftest import Service

PATH = "/api/v1/shop/events"


def event(**more: Any) -> dict[str, Any]:
    known = {"id": "e1", "kind": "shipped", "shopper_id": "s1001", "order_id": "77", "at": "2026-11-23T12:00:00+08:00"}
    return {**known, **more}


def push(
    service: Service, body: Any, *, late_s: int = 0, secret: str | None = None, signature: str | None = None
) -> httpx2.Response:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    timestamp = str(int(service.clock.now.timestamp()) - late_s)
    signed = Tokens("tangli", secret or service.settings.shop_secret).event_signature(timestamp, raw)
    headers = {"X-Xiaoer-Timestamp": timestamp, "X-Xiaoer-Signature": signature or f"sha256={signed}"}
    return service.client.post(PATH, content=raw, headers=headers)


def code(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def test_one_event_or_a_list_is_accepted(service: Service) -> None:
    answer = push(service, event())
    assert (answer.status_code, answer.json()) == (202, {"accepted": 1, "known": 0})
    assert push(service, [event(id="e2"), event(id="e3")]).json() == {"accepted": 2, "known": 0}


def test_an_event_that_comes_again_is_known(service: Service) -> None:
    push(service, event())
    assert push(service, [event(), event(id="e2")]).json() == {"accepted": 1, "known": 1}


@pytest.mark.parametrize("late_s", [301, -301])
def test_a_signature_of_another_time_is_refused(service: Service, late_s: int) -> None:
    assert code(push(service, event(), late_s=late_s)) == (401, "signature_refused")


@pytest.mark.parametrize("late_s", [299, -299])
def test_five_minutes_of_drift_are_borne(service: Service, late_s: int) -> None:
    assert push(service, event(), late_s=late_s).status_code == 202


@pytest.mark.parametrize("signature", ["sha256=00", "x", "sha256=", "sha1=ff"])
def test_a_wrong_signature_is_refused(service: Service, signature: str) -> None:
    assert code(push(service, event(), signature=signature)) == (401, "signature_refused")


def test_the_signature_of_another_shop_is_refused(service: Service) -> None:
    assert code(push(service, event(), secret="another-secret-of-thirty-two-letters")) == (401, "signature_refused")


def test_a_body_that_was_changed_after_signing_is_refused(service: Service) -> None:
    timestamp = str(int(service.clock.now.timestamp()))
    signed = Tokens("tangli", service.settings.shop_secret).event_signature(timestamp, json.dumps(event()).encode())
    headers = {"X-Xiaoer-Timestamp": timestamp, "X-Xiaoer-Signature": signed}
    changed = json.dumps(event(shopper_id="s1002")).encode()
    assert code(service.client.post(PATH, content=changed, headers=headers)) == (401, "signature_refused")


@pytest.mark.parametrize("timestamp", ["", "now", "-1", "1e9", "٣", "9" * 40])
def test_a_timestamp_that_is_none_is_refused_even_when_signed(service: Service, timestamp: str) -> None:
    raw = json.dumps(event()).encode()
    signed = Tokens("tangli", service.settings.shop_secret).event_signature(timestamp, raw)
    headers = [(b"X-Xiaoer-Timestamp", timestamp.encode()), (b"X-Xiaoer-Signature", signed.encode())]
    assert code(service.client.post(PATH, content=raw, headers=headers)) == (401, "signature_refused")


def test_without_a_signature_nothing_is_read(service: Service) -> None:
    assert code(service.client.post(PATH, content=b"{")) == (401, "signature_refused")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"{", "invalid_json"),
        (b'"text"', "invalid_input"),
        (event(kind="exploded"), "invalid_input"),
        (event(at="2026-11-23T12:00:00"), "invalid_input"),
        (event(order_id=None), "invalid_input"),
        (event(kind="restocked"), "invalid_input"),
        (event(more="x"), "invalid_input"),
        (event(id=""), "invalid_input"),
        ([event(), {"id": "e2"}], "invalid_input"),
        ([event(id=str(n)) for n in range(501)], "invalid_input"),
        (b" " * (600 * 1024), "invalid_input"),
    ],
)
def test_what_does_not_hold_is_refused_in_the_usual_form(service: Service, body: Any, expected: str) -> None:
    assert code(push(service, body)) == (422, expected)


def test_of_a_list_with_one_broken_event_nothing_is_kept(service: Service) -> None:
    push(service, [event(), event(id="e2", kind="exploded")])
    assert push(service, event()).json() == {"accepted": 1, "known": 0}


def test_the_worked_example_of_the_documentation_holds() -> None:
    page = Path("docs/reference/outreach.md").read_text("utf-8")
    body = re.search("BODY='(.+)'", page)
    at = re.search(r"with `AT=(\d+)`", page)
    assert body
    assert at
    assert Tokens("tangli", DEVELOPMENT_SECRET).event_signature(at[1], body[1].encode()) in page
