"""Who may call what: every address of the staff asks for a session, and for the right that belongs to it."""

from __future__ import annotations

import re

import pytest
from fastapi import FastAPI

from tests.assist_api.conftest import Desk, Service

STAFF = ("/api/v1/desk/", "/api/v1/trainer/", "/api/v1/reports/")
LOG_IN = ("POST", "/api/v1/desk/session")
LOG_OUT = ("DELETE", "/api/v1/desk/session")  # of a session that is over already: it stays over
SUPERVISORS_ONLY = [
    ("GET", "reports/first-response"),
    ("GET", "reports/suggestions"),
    ("GET", "desk/compensations"),
    ("POST", "desk/compensations/g1/decision"),
    ("GET", "desk/conversations/c1/recalled"),
    ("POST", "desk/conversations/c1/whispers"),
    ("POST", "desk/conversations/c1/take-over"),
    ("PUT", "desk/team/a1/skills"),
]


def addresses(service: Service) -> list[tuple[str, str]]:
    app = service.client.app
    assert isinstance(app, FastAPI)
    found = [(verb.upper(), path) for path, verbs in app.openapi()["paths"].items() for verb in verbs]
    return [one for one in found if one[1].startswith(STAFF)]


def answer(service: Service, verb: str, path: str, desk: Desk | None = None) -> int:
    address = re.sub(r"\{\w+(:\w+)?\}", "1", path)
    headers = desk.headers if desk else {}
    return service.client.request(verb, address, json={}, headers=headers).status_code


def test_no_address_of_the_staff_answers_without_a_session(service: Service) -> None:
    found = addresses(service)
    assert len(found) > 80
    open_ones = {one for one in found if answer(service, *one) != 401}
    assert open_ones == {LOG_IN}


def test_a_shoppers_token_opens_no_address_of_the_staff(service: Service) -> None:
    shopper = service.shopper("s1001")
    desk = Desk(service.client, shopper.token)
    assert {one for one in addresses(service) if answer(service, *one, desk) != 401} == {LOG_IN, LOG_OUT}


def test_a_trainer_has_no_business_in_a_case(service: Service) -> None:
    """Their session and the canned replies are all that the desk has for them."""
    trainer = service.desk("小林")
    of_desk = [one for one in addresses(service) if one[1].startswith("/api/v1/desk/") and one != LOG_OUT]
    allowed = {path for verb, path in of_desk if answer(service, verb, path, trainer) != 403}
    others = {path for path in allowed if "/canned" not in path}
    assert others == {"/api/v1/desk/session", "/api/v1/desk/me"}


@pytest.mark.parametrize(("verb", "path"), SUPERVISORS_ONLY)
def test_what_only_a_supervisor_may_is_refused_to_an_agent(service: Service, verb: str, path: str) -> None:
    assert answer(service, verb, f"/api/v1/{path}", service.desk()) == 403
