"""`python -m assist_api.feeling_marks [--out FILE]`: write what trainers accepted of agents' marks for training.

Only what is new or says something else is changed, so that the difference can be reviewed like code.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from assist_api import settings
from assist_api.feeling.data import DATA_DIR, MARKED
from assist_api.services import feeling_marks
from assist_api.store.engine import open_engine
from assist_api.store.unit_of_work import in_transaction

HEAD = "# Messages whose feeling an agent marked and a trainer accepted, personal data masked; written by a command.\n"


def merge(path: Path, accepted: Sequence[dict[str, Any]]) -> int:
    """How many rows are new or changed. Rows that the database does not know (any more) stay."""
    before = _read(path)
    after = before | {row["text"]: row for row in accepted}
    changed = len([text for text, row in after.items() if before.get(text) != row])
    if changed:
        body = yaml.safe_dump(list(after.values()), allow_unicode=True, sort_keys=False, width=1000)
        path.write_text(HEAD + body, "utf-8")
    return changed


def _read(path: Path) -> dict[str, dict[str, Any]]:
    rows = yaml.safe_load(path.read_text("utf-8")) if path.exists() else None
    return {row["text"]: row for row in rows or []}


def main() -> None:
    parser = argparse.ArgumentParser(description="Write accepted marks of feeling where training reads them.")
    parser.add_argument("--out", type=Path, default=DATA_DIR / MARKED)
    out = parser.parse_args().out
    accepted, _ = in_transaction(open_engine(settings.read().database_url), feeling_marks.for_training)
    print(f"{merge(out, accepted)} new of {len(accepted)} accepted marks: {out}")


if __name__ == "__main__":
    main()
