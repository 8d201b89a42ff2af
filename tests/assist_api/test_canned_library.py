"""The starter library: what a new shop's agents begin with must be usable as it is."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from assist_api.adapters import red_lines
from assist_api.app import CATALOGUE
from assist_api.canned_library import load
from assist_api.domain.canned import CATEGORIES, Known, Wording, problems
from assist_api.domain.red_lines import check
from assist_api.domain.slots import NAMES, slots_in
from knowledge_base.entries import flattened
from shop.connect import read_policy

LIBRARY = load()
WORDINGS = [wording for _, wording in LIBRARY]
SCARCE = {"product.few_left", "product.few_skus"}


@pytest.fixture(scope="module")
def known() -> Known:
    catalogue = yaml.safe_load(CATALOGUE.read_text("utf-8"))
    intents = {name for intents in catalogue.values() for name in intents}
    return Known(intents, NAMES.keys() | flattened("policy", read_policy()).keys())


def test_the_page_tells_how_many_there_are() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "suggestions.md").read_text("utf-8")
    categories = len({wording.category for wording in WORDINGS})
    assert f"a starter library of {len(LIBRARY)} replies in {categories} categories" in page


def test_there_are_enough_of_them_of_every_category() -> None:
    assert len(LIBRARY) >= 80
    assert {wording.category for wording in WORDINGS} == set(CATEGORIES) - {"其他"}


@pytest.mark.parametrize(("canned_id", "wording"), LIBRARY, ids=[canned_id for canned_id, _ in LIBRARY])
def test_each_would_be_accepted_from_a_person(canned_id: str, wording: Wording, known: Known) -> None:
    assert list(problems(wording, known)) == []
    assert len(canned_id) <= 40


@pytest.mark.parametrize("what", ["id", "title", "text", "shortcut"])
def test_nothing_stands_twice(what: str) -> None:
    all_of_them = [canned_id if what == "id" else getattr(wording, what) for canned_id, wording in LIBRARY]
    assert [one for one, count in Counter(filter(None, all_of_them)).items() if count > 1] == []


def test_no_example_belongs_to_two_replies() -> None:
    examples = Counter(example for wording in WORDINGS for example in wording.examples)
    assert max(examples.values()) == 1


def test_few_left_is_said_by_live_slots_alone() -> None:
    claims = [wording for wording in WORDINGS if re.search(r"只剩|仅剩|不多了|最后\d|抢光|手慢", wording.text)]
    assert all("{product.few_left}" in one.text for one in claims)
    assert [one for one in WORDINGS if SCARCE & set(slots_in(one.text))]


def test_numbers_of_the_shops_rules_come_by_slot() -> None:
    """A day, an hour or a sum that is written out would go stale with the next change of the rules."""
    numbers = {wording.title: re.findall(r"\d+\s*(?:天|小时|元|折|%)", wording.text) for wording in WORDINGS}
    assert {title: found for title, found in numbers.items() if found} == {}


def test_none_crosses_a_red_line() -> None:
    rules = red_lines.load(read_policy()).rules
    crossed = [(canned_id, found.text) for canned_id, wording in LIBRARY for found in check(wording.text, rules)]
    assert crossed == []


def test_nobody_is_paid_for_a_good_review() -> None:
    invitations = [wording.text for wording in WORDINGS if wording.category == "邀评"]
    assert not [text for text in invitations if re.search(r"好评返|返现|红包|五星|送您|优惠券", text)]
