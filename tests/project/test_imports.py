"""Who may import whom: the table that keeps the parts apart, and the promise that an import does nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.project.python_files import PACKAGES, ROOT, imported, trees


@dataclass(frozen=True)
class Rule:
    """A package may import itself and `ours`, and any library but the `never` ones (`only_stdlib`: none at all)."""

    package: str
    ours: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    only_stdlib: bool = False


A = "assist_api"
BELOW_WEB = (f"{A}.services", f"{A}.adapters", f"{A}.domain", f"{A}.hub", f"{A}.errors")
# The first row that fits a module decides.
RULES = (
    Rule("nlu_data", never=("rasa", "fastapi")),
    Rule("shop", never=("rasa", "fastapi")),
    Rule("knowledge_base", never=("rasa", "fastapi")),
    Rule("actions.services", ("shop",), ("rasa_sdk",)),
    Rule("actions.skills", ("actions.services", "actions.context", "actions.forms"), ("httpx", "sqlalchemy")),
    Rule("actions", ("actions", "shop")),
    Rule("bot", never=("fastapi",)),
    Rule("scripts", (f"{A}.supervisor",), only_stdlib=True),
    Rule(f"{A}.errors", only_stdlib=True),
    Rule(f"{A}.settings", (f"{A}.errors",), only_stdlib=True),
    Rule(f"{A}.feeling", (f"{A}.errors", "knowledge_base.encoder"), ("fastapi", "sqlalchemy")),
    Rule(
        f"{A}.handover_model",
        (f"{A}.domain", f"{A}.feeling.data", "knowledge_base", "nlu_data"),
        ("fastapi", "sqlalchemy"),
    ),
    Rule(f"{A}.supervisor", never=("fastapi", "sqlalchemy")),
    Rule(f"{A}.domain", (f"{A}.errors",), only_stdlib=True),
    Rule(f"{A}.store", (f"{A}.domain", f"{A}.errors"), ("fastapi",)),
    Rule(f"{A}.hub", (f"{A}.domain.events",), ("sqlalchemy", "fastapi")),
    Rule(f"{A}.services", (f"{A}.domain", f"{A}.store", f"{A}.errors", "nlu_data.dataset"), ("fastapi",)),
    Rule(
        f"{A}.adapters",
        ("shop", "knowledge_base", f"{A}.feeling", f"{A}.handover_model.model", f"{A}.domain", f"{A}.errors"),
        ("fastapi",),
    ),
    Rule(f"{A}.runner", (*BELOW_WEB, f"{A}.store.unit_of_work"), ("fastapi",)),
    Rule(f"{A}.periodic", (f"{A}.errors",), ("fastapi", "sqlalchemy")),
    Rule(f"{A}.outreach", (*BELOW_WEB, f"{A}.periodic", f"{A}.runner", f"{A}.reactions"), ("fastapi", "sqlalchemy")),
    Rule(f"{A}.judging", (*BELOW_WEB, f"{A}.runner"), ("fastapi", "sqlalchemy")),
    Rule(f"{A}.handing_over", BELOW_WEB, ("fastapi", "sqlalchemy")),
    Rule(f"{A}.dialogues", (*BELOW_WEB, f"{A}.judging"), ("fastapi", "sqlalchemy")),
    Rule(
        f"{A}.reactions",
        (
            *BELOW_WEB,
            f"{A}.store.unit_of_work",
            f"{A}.runner",
            f"{A}.outreach",
            f"{A}.judging",
            f"{A}.handing_over",
            f"{A}.ticketing",
        ),
        ("fastapi",),
    ),
    Rule(f"{A}.ticketing", (*BELOW_WEB, f"{A}.periodic", f"{A}.runner"), ("fastapi", "sqlalchemy")),
    Rule(f"{A}.suggesting", (*BELOW_WEB, f"{A}.runner", f"{A}.reactions"), ("fastapi", "sqlalchemy")),
    Rule(f"{A}.queue_teller", (*BELOW_WEB, f"{A}.periodic", f"{A}.runner"), ("fastapi", "sqlalchemy")),
    Rule(f"{A}.dispatching", (*BELOW_WEB, f"{A}.periodic", f"{A}.runner", f"{A}.reactions"), ("fastapi", "sqlalchemy")),
    Rule(
        f"{A}.teaching",
        (
            *BELOW_WEB, f"{A}.periodic", f"{A}.runner", f"{A}.settings", f"{A}.training.worker", f"{A}.learning",
            "knowledge_base", "nlu_data",
        ),
        ("fastapi", "sqlalchemy"),
    ),
    Rule(
        f"{A}.training",
        (*BELOW_WEB, f"{A}.periodic", f"{A}.runner", f"{A}.supervisor.leash", f"{A}.supervisor.groups"),
        ("fastapi", "sqlalchemy"),
    ),
    Rule(f"{A}.learning", (*BELOW_WEB, f"{A}.runner", "knowledge_base.entries"), ("fastapi", "sqlalchemy")),
    Rule(
        f"{A}.web",
        (
            *BELOW_WEB, f"{A}.runner", f"{A}.reactions", f"{A}.suggesting", f"{A}.learning", f"{A}.dialogues",
            f"{A}.ticketing", f"{A}.teaching", f"{A}.training", f"{A}.auth",
        ),
        ("sqlalchemy",),
    ),
    Rule(A, (A, "shop", "knowledge_base", "nlu_data")),
)  # fmt: skip


def inside(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def rule_of(module: str) -> Rule:
    return next(rule for rule in RULES if inside(module, rule.package))


def objection(rule: Rule, target: str) -> str | None:
    """Why a module under this rule may not import `target`."""
    if target.partition(".")[0] in PACKAGES:
        allowed = any(inside(target, package) for package in (rule.package, *rule.ours)) or is_parent(target)
        return None if allowed else f"of ours it may import only {', '.join(rule.ours) or 'itself'}"
    if rule.only_stdlib and target.partition(".")[0] not in sys.stdlib_module_names:
        return "it may import only the standard library"
    if any(inside(target, library) for library in rule.never):
        return f"it may never import {', '.join(rule.never)}"
    return None


def is_parent(target: str) -> bool:
    """`import assist_api` alone reaches nothing: the package itself is empty."""
    return target == A and not trees()[A].body


def objections() -> list[str]:
    return [
        f"{module}, line {line}, imports {target}: {why}"
        for module, tree in trees().items()
        for target, line in imported(module, tree)
        if (why := objection(rule_of(module), target)) and not is_supervisors_library(module, target)
    ]


def is_supervisors_library(module: str, target: str) -> bool:
    """The library `supervisor` and our package of that name are two things."""
    return inside(module, f"{A}.supervisor") and inside(target, "supervisor")


def test_every_module_imports_only_what_the_table_allows() -> None:
    found = objections()
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("module", "target"),
    [
        (f"{A}.domain.handover", "sqlalchemy"),
        (f"{A}.services.chat", f"{A}.hub"),
        (f"{A}.web.routes.chat", f"{A}.store.messages"),
        ("actions.skills.orders", "httpx"),
        ("shop.sql", "knowledge_base.search"),
        ("actions.services.orders", f"{A}.settings"),
    ],
)
def test_the_table_refuses(module: str, target: str) -> None:
    assert objection(rule_of(module), target)


# Runs in a process of its own: reports what importing our modules touched outside of Python's own files.
WATCH = """
import importlib, json, os, sys
root, modules = sys.argv[1], json.loads(sys.argv[2])
found, watching = [], [False]
EVENTS = ("open", "socket.connect", "subprocess.Popen", "os.listdir", "os.scandir", "sqlite3.connect")

def ours_on_stack():
    frame = sys._getframe(2)
    while frame:
        name = frame.f_code.co_filename
        if name.startswith(root) and "/.venv" not in name:
            return name[len(root) + 1:] + ":" + str(frame.f_lineno)
        if "importlib" in name or "/site-packages/" in name:
            return None
        frame = frame.f_back
    return None

def hook(event, arguments):
    if watching[0] and event in EVENTS:
        place = ours_on_stack()
        if place:
            found.append(f"{place}: {event} {arguments[0]!r}")

sys.addaudithook(hook)
real = os.environ.__class__.__getitem__
def read(self, key):
    place = ours_on_stack() if watching[0] else None
    if place:
        found.append(f"{place}: reads the environment ({key})")
    return real(self, key)
os.environ.__class__.__getitem__ = read
for name in modules:
    watching[0] = True
    try:
        importlib.import_module(name)
    except ImportError as error:
        found.append(f"{name}: {error}")
    watching[0] = False
print(json.dumps(found))
"""
NOT_IMPORTED_HERE = (  # starts, trains or belongs to another environment
    "bot", "knowledge_base.train_encoder", "knowledge_base.base_weights", "knowledge_base.encoder_graph",
    "knowledge_base.encoder_files", "knowledge_base.encoder_unpacking", f"{A}.handover_model.train",
    f"{A}.migrations",
)  # fmt: skip


def touched_by_importing(modules: list[str], root: Path = ROOT) -> list[str]:
    command = [sys.executable, "-c", WATCH, str(root), json.dumps(modules)]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True)
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_importing_our_modules_touches_no_file_network_or_environment() -> None:
    modules = [name for name in trees() if not any(inside(name, other) for other in NOT_IMPORTED_HERE)]
    found = touched_by_importing([name for name in modules if not name.endswith("__main__")])
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "line",
    ["open(__file__)", "import pathlib; pathlib.Path(__file__).read_text()", "import os; os.environ.get('HOME')",
     "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('127.0.0.1', 9))"],
)  # fmt: skip
def test_the_watch_sees_what_an_import_touches(line: str, tmp_path: Path) -> None:
    (tmp_path / "careless.py").write_text(line, "utf8")
    assert touched_by_importing(["careless"], tmp_path)
