"""The queue's file, its page and the catalogue of intents say the same."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import yaml

from assist_api.domain.presence import Skill
from assist_api.domain.routing import Rules
from tests.project.python_files import ROOT

TABLE: dict[str, Any] = tomllib.loads((ROOT / "assist_api/routing.toml").read_text("utf8"))
PAGE = (ROOT / "docs/reference/routing.md").read_text("utf8")
CATALOGUE: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "nlu_data/intents.yml").read_text("utf8"))
INTENTS = {name for group in CATALOGUE.values() for name in group}
NO_MATTER = set(CATALOGUE["small_talk"]) | {"request_human", "praise", "ask_service_hours", "send_picture"}


def test_every_class_has_its_row_with_its_skill_and_signs() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\S+) \| (?:`(\w+)`|[^|]+) \|(.*)\|$", PAGE, re.M)
    named = re.compile(r"`(risk|parcel_\w+|ticket|angry)`")
    told = [(name, zh, skill, set(named.findall(signs))) for name, zh, skill, signs in rows]
    assert told == [(one["name"], one["zh"], one["skill"], set(one["signs"])) for one in TABLE["classes"]]


def test_every_number_stands_on_the_page() -> None:
    numbers = {name: value for group in ("rises", "match", "load", "presence") for name, value in TABLE[group].items()}
    numbers = {"greet_within_s": TABLE["greet_within_s"], **numbers, **TABLE["counts_longer"]["levels"]}
    told = {name: rf"`{name}`(?: =)? `{value}`|up to `{value}`" for name, value in numbers.items()}
    missing = [name for name, words in told.items() if not re.search(words, PAGE)]
    assert missing == []


def test_every_intent_named_is_in_the_catalogue() -> None:
    named = {intent for one in TABLE["classes"] for intent in one["intents"]} | set(TABLE["parcel_talk"]["intents"])
    assert named - INTENTS == set()


def test_every_intent_of_a_matter_has_a_skill() -> None:
    skills = Rules.of(TABLE).skills
    assert set(skills) == INTENTS - NO_MATTER
    assert set(skills.values()) == set(Skill)


def test_the_last_class_takes_whatever_fits_nowhere_else() -> None:
    last = TABLE["classes"][-1]
    assert (last["intents"], last["signs"]) == ([], [])
