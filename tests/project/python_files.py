"""Our Python files as the project's tests read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("actions", "assist_api", "bot", "knowledge_base", "nlu_data", "scripts", "shop")


@cache
def trees() -> dict[str, ast.Module]:
    """Module name → syntax tree, for everything but the tests."""
    return {module_name(path): ast.parse(path.read_text("utf8"), str(path)) for path in _files()}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(module: str, tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every module that is named in an import, at the top or inside a function, with its line.

    `from shop import models` names `shop.models`, where that is a module of ours.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(module, node)
            for alias in node.names:
                full = f"{base}.{alias.name}"
                yield (full if full in trees() else base, node.lineno)


def _absolute(module: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = module.split(".")[: -node.level]
    return ".".join([*package, *([node.module] if node.module else [])])


def _files() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))
