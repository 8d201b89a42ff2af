"""A stored set of talks, made by the running service: what other thresholds change in it is known."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from assist_api.settings import Settings
from tests.assist_api.conftest import Service, put_staff

TALKS = {
    "calm": ["运费多少", "发什么快递"],
    "unhappy once": ["快递太慢了"],
    "unhappy twice": ["快递太慢了", "退货也太慢了"],
    "angry": ["在吗", "你们是骗子"],
    "asks for a person": ["转人工"],
}


@pytest.fixture
def talks(open_service: Callable[[], AbstractContextManager[Service]], settings: Settings) -> dict[str, str]:
    """The id of each conversation by its name. An agent was there."""
    put_staff(settings)
    with open_service() as service, service.client.websocket_connect("/api/v1/desk/ws") as socket:
        socket.send_json({"type": "hello", "token": service.desk().token})
        socket.receive_json()
        return {name: _held(service, lines) for name, lines in TALKS.items()}


def _held(service: Service, lines: list[str]) -> str:
    shopper = service.shopper()
    for line in lines:
        shopper.say(line)
        service.clock.pass_time(seconds=4)  # all of it before the desk would have to beat again
    return shopper.id
