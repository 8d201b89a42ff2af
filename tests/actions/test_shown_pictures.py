"""Which pictures a question comes with, from a tracker as Rasa sends it."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker

from actions import context


def heard(intent: str, *pictures: str, text: str = "说了一句") -> dict[str, Any]:
    metadata = {"pictures": list(pictures)}
    return {"event": "user", "text": text, "metadata": metadata, "parse_data": {"intent": {"name": intent}}}


def showing(*events: dict[str, Any]) -> Tracker:
    last = events[-1]
    message = {
        "text": last["text"],
        "intent": last["parse_data"]["intent"],
        "entities": [],
        "metadata": last["metadata"],
    }
    return Tracker("talk.1", {}, message, list(events), False, None, {}, "action_listen")


def test_pictures_wait_for_the_words_that_say_what_they_show() -> None:
    asked = context.asked_now("any", showing(heard("send_picture", "/p/1"), heard("report_quality_issue", "/p/2")))
    assert asked.question.pictures == ("/p/1", "/p/2")


def test_pictures_of_a_question_of_their_own_or_of_long_ago_are_not_shown_again() -> None:
    ask = heard("track_shipment")
    own = showing(heard("report_quality_issue", "/p/1"), ask)
    old = showing(heard("send_picture", "/p/1"), ask, ask, ask, ask)
    assert [context.asked_now("any", each).question.pictures for each in (own, old)] == [(), ()]


def test_a_picture_without_a_word_says_nothing() -> None:
    assert context.asked_now("any", showing(heard("send_picture", "/p/1", text="/send_picture"))).question.text == ""
