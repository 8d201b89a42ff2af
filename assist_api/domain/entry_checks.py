"""What is wrong with a knowledge entry as it is written, as far as it can be told without asking anybody."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from assist_api.domain.approval import is_personal, obstacles
from assist_api.domain.entry_drafts import Words
from assist_api.domain.slots import NAMES, SLOT, slots_in

LONGEST_QUESTION = 200


@dataclass(frozen=True)
class Problem:
    """`field` of the entry; `blocks`: it can be neither reviewed nor published so."""

    field: str
    sentence: str
    blocks: bool = True


@dataclass(frozen=True)
class Known:
    """`owners`: whose each sentence is, as (id, question), the entry itself left out; `rules`: policy slots."""

    owners: Mapping[str, tuple[str, str]]
    ids: Collection[str]
    rules: Collection[str]


def problems(words: Words, known: Known, present: Words | None) -> list[Problem]:
    """`present`: the entry as it counts now; what stands there already is not asked about again."""
    return [*_missing(words), *_asked(words, known), *_answer(words, known, present), *_around(words, known)]


def _missing(words: Words) -> Iterator[Problem]:
    if not words.question:
        yield Problem("question", "请填写标准问题。")
    if not words.variants:
        yield Problem("variants", "至少要有一种其他问法，机器人靠问法来识别问题。")
    if not words.answer:
        yield Problem("answer", "请填写答案。")


def _asked(words: Words, known: Known) -> Iterator[Problem]:
    for field, texts in (("question", (words.question,)), ("variants", words.variants)):
        for text in texts:
            if len(text) > LONGEST_QUESTION:
                yield Problem(field, f"问法“{text[:20]}…”太长了，请控制在 {LONGEST_QUESTION} 字以内。")
            if is_personal(text):
                yield Problem(field, f"问法“{text}”里有手机号、单号、地址等个人信息，请先改写。")
            if text in known.owners:
                entry_id, question = known.owners[text]
                yield Problem(field, f"问法“{text}”已经在“{question}”（{entry_id}）里了。")


def _answer(words: Words, known: Known, present: Words | None) -> Iterator[Problem]:
    answer = words.answer
    for slot in slots_in(answer):
        if slot not in NAMES and slot not in known.rules:
            yield Problem("answer", f"没有“{{{slot}}}”这个占位符。")
    if "{" in (bare := SLOT.sub("", answer)) or "}" in bare:
        yield Problem("answer", "答案里的大括号不完整：占位符要写成 {policy.returns.no_reason_days} 这样。")
    for sentence in obstacles(answer, present.answer if present else ""):
        yield Problem("answer", sentence)
    if words.public and any(slot not in known.rules for slot in slots_in(answer)):
        told = "答案里有订单、商品等实时信息，机器人不会直接说出来，只会推荐给客服。"
        yield Problem("answer", told, blocks=False)


def _around(words: Words, known: Known) -> Iterator[Problem]:
    if words.valid_from and words.valid_until and words.valid_until < words.valid_from:
        yield Problem("valid_until", "失效日期早于生效日期。")
    for one in words.related:
        if one not in known.ids:
            yield Problem("related", f"没有编号为 {one} 的知识。")
