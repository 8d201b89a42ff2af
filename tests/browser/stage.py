"""The people in front of the browser: a shopper on the shop's page, an agent at the desk, a trainer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, ViewportSize, expect

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
ANSWER_WITHIN_MS = 15_000
Visit = Callable[..., Page]


@dataclass
class Shopper:
    """Somebody on the shop's page with its chat."""

    page: Page

    @property
    def chat(self) -> Locator:
        return self.page.locator("xiaoer-chat")

    @property
    def messages(self) -> Locator:
        return self.chat.locator(".messages")

    def open_chat(self) -> Shopper:
        self.chat.locator(".launcher").click()
        expect(self.chat.get_by_role("dialog")).to_be_visible()
        return self

    def write(self, text: str) -> None:
        self.chat.get_by_label("输入消息").fill(text)
        self.page.keyboard.press("Enter")

    def choose_picture(self, data: bytes, name: str = "photo.png", kind: str = "image/png") -> None:
        self.chat.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": data})

    def sees(self, text: str) -> None:
        expect(self.messages).to_contain_text(text, timeout=ANSWER_WITHIN_MS)

    def sees_owner(self, words: str) -> None:
        expect(self.chat.locator(".head h2")).to_contain_text(words, timeout=ANSWER_WITHIN_MS)

    def is_answered(self, after: str) -> None:
        """A turn of the bot stands below what was written."""
        written = self.messages.locator("li", has_text=after).last
        expect(written.locator("~ .turn-bot:not(:has(.dots))").first).to_be_attached(timeout=ANSWER_WITHIN_MS)

    def asks_for_a_person(self) -> None:
        self.write("转人工")
        self.sees_owner("正在排队")


@dataclass
class Desk:
    """An agent who is logged in."""

    page: Page

    @property
    def thread(self) -> Locator:
        return self.page.locator(".turns")

    @property
    def field(self) -> Locator:
        return self.page.get_by_label("输入内容")

    def take_next(self) -> None:
        """Wait for somebody in the queue, and take the first."""
        expect(self.page.get_by_role("tab", name="排队")).not_to_have_text("排队0", timeout=ANSWER_WITHIN_MS)
        self.press("Alt+t")
        expect(self.page.locator(".owner")).to_have_text("由您接待", timeout=ANSWER_WITHIN_MS)

    def reply(self, text: str) -> None:
        self.field.fill(text)
        self.page.keyboard.press("Enter")
        expect(self.thread).to_contain_text(text)

    def press(self, keys: str) -> None:
        self.page.keyboard.press(keys)


def log_in(page: Page, who: dict[str, Any], password: str | None = None) -> None:
    page.get_by_label("姓名").fill(who["name"])
    page.get_by_label("密码").fill(password or who["password"])
    page.get_by_role("button", name="登录").click()
