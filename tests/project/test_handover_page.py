"""The page of thresholds says what the file says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from tests.project.python_files import ROOT

ROW = re.compile(r"^\| `([a-z_0-9.*]+)` \| ([^|]+) \|", re.MULTILINE)
FILE: dict[str, Any] = tomllib.loads((ROOT / "assist_api/handover.toml").read_text("utf8"))


def rows() -> dict[str, str]:
    return {name: value.strip() for name, value in ROW.findall((ROOT / "docs/reference/handover.md").read_text("utf8"))}


def entries() -> Iterator[tuple[str, object]]:
    for name, value in FILE.items():
        if name == "urgency":
            yield "urgency.*", value
        elif isinstance(value, dict):
            yield from ((f"{name}.{inner}", one) for inner, one in value.items())
        else:
            yield name, value


def test_every_name_of_the_file_has_its_row_and_the_page_names_no_other() -> None:
    assert set(rows()) == {name for name, _ in entries()}


def test_numbers_and_words_are_those_of_the_file() -> None:
    single = {name: str(value) for name, value in entries() if isinstance(value, int | float | str)}
    assert {name: rows()[name] for name in single} == single
