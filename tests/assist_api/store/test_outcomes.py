"""What became of suggestions is kept the same way on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select

from assist_api.domain.canned import CannedReply, Wording
from assist_api.domain.messages import Sender
from assist_api.domain.outcomes import Outcome
from assist_api.domain.preference import Count
from assist_api.services import chat, desk, outcomes, people, reports
from assist_api.services.people import Agent
from assist_api.store import canned, messages, suggestions
from assist_api.store import outcomes as rows
from assist_api.store.schema import exchanges
from assist_api.store.schema import suggestions as table
from assist_api.store.unit_of_work import in_transaction, reading
from tests.assist_api.conftest import OPENING

QING = Agent("a1", "小青", ("agent",))
HOW, WHO = "签收七天内可以退货，我来帮您申请。", "质量问题的运费由我们承担。"


@pytest.fixture
def run(engine: Engine) -> Callable[..., Any]:
    return lambda service, *args: in_transaction(engine, service, *args)[0]


@pytest.fixture
def conversation_id(run: Callable[..., Any]) -> str:
    """One that an agent has taken, with a question and two suggestions for it."""
    run(people.ensure_staff, QING, "-")
    made = str(run(chat.open_conversation, chat.Arrival("s1", "小王"), None, OPENING).id)
    run(chat.post, made, "x", "怎么退货", None, OPENING)
    run(desk.take, made, QING, OPENING)
    run(
        lambda unit: suggestions.keep(
            unit.connection, made, 1, "", [body("how", HOW), body("who", WHO)], False, OPENING
        )
    )
    return made


def body(source_id: str, text: str) -> dict[str, Any]:
    source = {"kind": "entry", "id": source_id, "title": "", "updated": ""}
    return {"text": text, "source": source, "internal": False, "facts": []}


def shown(engine: Engine, conversation_id: str) -> list[str]:
    found = reading(engine, lambda unit: suggestions.kept_for(unit.connection, conversation_id, 1, ""))
    return [str(one["body"]["id"]) for one in found]


def reply(run: Callable[..., Any], conversation_id: str, text: str, taken: str | None = None) -> None:
    run(desk.post, conversation_id, QING, f"d{text}", text, taken, OPENING + timedelta(seconds=9))


def kept(engine: Engine, column: str) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.scalars(select(table.c[column]).order_by(table.c.rank)))


def test_a_reply_settles_what_was_shown_for_its_question(
    engine: Engine, run: Callable[..., Any], conversation_id: str
) -> None:
    reply(run, conversation_id, WHO, shown(engine, conversation_id)[1])
    assert kept(engine, "outcome") == ["ignored", "sent"]
    assert kept(engine, "agent_id") == ["a1", "a1"]
    assert kept(engine, "source_id") == ["how", "who"]


def test_what_was_changed_is_kept(engine: Engine, run: Callable[..., Any], conversation_id: str) -> None:
    reply(run, conversation_id, HOW.replace("申请。", "申请，吊牌别剪。"), shown(engine, conversation_id)[0])
    assert kept(engine, "outcome") == ["edited", "unread"]
    assert kept(engine, "operations")[0] == [{"at": HOW.index("。"), "old": "", "new": "，吊牌别剪"}]


def test_an_insertion_that_is_told_after_the_reply_changes_nothing(
    engine: Engine, run: Callable[..., Any], conversation_id: str
) -> None:
    first = shown(engine, conversation_id)[0]
    reply(run, conversation_id, HOW, first)
    run(outcomes.note, conversation_id, first, QING, Outcome.ACCEPTED, OPENING)
    run(outcomes.note, conversation_id, first, QING, Outcome.DISMISSED, OPENING)
    assert kept(engine, "outcome")[0] == "sent"


def test_one_passed_over_may_still_be_sent_with_the_next_reply(
    engine: Engine, run: Callable[..., Any], conversation_id: str
) -> None:
    second = shown(engine, conversation_id)[1]
    reply(run, conversation_id, "稍等，我看一下")
    assert kept(engine, "outcome") == ["ignored", "ignored"]
    reply(run, conversation_id, WHO, second)
    assert kept(engine, "outcome") == ["ignored", "sent"]


def test_the_answer_stands_beside_its_question(engine: Engine, run: Callable[..., Any], conversation_id: str) -> None:
    reply(run, conversation_id, "稍等，我看一下")
    reply(run, conversation_id, HOW, shown(engine, conversation_id)[0])
    with engine.connect() as connection:
        found = connection.execute(select(exchanges)).mappings().all()
        asked = messages.newest_of(connection, conversation_id, Sender.SHOPPER)
    assert asked
    assert {row["question_id"] for row in found} == {asked.id}
    assert sorted(row["suggested"] for row in found) == [False, True]


def test_a_canned_reply_is_no_answer_to_learn_from(
    engine: Engine, run: Callable[..., Any], conversation_id: str
) -> None:
    text = "您好，我在的，请讲～"
    greeting = CannedReply("k1", "a1", Wording("开场", "问好", text), 0, OPENING, "小青")
    run(lambda unit: canned.add(unit.connection, greeting))
    run(desk.post, conversation_id, QING, "d1", text, None, OPENING, "k1")
    with engine.connect() as connection:
        assert connection.execute(select(exchanges)).all() == []


def test_outcomes_are_counted_by_source_intent_rank_and_day(
    engine: Engine, run: Callable[..., Any], conversation_id: str
) -> None:
    reply(run, conversation_id, WHO, shown(engine, conversation_id)[1])
    counts = reading(engine, lambda unit: rows.counts(unit.connection, OPENING))
    day = OPENING.date()
    assert sorted(counts, key=lambda one: one.rank) == [
        Count("entry", "how", "", Outcome.IGNORED, 0, day, 1),
        Count("entry", "who", "", Outcome.SENT, 1, day, 1),
    ]
    assert reading(engine, lambda unit: rows.counts(unit.connection, OPENING + timedelta(days=1))) == []


def test_the_counts_become_a_push_with_its_words(engine: Engine, run: Callable[..., Any], conversation_id: str) -> None:
    reply(run, conversation_id, WHO, shown(engine, conversation_id)[1])
    learned = reading(engine, outcomes.preferences, OPENING)
    assert learned.push("entry", "who", "") > 0 > learned.push("entry", "how", "")
    assert learned.words("entry", "who") == "同事采用 1 次"


def test_suggestions_that_nobody_was_shown_have_no_outcome(
    engine: Engine, run: Callable[..., Any], conversation_id: str
) -> None:
    run(lambda unit: unit.connection.execute(table.update().values(held_out=True)))
    reply(run, conversation_id, "稍等，我看一下")
    assert kept(engine, "outcome") == [None, None]


def test_the_report_tells_what_was_shown_what_became_of_it_and_how_soon_questions_were_answered(
    engine: Engine, run: Callable[..., Any], conversation_id: str
) -> None:
    reply(run, conversation_id, WHO, shown(engine, conversation_id)[1])
    report = reading(engine, reports.suggestions, OPENING - timedelta(days=1))
    assert report["all"] == {"shown": 2, "outcomes": {"ignored": 1, "sent": 1}, "taken_share": 0.5}
    assert report["kinds"] == {"entry": report["all"]}
    assert report["with_suggestions"] == {"questions": 1, "median_wait_s": 9.0}
    assert report["without"] == {"questions": 0, "median_wait_s": None}


def test_the_report_keeps_what_was_held_out_apart(
    engine: Engine, run: Callable[..., Any], conversation_id: str
) -> None:
    run(lambda unit: unit.connection.execute(table.update().values(held_out=True)))
    reply(run, conversation_id, "稍等，我看一下")
    report = reading(engine, reports.suggestions, OPENING - timedelta(days=1))
    assert (report["all"]["shown"], report["held_out"]) == (0, 2)
    assert report["without"] == {"questions": 1, "median_wait_s": 9.0}
