"""`python -m assist_api.migrate`: bring the service's database to the newest schema, with the starter library in it."""

from __future__ import annotations

from assist_api import canned_library, settings
from assist_api.app import now_utc
from assist_api.services import canned
from assist_api.store.engine import open_engine
from assist_api.store.migrate import migrate
from assist_api.store.unit_of_work import in_transaction


def main() -> None:
    engine = open_engine(settings.read().database_url)
    migrate(engine)
    in_transaction(engine, canned.seed, canned_library.load(), now_utc())


if __name__ == "__main__":
    main()
