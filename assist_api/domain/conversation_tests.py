"""A talk with the bot made a conversation test: what was said, and what of the answers must stay.

Numbers, days and prices change with the shop, so what is expected is words without them, and what an answer offers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assist_api.domain.trials import Reply, Turn

LEAST_WORDS = 4
MOST_WORDS = 24
PIECES = 2  # of one answer that are expected
TURN_KEYS = frozenset({"says", "presses", "shows", "expect"})
EXPECT_KEYS = frozenset({"contains", "lacks", "regex", "parts", "buttons", "custom"})
_BREAKS = re.compile(
    r"[\s，。！？；：、,.!?;:…~～（）()【】“”\"'《》·|｜—-]+|[^\s，。！？]*[0-9０-９¥￥%][^\s，。！？；、]*"
)


def dialogue(name: str, page: str | None, turns: Sequence[Turn]) -> dict[str, Any]:
    about = {"name": name, **({"page": page} if page else {})}
    return {**about, "turns": [_turn(one) for one in turns]}


def expected(turn: Turn) -> dict[str, Any]:
    """Empty where nothing can be expected: the bot said nothing."""
    found = {
        "contains": [piece for reply in turn.replies for piece in stable(reply.said)],
        "parts": [part.get("kind", part["type"]) for part in _parts(turn.replies) if part["type"] != "buttons"],
        "buttons": [one["title"] for part in _parts(turn.replies) for one in part.get("buttons", ())],
        "custom": _custom(turn),
    }
    return {key: value for key, value in found.items() if value}


def stable(text: str) -> list[str]:
    """The longest pieces of an answer that hold no number, in their order."""
    pieces = [piece for piece in _BREAKS.split(text) if piece and len(piece) >= LEAST_WORDS]
    longest = sorted(pieces, key=len, reverse=True)[:PIECES]
    return [piece[:MOST_WORDS] for piece in dict.fromkeys(pieces) if piece in longest]


def mistakes(found: object) -> Iterator[str]:
    """Sentences about what is no list of dialogues; see tests/conversations/dialogue.py for its form."""
    if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
        yield "对话测试要写成列表，每段对话以“- name:”开头。"
        return
    for one in found:
        name = one.get("name")
        if not isinstance(name, str) or not name.strip():
            yield "每段对话都要有名字（name）。"
        if strange := one.keys() - {"name", "shopper", "page", "turns"}:
            yield f"对话里没有“{'、'.join(map(str, sorted(strange, key=str)))}”这一项。"
        turns = one.get("turns")
        if not isinstance(turns, list) or not turns:
            yield f"对话“{name}”里没有一句话（turns）。"
        else:
            yield from _turn_mistakes(turns)


def _turn_mistakes(turns: Sequence[Any]) -> Iterator[str]:
    for number, turn in enumerate(turns, start=1):
        if not isinstance(turn, Mapping) or ("says" in turn) == ("presses" in turn):
            yield f"第 {number} 句要写顾客说什么（says）或点了什么（presses），只写一个。"
            continue
        if strange := turn.keys() - TURN_KEYS:
            yield f"第 {number} 句里没有“{'、'.join(sorted(map(str, strange)))}”这一项。"
        expect = turn.get("expect", {})
        if not isinstance(expect, Mapping) or expect.keys() - EXPECT_KEYS:
            yield f"第 {number} 句的期望（expect）只能写：{'、'.join(sorted(EXPECT_KEYS))}。"


def _turn(turn: Turn) -> dict[str, Any]:
    said = {"presses" if turn.pressed else "says": turn.text}
    expect = expected(turn)
    return {**said, **({"expect": expect} if expect else {})}


def _parts(replies: Sequence[Reply]) -> list[Mapping[str, Any]]:
    return [part for reply in replies for part in reply.parts]


def _custom(turn: Turn) -> dict[str, str]:
    asked = next((reply.knowledge for reply in turn.replies if reply.knowledge), None)
    entry = next((reply.entry for reply in turn.replies if reply.entry), None)
    return {
        **({"handover.reason": turn.handover} if turn.handover else {}),
        **({"knowledge.query": asked} if asked else {}),
        **({"knowledge.entry": entry} if entry else {}),
    }
