"""A draft moves by rules, and its words are kept as they were meant."""

from __future__ import annotations

from datetime import date

import pytest

from assist_api.domain.entry_drafts import Draft, State, Step, Words, changed_fields, ending, returned, reviewed
from assist_api.errors import DraftMoveRefused, OwnDraft
from tests.assist_api.conftest import OPENING

WORDS = Words("可以开票吗", ("能开发票不",), "可以的。", ("发票",), True, date(2026, 1, 1), None, ("invoice.how",))


def draft(state: State = State.DRAFT, words: Words | None = WORDS) -> Draft:
    return Draft("invoice.can", words, None, state, 1, "", "小林", OPENING)


def test_words_are_read_back_as_they_were_kept() -> None:
    assert Words.of(WORDS.body()) == WORDS


def test_blanks_empty_lines_and_doubles_are_no_words() -> None:
    messy = Words(" 可以开票吗 ", ("能开发票不 ", "", "能开发票不", "可以开票吗"), " 可以的。\n", ("发票", " "))
    assert messy.tidied() == Words("可以开票吗", ("能开发票不",), "可以的。", ("发票",))


def test_only_a_draft_is_reviewed_and_only_what_was_reviewed_ends() -> None:
    passed = reviewed(draft(), "小满", OPENING)
    assert (passed.state, passed.revision, passed.reviewed_by) == (State.REVIEWED, 2, "小满")
    assert (ending(passed), ending(draft(State.REVIEWED, None))) == (Step.PUBLISHED, Step.REMOVED)
    for refused in (lambda: reviewed(passed, "小满", OPENING), lambda: ending(draft())):
        with pytest.raises(DraftMoveRefused):
            refused()


def test_its_author_passes_it_only_where_nobody_else_can() -> None:
    with pytest.raises(OwnDraft):
        reviewed(draft(), "小林", OPENING)
    assert reviewed(draft(), "小林", OPENING, alone=True).reviewed_by == "小林"


def test_what_goes_back_is_a_draft_again() -> None:
    back = returned(reviewed(draft(), "小满", OPENING), "写清楚")
    assert (back.state, back.note, back.reviewed_by) == (State.DRAFT, "写清楚", None)


def test_the_fields_that_differ_are_named() -> None:
    assert changed_fields(WORDS, Words.of({**WORDS.body(), "answer": "不行。"})) == ("answer",)
    assert "question" in changed_fields(None, WORDS)
    assert "question" in changed_fields(WORDS, None)
