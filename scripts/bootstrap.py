"""`python3 -m scripts.bootstrap (environments | prepare | train | up | down)`: from a fresh clone to a running shop.

Runs on any Python from 3.10, before anything is installed: standard library only.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from functools import partial
from pathlib import Path

from assist_api.supervisor.pidfile import running, stop
from assist_api.supervisor.ports import busy_sentence
from assist_api.supervisor.programs import PortRefused, programs, read_ports
from scripts.commands import Stop, end_all, raise_on_terminate, say
from scripts.environments import check_disk, environments, install, is_current
from scripts.steps import BOT_MODEL, DATABASE, FEELING, LANES, MARKS, Step, bring

ROOT = Path(__file__).resolve().parents[1]
OLDEST = (3, 10)


def main() -> int:
    arguments = _arguments()
    os.chdir(ROOT)
    raise_on_terminate()
    try:
        COMMANDS[arguments.command]()
    except (Stop, PortRefused) as stop_sentence:
        print(f"xiaoer: {stop_sentence}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def make_environments() -> None:
    due = [environment for environment in environments() if not is_current(environment)]
    if not due:
        return
    check_disk()
    say("the first start takes several minutes: packages are installed, then the models are made")
    side_by_side([partial(install, environment) for environment in due])


def prepare() -> None:
    make_environments()
    side_by_side([partial(bring_all, lane) for lane in LANES])


def bring_all(lane: tuple[Step, ...]) -> None:
    for step in lane:
        bring(step)


def train() -> None:
    make_environments()
    bring(DATABASE)
    for step in (MARKS, FEELING, BOT_MODEL):  # what trainers accepted of agents' marks is learned with the rest
        bring(step, force=True)


def up() -> None:
    refuse_busy_ports()
    prepare()
    python = str(ROOT / ".venv/bin/python")
    os.execv(python, [python, "-m", "assist_api.supervisor"])


def refuse_busy_ports() -> None:
    """Before minutes are spent on installing."""
    if already := running(_var()):
        raise Stop(f"Xiaoer is already running (process {already}); stop it with `make down`.")
    chosen = programs(read_ports(os.environ), os.environ)
    busy = [sentence for program in chosen if (sentence := busy_sentence(program.port, program.setting))]
    if busy:
        raise Stop("\n".join(busy))


def down() -> None:
    pid = running(_var())
    if pid is None:
        say("nothing is running from this folder")
    elif stop(pid):
        say("stopped")
    else:
        raise Stop(f"process {pid} does not stop; end it with: kill -9 {pid}")


def side_by_side(jobs: list[Callable[[], None]]) -> None:
    """The first failure ends the others."""
    pool = ThreadPoolExecutor(max_workers=max(1, len(jobs)))
    futures = [pool.submit(job) for job in jobs]
    try:
        ended, _ = wait(futures, return_when=FIRST_EXCEPTION)
        for future in ended:
            future.result()
    except BaseException:  # Ctrl-C and SIGTERM too
        end_all()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _var() -> Path:
    return Path(os.environ.get("XIAOER_VAR", "var")).absolute()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m scripts.bootstrap")
    parser.add_argument("command", choices=COMMANDS)
    return parser.parse_args()


COMMANDS: dict[str, Callable[[], None]] = {
    "environments": make_environments,
    "prepare": prepare,
    "train": train,
    "up": up,
    "down": down,
}

if __name__ == "__main__":
    if sys.version_info < OLDEST:
        sys.exit("xiaoer: python3 is older than 3.10; name a newer one: make PYTHON=python3.11 up")
    sys.exit(main())
