"""Dialogues in YAML, spoken with the running bot over HTTP as assist_api does it.

A file is a list of dialogues: `name`, `shopper` (absent: a visitor), `page` (a product's id), and `turns`. A turn is
`says: text` or `presses: part of a button's title`, `shows` (pictures that come with it), and `expect`: `contains`,
`lacks` (texts), `regex`, `parts` (kinds of cards, in order), `buttons` (parts of their titles), `custom` (path: value,
`*` for any).
{order:s1001:shipped} stands for the newest such order of a shopper, {phone:s1001} for the digits that prove it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import yaml

from shop.protocol import Shop

Item = Mapping[str, Any]

_PLACEHOLDER = re.compile(r"\{(order|phone):(\w+)(?::(\w+))?\}")


@dataclass(frozen=True)
class Dialogue:
    name: str
    turns: Sequence[Mapping[str, Any]]
    shopper: str | None = None
    page: str | None = None

    def __str__(self) -> str:
        return self.name


def read_dialogues(path: Path) -> Iterator[Dialogue]:
    for content in yaml.safe_load(path.read_text(encoding="utf-8")):
        yield Dialogue(**content)


@dataclass
class Answer:
    items: list[Item]

    @property
    def text(self) -> str:
        return "\n".join(item["text"] for item in self.items if "text" in item)

    @property
    def buttons(self) -> list[Mapping[str, str]]:
        return [button for item in self.items for button in item.get("buttons", ())]

    @property
    def custom(self) -> dict[str, Any]:
        return {name: value for item in self.items for name, value in item.get("custom", {}).items()}


@dataclass
class Talk:
    """One conversation with the bot."""

    url: str
    shop: Shop
    shopper: str | None = None
    page: str | None = None
    sender: str = field(default_factory=lambda: f"{uuid4().hex}.1")
    last: Answer = field(default_factory=lambda: Answer([]))

    def turn(self, turn: Mapping[str, Any]) -> Answer:
        text = self.fill(turn["says"]) if "says" in turn else self._payload(turn["presses"])
        self.last = self.say(text, pictures=turn.get("shows", ()))
        return self.last

    def say(self, text: str, message_id: str | None = None, pictures: Sequence[str] = ()) -> Answer:
        metadata = {
            "message_id": message_id or uuid4().hex,
            "shopper_id": self.shopper,
            "page": {"product_id": self.page} if self.page else None,
            "feeling": {"label": "neutral", "urgent": False},
            "pictures": list(pictures),
        }
        body = {"sender": self.sender, "message": text, "metadata": metadata}
        response = httpx.post(f"{self.url}/webhooks/rest/webhook", json=body, timeout=15)
        return Answer(response.raise_for_status().json())

    def fill(self, text: str) -> str:
        return _PLACEHOLDER.sub(lambda found: self._known(*found.groups()), text)

    def _known(self, what: str, shopper: str, state: str | None) -> str:
        orders = [order for order in self.shop.orders(shopper) if state in {None, order.state.value}]
        return orders[0].id if what == "order" else orders[0].phone_masked[-4:]

    def _payload(self, title: str) -> str:
        return next(button["payload"] for button in self.last.buttons if title in button["title"])


def hold(dialogue: Dialogue, talk: Talk) -> None:
    """Say every turn, and fail at the first answer that is not as expected."""
    for number, turn in enumerate(dialogue.turns, start=1):
        answer = talk.turn(turn)
        wrong = complaints(answer, turn.get("expect", {}), talk)
        assert answer.items, f"turn {number} got no answer"
        assert not wrong, f"turn {number} ({turn.get('says') or turn.get('presses')}): {wrong}\n{answer.text}"


def complaints(answer: Answer, expect: Mapping[str, Any], talk: Talk) -> list[str]:
    """What the answer lacks of what is expected."""
    return [
        *(f"it does not say {text!r}" for text in _texts(expect, "contains", talk) if text not in answer.text),
        *(f"it says {text!r}" for text in _texts(expect, "lacks", talk) if text in answer.text),
        *(f"nothing fits /{each}/" for each in _texts(expect, "regex", talk) if not re.search(each, answer.text)),
        *(f"no button has {text!r}" for text in _texts(expect, "buttons", talk) if not _has_button(answer, text)),
        *_wrong_parts(answer, expect),
        *(
            f"custom {path} is {_at(answer.custom, path)!r}, not {value!r}"
            for path, value in expect.get("custom", {}).items()
            if not _fits(_at(answer.custom, path), value)
        ),
    ]


def _texts(expect: Mapping[str, Any], kind: str, talk: Talk) -> list[str]:
    texts = expect.get(kind, [])
    return [talk.fill(text) for text in ([texts] if isinstance(texts, str) else texts)]


def _has_button(answer: Answer, text: str) -> bool:
    return any(text in button["title"] for button in answer.buttons)


def _wrong_parts(answer: Answer, expect: Mapping[str, Any]) -> list[str]:
    kinds = [part.get("kind", part["type"]) for part in answer.custom.get("parts", [])]
    wanted = expect.get("parts")
    return [] if wanted is None or kinds == wanted else [f"the parts are {kinds}, not {wanted}"]


def _at(custom: Any, path: str) -> Any:
    for step in path.split("."):
        if isinstance(custom, list):
            custom = custom[int(step)] if int(step) < len(custom) else None
        else:
            custom = (custom or {}).get(step)
    return custom


def _fits(value: Any, wanted: Any) -> bool:
    return value is not None if wanted == "*" else bool(value == wanted)
