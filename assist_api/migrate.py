"""`python -m assist_api.migrate`: bring the service's database to the newest schema."""

from __future__ import annotations

from assist_api import settings
from assist_api.store.engine import open_engine
from assist_api.store.migrate import migrate


def main() -> None:
    migrate(open_engine(settings.read().database_url))


if __name__ == "__main__":
    main()
