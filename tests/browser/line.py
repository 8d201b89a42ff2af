"""The network between one page and the service, to be cut and mended."""

from __future__ import annotations

from playwright.sync_api import Page, WebSocketRoute


class Line:
    """Requests and sockets of a page. Taking a browser off the network leaves its open sockets alone: they end here."""

    def __init__(self, page: Page) -> None:
        self._context = page.context
        self._ends: list[WebSocketRoute] = []
        self._is_cut = False
        page.route_web_socket("**/ws", self._opened)
        page.reload()  # only sockets that are opened from now on run over this line

    def cut(self) -> None:
        self._is_cut = True
        self._context.set_offline(True)
        while self._ends:
            self._ends.pop().close()

    def mend(self) -> None:
        self._is_cut = False
        self._context.set_offline(False)

    def _opened(self, socket: WebSocketRoute) -> None:
        if self._is_cut:
            socket.close()
        else:
            self._ends += [socket, socket.connect_to_server()]
