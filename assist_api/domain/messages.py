"""A message as everyone reads it, and what a message may contain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from assist_api.domain.around import around
from assist_api.errors import ControlCharacters, EmptyText, TextTooLong

MAX_LENGTH = 2000
BOT_NAME = "小二"
Part = dict[str, Any]


class Sender(StrEnum):
    SHOPPER = "shopper"
    BOT = "bot"
    AGENT = "agent"
    SYSTEM = "system"


@dataclass(frozen=True)
class Understanding:
    """What the classifier made of a message."""

    intent: str
    confidence: float
    ranking: tuple[tuple[str, float], ...] = ()
    entities: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class FeltAs:
    """How a message was felt: label, urgency and the words that moved the model."""

    label: str
    scores: dict[str, float]
    urgent: bool
    evidence: tuple[str, ...] = ()
    by: str = ""  # the agent who said so; empty: the model

    @property
    def unhappy(self) -> float:
        return self.scores.get("dissatisfied", 0.0) + self.scores.get("angry", 0.0)


@dataclass(frozen=True)
class Message:
    id: str
    conversation_id: str
    seq: int
    client_id: str
    sender: Sender
    name: str
    text: str
    parts: tuple[Part, ...]
    at: datetime
    understanding: Understanding | None = None
    feeling: FeltAs | None = None
    failed: bool = False  # of a shopper's message: the bot could not answer it
    recalled: bool = False  # by its agent: nothing of it is left
    helpful: bool | None = None  # of the bot's message: what its shopper says of it

    def public(self) -> dict[str, Any]:
        """The message as it leaves the service: buttons without their payloads, nothing the models thought."""
        return {
            "seq": self.seq,
            "client_id": self.client_id,
            "from": self.sender.value,
            "name": self.name,
            "text": self.text,
            "parts": [_public_part(part) for part in self.parts],
            "at": self.at.isoformat(),
            **({"recalled": True} if self.recalled else {}),
            **({"helpful": self.helpful} if self.helpful is not None else {}),
        }


def answers_before(history: Sequence[Message]) -> dict[str, str]:
    """What the bot had said just before each of the shopper's messages, by their ids."""
    talk = [one for one in history if one.sender in (Sender.SHOPPER, Sender.BOT)]
    return {talk[at.place].id: at.before for at in around([(one.sender is Sender.SHOPPER, one.text) for one in talk])}


def button(title: str, payload: str) -> dict[str, str]:
    return {"title": title, "payload": payload}


def buttons(*pairs: tuple[str, str]) -> Part:
    return {"type": "buttons", "buttons": [button(title, payload) for title, payload in pairs]}


def payload_of(text: str, replies: Sequence[Message]) -> str | None:
    """The payload of the button that carries `text`: pressing it is posting its title.

    The newest of `replies` (newest first) that shows such a button decides; two that differ in it decide nothing.
    """
    for reply in replies:
        payloads = {
            each["payload"] for part in reply.parts for each in part.get("buttons", ()) if each["title"] == text
        }
        if payloads:
            return str(payloads.pop()) if len(payloads) == 1 else None
    return None


_PERSONAL = (
    (re.compile(r"(?<!\d)1\d{10}(?!\d)"), "[手机号]"),
    (re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?!\d)"), "[证件或订单号]"),
    (re.compile(r"(?<!\d)\d{10,}(?!\d)"), "[单号]"),
    (re.compile(r"[\w.+-]+@[\w-]+\.\w+"), "[邮箱]"),
)


def masked(text: str) -> str:
    """`text` with what tells a person apart replaced by its kind."""
    for pattern, kind in _PERSONAL:
        text = pattern.sub(kind, text)
    return text


def clean_text(text: str) -> str:
    """`text` without outer white space; raises what is wrong with it."""
    stripped = text.strip()
    if not stripped:
        raise EmptyText
    if len(stripped) > MAX_LENGTH:
        raise TextTooLong
    refuse_control_characters(stripped)
    return stripped


def refuse_control_characters(text: str) -> None:
    """Terminals obey them, and PostgreSQL keeps no NUL."""
    if any(_forbidden(character) for character in text):
        raise ControlCharacters


def _forbidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\r\t"


def _public_part(part: Part) -> Part:
    if part.get("type") != "buttons":
        return part
    return {**part, "buttons": [{"title": offered["title"]} for offered in part["buttons"]]}
