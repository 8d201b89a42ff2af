"""The lock files: hashed, free of any index, and silent about torch, whose build the user's machine decides."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.environments import TORCH, environments

ROOT = Path(__file__).resolve().parents[2]
LOCKS = [ROOT / environment.lock for environment in environments()]
BUILD_DEPENDENT = re.compile(r"^(torch|triton|cuda|nvidia)", re.IGNORECASE)


@pytest.fixture(params=LOCKS, ids=lambda path: path.stem)
def lock(request: pytest.FixtureRequest) -> str:
    return Path(request.param).read_text("utf8")


def pinned(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", lock, re.MULTILINE))


def test_every_package_is_pinned_and_hashed(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", lock.strip())
    assert len(entries) == len(pinned(lock)) > 50
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_no_package_depends_on_the_build_of_torch(lock: str) -> None:
    assert [name for name in pinned(lock) if BUILD_DEPENDENT.match(name)] == []


def test_no_line_names_an_index_or_an_address(lock: str) -> None:
    assert [
        line for line in lock.splitlines() if "://" in line or re.match(r"\s*(--(extra-)?index|-i |-f |--find)", line)
    ] == []


def test_the_locks_hold_the_versions_that_the_design_rests_on() -> None:
    assist, bot = (pinned(path.read_text("utf8")) for path in LOCKS)
    assert bot["rasa"] == "3.6.21"
    assert assist["rasa-sdk"].startswith("3.21.")
    assert int(bot["setuptools"].split(".")[0]) < 81


def test_the_lock_is_compiled_against_the_torch_that_is_installed() -> None:
    assert f'"{TORCH}"' in (ROOT / "scripts/lock.sh").read_text("utf8")
