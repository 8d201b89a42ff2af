"""话术库: what agents have at hand to say again and again, and what such a reply may be made of."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from assist_api.domain.messages import clean_text
from assist_api.domain.slots import slots_in
from assist_api.errors import InvalidInput

CATEGORIES = (
    "欢迎", "探需", "推荐", "异议", "逼单", "催付", "搭配", "备注", "物流", "安抚", "售后", "邀评", "告别", "其他",
)  # fmt: skip
STARTER = "话术库"  # who wrote the replies that come with the product
LONGEST_TITLE = 40
LONGEST_TEXT = 1000
MOST_EXAMPLES = 20
LONGEST_EXAMPLE = 100
PICTURES = "/api/v1/canned-pictures/"
_SHORTCUT = re.compile(r"[a-z0-9]{1,12}")
_PICTURE = re.compile(rf"{PICTURES}[0-9a-f]{{32}}|[\w-]+\.(jpg|jpeg|png|webp|svg)")


@dataclass(frozen=True)
class Wording:
    """What a person writes. `intents` and `examples` tell to which messages of a shopper it is suggested."""

    category: str
    title: str
    text: str
    shortcut: str = ""
    intents: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    picture: str = ""


@dataclass(frozen=True)
class CannedReply:
    """`staff_id`: whose own it is; None: the whole team's."""

    id: str
    staff_id: str | None
    wording: Wording
    uses: int
    updated_at: datetime
    updated_by: str

    @property
    def is_team(self) -> bool:
        return self.staff_id is None

    def body(self) -> dict[str, Any]:
        said = self.wording
        return {
            "id": self.id,
            "team": self.is_team,
            "category": said.category,
            "title": said.title,
            "text": said.text,
            "shortcut": said.shortcut,
            "intents": list(said.intents),
            "examples": list(said.examples),
            "picture": said.picture,
            "uses": self.uses,
            "updated_at": self.updated_at.isoformat(),
            "updated_by": self.updated_by,
        }


@dataclass(frozen=True)
class Known:
    """What a reply may refer to."""

    intents: Collection[str]
    slots: Collection[str]


def checked(wording: Wording, known: Known) -> Wording:
    """Trimmed, or InvalidInput with the first sentence about what is wrong."""
    tidy = replace(
        wording,
        title=wording.title.strip(),
        text=clean_text(wording.text),
        shortcut=wording.shortcut.strip().removeprefix("/").lower(),
        examples=tuple(dict.fromkeys(filter(None, map(str.strip, wording.examples)))),
    )
    for problem in problems(tidy, known):
        raise InvalidInput(problem)
    return tidy


def problems(wording: Wording, known: Known) -> Iterator[str]:
    if wording.category not in CATEGORIES:
        yield f"分类请从这些里选一个：{'、'.join(CATEGORIES)}。"
    if not 1 <= len(wording.title) <= LONGEST_TITLE:
        yield f"标题请写 1 到 {LONGEST_TITLE} 个字。"
    if len(wording.text) > LONGEST_TEXT:
        yield f"话术请控制在 {LONGEST_TEXT} 字以内。"
    if wording.shortcut and not _SHORTCUT.fullmatch(wording.shortcut):
        yield "快捷码请用 1 到 12 个小写字母或数字，例如 zz。"
    if wording.picture and not _PICTURE.fullmatch(wording.picture):
        yield "配图请先上传，再保存。"
    yield from _reference_problems(wording, known)


def _reference_problems(wording: Wording, known: Known) -> Iterator[str]:
    unknown = [slot for slot in slots_in(wording.text) if slot not in known.slots]
    if unknown:
        yield f"没有这个变量：{'、'.join(f'{{{slot}}}' for slot in unknown)}。"
    if wording.text.count("{") != len(re.findall(r"\{[^{}]*\}", wording.text)) or "{}" in wording.text:
        yield "话术里的花括号没有配对，变量写成 {order.id} 这样。"
    strange = [intent for intent in wording.intents if intent not in known.intents]
    if strange:
        yield f"没有这个意图：{'、'.join(strange)}。"
    if len(wording.examples) > MOST_EXAMPLES or any(len(one) > LONGEST_EXAMPLE for one in wording.examples):
        yield f"顾客问法最多 {MOST_EXAMPLES} 句，每句不超过 {LONGEST_EXAMPLE} 字。"
