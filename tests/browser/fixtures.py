"""Who the browser tests begin with. The pages they visit may not break the content policy or throw."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize, expect

from bench.stand import Stand
from tests.browser import floor
from tests.browser.stage import DESKTOP, Desk, Shopper, Visit, log_in

WITH_PARCEL, WITH_STALLED_PARCEL, WITH_RECEIVED, WITH_TWO_TO_MERGE, WITH_TWO_STAGES, WITH_MANY_ORDERS = KEPT = (
    "s1001",
    "s1003",
    "s1010",
    "s1007",
    "s1008",
    "s1006",
)  # each for the one test that needs it


@pytest.fixture
def browser_options() -> dict[str, Any]:
    """What a module needs of its browsers beside the usual: it says so by a fixture of this name."""
    return {}


@pytest.fixture
def visit(browser: Browser, product: Stand, browser_options: dict[str, Any]) -> Iterator[Visit]:
    """Open a path of the product in a browser of its own; at the end no page may have complained."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(
        path: str, viewport: ViewportSize | None = None, prepare: Callable[[Page], None] | None = None
    ) -> Page:
        context = browser.new_context(
            base_url=product.service_url,
            viewport=viewport or DESKTOP,
            locale="zh-CN",
            reduced_motion="reduce",
            **browser_options,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.extend(_policy_broken(message)))
        if prepare:
            prepare(page)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def shoppers_left(product: Stand) -> list[str]:
    return [one["id"] for one in product.demo["shoppers"] if one["order_ids"] and one["id"] not in KEPT]


@pytest.fixture
def shopper(visit: Visit) -> Shopper:
    """A visitor on the shop's first page with the chat open."""
    return Shopper(visit("/")).open_chat()


@pytest.fixture
def known_shopper(visit: Visit, product: Stand, shoppers_left: list[str]) -> Shopper:
    """One of the demo's shoppers with orders and with the chat open; another one in every test."""
    return _as(visit, shoppers_left.pop(0))


@pytest.fixture
def shopper_with_parcel(visit: Visit) -> Shopper:
    """The demo's shopper whose parcel is on its way, with the chat open; for one test alone."""
    return _as(visit, WITH_PARCEL)


@pytest.fixture
def shopper_with_stalled_parcel(visit: Visit) -> Shopper:
    return _as(visit, WITH_STALLED_PARCEL)


@pytest.fixture
def shopper_with_received_goods(visit: Visit) -> Shopper:
    return _as(visit, WITH_RECEIVED)


@pytest.fixture
def shopper_with_two_to_merge(visit: Visit) -> Shopper:
    return _as(visit, WITH_TWO_TO_MERGE)


@pytest.fixture
def shopper_with_two_stages(visit: Visit) -> Shopper:
    """One order that was just paid, another that the warehouse has."""
    return _as(visit, WITH_TWO_STAGES)


@pytest.fixture
def shopper_with_many_orders(visit: Visit) -> Shopper:
    """One was just paid, others are long done."""
    return _as(visit, WITH_MANY_ORDERS)


def _as(visit: Visit, shopper_id: str) -> Shopper:
    page = visit("/")
    page.get_by_label("您现在是").select_option(shopper_id)
    return Shopper(page).open_chat()


@pytest.fixture(scope="session")
def begun_shift(product: Stand) -> None:
    floor.begin_shift(product)


@pytest.fixture
def desk(visit: Visit, product: Stand, begun_shift: None, empty_floor: None) -> Desk:
    """An agent's, with nobody in the queue: whom an earlier test left there would be taken first."""
    return _desk_of(visit, product.staff("agent"))


@pytest.fixture
def second_desk(visit: Visit, product: Stand, begun_shift: None, empty_floor: None) -> Desk:
    """Another agent's."""
    return _desk_of(visit, [one for one in product.demo["staff"] if "agent" in one["roles"]][1])


def _desk_of(visit: Visit, who: dict[str, Any]) -> Desk:
    page = visit("/desk/#conversations")
    log_in(page, who)
    expect(page.locator(".agent-name")).to_be_visible()
    return Desk(page)


@pytest.fixture
def empty_floor(product: Stand) -> None:
    """Nobody waits and nobody holds a case. Ask for it before the desks."""
    floor.clear(product)


@pytest.fixture
def three_shoppers(empty_floor: None, visit: Visit) -> list[Shopper]:
    """Visitors with the chat open, and nobody beside them."""
    return [Shopper(visit("/")).open_chat() for _ in range(3)]


def _policy_broken(message: ConsoleMessage) -> list[str]:
    return [message.text] if "Content Security Policy" in message.text else []
