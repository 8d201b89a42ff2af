"""An input method of Chinese over one field, as the browser hears it: letters, a choice, and the Enter between."""

from __future__ import annotations

from typing import Literal

from playwright.sync_api import CDPSession, Locator

Order = Literal["enter first", "end first"]
ORDERS: tuple[Order, ...] = ("enter first", "end first")  # of Chromium and Firefox; of Safari
CONTROL = 2
OF_THE_METHOD = 229  # the code of every key that the method keeps for itself


class InputMethod:
    """Types `letters` into a field and ends with `text` by Enter, in the order in which a browser tells of it."""

    def __init__(self, field: Locator, order: Order) -> None:
        self._field, self._order = field, order
        self._keys: CDPSession = field.page.context.new_cdp_session(field.page)

    def types(self, letters: str, text: str, modifiers: int = 0) -> None:
        self._field.focus()
        self._keys.send(
            "Input.imeSetComposition", {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)}
        )
        if self._order == "enter first":
            self._enter(modifiers)
        self._keys.send("Input.insertText", {"text": text})
        if self._order == "end first":
            self._enter(modifiers)

    def _enter(self, modifiers: int) -> None:
        pressed = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": OF_THE_METHOD, "modifiers": modifiers}
        for kind in ("rawKeyDown", "keyUp"):
            self._keys.send("Input.dispatchKeyEvent", {"type": kind, **pressed})
