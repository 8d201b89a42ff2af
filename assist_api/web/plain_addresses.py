"""An address with a NUL names nothing: PostgreSQL would fail on it where SQLite finds no row."""

from __future__ import annotations

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assist_api.errors import ControlCharacters
from assist_api.web.errors import body_of, status_of


class PlainAddresses:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and ("\0" in scope["path"] or b"%00" in scope["query_string"]):
            error = ControlCharacters("地址里有无法识别的字符。")
            await JSONResponse(body_of(error), status_of(error))(scope, receive, send)
            return
        await self._app(scope, receive, send)
