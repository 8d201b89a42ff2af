from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conversations.servers import RunningBot, running_bot


@pytest.fixture(scope="session")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    with running_bot(tmp_path_factory.mktemp("bot")) as running:
        yield running
