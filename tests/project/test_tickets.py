"""The page of tickets says what the file of their clocks says, and what the code knows."""

from __future__ import annotations

import re
import tomllib

from assist_api.domain.ticket_clocks import NEVER_PAUSED, Clock
from assist_api.domain.ticket_life import State
from assist_api.domain.tickets import Kind
from tests.project.python_files import ROOT

PAGE = (ROOT / "docs/reference/tickets.md").read_text("utf8")
FILE = tomllib.loads((ROOT / "assist_api/tickets.toml").read_text("utf8"))
ROW = re.compile(r"^\| (\d) \| .*\| `(\w+)` (\S[^|]*?) \| (\d+) \| (\d+) \| (yes|no) \|$", re.MULTILINE)


def test_every_clock_has_its_row_with_its_hours() -> None:
    told = {(level, clock): (int(hours), int(warn)) for level, clock, _, hours, warn, _ in ROW.findall(PAGE)}
    kept = {
        (level, clock): (given["hours"], given["warn_minutes"])
        for level, clocks in FILE["level"].items()
        for clock, given in clocks.items()
    }
    assert told == kept


def test_names_and_pauses_of_clocks_are_the_codes() -> None:
    for _, clock, name, _, _, pauses in ROW.findall(PAGE):
        assert name == Clock(clock).zh
        assert (pauses == "no") == (Clock(clock) in NEVER_PAUSED)


def test_every_state_and_kind_is_named() -> None:
    for one in (*State, *Kind):
        assert f"`{one.value}` {one.zh}" in PAGE


def test_the_hours_of_the_loop_are_told() -> None:
    assert FILE["loop"] == {"ask_after_minutes": 60, "answer_hours": 48}
    assert "An hour after the shopper was told" in PAGE
    assert "after 48 hours" in PAGE
    assert f"Every {FILE['stagnant']['every_hours']} hours" in PAGE


def test_the_times_of_promises_are_told() -> None:
    kept = FILE["promises"]
    assert f"马上 means\n{kept['at_once_minutes']} minutes, 稍后 {kept['soon_minutes']} minutes" in PAGE
    assert f"no time at all {kept['undated_hours']} hours" in PAGE
    assert f"{kept['warn_minutes']} minutes before it falls due" in PAGE
