"""What axe-core finds on a page: as it is drawn by day and by night."""

from __future__ import annotations

from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
GRAVE = ("serious", "critical")
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
RUN = "() => axe.run(document, {resultTypes: ['violations'], elementRef: false})"


def assert_accessible(page: Page, where: str) -> None:
    """No finding of serious or critical impact; each is told with its rule, its elements and where its help stands."""
    found = [f"{where}, {scheme}: {one}" for scheme in SCHEMES for one in _findings(page, scheme)]
    page.emulate_media(color_scheme="light")
    assert not found, "\n\n".join(found)


def _findings(page: Page, scheme: Scheme) -> list[str]:
    page.emulate_media(color_scheme=scheme)
    page.evaluate(DRAWN)  # the desk hears of the change before the next picture
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)  # through the debugger, so that the pages' content policy stays in force
    return [_told(one) for one in page.evaluate(RUN)["violations"] if one["impact"] in GRAVE]


def _told(finding: dict[str, Any]) -> str:
    lines = [f"{finding['id']} ({finding['impact']}): {finding['help']} {finding['helpUrl']}"]
    for node in finding["nodes"]:
        lines += [f"  {_path(node['target'])}  {node['html'][:160]}", f"    {_why(node)}"]
    return "\n".join(lines)


def _path(target: list[Any]) -> str:
    """A step into a shadow tree is a list within the list."""
    return " >> ".join(_path(step) if isinstance(step, list) else str(step) for step in target)


def _why(node: dict[str, Any]) -> str:
    return "; ".join(check["message"] for kind in ("any", "all", "none") for check in node[kind])
