"""docs/reference/shop.md has an entry for every call and every refusal, and none for others."""

from __future__ import annotations

import inspect
import re
from dataclasses import fields
from pathlib import Path

import pytest

from shop.operations import OPERATIONS
from shop.protocol import Refusal
from shop.staff_protocol import StaffShop

PAGE = (Path(__file__).parents[2] / "docs/reference/shop.md").read_text("utf8")
CALLS = {name: call for name, call in inspect.getmembers(StaffShop, inspect.isfunction) if not name.startswith("_")}
ROWS = {row[1]: row for row in re.finditer(r"^\| `(\w+)\((.*?)\)` \|.*$", PAGE, re.MULTILINE)}
OPERATION_ROWS = {row[1]: row for row in re.finditer(r"^\| `(\w+): ?([^`]*)` \|.*$", PAGE, re.MULTILINE)}
REFUSALS = set(re.findall(r"^\| `([A-Z_]+)` \|", PAGE, re.MULTILINE))


def test_every_call_has_its_row_and_no_row_is_of_another() -> None:
    assert set(ROWS) == set(CALLS)


@pytest.mark.parametrize("name", sorted(CALLS))
def test_a_row_names_the_arguments_of_its_call(name: str) -> None:
    arguments = [each for each in inspect.signature(CALLS[name]).parameters if each != "self"]
    assert [each for each in ROWS[name][2].split(", ") if each] == arguments


def test_every_refusal_has_its_row_and_is_named_by_a_call() -> None:
    assert {each.name for each in Refusal} == REFUSALS
    rows = (*ROWS.values(), *OPERATION_ROWS.values())
    named = {word for row in rows for word in re.findall(r"`([A-Z_]+)`", row[0])}
    assert named == REFUSALS


def test_calls_that_write_say_so_by_their_key() -> None:
    reading, writing = PAGE.split("## Writing")
    for name, call in CALLS.items():
        place = writing if "key" in inspect.signature(call).parameters else reading
        assert f"| `{name}(" in place, name


def test_every_operation_has_its_row_with_its_fields() -> None:
    told = {name: [each for each in row[2].split(", ") if each] for name, row in OPERATION_ROWS.items()}
    assert told == {name: [each.name for each in fields(kind)] for name, kind in OPERATIONS.items()}
