"""What tests of every part share: free ports, private servers, the browser."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import stand
from bench.stand import Stand
from tests import services


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: Playwright keeps an event loop in the main thread, beside which no test could run one."""
    items.sort(key=lambda item: Path(item.path).parent.name == "browser")


@pytest.fixture
def free_port() -> int:
    """A port that nobody listens on; never one of the product's."""
    return services.free_port()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A private PostgreSQL server, one for the session: a test makes and drops its own schema or database."""
    # Not pytest's own temporary folder: the user `postgres` may not enter it.
    outside_pytest = tempfile.TemporaryDirectory(prefix="xiaoer-postgres-", ignore_cleanup_errors=True)
    with outside_pytest as folder, services.postgres(Path(folder)) as url:
        yield url


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A private Redis server, one for the session: a test uses keys and channels of its own."""
    with services.redis(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """For Playwright's `executable_path`; in a container give it `--no-sandbox` too."""
    return services.find_program(*services.CHROMIUM_NAMES)


UNLIMITED = {
    "XIAOER_MESSAGES_PER_MINUTE": "100000",
    "XIAOER_STARTS_PER_MINUTE": "100000",
    "XIAOER_LOG_INS_PER_MINUTE": "1000",
}


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """The whole product, running: one copy for the session, with a database and a demo shop of its own."""
    refuse_unprepared()
    with stand.running(tmp_path_factory.mktemp("product"), **UNLIMITED) as running:
        yield running


def refuse_unprepared() -> None:
    if not Path("var/index").exists():
        pytest.skip("the product is not prepared: run `make prepare` first")
