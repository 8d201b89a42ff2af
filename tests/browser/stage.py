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

    @property
    def field(self) -> Locator:
        return self.chat.get_by_label("输入消息")

    def open_chat(self) -> Shopper:
        self.chat.locator(".launcher").click()
        expect(self.chat.get_by_role("dialog")).to_be_visible()
        return self

    def write(self, text: str) -> None:
        self.field.fill(text)
        self.page.keyboard.press("Enter")

    def has_sent_all(self) -> None:
        expect(self.messages.locator(".turn-sending")).to_have_count(0, timeout=ANSWER_WITHIN_MS)

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

    @property
    def agent(self) -> str:
        """By name; the status stands behind it."""
        return self.page.locator(".agent-name").inner_text().split(" · ")[0].strip()

    @property
    def rows(self) -> Locator:
        """Of the list that is open."""
        return self.page.locator(".rows .row")

    @property
    def owner(self) -> Locator:
        """Who has the open case."""
        return self.page.locator(".owner")

    @property
    def take_button(self) -> Locator:
        return self.page.get_by_role("button", name="接待", exact=True)

    @property
    def has_the_case(self) -> bool:
        return self.owner.inner_text() == "由您接待"

    @property
    def chosen(self) -> Locator:
        """The row of the open case, where its list is open too."""
        return self.page.locator(".row[aria-selected=true]")

    @property
    def case_id(self) -> str | None:
        """Of the open case."""
        return self.chosen.get_attribute("data-id")

    def do(self, action: str) -> None:
        """What the head of the open case offers."""
        self.page.locator(".thread-head").get_by_role("button", name=action).click()

    def tab(self, name: str) -> Locator:
        return self.page.get_by_role("tab", name=name)

    def take_next(self) -> None:
        """Wait for somebody in the queue, and take the first."""
        expect(self.page.get_by_role("tab", name="排队")).not_to_have_text("排队0", timeout=ANSWER_WITHIN_MS)
        before = (self.case_id if self.chosen.count() else None) or ""
        self.press("Alt+t")
        expect(self.chosen).not_to_have_attribute("data-id", before, timeout=ANSWER_WITHIN_MS)
        expect(self.owner).to_have_text("由您接待", timeout=ANSWER_WITHIN_MS)

    def reply(self, text: str) -> None:
        self.field.fill(text)
        self.page.keyboard.press("Enter")
        expect(self.thread).to_contain_text(text)

    def has_sent_all(self) -> None:
        expect(self.thread.locator(".turn-sending")).to_have_count(0, timeout=ANSWER_WITHIN_MS)

    def press(self, keys: str) -> None:
        self.page.keyboard.press(keys)


def log_in(page: Page, who: dict[str, Any], password: str | None = None) -> None:
    page.get_by_label("姓名").fill(who["name"])
    page.get_by_label("密码").fill(password or who["password"])
    page.get_by_role("button", name="登录").click()
