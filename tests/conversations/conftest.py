from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conversations.servers import RunningBot, running_bot, running_on


@pytest.fixture(scope="session")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    with running_bot(tmp_path_factory.mktemp("bot")) as running:
        yield running


@pytest.fixture(scope="session")
def url_without_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A bot whose shop's database holds no tables: every question to it fails."""
    folder = tmp_path_factory.mktemp("bot without shop")
    with running_on(folder, f"sqlite:///{folder / 'empty.db'}") as (bot, _):
        yield bot
