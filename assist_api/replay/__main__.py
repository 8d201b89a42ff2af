"""`python -m assist_api.replay --thresholds FILE`: other thresholds over the conversations that were stored."""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from datetime import datetime
from pathlib import Path

from assist_api import settings
from assist_api.domain.routing import Rules as RoutingRules
from assist_api.domain.shop_time import SHOP_TIME
from assist_api.domain.thresholds import Thresholds
from assist_api.errors import SettingsRefused
from assist_api.replay.report import Asked, as_data, as_table
from assist_api.services import replays
from assist_api.store.engine import open_engine
from assist_api.store.unit_of_work import reading

ROOT = Path(__file__).parents[2]


def main() -> int:
    chosen = settings.read()
    arguments = _arguments(chosen)
    try:
        thresholds = Thresholds.of(tomllib.loads(arguments.thresholds.read_text("utf-8")))
    except (OSError, tomllib.TOMLDecodeError, SettingsRefused) as error:
        print(f"{arguments.thresholds}: {error}", file=sys.stderr)
        return 1
    engine = open_engine(chosen.database_url)
    past = reading(engine, replays.past, arguments.since, arguments.until)
    engine.dispose()
    found = as_data(past, Asked(thresholds, arguments.minutes, arguments.side_by_side))
    print(json.dumps(found, ensure_ascii=False, indent=2) if arguments.json else "\n".join(as_table(found)))
    return 0


def _arguments(chosen: settings.Settings) -> argparse.Namespace:
    routing = RoutingRules.of(tomllib.loads((ROOT / chosen.routing_file).read_text("utf-8")))
    parser = argparse.ArgumentParser(prog="python -m assist_api.replay", description=__doc__)
    parser.add_argument("--thresholds", type=Path, default=ROOT / chosen.handover_file, help="the file to be tried")
    parser.add_argument("--since", type=_moment, help="first day or moment, shop time: 2026-11-01 or 2026-11-01T09:00")
    parser.add_argument("--until", type=_moment, help="up to this day or moment, not with it")
    parser.add_argument("--minutes", type=_above_zero, help="minutes a case; else the median of the past")
    parser.add_argument("--side-by-side", type=int, choices=range(1, 51), metavar="N", default=routing.limit,
                        help="cases that an agent has at once; else as in the routing file")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="all of it as JSON")
    return parser.parse_args()


def _moment(text: str) -> datetime:
    """In the shop's time where no zone is named."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=SHOP_TIME)


def _above_zero(text: str) -> float:
    minutes = float(text)
    if minutes <= 0:
        raise argparse.ArgumentTypeError("must be above 0")
    return minutes


if __name__ == "__main__":
    sys.exit(main())
