"""Two questions in one message: split only where both parts are understood with confidence and differ."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assist_api.domain.messages import Understanding

CONFIDENT = 0.6
SMALL_TALK = frozenset(
    {"greet", "goodbye", "thank", "affirm", "deny", "chitchat", "bot_challenge", "out_of_scope", "nlu_fallback"}
)
_BORDER = re.compile(r"[?？!！。；;\n]+|(?:，|,|\s)*(?:还有|另外|顺便问|再问一下|对了)[，,\s]*|[，,\s]+")
# At a mere comma or space one half must ask: "我要退货 尺码大了" is one thing with its reason.
_ASKS = re.compile(r"[?？吗呢么]|怎|多少|多久|什么|啥|几|哪|能不能|可不可以|有没有|是不是|[能行可发包退]不")
_STRONG_BORDER = re.compile(r"[?？。；;\n]+|(?:，|,|\s)*(?:还有就是|还有|另外|顺便问一?下?|再问一?下?|对了)[，,\s]*")


def candidates(text: str) -> tuple[str, str] | None:
    """The two halves that `text` may be split into at its strongest border; None for one plain question."""
    strong, weak = _halves(_STRONG_BORDER, text), _halves(_BORDER, text)
    if strong:
        return strong
    return weak if weak and any(_ASKS.search(part) for part in weak) else None


def _halves(border: re.Pattern[str], text: str) -> tuple[str, str] | None:
    parts = [part.strip() for part in border.split(text) if part and len(part.strip()) >= 3]
    return (parts[0], parts[1]) if len(parts) == 2 else None


def both(parts: Sequence[Understanding]) -> bool:
    """Whether the understood halves are two questions; greeting plus question is one."""
    intents = {part.intent for part in parts}
    sure = all(part.confidence >= CONFIDENT for part in parts)
    return sure and len(intents) == 2 and not intents & SMALL_TALK
