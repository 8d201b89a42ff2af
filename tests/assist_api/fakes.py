"""Stand-ins for what is a network or a model: Rasa, the feeling model, the knowledge base. Everything else is real."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import httpx
import numpy as np

from assist_api.adapters.knowledge import Found
from assist_api.domain.messages import FeltAs
from knowledge_base.entries import Entry
from knowledge_base.onnx_encoder import Floats
from knowledge_base.search import Hit

INTENTS = {
    "你好": "greet",
    "快递": "track_shipment",
    "运费": "ask_shipping_fee",
    "人工": "request_human",
    "投诉": "complain",
    "退货规则": "ask_return_policy",
}


class FakeRasa:
    """Answers as Rasa's two endpoints do. `replies` maps a word of the message to the items it answers with."""

    def __init__(self) -> None:
        self.replies: dict[str, list[dict[str, Any]]] = {}
        self.intents = dict(INTENTS)
        self.entities: list[dict[str, Any]] = []  # in whatever is parsed
        self.asked: list[dict[str, Any]] = []
        self.arrived: list[str] = []
        self.models = {"live": "first.tar.gz", "previous": "", "loaded": ["first.tar.gz"]}
        self.broken_models: set[str] = set()
        self.down = False
        self.slow_s = 0.0

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        if self.down:
            raise httpx.ConnectError("down")
        self.arrived.append(request.url.path)
        await asyncio.sleep(self.slow_s)
        if request.url.path == "/health":
            return httpx.Response(200, json={"status": "ok"})
        body = json.loads(request.content)
        if request.url.path.startswith("/models"):
            return self._hosted(request.url.path, body)
        answer = {"/model/parse": self._parse, "/webhooks/rest/webhook": self._turn}[request.url.path]
        return httpx.Response(200, json=answer(body))

    def _hosted(self, path: str, body: Mapping[str, Any]) -> httpx.Response:
        model = body.get("model", self.models["live"])
        if model in self.broken_models:
            return httpx.Response(409, json={"status": "failure", "reason": "ValueError: no model"})
        if path == "/models/publish" and model != self.models["live"]:
            self.models |= {"previous": self.models["live"], "live": model}
        self.models["loaded"] = sorted({*self.models["loaded"], model})
        return httpx.Response(200, json=self.models)

    def _parse(self, body: Mapping[str, Any]) -> dict[str, Any]:
        intent = next((name for word, name in self.intents.items() if word in body["text"]), "nlu_fallback")
        sure = {"name": intent, "confidence": 0.9}
        return {"intent": sure, "intent_ranking": [sure], "entities": self.entities}

    def _turn(self, body: Mapping[str, Any]) -> list[dict[str, Any]]:
        self.asked.append(dict(body))
        default = [{"text": f"收到：{body['message']}"}]
        return next((items for word, items in self.replies.items() if word in body["message"]), default)


class FakeFeeling:
    """Angry at 骗子, dissatisfied at 太慢, urgent at 急; breaks at 崩."""

    def read(self, text: str) -> FeltAs:
        if "崩" in text:
            raise ZeroDivisionError("a defect")
        label = "angry" if "骗子" in text else "dissatisfied" if "太慢" in text else "neutral"
        scores = {name: 0.9 if name == label else 0.03 for name in ("satisfied", "neutral", "dissatisfied", "angry")}
        return FeltAs(label, scores, "急" in text, ("骗子",) if label == "angry" else ())


class FakeIndex:
    """Finds an entry whose sentences the text holds."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = {entry.id: entry for entry in entries}

    def put(self, entries: Sequence[Entry]) -> None:
        self._entries |= {entry.id: entry for entry in entries}

    def remove(self, ids: Sequence[str]) -> None:
        self._entries = {name: entry for name, entry in self._entries.items() if name not in ids}

    def search(self, text: str, limit: int = 3, **_more: object) -> list[Hit]:
        found = [entry for entry in self._entries.values() if any(one in text for one in entry.texts)]
        return [Hit(entry, 0.9, 0.9, entry.question) for entry in found[:limit]]


class FakeKnowledge:
    """Knows one thing: the rules of returning."""

    ready = True
    entries: Sequence[Entry] = ()

    async def warm(self, text: str) -> None:
        """Nothing to load."""

    def in_memory(self, entries: Sequence[Entry]) -> FakeIndex:
        return FakeIndex(entries)

    encoder_name = "letters"

    async def encode(self, texts: Sequence[str]) -> Floats:
        """Texts are near that share letters."""
        vectors = np.zeros((len(texts), 384), np.float32)
        for row, text in enumerate(texts):
            vectors[row, [ord(letter) % 384 for letter in text]] = 1
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, 1e-6), np.float32)

    async def search(
        self, text: str, limit: int, now: datetime, *, public_only: bool = False, **_more: object
    ) -> list[Found]:
        if "退货" not in text:
            return []
        internal = Found("returns.limits", "补偿上限", "内部：补偿不超过 20 元。", 0.7, 0.7, True, "2026-01-01", ())
        public = Found("returns.rule", "退货规则", "签收 7 天内可退。", 0.9, 0.9, False, "2026-01-01", ())
        return [public] if public_only else [public, internal]

    def answer_of(self, entry_id: str, now: datetime) -> str | None:
        return {"returns.rule": "签收 7 天内可退。"}.get(entry_id)

    async def answer(self, text: str, now: datetime) -> str | None:
        found = await self.search(text, 1, now, public_only=True)
        return found[0].answer if found else None
