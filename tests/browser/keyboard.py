"""Hands that never touch the mouse: after every key the place of the focus can be seen."""

from __future__ import annotations

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooLate

FOCUS_IS_SEEN = """() => {
  const at = document.activeElement;
  const box = at.getBoundingClientRect();
  const style = getComputedStyle(at);
  const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
  const inView = box.width > 0 && box.height > 0 && inside;
  const marked = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  return at !== document.body && inView && marked && at.matches(':focus-visible');
}"""
NAME = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()"
WHERE = "document.activeElement.outerHTML.slice(0, 200)"


class Keyboard:
    def __init__(self, page: Page) -> None:
        self._page = page

    def press(self, keys: str) -> None:
        self._page.keyboard.press(keys)
        self.shows_where_it_is()

    def type(self, text: str) -> None:
        self._page.keyboard.type(text)

    def tab_to(self, name: str, at_most: int = 80) -> None:
        """To the element of this name, seen on every stop of the way."""
        for _ in range(at_most):
            self.press("Tab")
            if self._page.evaluate(NAME) == name:
                return
        raise AssertionError(f"{at_most} stops and no {name}")

    def choose(self, option: str) -> None:
        """In the list of a form that has the focus."""
        while (shown := self._page.evaluate("document.activeElement.selectedOptions[0].label")) != option:
            self.press("ArrowDown")
            assert self._page.evaluate("document.activeElement.selectedOptions[0].label") != shown, f"no {option}"

    def shows_where_it_is(self) -> None:
        try:
            self._page.wait_for_function(FOCUS_IS_SEEN, timeout=5_000)
        except TooLate as error:
            raise AssertionError(f"the focus cannot be seen: {self._page.evaluate(WHERE)}") from error
