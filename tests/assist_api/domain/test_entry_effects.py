"""A changed entry's effect on a question is told from what is said and shown before and after."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from assist_api.domain.entry_effects import Answer, Effect, Outcome, changes, effect_of, questions, summary
from tests.assist_api.conftest import OPENING


def outcome(told: str | None = None, shown: tuple[str, ...] = (), text: str = "好的") -> Outcome:
    return Outcome(Answer(told, "问", text, 0.9) if told else None, shown)


@pytest.mark.parametrize(
    ("before", "after", "effect"),
    [
        (outcome(), outcome("a.b"), Effect.GAINED),
        (outcome("c.d"), outcome("a.b"), Effect.TAKEN),
        (outcome("a.b"), outcome("c.d"), Effect.LOST),
        (outcome("a.b"), outcome(), Effect.LOST),
        (outcome("a.b"), outcome("a.b", text="不行"), Effect.REWORDED),
        (outcome("c.d", ("c.d",)), outcome("c.d", ("c.d", "a.b")), Effect.RANKED),
        (outcome("a.b", ("a.b",)), outcome("a.b", ("a.b",)), None),
        (outcome("c.d"), outcome("e.f"), None),
    ],
)
def test_what_is_told_comes_before_what_is_shown(before: Outcome, after: Outcome, effect: Effect | None) -> None:
    assert effect_of("a.b", before, after) is effect


def row(text: str, minutes: int = 0, **more: Any) -> dict[str, Any]:
    return {"text": text, "at": OPENING - timedelta(minutes=minutes), "intent": None, "failed": False, **more}


def test_the_same_words_are_one_question_and_the_frequent_come_first() -> None:
    asked = questions([row("在吗"), row("多久到", 1, failed=True), row("多久到", 2, intent="x")], 5)
    assert [(one.text, one.times, one.failed, one.intent) for one in asked] == [
        ("多久到", 2, True, ""),
        ("在吗", 1, False, ""),
    ]
    assert len(questions([row("在吗"), row("多久到")], 1)) == 1


def test_a_question_counts_as_often_as_it_was_asked() -> None:
    asked = questions([row("多久到"), row("多久到", 1), row("在吗")], 5)
    found = changes("a.b", asked, [outcome(), outcome("a.b")], [outcome("a.b"), outcome()])
    assert [one.question.text for one in found] == ["多久到", "在吗"]
    assert summary(found) == {"gained": 2, "taken": 0, "lost": 1, "reworded": 0, "ranked": 0}
