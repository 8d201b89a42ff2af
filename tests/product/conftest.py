"""A copy of the product that a test may harm."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench import stand
from bench.stand import Stand
from tests.conftest import UNLIMITED, refuse_unprepared


@pytest.fixture
def fragile_product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    refuse_unprepared()
    with stand.running(tmp_path_factory.mktemp("fragile"), **UNLIMITED) as running:
        yield running
