"""The shop's own rules: each does what its examples say."""

from __future__ import annotations

import pytest

from assist_api.adapters.red_lines import Example, load
from assist_api.domain.red_lines import Rule, check
from shop.connect import read_policy

BOOK = load(read_policy())


@pytest.mark.parametrize("example", BOOK.examples, ids=lambda one: f"{one.rule}: {one.text}")
def test_a_rule_does_what_its_example_says(example: Example) -> None:
    found = {one.rule for one in check(example.text, BOOK.rules, example.facts)}
    assert (example.rule in found) is example.crosses


@pytest.mark.parametrize("rule", [one for one in BOOK.rules if one.rewriting], ids=lambda one: one.id)
def test_a_rewriting_crosses_no_line_itself(rule: Rule) -> None:
    rewritings = [rule.rewriting or "", *rule.by_word.values()]
    assert [found for text in rewritings for found in check(text, BOOK.rules)] == []


def test_every_category_has_its_rules_and_some_block() -> None:
    assert {rule.category for rule in BOOK.rules} == set(BOOK.categories)
    assert {rule.category for rule in BOOK.rules if rule.blocks} >= {"invoice", "off_platform", "review", "medical"}
