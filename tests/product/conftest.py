"""One running copy of the product for the tests that need all of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import stand
from bench.stand import Stand


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    if not Path("var/index").exists():
        pytest.skip("the product is not prepared: run `make prepare` first")
    unlimited = {"XIAOER_MESSAGES_PER_MINUTE": "100000", "XIAOER_STARTS_PER_MINUTE": "100000"}
    with stand.running(tmp_path_factory.mktemp("product"), **unlimited) as running:
        yield running
