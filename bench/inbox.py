"""`python -m bench.inbox FILE`: a file of messages fed through the API into the trainers' inbox of a running product.

Measured: how fast they go in; how soon the page stands in headless Chromium, with the messages just stored and with all
of them encoded and read; how long a page, a filter and a search take; what the service's process holds in memory.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Page, sync_playwright

from bench import stand
from bench.stand import Stand

FLAGS = ["--no-sandbox", "--disable-gpu"]
PATH = "/api/v1/trainer/inbox"
TIMES = 15
TSV = "text/tab-separated-values"
CALLS: dict[str, dict[str, Any]] = {
    "first page with all counts": {},
    "newest first": {"order": "newest"},
    "one reason": {"reason": "imported"},
    "words": {"q": "快递"},
    "words that nobody said": {"q": "没人说过的话"},
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="a line of names with `text` among them, then a message a line")
    parser.add_argument("--lines", type=int, default=50_000)
    parser.add_argument("--minutes", type=float, default=0, help="wait so long at most for encoding and reading")
    parser.add_argument("--still", action="store_true", help="nothing is encoded or read beside the calls")
    wanted = parser.parse_args()
    quiet = {"XIAOER_TEACHING_EVERY_S": "0"} if wanted.still else {}
    with tempfile.TemporaryDirectory() as folder, stand.running(Path(folder), **quiet) as product:
        trainer = _trainer(product)
        print(f"service before: {_megabytes(product)} MB")
        _feed(product, wanted.file.read_text("utf-8").splitlines()[: wanted.lines + 1])
        _measure(product, trainer, "just stored")
        if wanted.minutes:
            _wait(product, trainer, time.monotonic() + wanted.minutes * 60)
            _measure(product, trainer, "after the wait")


def _feed(product: Stand, lines: list[str]) -> None:
    """In one call; sent again at once, it changes nothing."""
    headers = {"X-API-Key": product.demo["api_key"], "content-type": TSV}
    for name in ("fed", "fed again"):
        with _timed(f"{name}: {len(lines) - 1} lines"):
            sent = httpx.post(
                f"{product.service_url}{PATH}/import", content="\n".join(lines), headers=headers, timeout=600
            )
        print({kind: sent.json()[kind] for kind in ("lines", "new", "known", "refused")})
    print(f"service: {_megabytes(product)} MB")


def _wait(product: Stand, trainer: dict[str, str], until: float) -> None:
    """Until nothing is lacking or the time is over."""
    began, most = time.monotonic(), 0
    while (lacking := _page(product, trainer, {"limit": 1})["unfinished"]) and time.monotonic() < until:
        most = max(most, _megabytes(product))
        time.sleep(5)
    print(f"after {time.monotonic() - began:.0f} s still lacking: {lacking or 'nothing'}; most memory {most} MB")


def _measure(product: Stand, trainer: dict[str, str], when: str) -> None:
    print(f"\n{when}: {_page(product, trainer, {'limit': 1})['total']} lines, service {_megabytes(product)} MB")
    second = {"after": _page(product, trainer, {})["after"]}
    for name, params in {**CALLS, "next page": second}.items():
        began = _processor_s(product)
        seconds = [_seconds(partial(_page, product, trainer, params)) for _ in range(TIMES)]
        spent = (_processor_s(product) - began) / TIMES * 1000
        _told(name, seconds, f", {spent:.0f} ms of the service's processor time")
    _told("page in the browser, opened", list(_opened(product)))


def _opened(product: Stand) -> Iterator[float]:
    """From the address to the first message drawn. The log-in before was the first visit, which fills the caches."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page(base_url=product.service_url, locale="zh-CN")
        _log_in(page, product.staff("trainer"))
        for _ in range(TIMES):
            page.goto("about:blank")
            yield _seconds(lambda: _open(page))
        browser.close()


def _open(page: Page) -> None:
    page.goto("/trainer/#inbox", wait_until="commit")
    page.wait_for_selector(".inbox-item")


def _log_in(page: Page, who: dict[str, Any]) -> None:
    page.goto("/trainer/")
    page.get_by_label("姓名").fill(who["name"])
    page.get_by_label("密码").fill(who["password"])
    page.get_by_role("button", name="登录").click()
    page.wait_for_selector(".inbox-item")


def _trainer(product: Stand) -> dict[str, str]:
    who = product.staff("trainer")
    body = {"name": who["name"], "password": who["password"]}
    made = httpx.post(f"{product.service_url}/api/v1/desk/session", json=body).json()
    return {"Authorization": f"Bearer {made['token']}"}


def _page(product: Stand, headers: dict[str, str], params: dict[str, Any]) -> dict[str, Any]:
    answer = httpx.get(f"{product.service_url}{PATH}", params=params, headers=headers, timeout=60)
    found: dict[str, Any] = answer.raise_for_status().json()
    return found


def _megabytes(product: Stand) -> int:
    return int(product.processes()["service"].memory_info().rss / 1e6)


def _processor_s(product: Stand) -> float:
    spent = product.processes()["service"].cpu_times()
    return float(spent.user + spent.system)


def _seconds(job: Callable[[], object]) -> float:
    begin = time.perf_counter()
    job()
    return time.perf_counter() - begin


@contextmanager
def _timed(name: str) -> Iterator[None]:
    begin = time.perf_counter()
    yield
    print(f"{name}: {time.perf_counter() - begin:.1f} s")


def _told(name: str, seconds: list[float], more: str = "") -> None:
    spent = sorted(one * 1000 for one in seconds)
    print(f"{name}: median {statistics.median(spent):.0f} ms, slowest {spent[-1]:.0f} ms{more}")


if __name__ == "__main__":
    main()
