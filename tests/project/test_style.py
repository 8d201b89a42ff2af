"""Short functions, one transaction owner, one maker of markup: what the style asks, as far as it can be counted."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from statistics import median, quantiles

from tests.project.python_files import ROOT, module_name, trees

LONGEST = 60


@cache
def lengths() -> dict[str, int]:
    """Lines of every function, docstring included."""
    return {f"{module}.{node.name}:{node.lineno}": _lines(node) for module, node in _functions()}


def _functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for module, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield module, node


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_half_of_all_functions_have_at_most_eight_lines() -> None:
    assert median(lengths().values()) <= 8


def test_nine_of_ten_functions_have_fewer_than_thirty_lines() -> None:
    assert quantiles(lengths().values(), n=10)[-1] < 30


def test_fewer_than_one_function_in_a_hundred_is_longer_than_sixty_lines() -> None:
    long = {name: lines for name, lines in lengths().items() if lines > LONGEST}
    assert len(long) < len(lengths()) / 100, long


def test_almost_every_function_says_what_it_returns() -> None:
    untyped = [f"{module}.{node.name}" for module, node in _functions() if node.returns is None]
    assert len(untyped) <= len(lengths()) * 0.02, untyped


def test_no_module_is_called_utils() -> None:
    assert [name for name in trees() if re.search(r"(^|[._])(utils?|helpers?|misc)$", name)] == []


def test_no_exception_is_swallowed_without_a_reason() -> None:
    """`except …: pass` (or `suppress`) needs a comment on its line that says why."""
    found = []
    for path in (
        ROOT / name for name in ("actions", "assist_api", "bot", "knowledge_base", "nlu_data", "scripts", "shop")
    ):
        for file in path.rglob("*.py"):
            lines = file.read_text("utf8").splitlines()
            found += [
                f"{module_name(file)}:{line}"
                for line in swallowing(file.read_text("utf8"))
                if "#" not in lines[line - 1]
            ]
    assert found == []


def swallowing(source: str) -> list[int]:
    """Lines of `except` clauses that do nothing at all, and of `suppress`."""
    nodes = list(ast.walk(ast.parse(source)))
    handlers = [node.lineno for node in nodes if isinstance(node, ast.ExceptHandler) and _does_nothing(node.body)]
    return handlers + [node.lineno for node in nodes if isinstance(node, ast.Name) and node.id == "suppress"]


def _does_nothing(body: list[ast.stmt]) -> bool:
    return all(isinstance(statement, ast.Pass) for statement in body)


def test_a_silent_except_is_seen() -> None:
    assert swallowing("try:\n    work()\nexcept ValueError:\n    pass\n") == [3]


def test_one_place_opens_transactions() -> None:
    """One owner for each transaction: assist_api's unit of work, and beside it only the migrations."""
    modules = {module: tree for module, tree in trees().items() if module.startswith("assist_api")}
    owners = {module for module, tree in modules.items() if _calls(tree, "commit") or _calls(tree, "begin")}
    assert "assist_api.store.unit_of_work" in owners
    assert owners <= {"assist_api.store.unit_of_work", "assist_api.store.migrate", "assist_api.migrations.env"}


def _calls(tree: ast.Module, method: str) -> bool:
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return any(isinstance(called, ast.Attribute) and called.attr == method for called in calls)


def test_no_front_end_file_but_html_js_writes_markup() -> None:
    scripts = (ROOT / "assist_api/static").rglob("*.js")
    writing = {
        path.name for path in scripts if re.search(r"\.(inner|outer)HTML\b|insertAdjacentHTML", path.read_text("utf8"))
    }
    assert writing <= {"html.js"}
