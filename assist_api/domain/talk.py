"""The talk as one text, the newest message first, as the handover model reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assist_api.domain.handover import Turn

_OF_A_LINE = 48  # letters of what the bot said; the rest is politeness
_OF_A_MESSAGE = 120
_UNANSWERED = "（没答上）"


def as_text(turns: Sequence[Turn], answer: str = "") -> str:
    """Whoever reads only so many pieces of it reads the newest: "顾客：人呢 客服：亲，请说订单号 顾客：到哪了".

    `answer`: what the bot says to the last message, where that is known already.
    """
    return " ".join(_lines(turns, answer))


def _lines(turns: Sequence[Turn], answer: str) -> Iterator[str]:
    if answer:
        yield f"客服：{_short(answer, _OF_A_LINE)}"
    for turn in reversed(turns):
        yield f"顾客：{_short(turn.text, _OF_A_MESSAGE)}{_UNANSWERED if turn.failed else ''}"
        if turn.before:
            yield f"客服：{_short(turn.before, _OF_A_LINE)}"


def _short(text: str, letters: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= letters else plain[:letters] + "…"
