"""The rules on one message: what is found, as the value of each kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bot.components.entities.reader import EntityReader
from bot.evaluate_entities import LISTS

WEDNESDAY = date(2026, 11, 25)
Read = Callable[[str], list[tuple[str, str]]]


@pytest.fixture(scope="session")
def reader() -> EntityReader:
    return EntityReader(LISTS)


@pytest.fixture
def read(reader: EntityReader) -> Read:
    return lambda text: [(found.entity, found.value) for found in reader.read(text, WEDNESDAY)]
