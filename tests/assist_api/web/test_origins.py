from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from assist_api.settings import Settings

SHOP = {"Origin": "https://shop.example"}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, widget_origins="https://shop.example https://other.example")


def test_a_shop_that_is_allowed_may_embed_the_widget_and_talk(open_service: Callable[..., Any]) -> None:
    with open_service() as service:
        script = service.client.get("/static/widget/embed.js", headers=SHOP)
        started = service.client.post("/api/v1/chat/conversations", json={}, headers=SHOP)
    assert script.headers["access-control-allow-origin"] == "https://shop.example"
    assert started.headers["access-control-allow-origin"] == "https://shop.example"


def test_a_page_of_anybody_else_may_not(open_service: Callable[..., Any]) -> None:
    with open_service() as service:
        script = service.client.get("/static/widget/embed.js", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in script.headers
