"""A message on its way into the trainers' inbox: masked, normalised, and with the key under which doubles fold."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from assist_api.domain.masking import Private, mask
from assist_api.domain.teaching import Ranking, Reason, State

CHAT, IMPORT = "chat", "import"  # channels
BANDS = {"low": (0.0, 0.3), "middle": (0.3, 0.6), "high": (0.6, 1.01)}  # of confidence
NO_BAND = "none"
_HALF_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Draft:
    id: str
    text: str  # masked
    key: str
    private: tuple[Private, ...]
    reasons: tuple[Reason, ...]
    channel: str
    at: datetime
    message_id: str | None = None
    conversation_id: str | None = None
    product_id: str | None = None
    feeling: str | None = None
    intent: str | None = None
    confidence: float | None = None
    ranking: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Line:
    """A message of an import. `id` makes it one message however often it is sent."""

    id: str
    text: str
    at: datetime
    channel: str = IMPORT
    product_id: str | None = None
    feeling: str | None = None


@dataclass(frozen=True)
class Said:
    """A shopper's message of ours that belongs into the inbox, with what the models made of it."""

    message_id: str
    conversation_id: str
    text: str
    at: datetime
    shopper: str
    product_id: str | None
    feeling: str | None
    intent: str | None
    confidence: float | None
    ranking: Ranking


@dataclass(frozen=True)
class Filters:
    """What is None does not narrow."""

    state: State = State.OPEN
    intent: str | None = None
    reason: str | None = None
    confidence: str | None = None  # a band
    channel: str | None = None
    feeling: str | None = None
    product: str | None = None
    cluster: int | None = None
    words: str | None = None
    since: datetime | None = None
    until: datetime | None = None


FACETS = ("reason", "intent", "confidence", "channel", "feeling", "product")


def of_line(line: Line) -> Draft:
    masked = mask(normalised(line.text))
    about = {"channel": line.channel, "at": line.at, "product_id": line.product_id, "feeling": line.feeling}
    return Draft(_id(line.id), masked.text, fold_key(masked.text), masked.private, (Reason.IMPORTED,), **about)  # type: ignore[arg-type]


def of_message(said: Said, reasons: Iterable[Reason]) -> Draft:
    masked = mask(normalised(said.text), [said.shopper])
    return Draft(
        _id(said.message_id),
        masked.text,
        fold_key(masked.text),
        masked.private,
        ordered(reasons),
        CHAT,
        said.at,
        said.message_id,
        said.conversation_id,
        said.product_id,
        said.feeling,
        said.intent,
        said.confidence,
        tuple((name, confidence) for name, confidence in said.ranking),
    )


def ordered(reasons: Iterable[str]) -> tuple[Reason, ...]:
    """Each once, in one order, so that equal sets are equal."""
    return tuple(sorted({Reason(one) for one in reasons}))


def normalised(text: str) -> str:
    """One line, one space between words, letters and digits of one width."""
    return " ".join(text.translate(_HALF_WIDTH).split())


def fold_key(text: str) -> str:
    """The same for texts that differ in case, spaces and punctuation alone."""
    letters = _NO_LETTER.sub("", text.lower())
    return hashlib.sha256((letters or text).encode()).hexdigest()[:40]


def _id(of: str) -> str:
    return f"i{hashlib.sha256(of.encode()).hexdigest()[:24]}"
