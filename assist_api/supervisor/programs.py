"""The three processes of Xiaoer: how each is started, and where it says that it is ready."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ASSIST_PYTHON = ".venv/bin/python"
BOT_PYTHON = ".venv-bot/bin/python"
STOCK_BOT = (".venv-bot/bin/rasa", "run", "--model", "var/models/bot", "--endpoints", "bot/endpoints.yml")


@dataclass(frozen=True)
class Program:
    name: str
    title: str
    command: tuple[str, ...]
    port: int
    setting: str
    health: str
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def health_url(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.health}"


@dataclass(frozen=True)
class Ports:
    service: int = 8000
    bot: int = 5005
    actions: int = 5055


# Where a user chooses each port.
PORT_SETTINGS = {"service": "XIAOER_PORT", "bot": "XIAOER_BOT_PORT", "actions": "XIAOER_ACTIONS_PORT"}


class PortRefused(ValueError):
    """A port setting that is not a port."""


def read_ports(environ: Mapping[str, str]) -> Ports:
    given = {name: _port(setting, environ[setting]) for name, setting in PORT_SETTINGS.items() if environ.get(setting)}
    ports = Ports(**given)
    if len({ports.service, ports.bot, ports.actions}) < len(PORT_SETTINGS):
        raise PortRefused(f"{', '.join(PORT_SETTINGS.values())} must be three different ports, not {ports}.")
    return ports


def _port(setting: str, value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise PortRefused(f"{setting} must be a number from 1 to 65535, not {value!r}.")
    return int(value)


def programs(ports: Ports, environ: Mapping[str, str]) -> tuple[Program, ...]:
    return (_actions(ports), _bot(ports, environ), _service(ports, environ))


def _actions(ports: Ports) -> Program:
    command = (ASSIST_PYTHON, "-m", "actions.server", "--port", str(ports.actions))
    return Program(
        "actions", "action server", command, ports.actions, PORT_SETTINGS["actions"], "/health",
        {"SANIC_HOST": "127.0.0.1", "ACTION_SERVER_SANIC_WORKERS": "1"},
    )  # fmt: skip


def _bot(ports: Ports, environ: Mapping[str, str]) -> Program:
    port = str(ports.bot)
    stock = environ.get("XIAOER_BOT_STOCK") == "1"
    stock_command = (*STOCK_BOT, "--credentials", "bot/credentials.yml", "--enable-api", "--interface", "127.0.0.1")
    command = (*stock_command, "--port", port) if stock else (BOT_PYTHON, "-m", "bot.server", "--port", port)
    defaults = {
        "XIAOER_TRACKER_DIALECT": "sqlite",
        "XIAOER_TRACKER_DB": "var/tracker.db",
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "2",
        "TF_INTRA_OP_PARALLELISM_THREADS": "1",
        "TF_INTER_OP_PARALLELISM_THREADS": "1",
    }
    environment = {name: environ.get(name, value) for name, value in defaults.items()}
    environment["XIAOER_ACTION_URL"] = f"http://127.0.0.1:{ports.actions}/webhook"
    health = "/" if stock else "/health"
    return Program("bot", "bot 机器人", command, ports.bot, PORT_SETTINGS["bot"], health, environment)


def _service(ports: Ports, environ: Mapping[str, str]) -> Program:
    host = environ.get("XIAOER_HOST", "127.0.0.1")
    command = (
        ".venv/bin/uvicorn", "assist_api.app:create", "--factory", "--host", host, "--port", str(ports.service),
        "--no-access-log", "--ws-per-message-deflate", "false",
    )  # fmt: skip
    environment = {
        "XIAOER_BOT_URL": f"http://127.0.0.1:{ports.bot}",
        "MALLOC_ARENA_MAX": environ.get("MALLOC_ARENA_MAX", "2"),  # else each thread keeps a heap: hundreds of MB
    }
    place = (ports.service, PORT_SETTINGS["service"], "/readyz")
    return Program("service", "service 客服服务", command, *place, environment)
