"""`python -m assist_api.supervisor`: start the action server, the bot and the service, and keep them running."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from assist_api.supervisor import config, keeper
from assist_api.supervisor.pidfile import running
from assist_api.supervisor.ports import busy_sentence
from assist_api.supervisor.programs import PortRefused, Program, programs, read_ports

ROOT = Path(__file__).resolve().parents[2]
PAGES = (("商店首页 shop with the chat widget", "/"), ("客服工作台 agent desk", "/desk/"),
         ("训练台 trainer desk", "/trainer/"), ("API page", "/docs"))  # fmt: skip


def main() -> int:
    var = Path(os.environ.get("XIAOER_VAR", "var")).absolute()
    try:
        chosen = programs(read_ports(os.environ), os.environ)
    except PortRefused as refused:
        return complain(str(refused))
    if already := running(var):
        return complain(f"Xiaoer is already running (process {already}); stop it with `make down`.")
    busy = [sentence for program in chosen if (sentence := busy_sentence(program.port, program.setting))]
    if busy:
        return complain("\n".join(busy))
    say(f"starting {', '.join(program.title for program in chosen)} …")
    failure = keeper.keep(
        config.write(chosen, ROOT, var), chosen, var / "log", say, lambda seconds: welcome(chosen, var, seconds)
    )
    if failure:
        return complain(failure)
    say("stopped")
    return 0


def say(sentence: str) -> None:
    print(f"xiaoer: {sentence}", flush=True)


def complain(sentence: str) -> int:
    print(f"xiaoer: {sentence}", file=sys.stderr, flush=True)
    return 1


def welcome(chosen: tuple[Program, ...], var: Path, seconds: str) -> None:
    address = f"http://127.0.0.1:{chosen[-1].port}"
    lines = [f"小二 Xiaoer is ready after {seconds} s.", ""]
    lines += [f"  {title:<36} {address}{path}" for title, path in PAGES]
    lines += ["", *log_ins(var / "demo.json"), "", f"  Logs: {var / 'log'}   Stop: Ctrl-C, or `make down`", ""]
    print("\n".join(lines), flush=True)


def log_ins(demo: Path) -> list[str]:
    if not demo.exists():
        return ["  (no demo log-ins: this is not the demo shop)"]
    staff = json.loads(demo.read_text("utf8"))["staff"]
    people = [f"    {one['name']:<12} {one['password']:<20} {', '.join(one['roles'])}" for one in staff]
    return ["  Demo log-ins (name, password, roles):", *people]


if __name__ == "__main__":
    sys.exit(main())
