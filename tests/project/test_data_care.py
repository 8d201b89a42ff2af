"""The page on the care of the data says the numbers and the names that are in force."""

from __future__ import annotations

import re
import tomllib

from assist_api.domain.data_care import CareRules, Refusal
from assist_api.domain.masking import Kind
from tests.project.python_files import ROOT

TABLE = tomllib.loads((ROOT / "assist_api/teaching.toml").read_text("utf8"))
PAGE = (ROOT / "docs/reference/data-care.md").read_text("utf8")
WITHOUT_NUMBER = {"stand_ins"}


def test_every_number_stands_on_the_page() -> None:
    told = dict(re.findall(r"`(\w+)` = `([\d.]+)`", PAGE))
    assert told == {name: str(value) for name, value in TABLE["care"].items() if name not in WITHOUT_NUMBER}


def test_every_reason_for_a_refusal_stands_on_the_page() -> None:
    assert {reason.value for reason in Refusal} - set(re.findall(r"`(\w+)`", PAGE)) == {Refusal.THERE.value}


def test_every_kind_of_masked_words_has_its_made_up_value() -> None:
    assert set(CareRules.of(TABLE).stand_ins) == {kind.value for kind in Kind}
