"""The rules on messages written apart from them: nlu_data/entities."""

from __future__ import annotations

from functools import cache

import pytest

from bot.components.entities.reader import KINDS, EntityReader
from bot.evaluate_entities import LISTS, SETS, Score, read_set, scores


@cache
def measured(*names: str) -> dict[str, Score]:
    messages = [message for name in names for message in read_set(SETS / f"{name}.yml")]
    return scores(messages, EntityReader(LISTS))


@pytest.mark.parametrize("name", ["tuning", "final"])
def test_nearly_all_that_is_named_is_found_with_its_value(name: str) -> None:
    assert measured(name)["all"].f1 >= 0.95


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_is_left_behind(kind: str) -> None:
    assert measured("tuning", "final")[kind].f1 >= 0.90


@pytest.mark.parametrize("name", ["tuning", "final"])
def test_each_set_holds_every_kind_and_many_messages_that_name_nothing(name: str) -> None:
    messages = read_set(SETS / f"{name}.yml")
    assert {found.entity for message in messages for found in message.right} == set(KINDS)
    assert sum(not message.right for message in messages) > len(messages) / 3
