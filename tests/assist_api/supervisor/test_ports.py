from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator

import pytest

from assist_api.supervisor.ports import busy_sentence, is_free, program_on


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_free_port_needs_no_sentence(free_port: int) -> None:
    assert is_free(free_port)
    assert busy_sentence(free_port, "XIAOER_PORT") is None


def test_a_busy_port_is_named_with_the_setting_that_goes_round_it(taken: int) -> None:
    sentence = busy_sentence(taken, "XIAOER_BOT_PORT")
    assert sentence is not None
    assert f"Port {taken} is taken by" in sentence
    assert "XIAOER_BOT_PORT=" in sentence


@pytest.mark.skipif(sys.platform != "linux", reason="read from /proc")
def test_the_program_on_a_port_is_named(taken: int) -> None:
    assert f"(process {os.getpid()})" in (program_on(taken) or "")


def test_a_listener_on_every_interface_is_in_the_way_too() -> None:
    with socket.socket() as listener:
        listener.bind(("0.0.0.0", 0))
        listener.listen()
        assert not is_free(listener.getsockname()[1])
