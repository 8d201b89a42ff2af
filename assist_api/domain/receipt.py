"""What a shopper sees of a handover: what was passed on, so that it can be put right with one tap."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from assist_api.domain.messages import Part, clean_text
from assist_api.domain.topics import TOPICS
from assist_api.errors import InvalidInput, TextTooLong

LONGEST_LINE = 60


class Changed(StrEnum):
    """What the shopper put right."""

    NOTHING = ""
    ORDER = "order"
    TOPIC = "topic"


@dataclass(frozen=True)
class ShownOrder:
    id: str
    title: str
    picture: str
    state_zh: str


@dataclass(frozen=True)
class Receipt:
    """`tried`: what the bot answered, in its own words, shortened."""

    topic: str
    order: ShownOrder | None = None
    tried: tuple[str, ...] = ()
    changed: Changed = Changed.NOTHING

    def part(self) -> Part:
        order: dict[str, Any] | None = vars(self.order).copy() if self.order else None
        return {
            "type": "receipt",
            "topic": self.topic,
            "order": order,
            "tried": list(self.tried),
            "corrected": self.changed.value,
        }

    @property
    def acknowledged(self) -> str:
        """The one line that answers a correction."""
        if self.changed is Changed.TOPIC:
            return f"已更正：您要问的是“{self.topic}”，客服看得到。"
        return f"已更正为这一单：{self.order.title}，客服看得到。" if self.order else "已更正：和订单无关，客服看得到。"


def chosen_topic(topic: str, line: str) -> str:
    """One of our topics, or a line of the shopper's own."""
    if topic:
        if topic not in TOPICS.values():
            raise InvalidInput("没有这个选项，请用一句话说说是什么问题。")
        return topic
    line = " ".join(clean_text(line).split())
    if len(line) > LONGEST_LINE:
        raise TextTooLong(f"请用 {LONGEST_LINE} 字以内说说是什么问题。")
    return line
