"""The service floor behind the pages: who holds a case, who waits, and presses of a key that meet in one moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx
from playwright.sync_api import Page, Route

from bench.stand import Stand


def begin_shift(product: Stand) -> None:
    """Every agent has seen today's card, so that it does not open by itself."""
    for who in _agents(product):
        with _session(product, who) as (service, _):
            service.post("/shift/start/seen", json={}).raise_for_status()


def clear(product: Stand) -> None:
    """Close what earlier tests have left: in anybody's hands, and in the queue."""
    for who in _agents(product):
        with _session(product, who) as (service, me):
            _close(service, [row for row in _rows(service, "agent") if row["agent_id"] == me])
            _close(service, _rows(service, "waiting"))


def _agents(product: Stand) -> list[dict[str, Any]]:
    return [one for one in product.demo["staff"] if "agent" in one["roles"]]


@contextmanager
def _session(product: Stand, who: dict[str, Any]) -> Iterator[tuple[httpx.Client, str]]:
    with httpx.Client(base_url=f"{product.service_url}/api/v1/desk", trust_env=False) as service:
        answer = service.post("/session", json={"name": who["name"], "password": who["password"]}).raise_for_status()
        service.headers["Authorization"] = f"Bearer {answer.json()['token']}"
        yield service, answer.json()["agent"]["id"]
        service.delete("/session").raise_for_status()


def _rows(service: httpx.Client, state: str) -> list[dict[str, Any]]:
    answer = service.get("/conversations", params={"state": state}).raise_for_status()
    return list(answer.json()["rows"])


def _close(service: httpx.Client, rows: Sequence[dict[str, Any]]) -> None:
    for row in rows:
        for move in ("take", "close"):
            service.post(f"/conversations/{row['id']}/{move}").raise_for_status()


@contextmanager
def at_once(pages: Sequence[Page], requests: str) -> Iterator[None]:
    """What these pages ask is held until each of them has asked, and then let go in one moment."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)
        if len(held) == len(pages):
            for one in held:
                one.continue_()

    for page in pages:
        page.route(requests, hold)
    yield
    for page in pages:
        page.unroute(requests, hold)
