from __future__ import annotations

import pytest

from assist_api.supervisor.programs import PortRefused, Ports, Program, programs, read_ports


def by_name(environ: dict[str, str]) -> dict[str, Program]:
    return {program.name: program for program in programs(read_ports(environ), environ)}


def test_each_port_has_its_setting() -> None:
    environ = {"XIAOER_PORT": "9001", "XIAOER_BOT_PORT": "9002", "XIAOER_ACTIONS_PORT": "9003"}
    assert read_ports(environ) == Ports(9001, 9002, 9003)


def test_the_programs_find_each_other_on_the_chosen_ports() -> None:
    found = by_name({"XIAOER_BOT_PORT": "9002", "XIAOER_ACTIONS_PORT": "9003"})
    assert found["service"].environment["XIAOER_BOT_URL"] == "http://127.0.0.1:9002"
    assert found["bot"].environment["XIAOER_ACTION_URL"] == "http://127.0.0.1:9003/webhook"
    assert found["bot"].health_url == "http://127.0.0.1:9002/health"


def test_the_service_shares_two_heaps_among_its_threads_unless_told_otherwise() -> None:
    assert by_name({})["service"].environment["MALLOC_ARENA_MAX"] == "2"
    assert by_name({"MALLOC_ARENA_MAX": "8"})["service"].environment["MALLOC_ARENA_MAX"] == "8"


@pytest.mark.parametrize("value", ["0", "65536", "http", "-1", "80.5"])
def test_what_is_no_port_is_refused_with_its_name(value: str) -> None:
    with pytest.raises(PortRefused, match="XIAOER_BOT_PORT"):
        read_ports({"XIAOER_BOT_PORT": value})


def test_two_programs_cannot_share_a_port() -> None:
    with pytest.raises(PortRefused, match="three different"):
        read_ports({"XIAOER_PORT": "5005"})


def test_the_stock_server_can_be_chosen_and_stays_on_loopback() -> None:
    bot = by_name({"XIAOER_BOT_STOCK": "1"})["bot"]
    assert bot.command[:2] == (".venv-bot/bin/rasa", "run")
    assert bot.command[bot.command.index("--interface") + 1] == "127.0.0.1"
    assert bot.health == "/"


def test_what_the_user_sets_for_the_tracker_stays() -> None:
    bot = by_name({"XIAOER_TRACKER_DIALECT": "postgresql"})["bot"]
    assert bot.environment["XIAOER_TRACKER_DIALECT"] == "postgresql"
