"""Rasa behind one small client: its errors, its silence and its empty reply (an exception there) are BotUnavailable."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx

from assist_api.domain.messages import Part, Understanding
from assist_api.errors import BotUnavailable

RETRY_S = 0.3


@dataclass(frozen=True)
class BotReply:
    text: str
    parts: tuple[Part, ...] = ()
    knowledge: str | None = None  # the question to be answered from the knowledge base in this place


@dataclass(frozen=True)
class BotAnswer:
    """A turn of the bot, with what it asks of us (docs/reference/bot-replies.md)."""

    replies: tuple[BotReply, ...]
    handover: str | None = None
    failure: str | None = None
    promises: tuple[tuple[str, str, datetime], ...] = field(default=())


class BotClient:
    def __init__(self, url: str, timeout_s: float, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.timeout_s = timeout_s
        self._http = httpx.AsyncClient(base_url=url, timeout=timeout_s, transport=transport, trust_env=False)

    async def ask(
        self, sender: str, text: str, metadata: Mapping[str, Any], *, payload: str | None = None, limit_s: float = 0
    ) -> BotAnswer:
        """One turn. `payload` is that of a pressed button; typed text can never act as one."""
        body = {"sender": sender, "message": payload or harmless(text), "metadata": dict(metadata)}
        items = await self._post("/webhooks/rest/webhook", body, limit_s)
        if not items:
            raise BotUnavailable
        return read_answer(items)

    async def parse(self, text: str, *, limit_s: float = 0) -> Understanding:
        found = await self._post("/model/parse", {"text": harmless(text)}, limit_s)
        ranking = tuple((one["name"], float(one["confidence"])) for one in found.get("intent_ranking", ())[:5])
        entities = tuple(
            {"entity": one["entity"], "value": one["value"], "start": one["start"], "end": one["end"]}
            for one in found.get("entities", ())
        )
        return Understanding(found["intent"]["name"], float(found["intent"]["confidence"]), ranking, entities)

    async def ready(self) -> bool:
        try:
            return (await self._http.get("/health", timeout=1.0)).status_code == 200
        except httpx.HTTPError:
            return False

    async def close(self) -> None:
        await self._http.aclose()

    async def _post(self, path: str, body: Mapping[str, Any], limit_s: float) -> Any:
        """Tries again while the server is not there at all (it is being restarted), until the time is up."""
        try:
            async with asyncio.timeout(limit_s or self.timeout_s):
                return await self._until_connected(path, body)
        except (httpx.HTTPError, ValueError, TimeoutError) as error:
            raise BotUnavailable from error

    async def _until_connected(self, path: str, body: Mapping[str, Any]) -> Any:
        while True:
            try:
                response = await self._http.post(path, json=body)
            except httpx.ConnectError:
                await asyncio.sleep(RETRY_S)
                continue
            return response.raise_for_status().json()


def harmless(text: str) -> str:
    """Typed text as Rasa may read it: a slash in front would name an intent."""
    return f" {text}" if text.startswith("/") else text


def read_answer(items: Sequence[Mapping[str, Any]]) -> BotAnswer:
    """Merge Rasa's items: what has no text of its own belongs to the message before it."""
    replies: list[BotReply] = []
    asked: dict[str, Any] = {}
    promises = []
    for item in items:
        custom = item.get("custom") or {}
        parts = tuple(custom.get("parts", ())) + _button_part(item)
        asked |= {name: custom[name] for name in ("handover", "failure") if name in custom}
        promises += [_promise(custom["promise"])] if "promise" in custom else []
        if item.get("text") or "knowledge" in custom or (parts and not replies):
            knowledge = custom.get("knowledge", {}).get("query")
            replies.append(BotReply(item.get("text") or "", parts, knowledge))
        elif parts:
            replies[-1] = BotReply(replies[-1].text, replies[-1].parts + parts, replies[-1].knowledge)
    return BotAnswer(tuple(replies), _reason(asked.get("handover")), asked.get("failure"), tuple(promises))


def _button_part(item: Mapping[str, Any]) -> tuple[Part, ...]:
    given = item.get("buttons") or ()
    pairs = [{"title": one["title"], "payload": one["payload"]} for one in given]
    return ({"type": "buttons", "buttons": pairs},) if pairs else ()


def _promise(given: Mapping[str, str]) -> tuple[str, str, datetime]:
    return given["order_id"], given["kind"], datetime.fromisoformat(given["due_at"])


def _reason(handover: Mapping[str, str] | None) -> str | None:
    return handover.get("reason", "requested") if handover else None
