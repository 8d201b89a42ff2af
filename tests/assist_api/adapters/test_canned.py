"""Canned replies as suggestions: to whom, for what, and only while their slots can be filled."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from assist_api.adapters.canned import BY_INTENT, MOST, CannedReplies
from assist_api.adapters.scene import Scene, Who
from assist_api.adapters.suggest import Asked
from assist_api.domain.asking import Question
from assist_api.domain.canned import CannedReply, Wording
from assist_api.domain.messages import Understanding
from assist_api.domain.ranking import Candidate
from knowledge_base.entries import Entry
from knowledge_base.search import Knowledge
from tests.knowledge_base.builders import CALIBRATION, CharacterEncoder, words

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
SCENE = Scene(NOW, {}, {}, Who("s1", "小青", "a1"))
GREETING = Wording("欢迎", "打招呼", "亲，在的", intents=("greet",))
SORRY = Wording("安抚", "道歉", "亲，抱歉", examples=("等了半天没人理",))


def reply(wording: Wording = GREETING, name: str = "k1", **more: Any) -> CannedReply:
    plain = {"staff_id": None, "wording": wording, "uses": 0, "updated_at": NOW, "updated_by": "t"}
    return CannedReply(name, **{**plain, **more})


def index(entries: Sequence[Entry]) -> Knowledge:
    return Knowledge.of(entries, CharacterEncoder(), words(), CALIBRATION)


def library(*replies: CannedReply) -> CannedReplies:
    made = CannedReplies(index)
    asyncio.run(made.load("1", replies))
    return made


def found(
    of: CannedReplies, text: str, intent: str = "nlu_fallback", scene: Scene = SCENE, few: str = ""
) -> list[Candidate]:
    asked = Asked(Question(text, Understanding(intent, 0.9)), CharacterEncoder().encode([text])[0])
    values = {"product.few_left": few} if few else {}
    return asyncio.run(of.find(asked, scene, values))


def test_a_reply_is_found_by_its_intent() -> None:
    [one] = found(library(reply()), "你好", "greet")
    assert (one.text, one.kind, one.title) == ("亲，在的", "canned", "欢迎 · 打招呼")
    assert one.confidence == 0.9 * BY_INTENT


def test_a_reply_is_found_by_words_like_its_examples_and_not_by_others() -> None:
    of = library(reply(SORRY))
    assert [one.text for one in found(of, "等了半天没人理我")] == ["亲，抱歉"]
    assert found(of, "鞋子有红色吗") == []


def test_ones_own_reply_is_for_its_owner_and_comes_before_the_teams() -> None:
    own = reply(replace(GREETING, text="亲，我在"), "k2", staff_id="a1")
    of = library(reply(), own)
    assert [one.source_id for one in found(of, "你好", "greet")] == ["k2", "k1"]
    elses = replace(SCENE, who=Who("s1", "小禾", "a2"))
    assert [one.source_id for one in found(of, "你好", "greet", elses)] == ["k1"]


def test_the_more_used_comes_first_and_never_more_than_a_few() -> None:
    of = library(*(reply(replace(GREETING, title=f"第{uses}"), f"k{uses}", uses=uses) for uses in range(5)))
    assert [one.source_id for one in found(of, "你好", "greet")] == ["k4", "k3"][:MOST]


def test_few_left_is_suggested_only_while_the_slot_has_a_value() -> None:
    of = library(reply(Wording("逼单", "库存紧张", "只剩 {product.few_left} 件了", intents=("ask_stock",))))
    assert found(of, "有货吗", "ask_stock") == []
    [one] = found(of, "有货吗", "ask_stock", few="2")
    assert (one.text, one.template) == ("只剩 2 件了", "只剩 {product.few_left} 件了")


def test_what_is_edited_or_deleted_is_found_so_at_once() -> None:
    of = library(reply(SORRY), reply(GREETING, "k2"))
    edited = replace(SORRY, text="亲，对不起", examples=("等太久啦",))
    asyncio.run(of.load("2", [reply(edited)]))
    assert [one.text for one in found(of, "等太久啦")] == ["亲，对不起"]
    assert found(of, "等了半天没人理我") == []
    assert found(of, "你好", "greet") == []
    asyncio.run(of.load("3", []))
    assert found(of, "等太久啦") == []
