"""Drafts of knowledge entries: one an entry, decided by who has seen it last, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from assist_api.domain.entry_drafts import ALONE, State, Words
from assist_api.errors import DraftChanged, DraftNotFound, EntryNotFound, OwnDraft
from assist_api.services import chat, entry_drafts, people
from assist_api.services.people import Agent
from tests.assist_api.conftest import OPENING

LIN, ZHOU = Agent("t1", "小林", ("trainer",)), Agent("s1", "小满", ("supervisor",))
NOW, THEN = (Words("可以开票吗", ("能开发票不",), answer) for answer in ("可以的。", "可以的，下单时选。"))
REVIEWING = frozenset({"supervisor", "reviewer"})
Run = Callable[..., Any]


def written(run: Run, words: Words | None = THEN, revision: int | None = None) -> Any:
    return run(entry_drafts.write, "invoice.can", words, NOW, revision, LIN, OPENING)


def test_a_draft_is_read_as_it_was_written(run: Run, read: Run) -> None:
    draft = written(run)
    assert read(entry_drafts.find, "invoice.can") == draft
    assert (draft.words, draft.present, draft.state, draft.revision) == (THEN, NOW, State.DRAFT, 1)


def test_a_second_draft_of_an_entry_is_not_begun_beside_the_first(run: Run) -> None:
    written(run)
    with pytest.raises(DraftChanged):
        written(run)


def test_the_second_of_two_who_write_over_the_same_draft_is_told(run: Run) -> None:
    written(run)
    written(run, revision=1)
    with pytest.raises(DraftChanged):
        written(run, revision=1)


def test_what_was_published_is_no_draft_any_more_and_may_be_restored(run: Run, read: Run) -> None:
    written(run)
    run(entry_drafts.review, "invoice.can", 1, ZHOU, REVIEWING, OPENING)
    run(entry_drafts.publish, read(entry_drafts.to_publish, "invoice.can", 2), ZHOU, OPENING)
    with pytest.raises(DraftNotFound):
        read(entry_drafts.find, "invoice.can")
    newest = read(entry_drafts.history, "invoice.can")[0]
    assert (newest["step"], newest["fields"]) == ("published", ["answer"])
    assert read(entry_drafts.words_of_step, "invoice.can", newest["id"], True) == NOW
    assert read(entry_drafts.words_of_step, "invoice.can", newest["id"], False) == THEN


def test_the_author_reviews_only_where_nobody_else_may(run: Run, read: Run) -> None:
    run(people.ensure_staff, ZHOU, "-")
    run(people.ensure_staff, LIN, "-")
    run(entry_drafts.write, "invoice.can", THEN, NOW, None, ZHOU, OPENING)
    run(people.ensure_staff, Agent("r1", "小周", ("trainer", "reviewer")), "-")
    with pytest.raises(OwnDraft):
        run(entry_drafts.review, "invoice.can", 1, ZHOU, REVIEWING, OPENING)
    run(people.ensure_staff, Agent("r1", "小周", ("trainer",)), "-")
    run(entry_drafts.review, "invoice.can", 1, ZHOU, REVIEWING, OPENING)
    newest = read(entry_drafts.history, "invoice.can")[0]
    assert (newest["step"], newest["note"]) == ("reviewed", ALONE)
    assert read(entry_drafts.find, "invoice.can").note == ""


def test_an_end_is_kept_as_no_words(run: Run, read: Run) -> None:
    draft = written(run, None)
    assert read(entry_drafts.find, "invoice.can") == draft
    with pytest.raises(EntryNotFound):
        read(entry_drafts.words_of_step, "invoice.can", read(entry_drafts.history, "invoice.can")[0]["id"], False)


def test_what_was_published_since_a_time_is_found(run: Run, read: Run) -> None:
    written(run)
    run(entry_drafts.review, "invoice.can", 1, ZHOU, REVIEWING, OPENING)
    run(entry_drafts.publish, read(entry_drafts.to_publish, "invoice.can", 2), ZHOU, OPENING)
    assert read(entry_drafts.published, None) == read(entry_drafts.published, OPENING) == {"invoice.can"}
    assert read(entry_drafts.published, OPENING + timedelta(seconds=1)) == set()


def test_questions_of_the_week_are_what_shoppers_wrote(run: Run, read: Run) -> None:
    conversation = run(chat.open_conversation, chat.Arrival("s1", "小王"), None, OPENING).id
    run(chat.post, conversation, "x", "可以开票吗", None, OPENING)
    assert [one["text"] for one in read(entry_drafts.asked, OPENING + timedelta(days=6))] == ["可以开票吗"]
    assert read(entry_drafts.asked, OPENING + timedelta(days=8)) == []
