"""`python -m docs.pictures.take`: take the pictures of the README from a running copy of the product."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench import stand
from bench.stand import Stand

HERE = Path(__file__).parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]
CHROMIUM = "/usr/bin/chromium"
SHOPPER = "s1001"
ANSWERED_MS = 4_000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, stand.running(Path(folder)) as running, sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        shop = _page(browser, 1280, 800, running.service_url)
        desk = _page(browser, 1440, 900, f"{running.service_url}/desk/")
        _log_in(desk, running)
        _ask(shop, running)
        _hand_over(shop, desk)
        browser.close()


def _log_in(desk: Page, running: Stand) -> None:
    agent = running.demo["staff"][0]
    desk.get_by_label("姓名").fill(agent["name"])
    desk.get_by_label("密码").fill(agent["password"])
    desk.keyboard.press("Enter")
    desk.wait_for_timeout(1500)


def _ask(shop: Page, running: Stand) -> None:
    shop.get_by_label("您现在是").select_option(SHOPPER)
    shop.wait_for_timeout(1500)
    shop.screenshot(path=HERE / "shop.png")
    shop.locator("xiaoer-chat .launcher").click()
    for text in ("我的快递到哪了", "顺丰能发吗"):
        _write(shop, text)
    shop.screenshot(path=HERE / "widget.png")


def _hand_over(shop: Page, desk: Page) -> None:
    for text in ("都几天了还不动啊，太慢了", "你们是骗子吧！再不送我就退货"):
        _write(shop, text)
    desk.keyboard.press("Alt+t")
    desk.wait_for_timeout(ANSWERED_MS)
    desk.screenshot(path=HERE / "desk.png")


def _write(shop: Page, text: str) -> None:
    shop.locator("xiaoer-chat").get_by_label("输入消息").fill(text)
    shop.keyboard.press("Enter")
    shop.wait_for_timeout(ANSWERED_MS)


def _page(browser: Browser, width: int, height: int, address: str) -> Page:
    page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
    page.goto(address)
    page.wait_for_timeout(1500)
    return page


if __name__ == "__main__":
    main()
