"""Entities marked in a message: the kinds, what a marking may look like, and how it is written for training."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assist_api.errors import InvalidInput

# What a trainer may mark: the names of bot/domain/session.yml but `product_id`, which comes from a button only.
KINDS: Mapping[str, str] = {
    "order_id": "订单号",
    "tracking_no": "快递单号",
    "courier": "快递公司",
    "phone": "手机号",
    "phone_last4": "手机尾号",
    "product_word": "商品",
    "size": "尺码",
    "colour": "颜色",
    "height": "身高",
    "weight": "体重",
    "money": "金额",
    "quantity": "数量",
    "region": "地区",
    "date": "日期",
    "ordinal": "第几个",
}
_WIDE_BRACKETS = str.maketrans("[]", "［］")  # in the format of training an ASCII bracket begins a marking


@dataclass(frozen=True, order=True)
class EntityMark:
    """`text[start:end]` names a thing of this kind."""

    start: int
    end: int
    entity: str

    def plain(self) -> dict[str, Any]:
        return {"entity": self.entity, "start": self.start, "end": self.end}


def checked(text: str, marks: Iterable[EntityMark]) -> tuple[EntityMark, ...]:
    """In the order of the text; raises what is wrong with them."""
    sorted_marks, end = tuple(sorted(marks)), 0
    for mark in sorted_marks:
        if mark.entity not in KINDS:
            raise InvalidInput(f"没有“{mark.entity}”这种实体。")
        if not end <= mark.start < mark.end <= len(text) or not text[mark.start : mark.end].strip():
            raise InvalidInput("实体的位置不对：超出了句子、是空的，或互相重叠。")
        end = mark.end
    return sorted_marks


def proposed(text: str, found: Iterable[Mapping[str, Any]]) -> tuple[EntityMark, ...]:
    """What the model found, as far as it can be marked; of two that overlap the longer one, as the bot has it."""
    kept: list[EntityMark] = []
    marks = [EntityMark(one["start"], one["end"], one["entity"]) for one in found if one["entity"] in KINDS]
    for mark in sorted(marks, key=lambda one: (one.start - one.end, one.start)):
        if 0 <= mark.start < mark.end <= len(text) and all(mark.end <= o.start or o.end <= mark.start for o in kept):
            kept.append(mark)
    return tuple(sorted(kept))


def written(text: str, marks: Sequence[EntityMark]) -> str:
    """As a line of training data: 到[杭州](region)几天."""
    made, end = "", 0
    for mark in sorted(marks):
        made += _wide(text[end : mark.start]) + f"[{_wide(text[mark.start : mark.end])}]({mark.entity})"
        end = mark.end
    return made + _wide(text[end:])


def _wide(text: str) -> str:
    return text.translate(_WIDE_BRACKETS)
