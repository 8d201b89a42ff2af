"""Rasa behind one small client: its errors, its silence and its empty reply (an exception there) are BotUnavailable."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

import httpx

from assist_api.domain.messages import Part, Understanding
from assist_api.errors import BotUnavailable

T = TypeVar("T")
RETRY_S = 0.3
HEALTH_S = 1.0
CONNECTIONS = 100
JSON = {"content-type": "application/json"}


@dataclass(frozen=True)
class BotReply:
    text: str
    parts: tuple[Part, ...] = ()
    knowledge: str | None = None  # the question to be answered from the knowledge base in this place
    entry: str | None = None  # or the entry of the knowledge base that answers

    @property
    def asks_knowledge(self) -> bool:
        return self.knowledge is not None or self.entry is not None


@dataclass(frozen=True)
class BotAnswer:
    """A turn of the bot, with what it asks of us (docs/reference/bot-replies.md)."""

    replies: tuple[BotReply, ...]
    handover: str | None = None
    note: str = ""  # beside the handover: what the person who takes over needs to know
    failure: str | None = None
    promises: tuple[tuple[str, str, datetime], ...] = field(default=())
    alerts: tuple[tuple[str, int], ...] = ()  # what concerns the shop, not this shopper: (kind, count)
    trial: str | None = None  # in a talk on trial only: what would have been written was "rehearsed" or "stopped"


class BotClient:
    def __init__(self, url: str, timeout_s: float, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.timeout_s = timeout_s
        self._url = url
        # The transport itself: httpx's client around it cost more CPU a turn than everything else in this process.
        self._transport = transport or httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=CONNECTIONS))

    async def ask(
        self, sender: str, text: str, metadata: Mapping[str, Any], *, payload: str | None = None, limit_s: float = 0
    ) -> BotAnswer:
        """One turn. `payload` is that of a pressed button; typed text can never act as one."""
        body = {"sender": sender, "message": payload or harmless(text), "metadata": dict(metadata)}
        answer = _understood(read_answer, await self._post("/webhooks/rest/webhook", body, limit_s))
        if not (answer.replies or answer.handover or answer.trial):
            raise BotUnavailable
        return answer

    async def parse(self, text: str, *, model: str = "", limit_s: float = 0) -> Understanding:
        """`model`: a candidate's name; else the live one is asked."""
        body = {"text": harmless(text), **({"model": model} if model else {})}
        return _understood(_understanding, await self._post("/model/parse", body, limit_s))

    async def ready(self) -> bool:
        try:
            async with asyncio.timeout(HEALTH_S):
                return (await self._sent("GET", "/health")).status_code == 200
        except (httpx.HTTPError, TimeoutError):
            return False

    async def sent(self, method: str, path: str, body: Mapping[str, Any], limit_s: float) -> httpx.Response:
        """Another question to the bot's process, once. Raises httpx's errors and TimeoutError."""
        async with asyncio.timeout(limit_s):
            return await self._sent(method, path, json.dumps(body, ensure_ascii=False).encode())

    async def close(self) -> None:
        await self._transport.aclose()

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
                response = await self._sent("POST", path, json.dumps(body, ensure_ascii=False).encode())
            except httpx.ConnectError:
                await asyncio.sleep(RETRY_S)
                continue
            return response.raise_for_status().json()

    async def _sent(self, method: str, path: str, content: bytes = b"") -> httpx.Response:
        request = httpx.Request(method, f"{self._url}{path}", content=content, headers=JSON)
        response = await self._transport.handle_async_request(request)
        response.request = request
        await response.aread()
        return response


def harmless(text: str) -> str:
    """Typed text as Rasa may read it: a slash in front, spaces or not, would name an intent; a wide one does not."""
    return f"／{text.lstrip()[1:]}" if text.lstrip().startswith("/") else text


def read_answer(items: Sequence[Mapping[str, Any]]) -> BotAnswer:
    """Rasa's items as one turn."""
    customs = [item.get("custom") or {} for item in items]
    asked = {name: custom[name] for custom in customs for name in ("handover", "failure", "trial") if name in custom}
    promises = tuple(_promise(custom["promise"]) for custom in customs if "promise" in custom)
    alerts = tuple((custom["alert"]["kind"], int(custom["alert"]["count"])) for custom in customs if "alert" in custom)
    handover = asked.get("handover")
    told = (asked.get("failure"), promises, alerts, asked.get("trial"))
    return BotAnswer(_replies(items), _reason(handover), _note(handover), *told)


def _replies(items: Sequence[Mapping[str, Any]]) -> tuple[BotReply, ...]:
    """Parts belong to the text before them; before the first text, to that."""
    replies: list[BotReply] = []
    for item in items:
        custom = item.get("custom") or {}
        parts = tuple(custom.get("parts", ())) + _button_part(item)
        known = custom.get("knowledge", {})
        said = BotReply(item.get("text") or "", parts, known.get("query"), known.get("entry"))
        if replies and (_is_bare(said) or _is_bare(replies[-1])):
            last = replies.pop()
            said = BotReply(
                last.text or said.text, last.parts + parts, last.knowledge or said.knowledge, last.entry or said.entry
            )
        if not _is_bare(said) or said.parts:
            replies.append(said)
    return tuple(replies)


def _is_bare(reply: BotReply) -> bool:
    return not reply.text and not reply.asks_knowledge


def _button_part(item: Mapping[str, Any]) -> tuple[Part, ...]:
    given = item.get("buttons") or ()
    pairs = [{"title": one["title"], "payload": one["payload"]} for one in given]
    return ({"type": "buttons", "buttons": pairs},) if pairs else ()


def _promise(given: Mapping[str, str]) -> tuple[str, str, datetime]:
    return given["order_id"], given["kind"], datetime.fromisoformat(given["due_at"])


def _reason(handover: Mapping[str, str] | None) -> str | None:
    return handover.get("reason", "requested") if handover else None


def _note(handover: Mapping[str, str] | None) -> str:
    return handover.get("note", "") if handover else ""


def _understanding(found: Mapping[str, Any]) -> Understanding:
    ranking = tuple((one["name"], float(one["confidence"])) for one in found.get("intent_ranking", ())[:5])
    entities = tuple(
        {"entity": one["entity"], "value": one["value"], "start": one["start"], "end": one["end"]}
        for one in found.get("entities", ())
    )
    return Understanding(found["intent"]["name"], float(found["intent"]["confidence"]), ranking, entities)


def _understood(read: Callable[[Any], T], answer: Any) -> T:
    """An answer of an unknown shape is as good as none."""
    try:
        return read(answer)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BotUnavailable from error
