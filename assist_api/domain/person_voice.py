"""The knowledge base speaks as the bot does: of a person who will see to it. Said by that person, it is 我 who does.

A reply that only a bot can give (我是店铺的智能助手, 发“转人工”就可以) is none for a person at all.
"""

from __future__ import annotations

import re

BOT_ALONE = frozenset({"service.bot", "service.human"})  # entries

_TURN = "(?:(?:(?<!发给)我)?(?:马上|直接)?(?:帮您|为您)?转接?人工(?:客服)?)"
# The more exact ones stand first.
_WAYS = tuple(
    (re.compile(said), instead)
    for said, instead in (
        (f"[，,]?{_TURN}由?专人(?P<does>跟进|核实处理)", r"，我马上安排专人\g<does>"),
        (f"[，,]?{_TURN}处理", "，我马上处理"),
        ("我先帮您查，需要人工的马上排队转接", "我马上帮您查"),
        (f"的可以{_TURN}协助", "的告诉我，我来协助"),
        (f"把名单整理好{_TURN}，帮您", "把名单整理好发给我，我帮您"),
        (f"[，,]?{_TURN}(?P<next>向|找|联系|通知|核实|复核|办理)", r"，我马上\g<next>"),
        ("发“转人工”后报一下", "告诉我"),
        ("先让人工", "我先"),
        ("由人工(?:客服)?", "我来"),
        ("人工看过照片后", "我看过照片后"),
    )
)


def in_person(text: str) -> str:
    """`text` as the person says it who has the case."""
    for said, instead in _WAYS:
        text = said.sub(instead, text)
    return text
