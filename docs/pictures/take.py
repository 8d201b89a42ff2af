"""`python -m docs.pictures.take`: take the pictures of README and tutorials from a running copy of the product."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from bench import stand
from bench.stand import Stand
from docs.pictures import trainer

HERE = Path(__file__).parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]
CHROMIUM = "/usr/bin/chromium"
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
WIDE: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
ANSWERED_MS = 4_000
SHOWN_MS = 1_500
BUYER, WAITS_FOR_PARCEL, WROTE_A_WRONG_ADDRESS, AT_NIGHT = "s1001", "s1003", "s1008", "s1010"


@dataclass
class Album:
    """Opens the product's pages and keeps what they show."""

    browser: Browser
    running: Stand

    def page(self, path: str, size: ViewportSize) -> Page:
        page = self.browser.new_context(
            base_url=self.running.service_url, viewport=size, locale="zh-CN", reduced_motion="reduce"
        ).new_page()
        page.goto(path)
        page.wait_for_timeout(SHOWN_MS)
        return page

    def shopper(self, shopper_id: str, size: ViewportSize = DESKTOP) -> Page:
        page = self.page("/", size)
        page.get_by_label("您现在是").select_option(shopper_id)
        page.wait_for_timeout(SHOWN_MS)
        return page

    def staff(self, number: int, path: str = "/desk/") -> Page:
        page, who = self.page(path, WIDE), self.running.demo["staff"][number]
        page.get_by_label("姓名").fill(who["name"])
        page.get_by_label("密码").fill(who["password"])
        page.keyboard.press("Enter")
        expect(page.locator(".topbar")).to_be_visible()
        page.wait_for_timeout(SHOWN_MS)
        return page


def main() -> None:
    with _album() as album:
        _nobody_there(album)
        desk = _start_of_shift(album)
        _shop_and_chat(album)
        unhappy = _handed_over(album)
        _queue(album, desk)
        _case(desk)
        _actions(desk)
        _pages(desk)
        _closed(desk, unhappy)
        _team(album)
        _trainer(album)


@contextmanager
def _album() -> Iterator[Album]:
    with tempfile.TemporaryDirectory() as folder, stand.running(Path(folder)) as running, sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield Album(browser, running)
        browser.close()


def _nobody_there(album: Album) -> None:
    shop = album.shopper(AT_NIGHT, PHONE)
    _ask(shop, "转人工")
    _keep(shop, "nobody-there")


def _start_of_shift(album: Album) -> Page:
    desk = album.staff(0)
    _keep(desk, "start-of-shift")
    desk.get_by_role("button", name="看过了").click()
    desk.goto(f"{album.running.service_url}/desk/#conversations")
    return desk


def _shop_and_chat(album: Album) -> None:
    shop = album.shopper(BUYER)
    _keep(shop, "shop")
    _ask(shop, "我的快递到哪了", "顺丰能发吗")
    _keep(shop, "widget")
    _ask(shop, "转人工")


def _handed_over(album: Album) -> Page:
    shop = album.shopper(WAITS_FOR_PARCEL)
    _ask(shop, "我的快递怎么好几天都不动了", "每次问都是这套话 烦不烦啊 你们就这么糊弄人的吗")
    _keep(shop, "receipt")
    return shop


def _queue(album: Album, desk: Page) -> None:
    _ask(album.shopper(WROTE_A_WRONG_ADDRESS), "地址写错了 还没发货能改吗 帮我转人工")
    _keep(desk, "queue")


def _case(desk: Page) -> None:
    desk.keyboard.press("Alt+t")
    desk.wait_for_timeout(ANSWERED_MS)
    _keep(desk, "desk")
    desk.emulate_media(color_scheme="dark")
    _keep(desk, "desk-dark")
    desk.emulate_media(color_scheme="light")


def _actions(desk: Page) -> None:
    for action, picture in (("小额打款", "small-payment"), ("新建工单", "new-ticket"), ("转接", "transfer")):
        desk.get_by_role("button", name=action).first.click()
        _keep(desk, picture)
        desk.keyboard.press("Escape")


def _pages(desk: Page) -> None:
    for page, picture in (("工单", "tickets"), ("交接班", "shift"), ("搜索", "search")):
        desk.locator(".topbar").get_by_text(page).first.click()
        desk.wait_for_timeout(SHOWN_MS)
        if picture == "search":
            desk.get_by_label("搜索会话内容").fill("快递")
        _keep(desk, picture)
        desk.keyboard.press("Escape")
    desk.locator(".topbar").get_by_text("会话").first.click()


def _closed(desk: Page, shopper: Page) -> None:
    desk.locator("textarea").first.fill("已经催中通核实了，明天中午 12:00 前给您回复。")
    desk.keyboard.press("Control+Enter")
    desk.wait_for_timeout(SHOWN_MS)
    _keep(desk, "promise")
    desk.keyboard.press("Alt+c")
    desk.wait_for_timeout(SHOWN_MS)
    _keep(shopper, "did-it-help")


def _team(album: Album) -> None:
    lead = album.staff(2)
    lead.locator(".topbar").get_by_text("团队").first.click()
    _keep(lead, "team")


def _trainer(album: Album) -> None:
    trainer.fill_inbox(album.running)
    page = album.staff(2, "/trainer/")
    for name, show in (("inbox", trainer.inbox), ("discovery", trainer.discovery), ("labelling", trainer.labelling)):
        show(page)
        _keep(page, f"trainer-{name}")


def _ask(shop: Page, *sentences: str) -> None:
    chat = shop.locator("xiaoer-chat")
    if chat.locator(".launcher").is_visible():
        chat.locator(".launcher").click()
    for sentence in sentences:
        chat.get_by_label("输入消息").fill(sentence)
        shop.keyboard.press("Enter")
        shop.wait_for_timeout(ANSWERED_MS)


def _keep(page: Page, name: str) -> None:
    page.wait_for_timeout(SHOWN_MS)
    page.screenshot(path=HERE / f"{name}.png")


if __name__ == "__main__":
    main()
