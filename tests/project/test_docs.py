"""The documentation says what the code does: settings, commands, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from assist_api.settings import HELP, PREFIX, Settings
from tests.project.python_files import PACKAGES, ROOT

SETTINGS_PAGE = ROOT / "docs/reference/settings.md"
VARIABLE = re.compile(r"\bXIAOER_[A-Z][A-Z_]*[A-Z]\b")
LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)")


def row(name: str) -> str:
    default = str(getattr(Settings, name))
    return f"| `{PREFIX}{name.upper()}` | {f'`{default}`' if default else 'empty'} | {HELP[name]} |"


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_every_setting_of_the_service_has_its_row(name: str) -> None:
    assert row(name) in SETTINGS_PAGE.read_text("utf8").splitlines()


def test_every_variable_that_the_code_reads_is_on_the_page() -> None:
    described = set(VARIABLE.findall(SETTINGS_PAGE.read_text("utf8")))
    assert {name: place for place, name in variables_in_code() if name not in described} == {}


def test_every_variable_on_the_page_is_read_by_the_code() -> None:
    known = {name for _, name in variables_in_code()} | {PREFIX + field.name.upper() for field in fields(Settings)}
    assert set(VARIABLE.findall(SETTINGS_PAGE.read_text("utf8"))) - known == set()


def variables_in_code() -> Iterator[tuple[str, str]]:
    sources = [
        path
        for package in PACKAGES
        for ending in ("py", "yml", "toml")
        for path in (ROOT / package).rglob(f"*.{ending}")
    ]
    for path in sources:
        for name in VARIABLE.findall(path.read_text("utf8")):
            yield str(path.relative_to(ROOT)), name


def pages() -> list[Path]:
    return [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def test_every_link_between_pages_leads_somewhere() -> None:
    links = [(page, link) for page in pages() for link in LINK.findall(page.read_text("utf8"))]
    assert [f"{page.relative_to(ROOT)} → {link}" for page, link in links if not (page.parent / link).exists()] == []


def test_every_make_target_that_a_page_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf8"), re.MULTILINE))
    named = {name for page in pages() for name in re.findall(r"`make ([a-z-]+)`", page.read_text("utf8"))}
    assert named - targets == set()


def test_every_make_target_has_its_row_on_the_page_of_commands() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf8"), re.MULTILINE))
    described = set(
        re.findall(r"^\| `make ([a-z-]+)` \|", (ROOT / "docs/reference/commands.md").read_text("utf8"), re.M)
    )
    assert targets - described == {"help"}
    assert described <= targets
