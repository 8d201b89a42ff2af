"""JSON over HTTP with a limit that holds: any trouble of the other side is ShopUnavailable; nothing is tried twice."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import closing
from time import monotonic
from typing import Any
from urllib.parse import quote

import httpx

from shop.protocol import NotFound, ShopUnavailable

LIMIT_S = 2.0  # for a whole call; the bot gives up on a shop after two and a half
_CONNECT_S = 1.0
_CONNECTIONS = 16
_MOST_BYTES = 4_000_000


class RestClient:
    def __init__(self, url: str, *, headers: Mapping[str, str], auth: tuple[str, str] | None = None) -> None:
        self._client = httpx.Client(
            base_url=url.rstrip("/"),
            headers={"Accept": "application/json", **headers},
            auth=auth,
            timeout=httpx.Timeout(LIMIT_S, connect=_CONNECT_S),
            limits=httpx.Limits(max_connections=_CONNECTIONS),
        )

    def close(self) -> None:
        self._client.close()

    def get(self, path: str, **query: Any) -> Any:
        asked = {name: value for name, value in query.items() if value is not None}
        return self.content("GET", path, params=asked)

    def content(self, method: str, path: str, **request: Any) -> Any:
        """The JSON of an answer that is none of an error: 404 is NotFound."""
        status, content = self.answer(method, path, **request)
        if status == httpx.codes.NOT_FOUND:
            raise NotFound
        if status >= httpx.codes.BAD_REQUEST:
            raise ShopUnavailable(f"status {status}")
        return content

    def answer(self, method: str, path: str, **request: Any) -> tuple[int, Any]:
        try:
            status, body = self._sent(self._client.build_request(method, path, **request))
            return status, json.loads(body) if body else None
        except (httpx.HTTPError, ValueError) as error:
            raise ShopUnavailable(type(error).__name__) from error

    def _sent(self, request: httpx.Request) -> tuple[int, bytes]:
        """httpx limits each read; a back end that drips is held to the limit as a whole here."""
        until, body = monotonic() + LIMIT_S, bytearray()
        response = self._client.send(request, stream=True)
        with closing(response):
            for chunk in response.iter_bytes():
                body += chunk
                if monotonic() > until or len(body) > _MOST_BYTES:
                    raise ShopUnavailable("too slow or too long an answer")
        return response.status_code, bytes(body)


def part(given: str) -> str:
    """An id as one part of a path, whatever stands in it: nobody steps into another shopper's."""
    return quote(given, safe="") or "-"
