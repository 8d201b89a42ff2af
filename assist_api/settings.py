"""Every setting of the service: one table, read from the environment by `read()` and from nowhere else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from assist_api.errors import SettingsRefused

PREFIX = "XIAOER_"
LOOPBACK = ("127.0.0.1", "::1", "localhost")
DEVELOPMENT_SECRET = "development-only-secret-never-use-in-production"


@dataclass(frozen=True)
class Settings:
    environment: str = "development"
    host: str = "127.0.0.1"
    port: int = 8000
    var: Path = Path("var")
    database_url: str = "sqlite:///var/xiaoer.db"
    redis_url: str = ""
    shop_url: str = "sqlite:///var/shop.db"
    shop_token: str = ""
    shop_policy: Path = Path("shop/demo/policy.yml")
    shop_id: str = "tangli"
    shop_secret: str = DEVELOPMENT_SECRET
    bot_url: str = "http://127.0.0.1:5005"
    bot_timeout_s: float = 4.0
    bot_python: Path = Path(".venv-bot/bin/python")
    nlu_data: Path = Path("nlu_data")
    nlu_data_commits: str = "off"
    training_memory_mb: int = 4000
    training_niceness: int = 10
    encoder: str = ""
    index_dir: Path = Path("var/index")
    entries_dir: Path = Path("knowledge_base/entries")
    learning_every_s: float = 300.0
    teaching_file: Path = Path("assist_api/teaching.toml")
    teaching_every_s: float = 10.0
    feeling_dir: Path = Path("var/models/feeling")
    handover_file: Path = Path("assist_api/handover.toml")
    routing_file: Path = Path("assist_api/routing.toml")
    waiting_file: Path = Path("assist_api/waiting.toml")
    assignment: str = "off"
    outreach: str = "on"
    outreach_file: Path = Path("assist_api/outreach.toml")
    outreach_poll_s: float = 5.0
    tickets_file: Path = Path("assist_api/tickets.toml")
    tickets_poll_s: float = 2.0
    suggestions_holdout: float = 0.0
    messages_per_minute: int = 40
    pictures_per_hour: int = 40
    starts_per_minute: int = 60
    log_ins_per_minute: int = 10
    session_hours: int = 12
    widget_origins: str = ""


HELP: Mapping[str, str] = {
    "environment": "`development` or `production`; outside development the default secret is refused",
    "host": "address the service listens on",
    "port": "port of the service",
    "var": "folder for everything that is made at run time",
    "database_url": "conversations; `postgresql+psycopg://…` for more than one process",
    "redis_url": "`redis://…` turns on fan-out between processes; empty: one process",
    "shop_url": "the shop's database, or its back end: `https://…`, `woocommerce+https://…`, `shopify+https://…`",
    "shop_token": "opens the shop's back end: a bearer token, WooCommerce's `key:secret`, Shopify's access token",
    "shop_policy": "the shop's rules: postage, windows, hours, what is promised",
    "shop_id": "the shop that shopper tokens must name",
    "shop_secret": "key of the shopper tokens (JWT, HS256), at least 32 characters",
    "bot_url": "where Rasa answers; never a public address",
    "bot_timeout_s": "seconds after which the shopper is told that the bot does not answer and offered a person",
    "bot_python": "the interpreter of the bot's environment, in which trainings run",
    "nlu_data_commits": "`on` or `off`: whether a change of the data becomes a git commit in the trainer's name",
    "nlu_data": "the sentences, catalogue and exam that trainers work on; a training takes a copy of them",
    "training_niceness": "how far a training gives way to everything else on a busy machine, 0 (not at all) to 19",
    "training_memory_mb": "a training that uses more memory is stopped",
    "encoder": "any sentence-transformers name or path; empty: the bundled encoder",
    "index_dir": "the built knowledge index",
    "entries_dir": "the knowledge entries, a file a topic; what a trainer accepts is written there",
    "learning_every_s": "seconds between two looks through what agents took, changed and wrote themselves",
    "teaching_file": "what comes into the trainers' inbox, in which order, and what counts as a cluster of it",
    "teaching_every_s": "seconds between two looks for messages that belong into the trainers' inbox; `0`: none",
    "feeling_dir": "the trained feeling model",
    "handover_file": "thresholds of the handover decision",
    "routing_file": "the order of the queue, and who gets whom",
    "waiting_file": "what a shopper is told of the wait for a person, and when a person has been silent too long",
    "assignment": "`on` or `off`: whether waiting cases are assigned to agents; off: agents take them",
    "outreach": "`on` or `off`: whether the bot speaks first; events are kept in any case",
    "outreach_file": "when the bot may speak first",
    "outreach_poll_s": "seconds between two looks for the shop's events; `0` where the shop pushes them",
    "tickets_file": "hours of the tickets' clocks",
    "tickets_poll_s": "seconds between two looks for the tickets of the shop; `0`: none, and no clock is watched",
    "suggestions_holdout": "share of conversations, 0 to 1, whose agents see no suggestions: what these are worth",
    "messages_per_minute": "messages and pictures of one visitor in a minute; pictures of one address too",
    "pictures_per_hour": "pictures that may be put into one conversation in an hour",
    "starts_per_minute": "conversations that one address may open in a minute",
    "log_ins_per_minute": "log-ins that one address may try in a minute",
    "session_hours": "how long an agent stays logged in",
    "widget_origins": "origins of shop pages elsewhere that may embed the widget, separated by spaces",
}


def read(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from `XIAOER_<NAME>`; a value of the wrong kind is refused with its name."""
    given = {}
    for field in fields(Settings):
        name = PREFIX + field.name.upper()
        if environ.get(name):
            given[field.name] = _convert(name, environ[name], type(getattr(Settings, field.name)))
    return checked(Settings(**given))  # type: ignore[arg-type]


def checked(settings: Settings) -> Settings:
    if settings.environment not in ("development", "production"):
        raise SettingsRefused("XIAOER_ENVIRONMENT must be development or production.")
    if settings.outreach not in ("on", "off"):
        raise SettingsRefused("XIAOER_OUTREACH must be on or off.")
    if settings.assignment not in ("on", "off"):
        raise SettingsRefused("XIAOER_ASSIGNMENT must be on or off.")
    if settings.nlu_data_commits not in ("on", "off"):
        raise SettingsRefused("XIAOER_NLU_DATA_COMMITS must be on or off.")
    if not 0 <= settings.suggestions_holdout <= 1:
        raise SettingsRefused("XIAOER_SUGGESTIONS_HOLDOUT must be between 0 and 1.")
    if not 0 <= settings.training_niceness <= 19:
        raise SettingsRefused("XIAOER_TRAINING_NICENESS must be between 0 and 19.")
    known_to_all = settings.shop_secret == DEVELOPMENT_SECRET
    if known_to_all and settings.environment == "production":
        raise SettingsRefused("XIAOER_SHOP_SECRET must be set outside development.")
    if known_to_all and settings.host not in LOOPBACK:
        raise SettingsRefused("XIAOER_SHOP_SECRET must be set when XIAOER_HOST is not this machine alone.")
    if len(settings.shop_secret) < 32:
        raise SettingsRefused("XIAOER_SHOP_SECRET must have at least 32 characters.")
    return settings


def _convert(name: str, value: str, kind: type) -> object:
    try:
        return kind(value)
    except ValueError as error:
        raise SettingsRefused(f"{name} must be of kind {kind.__name__}, not {value!r}.") from error
