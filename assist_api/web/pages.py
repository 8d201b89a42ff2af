"""The pages and their files, with the headers that keep foreign script out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib.util import find_spec
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

STATIC = Path(__file__).parents[1] / "static"
PAGES = {"/": "shop", "/desk/": "desk", "/trainer/": "trainer", "/trial/": "trial"}
POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "connect-src 'self' ws: wss:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'"
)
HEADERS = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
}


SWAGGER_STYLES = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")  # its own, on its page only


def install(app: FastAPI, pictures: Path) -> None:
    for path, folder in PAGES.items():
        app.add_api_route(path, _page(STATIC / folder / "index.html"), include_in_schema=False)
    app.add_api_route("/docs", _page(STATIC / "docs" / "index.html", SWAGGER_STYLES), include_in_schema=False)
    app.mount("/docs/assets", StaticFiles(directory=_swagger()), name="swagger")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.mount("/shop/pictures", StaticFiles(directory=pictures), name="pictures")
    app.add_middleware(SafeHeaders)


def _page(file: Path, policy: str = POLICY) -> Callable[[], Awaitable[FileResponse]]:
    async def page() -> FileResponse:
        return FileResponse(file, headers={"cache-control": "no-cache", "content-security-policy": policy})

    return page


def _swagger() -> Path:
    """The folder of Swagger UI inside its package: the page works without a CDN."""
    package = Path(str(find_spec("swagger_ui_bundle").origin)).parent  # type: ignore[union-attr]
    return next((package / "vendor").iterdir())


class SafeHeaders:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                missing = [pair for pair in HEADERS.items() if pair[0] not in given]
                message["headers"] = [*message["headers"], *missing]
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)
