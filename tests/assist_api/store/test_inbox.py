"""The trainers' inbox in the database, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Engine

from assist_api.domain.feeling_marks import Label
from assist_api.domain.inbox import Filters, Line
from assist_api.domain.messages import FeltAs, Understanding
from assist_api.domain.teaching import Lacks, State, TeachingRules
from assist_api.errors import InboxItemNotFound, InvalidInput
from assist_api.services import chat, feeling_marks, inbox, inbox_filling, people
from assist_api.services.inbox_filling import Placed
from assist_api.services.people import Agent
from assist_api.store import messages
from assist_api.store.unit_of_work import in_transaction, reading
from tests.assist_api.conftest import OPENING
from tests.assist_api.domain.test_teaching import RULES

QING, MAN = Agent("a1", "小青", ("agent",)), Agent("s1", "小满", ("supervisor",))
BEFORE = OPENING - timedelta(days=1)
NEUTRAL = FeltAs("neutral", {"neutral": 1.0}, False)


@pytest.fixture
def run(engine: Engine) -> Callable[..., Any]:
    for one in (QING, MAN):
        in_transaction(engine, people.ensure_staff, one, "-")
    return lambda service, *args: in_transaction(engine, service, *args)[0]


@pytest.fixture
def read(engine: Engine) -> Callable[..., Any]:
    return lambda service, *args: reading(engine, service, *args)


def line(number: int, text: str, **more: Any) -> Line:
    return Line(f"file:{number}", text, OPENING + timedelta(seconds=number), **more)


def said(run: Callable[..., Any], text: str, intent: str = "greet", confidence: float = 0.9) -> tuple[str, str]:
    """A conversation with one message that was understood so, by their ids."""
    conversation = str(run(chat.open_conversation, chat.Arrival(text, "小王同学"), None, OPENING).id)
    run(chat.post, conversation, "x", text, None, OPENING)
    message = run(lambda unit: messages.get(unit.connection, conversation, 1)).id
    meant = Understanding(intent, confidence, ((intent, confidence), ("thank", 0.05)))
    run(lambda unit: messages.note_reading(unit.connection, message, meant, NEUTRAL))
    return conversation, message


def collect(run: Callable[..., Any], read: Callable[..., Any], rules: TeachingRules = RULES) -> int:
    found = read(inbox_filling.look, BEFORE, rules)
    return int(run(inbox_filling.keep, found, rules.weights))


def rows(read: Callable[..., Any], **filters: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read(inbox.page, Filters(**filters), "teaching", None)["rows"]
    return found


def texts(read: Callable[..., Any], **filters: Any) -> list[str]:
    return [row["text"] for row in rows(read, **filters)]


def test_what_the_bot_was_unsure_of_comes_in_once_and_what_it_knew_does_not(
    run: Callable[..., Any], read: Callable[..., Any]
) -> None:
    said(run, "周末发不发", confidence=0.3)
    said(run, "你好", confidence=0.95)
    assert collect(run, read) == 1
    assert collect(run, read) == 0
    assert [(row["text"], row["reasons"]) for row in rows(read)] == [("周末发不发", ["unsure"])]


def test_what_was_not_understood_and_what_failed_is_a_fallback(
    run: Callable[..., Any], read: Callable[..., Any]
) -> None:
    said(run, "嘀嘀嗒嗒", "nlu_fallback", 0.25)
    _, failed = said(run, "在不在")
    run(lambda unit: messages.mark_failed(unit.connection, failed))
    collect(run, read)
    assert {row["text"]: row["reasons"] for row in rows(read)} == {"嘀嘀嗒嗒": ["fallback"], "在不在": ["fallback"]}


def test_a_correction_by_an_agent_is_one_more_reason(run: Callable[..., Any], read: Callable[..., Any]) -> None:
    conversation, _ = said(run, "行吧", confidence=0.3)
    collect(run, read)
    run(feeling_marks.mark, conversation, 1, Label.ANGRY, QING, OPENING)
    assert collect(run, read) == 0
    assert rows(read)[0]["reasons"] == ["corrected", "unsure"]


def test_equal_messages_fold_into_the_first_and_count(run: Callable[..., Any], read: Callable[..., Any]) -> None:
    lines = [line(1, "SF 发吗"), line(2, "sf发吗？"), line(3, "用什么发")]
    assert run(inbox_filling.import_lines, lines, RULES.weights) == 3
    assert run(inbox_filling.import_lines, [line(4, "SF发吗！")], RULES.weights) == 1
    assert {row["text"]: row["copies"] for row in rows(read)} == {"SF 发吗": 3, "用什么发": 1}
    assert texts(read)[0] == "SF 发吗"


def test_an_import_that_is_sent_twice_is_there_once(run: Callable[..., Any], read: Callable[..., Any]) -> None:
    lines = [line(1, "用什么发"), line(2, "用什么发")]
    assert run(inbox_filling.import_lines, lines, RULES.weights) == 2
    assert run(inbox_filling.import_lines, lines, RULES.weights) == 0
    assert rows(read)[0]["copies"] == 2


def test_what_was_written_and_comes_back_begins_anew(run: Callable[..., Any], read: Callable[..., Any]) -> None:
    run(inbox_filling.import_lines, [line(1, "用什么发")], RULES.weights)
    run(inbox.put_state, rows(read)[0]["id"], State.WRITTEN)
    run(inbox_filling.import_lines, [line(2, "用什么发")], RULES.weights)
    assert [row["copies"] for row in rows(read)] == [1]


def test_pages_follow_each_other_without_gap_or_double(run: Callable[..., Any], read: Callable[..., Any]) -> None:
    run(inbox_filling.import_lines, [line(number, f"第{number}个问题") for number in range(23)], RULES.weights)
    for order in ("teaching", "newest"):
        seen: list[str] = []
        after = None
        while not seen or after:
            page = read(inbox.page, Filters(), order, after, 10)
            seen += [row["text"] for row in page["rows"]]
            after = page["after"]
        assert len(seen) == len(set(seen)) == 23
    assert seen[0] == "第22个问题"


def test_a_place_that_nobody_gave_is_refused(read: Callable[..., Any]) -> None:
    with pytest.raises(InvalidInput):
        read(inbox.page, Filters(), "teaching", "x~i1")


def test_filters_narrow_and_each_facet_counts_as_if_it_alone_were_open(
    run: Callable[..., Any], read: Callable[..., Any]
) -> None:
    said(run, "周末发不发", "ask_ship_time", 0.45)
    said(run, "嘀嘀嗒嗒", "nlu_fallback", 0.25)
    collect(run, read)
    run(inbox_filling.import_lines, [line(1, "有没有赠品", channel="app")], RULES.weights)
    assert texts(read, intent="ask_ship_time") == texts(read, confidence="middle") == ["周末发不发"]
    assert texts(read, reason="fallback") == texts(read, confidence="low") == texts(read, words="嗒嗒") == ["嘀嘀嗒嗒"]
    assert texts(read, channel="app") == texts(read, confidence="none") == ["有没有赠品"]
    assert texts(read, since=OPENING + timedelta(seconds=1)) == ["有没有赠品"]
    told = read(inbox.overview, Filters(channel="chat"))
    assert told["total"] == 2
    assert {one["value"]: one["count"] for one in told["facets"]["channel"]} == {"chat": 2, "app": 1}
    assert {one["value"]: one["count"] for one in told["facets"]["reason"]} == {"unsure": 1, "fallback": 1}


def test_an_item_gets_its_vector_then_its_reading_and_moves(run: Callable[..., Any], read: Callable[..., Any]) -> None:
    run(inbox_filling.import_lines, [line(1, "用什么发"), line(2, "发什么快递")], RULES.weights)
    [first, second] = read(inbox_filling.lacking, Lacks.VECTOR, 10)
    vector = np.ones(384, np.float16).tobytes()
    run(inbox_filling.place, [Placed(first.id, vector, "ask_courier", 0.5, 0.1)], RULES.weights)
    assert [one.id for one in read(inbox_filling.lacking, Lacks.VECTOR, 10)] == [second.id]
    [waits] = read(inbox_filling.lacking, Lacks.READING, 10)
    assert (waits.id, waits.vector) == (first.id, vector)
    meant = Understanding("ask_courier", 0.4, (("ask_courier", 0.4), ("greet", 0.38)))
    run(inbox_filling.read, first.id, meant, 0.9, RULES)
    assert read(inbox_filling.lacking, Lacks.READING, 10) == []
    shown = rows(read)[0]
    assert (shown["id"], shown["intent"], shown["reasons"]) == (first.id, "ask_courier", ["imported", "unsure"])
    assert shown["margin"] == pytest.approx(0.02)


def test_the_size_of_a_cluster_counts_equal_messages_too(run: Callable[..., Any], read: Callable[..., Any]) -> None:
    lines = [line(1, "用什么发"), line(2, "用什么发"), line(3, "发什么快递"), line(4, "谢谢")]
    run(inbox_filling.import_lines, lines, RULES.weights)
    ids = {row["text"]: row["id"] for row in rows(read)}
    clusters = {ids["用什么发"]: 7, ids["发什么快递"]: 7, ids["谢谢"]: None}
    run(inbox_filling.put_clusters, clusters, RULES.weights)
    assert {row["text"]: (row["cluster"], row["cluster_size"]) for row in rows(read)} == {
        "用什么发": (7, 3),
        "发什么快递": (7, 3),
        "谢谢": (None, 1),
    }
    assert texts(read)[-1] == "谢谢"
    assert len(texts(read, cluster=7)) == 2


def test_the_conversation_around_a_message_is_masked_like_the_message(
    run: Callable[..., Any], read: Callable[..., Any]
) -> None:
    conversation, _ = said(run, "打我电话13812345678", confidence=0.3)
    run(chat.post, conversation, "y", "我是小王同学", None, OPENING)
    collect(run, read)
    found = read(inbox.item, rows(read)[0]["id"])
    assert found["item"]["text"] == "打我电话【手机号】"
    assert [(one["text"], one["looked_at"]) for one in found["messages"]] == [
        ("打我电话【手机号】", True),
        ("我是【姓名】", False),
    ]


def test_whoever_unmasks_is_written_down(run: Callable[..., Any], read: Callable[..., Any], engine: Engine) -> None:
    conversation, _ = said(run, "打我电话13812345678", confidence=0.3)
    collect(run, read)
    item = rows(read)[0]["id"]
    shown = run(inbox.reveal, item, MAN, OPENING)
    assert shown == {"text": "打我电话13812345678", "messages": {"1": "打我电话13812345678"}}
    with engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT who, what, conversation_id, detail FROM audit").all()
    assert (kept[-1][0], kept[-1][1], kept[-1][2]) == ("小满", "unmask", conversation)
    assert item in str(kept[-1][3])


def test_an_imported_message_is_unmasked_from_what_was_kept_beside_it(
    run: Callable[..., Any], read: Callable[..., Any]
) -> None:
    run(inbox_filling.import_lines, [line(1, "我叫王芳，13812345678")], RULES.weights)
    assert rows(read)[0]["hides"]
    assert run(inbox.reveal, rows(read)[0]["id"], MAN, OPENING) == {"text": "我叫王芳，13812345678", "messages": {}}


def test_an_unknown_item_is_said_to_be_none(read: Callable[..., Any]) -> None:
    with pytest.raises(InboxItemNotFound):
        read(inbox.item, "i0")
