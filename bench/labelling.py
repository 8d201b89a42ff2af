"""`python -m bench.labelling [FILE] [--messages 300]`: what an accepted proposal costs a trainer, in headless Chromium.

Keys, and milliseconds from the key to the next message on the screen; and from the first key until the service has kept
the last label. FILE: messages, one a line, without what stands behind a tab; else the test sentences of the bot.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Page, sync_playwright

from assist_api.domain.messages import Understanding
from bench import stand
from bench.filled_inbox import fill
from bench.stand import Stand
from nlu_data.dataset import read_sentences

FLAGS = ["--no-sandbox", "--disable-gpu"]
QUIET = {"XIAOER_LOG_INS_PER_MINUTE": "1000"}
READY_WITHIN_S = 120
# From the key, as the browser has it, to the frame after the one in which another message is drawn.
WATCH = """() => {
  window.spent = []; window.keys = 0; let at = null;
  const shown = () => document.querySelector(".label-card .label-text")?.textContent ?? "";
  let last = shown();
  addEventListener("keydown", (event) => { window.keys += 1; at = event.timeStamp; }, true);
  new MutationObserver(() => {
    if (at === null || ["", last].includes(shown())) return; // nothing is shown while more are fetched
    const begun = at; at = null; last = shown();
    requestAnimationFrame(() => setTimeout(() => window.spent.push(performance.now() - begun)));
  }).observe(document.querySelector(".label-card"), { childList: true, subtree: true, characterData: true });
}"""

WAIT = """(number) => new Promise((done) => {
  const look = () => (window.spent.length >= number ? done() : setTimeout(look, 1)); look(); })"""


def main() -> None:
    asked = _arguments()
    with (
        tempfile.TemporaryDirectory() as folder,
        stand.running(Path(folder), **QUIET) as running,
        sync_playwright() as playwright,
    ):
        filled = fill(running, _messages(asked.file, asked.messages + 1))  # one more, so that another is always next
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page(base_url=running.service_url, viewport={"width": 1440, "height": 900}, locale="zh-CN")
        _open(page, running)
        _accept_all(page, running, len(filled) - 1)
        browser.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--messages", type=int, default=300)
    return parser.parse_args()


def _messages(file: Path | None, number: int) -> dict[str, Understanding]:
    """Each with a proposal: which one it is costs nothing here."""
    meant = Understanding("track_shipment", 0.4, (("track_shipment", 0.4), ("ask_stock", 0.2), ("ask_price", 0.1)))
    lines = file.read_text("utf-8").splitlines() if file else [one.plain for one in read_sentences("test")]
    texts = dict.fromkeys(line.split("\t")[0].strip() for line in lines)
    return dict.fromkeys([text for text in texts if text][:number], meant)


def _open(page: Page, running: Stand) -> None:
    who = running.staff("trainer")
    page.goto("/trainer/#labelling")
    page.get_by_label("姓名").fill(who["name"])
    page.get_by_label("密码").fill(who["password"])
    page.get_by_role("button", name="登录").click()
    page.wait_for_selector(".label-accept")
    page.wait_for_timeout(3000)  # what the page asks for at its beginning is there


def _accept_all(page: Page, running: Stand, number: int) -> None:
    """Each key waits for the next message to be on the screen, as an eye would."""
    page.evaluate(WATCH)
    begun = time.perf_counter()
    for at in range(number):
        page.keyboard.press("a")
        page.evaluate(WAIT, at + 1)
    pressed = time.perf_counter()
    kept = _wait_until_kept(running, number)
    spent: list[float] = page.evaluate("window.spent")
    keys: int = page.evaluate("window.keys")
    spent.sort()
    print(f"{number} accepted: {keys / number:.2f} keys each")
    print(
        f"key to the next message on the screen: median {statistics.median(spent):.0f} ms, "
        f"95 % {spent[int(number * 0.95)]:.0f} ms, longest {spent[-1]:.0f} ms"
    )
    print(f"pressed one after the other: {(pressed - begun) / number * 1000:.0f} ms each")
    print(f"until the service has kept the last: {(kept - begun) / number * 1000:.0f} ms each")


def _wait_until_kept(running: Stand, number: int) -> float:
    who = running.staff("trainer")
    client = httpx.Client(base_url=running.service_url, trust_env=False)
    made: Any = client.post("/api/v1/desk/session", json={"name": who["name"], "password": who["password"]}).json()
    headers = {"Authorization": f"Bearer {made['token']}"}
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline:
        kept = client.get("/api/v1/trainer/labelling/progress", headers=headers).json()["done"]
        if kept >= number:
            return time.perf_counter()
        time.sleep(0.02)
    raise RuntimeError(f"the service has kept {kept} of the {number} that were accepted")


if __name__ == "__main__":
    main()
