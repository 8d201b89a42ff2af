from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from assist_api.errors import TooManyRequests
from assist_api.settings import Settings
from assist_api.web.limits import RateLimit
from tests.assist_api.builders import jpeg
from tests.assist_api.conftest import put_staff


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, messages_per_minute=3, starts_per_minute=2, log_ins_per_minute=2)


def test_who_writes_too_fast_is_told_to_wait(open_service: Callable[..., Any], settings: Settings) -> None:
    with open_service() as service:
        shopper = service.shopper()
        answers = [shopper.post(f"在吗{n}").status_code for n in range(4)]
    assert answers == [201, 201, 201, 429]


def test_pictures_count_as_messages_do(open_service: Callable[..., Any], settings: Settings) -> None:
    with open_service() as service:
        shopper = service.shopper()
        answers = [shopper.put_picture(jpeg()).status_code for _ in range(4)]
    assert answers == [201, 201, 201, 429]


def test_one_address_cannot_put_pictures_without_end_by_opening_conversations(
    open_service: Callable[..., Any], settings: Settings
) -> None:
    with open_service() as service:
        shoppers = [service.shopper(), service.shopper()]
        answers = [shoppers[n % 2].put_picture(jpeg()).status_code for n in range(4)]
    assert answers == [201, 201, 201, 429]


def test_one_address_cannot_open_conversations_without_end(
    open_service: Callable[..., Any], settings: Settings
) -> None:
    with open_service() as service:
        answers = [service.client.post("/api/v1/chat/conversations", json={}).status_code for _ in range(3)]
    assert answers == [201, 201, 429]


def test_passwords_cannot_be_guessed_without_end(open_service: Callable[..., Any], settings: Settings) -> None:
    put_staff(settings)
    with open_service() as service:
        guesses = [{"name": "小青", "password": f"guess-{n}"} for n in range(3)]
        answers = [service.client.post("/api/v1/desk/session", json=guess).status_code for guess in guesses]
    assert answers == [401, 401, 429]


def test_another_visitor_is_not_held_back(settings: Settings) -> None:
    limit = RateLimit(1)
    limit.count("one")
    limit.count("other")
    with pytest.raises(TooManyRequests):
        limit.count("one")
