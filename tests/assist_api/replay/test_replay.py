from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assist_api.settings import Settings

ROOT = Path(__file__).parents[3]


def replay(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "XIAOER_DATABASE_URL": settings.database_url}
    command = [sys.executable, "-m", "assist_api.replay", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def found(settings: Settings, *arguments: str) -> dict[str, Any]:
    done = replay(settings, "--json", *arguments)
    assert done.returncode == 0, done.stderr
    data: dict[str, Any] = json.loads(done.stdout)
    return data


def changed(tmp_path: Path, old: str, new: str) -> str:
    text = (ROOT / "assist_api/handover.toml").read_text("utf-8")
    assert old in text
    file = tmp_path / "tried.toml"
    file.write_text(text.replace(old, new), "utf-8")
    return str(file)


def names(data: dict[str, Any], change: str, talks: dict[str, str]) -> set[str]:
    ids = {one["conversation_id"] for one in data["matters_by_change"][change]}
    return {name for name, conversation_id in talks.items() if conversation_id in ids}


def test_the_file_in_force_decides_the_stored_talks_exactly_as_it_did(
    talks: dict[str, str], settings: Settings
) -> None:
    data = found(settings)
    assert data["decisions"] == {"stored": 8, "decided_alike": 8, "unreadable": 0}
    assert {kind: count for kind, count in data["changes"].items() if count} == {"same": 3, "neither": 2}


def test_a_lower_threshold_gains_and_makes_earlier_exactly_those_expected(
    talks: dict[str, str], settings: Settings, tmp_path: Path
) -> None:
    data = found(settings, "--thresholds", changed(tmp_path, "threshold = 1.0", "threshold = 0.5"))
    assert names(data, "gained", talks) == {"unhappy once"}
    assert names(data, "earlier", talks) == {"unhappy twice"}
    assert names(data, "lost", talks) == names(data, "later", talks) == set()


def test_a_lighter_weight_loses_exactly_the_one_expected(
    talks: dict[str, str], settings: Settings, tmp_path: Path
) -> None:
    data = found(settings, "--thresholds", changed(tmp_path, "growing_unhappy = 0.5", "growing_unhappy = 0.1"))
    assert names(data, "lost", talks) == {"unhappy twice"}
    assert data["matters_by_change"]["lost"][0]["before"]["message"] == 1
    assert data["changes"]["gained"] == 0


def test_the_load_on_the_queue_is_told(talks: dict[str, str], settings: Settings, tmp_path: Path) -> None:
    file = changed(tmp_path, 'first = "bot_first"', 'first = "person_first"')
    load = found(settings, "--thresholds", file, "--minutes", "3", "--side-by-side", "1")["load"]
    assert load["handovers"] == {"before": 3, "after": 5}
    assert (sum(load["an_hour"]["before"]), sum(load["an_hour"]["after"])) == (3, 5)
    assert load["people_at_the_peak"]["after"] >= load["people_at_the_peak"]["before"]


def test_a_time_without_talks_has_none(talks: dict[str, str], settings: Settings) -> None:
    assert found(settings, "--until", "2026-11-01")["conversations"] == 0
    assert found(settings, "--since", "2026-11-23", "--until", "2026-11-24")["conversations"] == len(talks)


def test_people_read_a_table_with_reasons(talks: dict[str, str], settings: Settings, tmp_path: Path) -> None:
    file = changed(tmp_path, "threshold = 1.0", "threshold = 0.5")
    table = replay(settings, "--thresholds", file).stdout
    assert f"{talks['unhappy once']}  before: never  now: message 1 (情绪不满 0.5)" in table
    assert "people needed at the peak" in table


@pytest.mark.parametrize("content", ["threshold = ", "threshold = 1.0"])
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(settings: Settings, tmp_path: Path, content: str) -> None:
    file = tmp_path / "broken.toml"
    file.write_text(content, "utf-8")
    done = replay(settings, "--thresholds", str(file))
    assert done.returncode == 1
    assert str(file) in done.stderr and "Traceback" not in done.stderr
