"""`python -m bench.desk_screen`: the desk in headless Chromium.

From a shopper's message to the suggestions on the agent's screen, through the socket; and what the page spends on each
event with two hundred open conversations, at fifty events a second.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, Page, WebSocketRoute, sync_playwright

from bench import stand
from bench.stand import Stand

FLAGS = ["--no-sandbox", "--disable-gpu"]
QUESTIONS = ("满多少包邮", "退货怎么弄", "什么时候发货", "可以开发票吗", "快递到哪了", "能便宜点吗", "怎么洗")
ROUNDS = 4
ROWS, EVENTS, A_SECOND = 200, 500, 50
QUIET = {"XIAOER_MESSAGES_PER_MINUTE": "100000", "XIAOER_SUGGESTIONS_HOLDOUT": "0"}
WATCH = """() => { window.told = []; new MutationObserver(() => {
  const first = document.querySelector(".suggestion-text")?.textContent ?? "";
  const at = Date.now(); requestAnimationFrame(() => window.told.push([first, at])) })
  .observe(document.querySelector(".suggestion-place"), { childList: true, subtree: true }); }"""


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        stand.running(Path(folder), **QUIET) as running,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        _suggestions(browser, running)
        _rows(browser, running)
        browser.close()


def _suggestions(browser: Browser, running: Stand) -> None:
    page, client = _desk(browser, running), httpx.Client(base_url=running.service_url, trust_env=False)
    shopper = next(one for one in running.demo["shoppers"] if one["order_ids"])
    made = client.post("/api/v1/chat/conversations", json={"shopper": shopper["token"]}).json()
    talk = _Talk(client, made["conversation_id"], {"Authorization": f"Bearer {made['visitor_token']}"})
    talk.say("转人工")
    page.locator(".row").first.wait_for()
    page.keyboard.press("Alt+t")
    page.wait_for_selector(".owner-agent")
    page.wait_for_timeout(1500)
    page.evaluate(WATCH)
    spent = [took for _ in range(ROUNDS) for text in QUESTIONS if (took := _round(page, talk, text)) is not None]
    spent.sort()
    tail = spent[int(len(spent) * 0.95)]
    middle = statistics.median(spent)
    print(f"message to suggestions on the screen: {len(spent)} times, median {middle:.0f} ms, 95 % {tail:.0f} ms")


class _Talk:
    def __init__(self, client: httpx.Client, conversation: str, headers: dict[str, str]) -> None:
        self._client, self._path, self._headers = client, f"/api/v1/chat/conversations/{conversation}/messages", headers
        self._said = 0

    def say(self, text: str) -> float:
        """When it was sent, in milliseconds."""
        self._said += 1
        begin = time.time() * 1000
        body = {"client_id": f"b{self._said}", "text": text}
        self._client.post(self._path, json=body, headers=self._headers).raise_for_status()
        return begin


def _round(page: Page, talk: _Talk, text: str) -> float | None:
    """None where the suggestions stayed the same, or none came."""
    page.evaluate("window.told.length = 0")
    begin = talk.say(text)
    page.wait_for_timeout(1500)
    told: list[list[Any]] = page.evaluate("window.told.filter(([text]) => text)")
    return float(told[0][1]) - begin if told else None


def _rows(browser: Browser, running: Stand) -> None:
    wires: list[WebSocketRoute] = []
    page = _desk(browser, running, wires)
    rows = [_row(number) for number in range(ROWS)]
    for row in rows:
        _tell(wires[-1], row)
    page.wait_for_timeout(1000)
    page.locator(".tab[data-tab=bot]").click()
    page.wait_for_timeout(1000)
    assert page.locator(".row").count() >= ROWS
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    before = _metrics(session)
    for event in range(EVENTS):
        number = event * 7 % ROWS
        rows[number] = _row(number, seq=event + 2)
        _tell(wires[-1], rows[number])
        page.wait_for_timeout(1000 / A_SECOND)
    after = _metrics(session)
    told = ", ".join(f"{name} {(after[name] - before[name]) / EVENTS * 1000:.2f} ms" for name in _NAMED)
    took = after["Timestamp"] - before["Timestamp"]
    print(f"{ROWS} rows, {EVENTS / took:.0f} events a second, for each event: {told}")


_NAMED = ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration", "TaskDuration")


def _metrics(session: Any) -> dict[str, float]:
    return {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}


def _row(number: int, seq: int = 1) -> dict[str, Any]:
    now = datetime.now(UTC).isoformat()
    shown = {
        "feeling": "neutral",
        "urgency": number % 4,
        "topic": "物流",
        "last_text": f"第 {seq} 句：什么时候到呀",
        "last_from": "shopper",
    }
    owned = {"state": "bot", "agent": None, "agent_id": None, "epoch": 0, "last_seq": seq, "unread_by_agent": False}
    times = {"waiting_since": None, "unanswered_since": now, "updated_at": now}
    return {"id": f"bench{number}", "shopper": {"id": None, "name": f"顾客{number}"}, **shown, **owned, **times}


def _tell(wire: WebSocketRoute, row: dict[str, Any]) -> None:
    wire.send(json.dumps({"type": "conversation", "conversation_id": row["id"], "row": row}))


def _desk(browser: Browser, running: Stand, wires: list[WebSocketRoute] | None = None) -> Page:
    page = browser.new_page(base_url=running.service_url, viewport={"width": 1440, "height": 900}, locale="zh-CN")
    if wires is not None:
        page.route_web_socket("**/desk/ws", lambda wire: _through(wire, wires))
    page.goto("/desk/")
    who = running.staff("agent")
    page.get_by_label("姓名").fill(who["name"])
    page.get_by_label("密码").fill(who["password"])
    page.get_by_role("button", name="登录").click()
    page.wait_for_selector(".agent-name")
    page.wait_for_timeout(1000)
    page.keyboard.press("Alt+h")  # a shift begins with its card
    return page


def _through(wire: WebSocketRoute, wires: list[WebSocketRoute]) -> None:
    wire.connect_to_server()
    wires.append(wire)


if __name__ == "__main__":
    main()
