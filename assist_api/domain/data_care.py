"""What keeps the bot's sentences in order: why one is not taken, and what an intent lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Refusal(StrEnum):
    """Why a sentence is not written into the data."""

    EXAM_COPY = "exam_copy"
    TRAIN_COPY = "train_copy"
    KNOWN_FAILURE = "known_failure"
    ELSEWHERE = "elsewhere"
    THERE = "there"
    UNKNOWN_INTENT = "unknown_intent"
    BROKEN_MARK = "broken_mark"
    EMPTY = "empty"


WHY = {
    Refusal.EXAM_COPY: "和考卷里的一句话几乎一样，不能用来训练，否则考卷考的是记性。",
    Refusal.TRAIN_COPY: "和训练数据里的一句话几乎一样，放进考卷考的是记性。",
    Refusal.KNOWN_FAILURE: "这句话在“已知答错”清单里，先把它移入考卷或从清单删除。",
    Refusal.ELSEWHERE: "同一句话已经写在另一个意图里，两边都写会互相打架。",
    Refusal.THERE: "这句话已经有了。",
    Refusal.UNKNOWN_INTENT: "意图目录里没有这个意图，可能被改名或合并了，请重新标注。",
    Refusal.BROKEN_MARK: "方括号的标记写坏了，请重新标注实体。",
    Refusal.EMPTY: "没有文字。",
}


@dataclass(frozen=True)
class Refused:
    """`about`: the intent where the same sentence stands, where there is one."""

    refusal: Refusal
    about: str = ""
    likeness: float | None = None

    def plain(self) -> dict[str, Any]:
        return {"reason": self.refusal.value, "why": WHY[self.refusal], "about": self.about, "likeness": self.likeness}


@dataclass(frozen=True)
class CareRules:
    copy: float  # cosine from which two sentences say the same in other words
    close: float  # cosine from which sentences of two intents are shown as too near to each other
    contradicted: float  # confidence from which another intent than the written one is shown
    heavy: float  # times as many sentences as the intent in the middle
    repeated: float  # share of sentences that have a near-copy in their own intent
    weak: float  # share understood in cross-validation, below which an intent is shown
    shown: int  # rows of a list
    stand_ins: Mapping[str, str]  # what is written instead of a placeholder of masked text

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> CareRules:
        care = table["care"]
        return cls(**{**care, "stand_ins": dict(care["stand_ins"])})

    def unmasked(self, text: str) -> str:
        """With made-up values for what was masked: the bot will never read a placeholder."""
        for kind, value in self.stand_ins.items():
            text = text.replace(f"【{kind}】", value)
        return text


class Flag(StrEnum):
    FEW = "few"
    HEAVY = "heavy"
    REPEATS = "repeats"
    WEAK = "weak"
    NO_EXAM = "no_exam"


@dataclass(frozen=True)
class Balance:
    """An intent's sentences in numbers; what only a look through all vectors tells is None before it."""

    train: int
    exam: int
    least: int
    repeated: float | None = None
    understood: float | None = None


def flags(one: Balance, middle: float, rules: CareRules) -> Iterator[Flag]:
    """`middle`: sentences of the intent in the middle."""
    if one.train < one.least:
        yield Flag.FEW
    if one.train > rules.heavy * middle:
        yield Flag.HEAVY
    if one.exam == 0:
        yield Flag.NO_EXAM
    if one.repeated is not None and one.repeated > rules.repeated:
        yield Flag.REPEATS
    if one.understood is not None and one.understood < rules.weak:
        yield Flag.WEAK
