from __future__ import annotations

from collections.abc import Iterator

import pytest

from shop.demo.create import create
from tests.conversations.servers import RunningBot, running_bot


@pytest.fixture(scope="session")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    folder = tmp_path_factory.mktemp("bot")
    shop_url = f"sqlite:///{folder / 'shop.db'}"
    create(shop_url)
    with running_bot(folder, shop_url) as running:
        yield running
