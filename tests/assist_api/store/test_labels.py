"""What annotators say of messages, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from assist_api.domain.entity_marks import EntityMark
from assist_api.domain.inbox import Filters, Line
from assist_api.domain.labels import Decision, Part, Wish
from assist_api.domain.teaching import State
from assist_api.errors import AlreadyWritten, InboxItemNotFound, LabelledTwice, NothingToUndo
from assist_api.services import inbox, inbox_filling, label_agreement, labelling, labels, people
from assist_api.services.labelling import CLAIMED_FOR, Asked
from assist_api.services.labels import Act
from assist_api.services.people import Agent
from assist_api.store.unit_of_work import in_transaction, reading
from tests.assist_api.conftest import OPENING
from tests.assist_api.domain.test_teaching import RULES

LIN, HE, MAN = (Agent(name, name, ("trainer",)) for name in ("t1", "t2", "t3"))
KNOWN = {"track_shipment", "ask_stock", "out_of_scope"}
TRACK, STOCK = Wish(Decision.CHOOSE, "track_shipment"), Wish(Decision.CHOOSE, "ask_stock")
SKIP, OUTSIDE = Wish(Decision.SKIP), Wish(Decision.OUT_OF_SCOPE)
Run = Callable[..., Any]
Texts = dict[str, str]
Ids = list[str]


@pytest.fixture
def run(engine: Engine) -> Run:
    for one in (LIN, HE, MAN):
        in_transaction(engine, people.ensure_staff, one, "-")
    return lambda service, *args: in_transaction(engine, service, *args)[0]


@pytest.fixture
def read(engine: Engine) -> Run:
    return lambda service, *args: reading(engine, service, *args)


@pytest.fixture
def texts(run: Run, read: Run) -> Texts:
    """Five messages in the inbox: their ids by their texts."""
    sentences = ["快递到哪了 黑色还有吗", "件到哪了", "东西走到哪里了", "还有货不", "今天天气怎么样"]
    lines = [Line(f"f:{n}", text, OPENING + timedelta(seconds=n)) for n, text in enumerate(sentences)]
    run(inbox_filling.import_lines, lines, RULES.weights)
    return {row["text"]: row["id"] for row in read(inbox.page, Filters(), "newest", None)["rows"]}


@pytest.fixture
def ids(texts: Texts) -> list[str]:
    return list(texts.values())


@pytest.fixture
def say(run: Run) -> Run:
    def said(item: str, wish: Wish, by: Agent = LIN, act: str | None = None, seconds: int = 0) -> State:
        at = OPENING + timedelta(seconds=seconds)
        states = run(labels.decide, {item: wish}, KNOWN, Act(act or f"{by.id}-{item}-{seconds}", by, at))
        return State(states[item])

    return said


def handed(run: Run, by: Agent, now: datetime = OPENING, **asked: Any) -> list[str]:
    return [row["id"] for row in run(labelling.hand_out, Asked(asked.pop("limit", 10), **asked), by, now)]


def sentences(read: Run) -> list[tuple[str, str]]:
    return sorted((one.text, one.intent) for one in read(lambda unit: list(labels.pending(unit))))


def test_a_label_is_a_draft_until_it_is_written(run: Run, read: Run, texts: Texts, say: Run) -> None:
    item = texts["件到哪了"]
    assert say(item, TRACK) is State.LABELLED
    (one,) = read(lambda unit: list(labels.pending(unit)))
    assert (one.text, one.intent, one.annotator) == ("件到哪了", "track_shipment", LIN.name)
    run(labels.mark_written, [one.label_id])
    assert sentences(read) == []
    with pytest.raises(AlreadyWritten):
        say(item, STOCK)


def test_a_message_with_two_questions_becomes_two_sentences_with_their_entities(
    read: Run, texts: Texts, say: Run
) -> None:
    parts = (Part("快递到哪了", "track_shipment"), Part("黑色还有吗", "ask_stock", (EntityMark(0, 2, "colour"),)))
    say(texts["快递到哪了 黑色还有吗"], Wish(Decision.SPLIT, parts=parts))
    assert sentences(read) == [("[黑色](colour)还有吗", "ask_stock"), ("快递到哪了", "track_shipment")]


def test_what_is_out_of_scope_is_written_as_that_and_what_is_skipped_is_not(read: Run, texts: Texts, say: Run) -> None:
    assert say(texts["今天天气怎么样"], OUTSIDE) is State.OUT_OF_SCOPE
    assert say(texts["还有货不"], SKIP) is State.SKIPPED
    assert sentences(read) == [("今天天气怎么样", "out_of_scope")]


def test_the_same_act_sent_twice_is_one(read: Run, ids: Ids, say: Run) -> None:
    say(ids[0], TRACK, act="once")
    say(ids[0], STOCK, act="once")
    assert [intent for _, intent in sentences(read)] == ["track_shipment"]


def test_undoing_gives_the_message_back_and_what_it_had_replaced_counts_again(
    run: Run, read: Run, ids: Ids, say: Run
) -> None:
    say(ids[0], TRACK, seconds=1)
    say(ids[0], STOCK, seconds=2)
    assert run(labels.undo, LIN, None, OPENING) == [ids[0]]
    assert [intent for _, intent in sentences(read)] == ["track_shipment"]
    run(labels.undo, LIN, None, OPENING)
    assert ids[0] in handed(run, LIN)
    with pytest.raises(NothingToUndo):
        run(labels.undo, LIN, None, OPENING)


def test_nobody_undoes_what_a_colleague_said(run: Run, ids: Ids, say: Run) -> None:
    say(ids[0], TRACK, act="mine")
    with pytest.raises(NothingToUndo):
        run(labels.undo, HE, "mine", OPENING)


def test_many_are_decided_as_one_act_but_for_what_is_decided_already(run: Run, read: Run, ids: Ids, say: Run) -> None:
    say(ids[0], STOCK, by=HE)
    states = run(labels.decide_many, ids[:3], TRACK, KNOWN, Act("many", LIN, OPENING))
    assert states == dict.fromkeys(ids[1:3], State.LABELLED)
    assert run(labels.decide_many, ids[:3], TRACK, KNOWN, Act("many", LIN, OPENING)) == states
    assert sorted(run(labels.undo, LIN, None, OPENING)) == sorted(ids[1:3])
    assert [intent for _, intent in sentences(read)] == ["ask_stock"]


def test_nothing_is_accepted_where_nothing_is_proposed(run: Run, ids: Ids) -> None:
    assert run(labels.decide_many, ids, Wish(Decision.ACCEPT), KNOWN, Act("many", LIN, OPENING)) == {}


def test_two_annotators_have_different_messages_before_them(run: Run, ids: Ids) -> None:
    mine, theirs = handed(run, LIN, limit=3), handed(run, HE, limit=3)
    assert set(mine) | set(theirs) == set(ids) and not set(mine) & set(theirs)


def test_what_an_annotator_left_lying_a_colleague_gets_after_a_while(run: Run, ids: Ids) -> None:
    handed(run, LIN)
    assert handed(run, HE) == []
    assert set(handed(run, HE, OPENING + CLAIMED_FOR + timedelta(seconds=1))) == set(ids)


def test_what_the_page_has_already_is_not_handed_out_again_and_one_may_be_asked_for_first(run: Run, ids: Ids) -> None:
    assert set(handed(run, LIN, without=ids[:2])) == set(ids[2:])
    assert handed(run, LIN, first=ids[4])[0] == ids[4]
    with pytest.raises(InboxItemNotFound):
        handed(run, LIN, first="nothing")


def test_the_second_annotator_gets_what_one_other_labelled_and_does_not_see_how(run: Run, ids: Ids, say: Run) -> None:
    handed(run, LIN)
    say(ids[0], TRACK)
    say(ids[1], SKIP)
    assert handed(run, LIN, second=True) == []
    (row,) = run(labelling.hand_out, Asked(10, second=True), HE, OPENING)
    assert row["id"] == ids[0] and row["mine"] is None and "track_shipment" not in str(row["ranking"])
    say(ids[0], STOCK, by=HE)
    assert handed(run, HE, second=True) == [] and handed(run, MAN, second=True) == []
    with pytest.raises(LabelledTwice):
        say(ids[0], STOCK, by=MAN)


def test_what_two_differ_on_is_not_written_until_one_gives_way(read: Run, ids: Ids, say: Run) -> None:
    say(ids[0], TRACK, seconds=1)
    say(ids[0], STOCK, by=HE, seconds=2)
    assert sentences(read) == []
    (row,) = read(label_agreement.overview)["disagreements"]
    assert [one["parts"][0]["intent"] for one in row["opinions"]] == ["track_shipment", "ask_stock"]
    say(ids[0], TRACK, by=HE, seconds=3)
    assert [intent for _, intent in sentences(read)] == ["track_shipment"]
    assert read(label_agreement.overview)["disagreements"] == []


def test_a_reviewer_has_the_last_word(run: Run, read: Run, ids: Ids, say: Run) -> None:
    say(ids[0], TRACK, seconds=1)
    say(ids[0], STOCK, by=HE, seconds=2)
    run(labels.settle, ids[0], OUTSIDE, KNOWN, Act("settled", MAN, OPENING + timedelta(seconds=3)))
    assert [intent for _, intent in sentences(read)] == ["out_of_scope"]


def test_kappa_is_of_what_was_said_before_either_knew_of_the_other(read: Run, ids: Ids, say: Run) -> None:
    for at, (item, first, second) in enumerate(zip(ids, (TRACK, STOCK, TRACK), (TRACK, STOCK, STOCK), strict=False)):
        say(item, first, seconds=at)
        say(item, second, by=HE, seconds=10 + at)
    say(ids[2], TRACK, by=HE, seconds=30)
    found = read(label_agreement.overview)
    assert (found["agreement"]["items"], found["agreement"]["agreed"]) == (3, 2)
    assert found["agreement"]["kappa"] == pytest.approx(0.4)
    assert found["confused"] == [{"intents": ["ask_stock", "track_shipment"], "number": 1}]
    assert found["annotators"][0]["names"] == [LIN.name, HE.name]


def test_what_was_taken_back_at_once_counts_for_no_agreement(run: Run, read: Run, ids: Ids, say: Run) -> None:
    say(ids[0], TRACK, seconds=1)
    say(ids[0], STOCK, by=HE, seconds=2)
    run(labels.undo, HE, None, OPENING + timedelta(seconds=3))
    say(ids[0], TRACK, by=HE, seconds=4)
    assert read(label_agreement.overview)["agreement"]["agreed"] == 1


COLOUR = EntityMark(0, 2, "colour")


def test_what_two_mark_differently_is_a_disagreement_until_one_marking_is_chosen(
    run: Run, read: Run, texts: Texts, say: Run
) -> None:
    item = texts["还有货不"]
    say(item, Wish(Decision.CHOOSE, "ask_stock", ()), seconds=1)
    say(item, Wish(Decision.CHOOSE, "ask_stock", (COLOUR,)), by=HE, seconds=2)
    assert sentences(read) == []
    (row,) = read(label_agreement.overview)["disagreements"]
    assert [one["parts"][0]["entities"] for one in row["opinions"]] == [[], [COLOUR.plain()]]
    chosen = Wish(Decision.CHOOSE, "ask_stock", (COLOUR,))
    run(labels.settle, item, chosen, KNOWN, Act("settled", MAN, OPENING + timedelta(seconds=3)))
    assert sentences(read) == [("[还有](colour)货不", "ask_stock")]
    assert read(label_agreement.overview)["disagreements"] == []


def test_entities_are_compared_where_both_looked_for_them(run: Run, read: Run, ids: Ids, say: Run) -> None:
    marked = Wish(Decision.CHOOSE, "ask_stock", (COLOUR,))
    say(ids[0], marked, seconds=1)
    say(ids[0], marked, by=HE, seconds=2)
    run(labels.decide_many, ids[1:2], STOCK, KNOWN, Act("many", LIN, OPENING))
    say(ids[1], marked, by=HE, seconds=3)
    found = read(label_agreement.overview)
    assert found["entities"] == {
        "items": 1, "one": 1, "other": 1, "both": 1, "f1": 1.0,
        "kinds": [{"entity": "colour", "one": 1, "other": 1, "both": 1, "f1": 1.0}],
    }  # fmt: skip
    assert found["disagreements"] == [] and found["agreement"]["items"] == 2


def test_what_is_written_is_no_disagreement_any_more(run: Run, read: Run, ids: Ids, say: Run) -> None:
    say(ids[0], TRACK, seconds=1)
    (one,) = read(lambda unit: list(labels.pending(unit)))
    say(ids[0], STOCK, by=HE, seconds=2)
    run(labels.mark_written, [one.label_id])
    assert read(label_agreement.overview)["disagreements"] == []


def test_comments_stand_with_the_message_for_all(run: Run, read: Run, ids: Ids) -> None:
    run(labelling.comment, ids[0], " 像是催发货 ", LIN, OPENING)
    told = run(labelling.comment, ids[0], "我觉得是查物流", HE, OPENING + timedelta(seconds=1))
    assert [(one["by"], one["text"]) for one in told] == [(LIN.name, "像是催发货"), (HE.name, "我觉得是查物流")]
    assert told == read(labelling.comments, ids[0])
    with pytest.raises(InboxItemNotFound):
        run(labelling.comment, "nothing", "？", LIN, OPENING)


def test_the_work_is_counted(run: Run, read: Run, ids: Ids, say: Run) -> None:
    for item in ids[:2]:
        say(item, TRACK)
    assert read(labels.progress, LIN, OPENING - timedelta(hours=1)) == {"left": 3, "second": 0, "done": 2}
    assert read(labels.progress, HE, OPENING - timedelta(hours=1)) == {"left": 3, "second": 2, "done": 0}
