from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assist_api.domain.entity_marks import EntityMark
from assist_api.domain.labels import Decision, Opinion, Part, Ruling, Wish, agreed, ruling, spans_of_both, state_after
from assist_api.domain.teaching import State
from assist_api.errors import InvalidInput

KNOWN = {"track_shipment", "ask_stock", "out_of_scope"}
TEXT = "快递到哪了 黑色还有吗"
HALVES = (Part("快递到哪了", "track_shipment"), Part("黑色还有吗", "ask_stock", (EntityMark(0, 2, "colour"),)))


def ruled(decision: Decision, intent: str | None = None, parts: tuple[Part, ...] = ()) -> list[str | None]:
    made = ruling(Wish(decision, intent, parts=parts), TEXT, "track_shipment", KNOWN)
    return [part.intent for part in made.parts]


def said(*intents: str, by: str = "a", decision: Decision = Decision.CHOOSE, settles: bool = False) -> Opinion:
    parts = tuple(Part(TEXT, intent) for intent in intents)
    made = Ruling(decision, parts or (Part(TEXT),))
    return Opinion(by, by, made, ("l",), datetime(2026, 1, 1, tzinfo=UTC), settles)


def test_each_decision_names_its_intent() -> None:
    assert ruled(Decision.ACCEPT) == ["track_shipment"]
    assert ruled(Decision.ACCEPT, "ask_stock") == ["ask_stock"]
    assert ruled(Decision.CHOOSE, "ask_stock") == ["ask_stock"]
    assert ruled(Decision.OUT_OF_SCOPE) == ["out_of_scope"]
    assert ruled(Decision.SKIP) == [None]
    assert ruled(Decision.SPLIT, parts=HALVES) == ["track_shipment", "ask_stock"]


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        (Wish(Decision.CHOOSE), "没有提议"),
        (Wish(Decision.CHOOSE, "sing_a_song"), "意图目录里没有"),
        (Wish(Decision.SPLIT, parts=HALVES[:1]), "至少要有两句"),
        (Wish(Decision.SPLIT, parts=HALVES[::-1]), "原话里的一段"),
        (Wish(Decision.SPLIT, parts=(HALVES[0], Part("白色还有吗", "ask_stock"))), "原话里的一段"),
    ],
)
def test_what_cannot_be_said_of_a_message_is_refused(wish: Wish, sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        ruling(wish, TEXT, None, KNOWN)


def test_two_agree_on_the_intents_of_a_split_message_whatever_their_order() -> None:
    both = [said("a", "b", by="x", decision=Decision.SPLIT), said("b", "a", by="y", decision=Decision.SPLIT)]
    assert agreed(both) is both[0]
    assert agreed([both[0], said("a", by="y")]) is None


def test_who_skips_says_nothing_and_a_reviewer_has_the_last_word() -> None:
    one, other = said("a", by="x"), said("b", by="y")
    assert agreed([one, said(by="y", decision=Decision.SKIP)]) is one
    assert agreed([one, other]) is None
    settled = said("b", by="z", settles=True)
    assert agreed([one, other, settled]) is settled
    assert agreed([]) is None


def marked(*marks: EntityMark, by: str = "a", text: str = TEXT) -> Opinion:
    made = Ruling(Decision.CHOOSE, (Part(text, "a", marks),))
    return Opinion(by, by, made, ("l",), datetime(2026, 1, 1, tzinfo=UTC))


def test_two_who_mark_differently_do_not_agree() -> None:
    colour, wider = EntityMark(6, 8, "colour"), EntityMark(6, 9, "colour")
    assert agreed([marked(colour), marked(colour, by="b")]) is not None
    assert agreed([marked(colour), marked(wider, by="b")]) is None
    assert agreed([marked(colour), marked(by="b")]) is None


def test_who_did_not_look_for_entities_agrees_with_whoever_did() -> None:
    """Of a message labelled with many others nobody looked at the entities."""
    looked = marked(EntityMark(6, 8, "colour"), by="b")
    assert agreed([said("a"), looked]) is looked
    assert spans_of_both(said("a"), looked) is None


def test_what_was_split_differently_has_no_entities_to_compare() -> None:
    assert spans_of_both(marked(), marked(text="快递到哪了")) is None


def test_the_state_of_a_message_is_what_is_said_of_it() -> None:
    skipped, outside = said(decision=Decision.SKIP), said("out_of_scope", decision=Decision.OUT_OF_SCOPE)
    assert [state_after(each) for each in ([], [skipped], [skipped, said("a")], [outside])] == [
        State.OPEN,
        State.SKIPPED,
        State.LABELLED,
        State.OUT_OF_SCOPE,
    ]
